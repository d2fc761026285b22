"""The page of a rule: for `explain`, and for the generated reference under docs/rules."""

from __future__ import annotations

import sys
from pathlib import Path

from planlint.rule import Bad, Good, Rule, load_rules

_LABELS = {
    "zh": {
        "severity": "级别", "source": "依据",
        "needs": "需要", "parent": "上级规划", "predecessor": "上期规划", "fix": "修复",
        "safe": "安全", "unsafe": "需确认", "message": "消息", "options": "选项", "bad": "会报告",
        "good": "不报告", "with_parent": "上级规划",
        "with_predecessor": "上一期规划", "colon": "：",
    },
    "en": {
        "severity": "Severity",
        "source": "Source", "needs": "Needs", "parent": "a parent plan",
        "predecessor": "the plan of the period before", "fix": "Fix", "safe": "safe",
        "unsafe": "unsafe", "message": "Message", "options": "Options", "bad": "Reported",
        "good": "Not reported", "with_parent": "the parent",
        "with_predecessor": "the predecessor", "colon": ":",
    },
}  # fmt: skip
_SHOWN = 3


def page(rule: type[Rule], lang: str) -> str:
    """The page of a rule as Markdown."""
    label = _LABELS[lang]
    said = (
        rule.why_en
        if lang == "en"
        else "\n".join(line.strip() for line in (rule.__doc__ or "").strip().splitlines())
    )
    colon = ": " if lang == "en" else "："
    lines = [f"# {rule.id} {rule.name}", "", said, ""]
    facts = [(label["severity"], rule.severity.in_language(lang)), (label["source"], rule.source)]
    if rule.needs:
        facts.append((label["needs"], label[rule.needs]))
    if rule.fixable:
        facts.append((label["fix"], label[rule.fixable]))
    facts.append((label["message"], rule.en if lang == "en" else rule.zh))
    lines += [f"- {name}{colon}{value}" for name, value in facts]
    for option, default in rule.options.items():
        lines.append(f"- {label['options']}{colon}`{option} = {default!r}`")
    lines += _examples(label["bad"], rule.bad, label)
    lines += _examples(label["good"], rule.good, label)
    return "\n".join(lines) + "\n"


def _examples(
    title: str, examples: tuple[Bad, ...] | tuple[Good, ...], label: dict[str, str]
) -> list[str]:
    if not examples:
        return []
    lines = ["", f"## {title}"]
    for example in examples[:_SHOWN]:
        lines.append("")
        if example.note:
            lines += [f"{example.note}", ""]
        lines += ["```text", example.draft, "```"]
        for plan, text in (("parent", example.parent), ("predecessor", example.predecessor)):
            if text:
                head = label[f"with_{plan}"] + label["colon"]
                lines += ["", head, "", "```text", text, "```"]
    return lines


def stale_pages(folder: Path, *, write: bool) -> list[Path]:
    """The pages under a folder that differ from the rules; written anew where asked."""
    wanted = {folder / f"{rule.id}.md": _both(rule) for rule in load_rules()}
    wanted[folder / "index.md"] = _index()
    stale = [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    orphans = [path for path in folder.glob("*.md") if path not in wanted]
    if write:
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(wanted[path], encoding="utf-8")
        for path in orphans:
            path.unlink()
    return stale + orphans


def _both(rule: type[Rule]) -> str:
    english = page(rule, "en").split("\n", 2)[2]
    return f"{page(rule, 'zh')}\n---\n{english}"


def _index() -> str:
    rows = [
        f"| [{r.id}]({r.id}.md) | {r.name} | {r.severity.value} | {r.needs or '–'} | "
        f"{r.fixable or '–'} | {r.summary()} |"
        for r in load_rules()
    ]
    head = "# 规则 / Rules\n\n| id | name | severity | needs | fix | |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def main(argv: list[str]) -> int:
    """Write the pages of a folder, or with --check say which are stale."""
    folders = [a for a in argv if not a.startswith("-")]
    check = "--check" in argv
    stale = stale_pages(Path(folders[0] if folders else "docs/rules"), write=not check)
    names = ", ".join(path.name for path in stale) or "none"
    sys.stdout.write(f"{'stale' if check else 'written'}: {names}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
