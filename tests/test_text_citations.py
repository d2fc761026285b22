"""Citations of real plans: what is wrong in them is found at its line, and nothing else."""

import pytest

import planlint
from planlint.config import Config

from .plans import needs_plans, plan_files, seed

pytestmark = needs_plans

FOUND = {
    "000": [],
    "001": [("CIT006", 11)],
    "002": [("CIT006", 25), ("CIT008", 25), ("CIT005", 189)],
    "003": [],
    "004": [("CIT006", 90)],
}


@pytest.mark.parametrize("number", FOUND)
def test_a_seed_has_its_findings_at_their_lines(number: str) -> None:
    found = planlint.lint(seed(number), config=Config(select=("CIT",)))
    assert sorted((d.code, d.location.row) for d in found) == sorted(FOUND[number])


def test_a_vague_basis_is_said_once_where_the_parent_is_given() -> None:
    found = planlint.lint(seed("002"), parents=[seed("000")], config=Config(select=("CIT",)))
    codes = [d.code for d in found if d.location.row == 25]
    assert "CIT001" in codes
    assert "CIT008" not in codes


@pytest.mark.parametrize(
    ("number", "old", "new", "code"),
    [
        ("000", "国发〔2021〕10号", "国发[2021]10号", "CIT003"),
        ("000", "国发〔2021〕10号", "国发〔2021〕20号", "CIT007"),
        (
            "000",
            "“十四五”残疾人保障和发展规划的通知》（国发",
            "“十四五”残疾人保障与发展规划的通知》（国发",
            "CIT002",
        ),
        ("000", "《中华人民共和国残疾人保障法》", "《中华人民共和国残疾人保证法》", "CIT002"),
        ("003", "《天津市残疾人保障条例》和", "《中华人民共和国侵权责任法》和", ""),
        (
            "001",
            "《津南区残疾人事业“十四五”发展规划》已经",
            "《津南区残疾人事业“十四五”规划》已经",
            "CIT005",
        ),
        ("004", "《无障碍环境建设条例》", "《中华人民共和国物权法》", "CIT004"),
    ],
)
def test_a_planted_mistake_is_found_alone(number: str, old: str, new: str, code: str) -> None:
    text = seed(number).source.text
    assert old in text
    config = Config(select=("CIT",))
    before = planlint.lint(seed(number), config=config)
    after = planlint.lint(planlint.parse_text(text.replace(old, new, 1)), config=config)
    seen = {d.fingerprint for d in before}
    assert [d.code for d in after if d.fingerprint not in seen] == ([code] if code else [])


def test_published_plans_cite_one_another_without_false_alarms() -> None:
    plans = [planlint.parse(p) for p in plan_files()]
    for number in ("000", "001", "003"):
        others = [p for p in plans if p.source.text != seed(number).source.text]
        library = [
            planlint.KnownTitle(p.title, p.document_number, "library", close=True) for p in others
        ]
        config = Config(select=("CIT002", "CIT005", "CIT007"))
        assert planlint.lint(seed(number), config=config, library=library) == []
