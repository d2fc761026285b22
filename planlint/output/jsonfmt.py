"""json: an array shaped like ruff's, for editors and scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from planlint.diagnostic import Diagnostic, Edit, Location, Related
from planlint.result import Result


def render(results: Sequence[Result]) -> str:
    """All findings of a run as one JSON array."""
    rows = [as_dict(d) for r in results for d in r.diagnostics]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """One finding as plain data; a finding about the whole document has no column."""
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "filename": diagnostic.filename,
        "location": _place(diagnostic.location),
        "end_location": _place(diagnostic.end_location),
        "related": [_related(r) for r in diagnostic.related],
        "fix": None
        if fix is None
        else {
            "applicability": fix.applicability,
            "message": fix.message,
            "edits": [_edit(e) for e in fix.edits],
        },
        "fingerprint": diagnostic.fingerprint,
        "url": diagnostic.url,
    }


def _place(location: Location) -> dict[str, int | None]:
    return {"row": location.row, "column": location.column or None}


def _related(related: Related) -> dict[str, Any]:
    return {
        "filename": related.filename,
        "location": _place(related.location),
        "end_location": _place(related.end_location),
        "message": related.message,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "content": edit.content,
        "location": _place(edit.location),
        "end_location": _place(edit.end_location),
    }
