"""DOC002 legacy-encoding."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Context, Finding, Rule


class LegacyEncoding(Rule):
    """文件不是不带签名的 UTF-8 编码。GBK、UTF-16 或带 BOM 的文件在别的电脑和平台上容易成为乱码。"""

    id, name, severity = "DOC002", "legacy-encoding", Severity.INFO
    zh = "文件编码是 {encoding}，建议另存为 UTF-8，以免在其他系统中显示为乱码。"
    en = "the file is encoded as {encoding}; save it as UTF-8 so that other systems can read it."
    why_en = "GBK, UTF-16 or a byte-order mark garble easily on other systems."
    source = "GB 18030-2022；UTF-8 为各平台通用编码"

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at how the source was decoded."""
        source = ctx.source
        if source.encoding != "utf-8" or source.bom:
            shown = source.encoding.upper() + (" BOM" if source.bom else "")
            yield self.report(None, encoding=shown)
