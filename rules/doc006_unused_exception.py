"""DOC006 unused-exception."""

from planlint.diagnostic import Severity
from planlint.rule import Rule


class UnusedException(Rule):
    """例外文件 planlint-exceptions.toml 中有一条没有对应任何问题，或者已经到期。

    问题已经改正、例外却还留着，日后同样的问题再出现就会被悄悄放过；到期的例外不再起作用。
    只判断这次检查得出结论的例外：所涉规则没有运行、所涉文件没有检查的，不报告。
    """

    id, name, severity = "DOC006", "unused-exception", Severity.WARNING
    zh = "例外“{subject}”（{rule}）没有对应任何问题。问题已改正的，请删去这一条{hint}"
    en = "the exception {subject!r} ({rule}) matches nothing; delete it if the matter is settled{hint}"
    why_en = (
        "An accepted deviation that matches nothing would hide the next mistake of its kind; an "
        "expired one has no effect. One whose rule or file was not checked is not judged."
    )
    source = "planlint：例外须有理由，用完即删"
