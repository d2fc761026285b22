"""The grammars of planlint, one `.lark` file each; nothing else lives here."""
