"""The structure of a plan: line scanner, parsers over the grammars, the typed outline."""
