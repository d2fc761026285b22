"""Plain text and Markdown: bytes to `Source`.

Order: byte-order mark, UTF-8, UTF-16 without a mark (by its zero bytes), GB18030. A file that
decodes but holds control characters is a binary in disguise: GB18030 accepts nearly anything.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from planlint.errors import ReadError
from planlint.patterns import compiled
from planlint.readers.source import Source, split_lines

DEFAULT_SIZE_LIMIT = 20 * 1024 * 1024
"""Bytes. A five-year plan is 30 to 300 KB; 20 MB is already another kind of file."""

MAX_LINES = 100_000
"""Physical lines. The parser is linear, and a plan of 100,000 lines is a data dump."""

MAX_LINE_LENGTH = 500_000
"""Characters in one line: more than a whole plan, so line structure is lost for good."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = compiled(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/WPS（docx、xlsx）或压缩包"),
    (b"\xd0\xcf\x11\xe0", "Word/WPS 97—2003（doc、wps、xls）"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_MAGIC_EN = {
    "Word/WPS（docx、xlsx）或压缩包": "a Word/WPS file (docx, xlsx) or an archive",
    "Word/WPS 97—2003（doc、wps、xls）": "a Word/WPS 97-2003 file (doc, wps, xls)",
}


def read(path: Path, *, filename: str | None = None, limit: int = DEFAULT_SIZE_LIMIT) -> Source:
    """Read a file. Raises ReadError with the reason in both languages."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadError("这是一个文件夹，不是文件", "this is a directory, not a file")
        if size > limit:
            raise _too_large(size, limit)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("文件不存在", "no such file") from None
    except PermissionError:
        raise ReadError("没有权限打开这个文件", "permission denied") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"无法打开：{error}", f"cannot be opened: {error}") from None
    return decode(data, filename=filename or str(path), limit=limit)


def decode(data: bytes, *, filename: str, limit: int = DEFAULT_SIZE_LIMIT) -> Source:
    """Decode a document's bytes. Raises ReadError where they are no readable text."""
    if len(data) > limit:
        raise _too_large(len(data), limit)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(
                f"内容是 {kind}，不是纯文本；请另存为 .txt 或 .md 后再检查",
                f"it is {_MAGIC_EN.get(kind, kind)}, not plain text; save it as .txt or .md",
            )
    text, encoding, bom = _decode(data)
    if _CONTROL.search(text):
        raise ReadError(
            "内容含有控制字符，是二进制文件或编码无法识别；请另存为 UTF-8 编码的文本",
            "it holds control characters: a binary file or an unknown encoding; save it as UTF-8",
        )
    if len(text) > MAX_LINE_LENGTH and max(map(len, split_lines(text))) > MAX_LINE_LENGTH:
        raise ReadError(
            f"有一行超过 {MAX_LINE_LENGTH:,} 个字符，换行已丢失，无法识别结构；请重新导出文本",
            f"a line has over {MAX_LINE_LENGTH:,} characters: line breaks are lost; export again",
        )
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MAX_LINES:
        raise ReadError(
            f"超过 {MAX_LINES:,} 行，不像一份规划；请确认文件",
            f"more than {MAX_LINES:,} lines: not a plan",
        )
    return Source(filename=filename, text=text, encoding=encoding, bom=bom)


def _decode(data: bytes) -> tuple[str, str, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding, True
    if 0 in data and len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = data.decode(encoding, errors="replace")
            if _reads_as_chinese(text):
                return text, encoding, False
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        pass
    return _strict(data, "gb18030"), "gb18030", False


def _reads_as_chinese(text: str) -> bool:
    """Whether nearly all characters are ordinary: in the wrong byte order they are rare ones."""
    ordinary = compiled(
        r"[\t\n\r -~\u00a0-\u00ff\u2010-\u203f\u2160-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
    )
    return len(ordinary.findall(text)) >= len(text) * 0.97 and "\ufffd" not in text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"这不是文本文件，或者编码无法识别（第 {error.start + 1} 个字节起不是有效的"
            f" {encoding.upper()}）；请把文稿另存为 UTF-8 编码的 .txt 或 .md",
            f"no text file, or an unknown encoding (not valid {encoding.upper()} from byte"
            f" {error.start + 1}); save the text as UTF-8",
        ) from None


def _shown(size: int) -> str:
    """A size in the unit in which it can be read."""
    for unit, least in (("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= least:
            return f"{size / least:.1f} {unit}"
    return f"{size} B"


def _too_large(size: int, limit: int) -> ReadError:
    shown = _shown(size), _shown(limit)
    return ReadError(
        f"文件 {shown[0]}，超过上限 {shown[1]}；如确需检查，可在配置中调大 size-limit",
        f"the file has {shown[0]}, over the limit of {shown[1]}; raise size-limit to check it",
    )
