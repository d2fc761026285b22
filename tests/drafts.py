"""Short plans of an invented district, and what a run of the command line gives back."""

from typing import NamedTuple

CLEAN = """\
# 南浦区“十五五”养老服务发展规划

为健全养老服务体系，制定本规划。规划期为2026—2030年。

## 一、总体要求

坚持公益，服务老年人。

## 二、主要任务

完善服务网络。
"""
BAD = CLEAN.replace("二、", "三、")
"""CLEAN with one finding: NUM001 (an error) at 9:4."""

PARENT = CLEAN.replace("南浦区", "云州市").replace("完善服务网络", "健全服务网络")
"""A parent that asks nothing of CLEAN."""

DOUBLED = CLEAN.replace("公益", "公益的的")
"""CLEAN with one finding: TXT003 (a warning) at 7."""

CITING = CLEAN.replace("制定", "根据《云州市“十五五”养老服务发展规划》，制定")
"""CLEAN that cites PARENT by its title: DOC004 (info) as long as the parent is not given."""


def fronted(front: str, text: str = CLEAN) -> str:
    """A draft under front matter."""
    return f"---\n{front}\n---\n{text}"


class Outcome(NamedTuple):
    """What a run gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str
