"""Entry point: answers from the content cache where nothing changed, else runs the command line."""

from __future__ import annotations

import gc
import os
import sys


def program() -> int:
    """Run planlint as a process of its own: what was printed is out, and the process ends at once.

    Taking down all that a run has made, piece by piece, costs more than an empty run.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115 - of who closed it
    sys.stderr = sys.stderr or sys.stdout
    code = 130  # of whoever is interrupted
    try:
        code = main(alone=True)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except KeyboardInterrupt:
        pass
    except (BrokenPipeError, ValueError, AttributeError):  # a closed stream: nobody listens
        return code
    except OSError as error:
        code = 2
        sys.stderr.write(f"planlint: 无法输出 (cannot write the output): {error.strerror}\n")
    os._exit(code)


def main(argv: list[str] | None = None, *, alone: bool = False) -> int:
    """Run planlint with some arguments (those of the process); returns the exit code.

    `alone` tells that the process is planlint's own.
    """
    arguments = sys.argv[1:] if argv is None else argv
    _use_utf8()
    gc.set_threshold(100_000)  # a short run makes few cycles; collecting them costs start-up time
    from planlint.replay import replay

    code = replay(arguments)
    if code is not None:
        return code
    from planlint import aside, image

    if alone:
        aside.allow()
    image.use_kept()  # before the modules that it keeps
    try:
        from planlint.cli import run

        return run(arguments)
    finally:
        image.keep_new()


def _use_utf8() -> None:
    """Output is UTF-8 whatever the console, redirected or not: code pages lose characters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(program())
