"""Entry point: answers from the content cache where nothing changed, else runs the command line."""

from __future__ import annotations

import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Run planlint with some arguments (those of the process); returns the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    _use_utf8()
    gc.set_threshold(100_000)  # a short run makes few cycles; collecting them costs start-up time
    from planlint.replay import replay

    code = replay(arguments)
    if code is not None:
        return code
    from planlint import methods, patterns

    for kept in (methods, patterns):
        kept.use_kept()  # before the modules that hold classes and patterns
    from planlint.cli import run

    try:
        return run(arguments)
    finally:
        for kept in (methods, patterns):
            kept.keep_new()


def _use_utf8() -> None:
    """Output is UTF-8 whatever the console, redirected or not: code pages lose characters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
