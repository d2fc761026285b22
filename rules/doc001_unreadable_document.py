"""DOC001 unreadable-document."""

from planlint.diagnostic import Severity
from planlint.rule import Rule


class UnreadableDocument(Rule):
    """文件打不开、编码无法识别、内容与扩展名不符或超过大小上限时，无从检查；其他文件照常检查。"""

    id, name, severity = "DOC001", "unreadable-document", Severity.ERROR
    zh = "无法读取：{reason}。"
    en = "cannot be read: {reason}."
    why_en = "A file that cannot be opened or decoded cannot be checked; other files still are."
    source = "planlint 的读取范围：UTF-8、GB18030、UTF-16 编码的纯文本和 Markdown"
