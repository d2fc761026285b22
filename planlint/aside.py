"""Work aside: done by a copy of this process on another processor, while this one goes on.

Only for a program that is alone in its process: a copy has what its original had, but none of its
threads. Where no copy can be made the work is done in its turn, so that nothing depends on it.
"""

from __future__ import annotations

import marshal
import os
import sys

from planlint import image

TYPE_CHECKING = False  # imported at every start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

_ALLOWED: list[bool] = []
_ENDING: set[int] = set()
"""Copies that have handed over their result and are ending: nobody waits for that."""


def allow() -> None:
    """From now on copies may be made: the process is planlint's own."""
    _ALLOWED.append(True)


def is_possible() -> bool:
    """Whether a copy of this process may be made, can be, and has a processor to run on."""
    threading = sys.modules.get("threading")
    threads = 1 if threading is None else threading.active_count()
    if not _ALLOWED or not hasattr(os, "fork") or threads > 1:
        return False
    allowed = getattr(os, "sched_getaffinity", None)
    return (len(allowed(0)) if allowed is not None else os.cpu_count() or 1) > 1


def begin(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin some work aside; calling what this returns waits for its result.

    The result is plain data: numbers, texts, tuples. Whatever goes wrong aside, the work is then
    done here, where its errors are seen.
    """
    _take_leave()
    try:
        reading, writing = os.pipe()
    except OSError:
        return work
    try:
        copy = os.fork()
    except OSError:  # too many processes
        os.close(reading)
        os.close(writing)
        return work
    if copy == 0:
        os.close(reading)
        _serve(work, writing)
    os.close(writing)

    def result() -> Any:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        _ENDING.add(copy)
        _take_leave()
        try:
            return marshal.loads(data)
        except (EOFError, ValueError, TypeError):  # the copy failed, or was stopped
            return work()

    return result


def _take_leave() -> None:
    """Let the system forget the copies that have ended."""
    for copy in tuple(_ENDING):
        if os.waitpid(copy, os.WNOHANG)[0]:
            _ENDING.discard(copy)


def _serve(work: Callable[[], Any], writing: int) -> NoReturn:
    """In the copy: do the work, hand over its result, and end without any further ado."""
    try:
        data = marshal.dumps(work())
        image.keep_new()  # before the result, after which nobody waits any more
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)
