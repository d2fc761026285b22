"""DOC005 rule-failed."""

from planlint.diagnostic import Severity
from planlint.rule import Rule


class RuleFailed(Rule):
    """一条规则在运行中出错，这是 planlint 的缺陷，不是草案的问题；其余规则照常运行，出错详情见日志。"""

    id, name, severity = "DOC005", "rule-failed", Severity.ERROR
    zh = "规则 {id}（{name}）运行出错，本次没有检查这一项。这是 planlint 的缺陷，请连同日志反馈。"
    en = "rule {id} ({name}) failed and was not checked. This is a defect of planlint; please report it."
    why_en = (
        "A rule that raises is a defect of planlint, not of the draft; the other rules still run."
    )
    source = "planlint"
