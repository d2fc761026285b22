"""CIT003 document-number-format."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.citation import DOCUMENT, DocumentNumber

_YEAR = Text(
    "发文字号“{found}”的年份“{year}”有误，不可能晚于本文件，也不会早于1949年。请核对。",
    "the year {year} of the document number {found!r} cannot be right; check it.",
)


class DocumentNumberFormat(Rule):
    """发文字号由机关代字、年份、发文顺序号组成：年份用四位数并加六角括号“〔〕”，顺序号不编虚位、不加“第”。

    司法案号、令号、公告号、标准号、许可证号不在此列。
    """

    id, name, severity, fixable = "CIT003", "document-number-format", Severity.ERROR, "unsafe"
    zh = "发文字号“{found}”格式不规范：{reason}。应写作“{right}”。"
    en = "the document number {found!r} is malformed: {reason}; write {right!r}."
    why_en = "A document number is 国发〔2021〕10号: hexagonal brackets, a full year, no 第, no leading zero."
    source = "GB/T 9704-2012 7.2.5 发文字号"
    good = (
        Good("落实《养老服务条例》（云政发〔2026〕12号）要求。"),
        Good("参照（2021）云01民初10号判决。", note="司法案号用圆括号"),
        Good("依据民政部令第66号执行，按财政部公告2026年第10号和GB/T 15834-2011办理。"),
        Good("按云政办发明电〔2026〕5号、云政办规〔2026〕13号执行，累计〔110〕万户。"),
        Good("备案号为江械备字[2026]第00010号。", note="备案、许可的编号"),
    )
    bad = (
        Bad("落实《养老服务条例》（〔[云政发[2026]12号]〕）要求。"),
        Bad("落实《养老服务条例》（〔[云政发〔2026〕第12号]〕）要求。"),
        Bad("落实《养老服务条例》（〔[云政发〔2026〕012号]〕）要求。"),
        Bad("落实《养老服务条例》（〔[云政发〔2126〕12号]〕）要求。", note="年份不可能"),
        Bad("按照〔[云民发（26）１２号]〕办理。", note="代字前有“按照”，数字是全角"),
        Bad("落实《养老服务条例》（云政发〔2026〕1号、〔[云政字【2026】2号]〕）要求。"),
        Bad("落实《养老服务条例》（〔[云政发〔2026年〕12号]〕，以下简称《条例》）要求。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every document number in the file."""
        for number in (n for c in ctx.draft.all_citations for n in c.numbers):
            if number.kind != DOCUMENT:
                continue
            reasons, right = list(_reasons(number)), number.normal
            found = "".join(ctx.source[number.span].split())
            year = _year(number)
            if not 1949 <= year <= (ctx.date.year + 1 if ctx.date is not None else 2099):
                yield self.report(number.span, text=_YEAR, found=found, year=str(year))
            elif reasons:
                yield self.report(
                    number.span,
                    repair=Repair(
                        (Change(number.span, right),),
                        Text(f"改为“{right}”", f"write {right!r}"),
                        safe=False,
                    ),
                    found=found,
                    right=right,
                    reason=Text("、".join(r.zh for r in reasons), ", ".join(r.en for r in reasons)),
                )


def _reasons(number: DocumentNumber) -> Iterator[Text]:
    if (number.opening, number.closing) != ("〔", "〕"):
        yield Text("年份应加六角括号“〔〕”", "the year takes 〔〕")
    if len(number.year.removesuffix("年")) != 4:
        yield Text("年份应写全四位", "the year has four digits")
    if number.year.endswith("年"):
        yield Text("括号内不写“年”", "no 年 within the brackets")
    if number.ordinal:
        yield Text("顺序号前不加“第”", "no 第 before the number")
    if number.serial.startswith("0"):
        yield Text("顺序号不编虚位", "no leading zero")


def _year(number: DocumentNumber) -> int:
    year = int(number.year.removesuffix("年"))
    return year if year > 99 else 2000 + year
