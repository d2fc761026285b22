"""Writing a mended draft back: its own encoding, mark and line ends, whole or not at all."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from planlint.errors import PlanlintError, ReadError, WriteError
from planlint.paths import resolved
from planlint.readers import Source, decode

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def encoded(source: Source, text: str) -> bytes:
    """A text in the encoding of a source. Raises WriteError where it would not read back."""
    try:
        data = _encode(source, text)
        back = decode(data, filename=source.filename, limit=len(data))
    except (UnicodeEncodeError, ReadError):
        raise _cannot_encode(source) from None
    if (back.text, back.encoding, back.bom) != (text, source.encoding, source.bom):
        raise _cannot_encode(source)
    return data


def _encode(source: Source, text: str) -> bytes:
    return (_MARKS[source.encoding] if source.bom else b"") + text.encode(source.encoding)


def rewrite(path: Path, source: Source, text: str) -> None:
    """Replace the text of a file that was read as `source`. Raises WriteError, changing nothing.

    A link is followed: the file that it names is rewritten. Where a text has a character that
    this encoding writes in two ways, its bytes could not be kept, and the file is left alone.
    """
    data = encoded(source, text)
    target = resolved(path)
    try:
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _failed(path, "不是普通文件", "not a regular file")
        if not mode & 0o222 or not os.access(target, os.W_OK):
            raise _failed(path, "文件是只读的", "the file is read-only")
        if target.read_bytes() != _encode(source, source.text):
            raise _changed(path)
        _replace(target, data, stat.S_IMODE(mode))
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, PermissionError):
            raise _failed(path, "没有权限写入所在文件夹", "no permission to write there") from None
        raise _failed(path, reason, reason) from None


def _replace(target: Path, data: bytes, mode: int) -> None:
    """Write a new file beside the old one, then let it take its place in one step."""
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        _keep_owner(target, name)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _keep_owner(target: Path, name: str) -> None:
    """As far as the system lets us: only root may give a file away."""
    chown = getattr(os, "chown", None)
    if chown is not None:
        old = target.stat()
        with suppress(OSError):
            chown(name, old.st_uid, old.st_gid)


def _failed(path: Path, zh: str, en: str) -> PlanlintError:
    return WriteError(
        f"无法修改 {path}：{zh}；文件未改动", f"cannot fix {path}: {en}; left as it is"
    )


def _changed(path: Path) -> PlanlintError:
    return _failed(
        path,
        "检查期间文件被改动，或其中有无法按原样写回的字节，请重新运行；仍不行时请另存为 UTF-8 编码",
        "it was changed meanwhile, or its bytes cannot be kept; run again, or save it as UTF-8",
    )


def _cannot_encode(source: Source) -> PlanlintError:
    name = source.encoding.upper()
    return _failed(
        Path(source.filename),
        f"修改后的文字无法按 {name} 编码原样保存，请先另存为 UTF-8 编码",
        f"the mended text cannot be kept in {name}; save the file as UTF-8 first",
    )
