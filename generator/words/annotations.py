"""Problems as notes on lines, in the forms that forges read from a run: workflow commands and Code Quality.

Sources: GitHub, “Workflow commands for GitHub Actions”, `::error file=…,line=…,col=…,title=…::…`; GitLab, “Code
Quality”, a JSON list with description, check_name, fingerprint, severity, location.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from generator.model.problem import Problem
from generator.words.problem_text import problem_json

MOST = 10  # of errors and of reminders each: GitHub shows no more of one step
_LONGEST = 1_000  # characters of one note
_VALUE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_VALUE, ":": "%3A", ",": "%2C"}


def workflow_commands(problems: Iterable[Problem]) -> str:
    """A line for each problem, errors first, no more than a forge shows; what data say is escaped in it."""
    rows = [problem_json(problem) for problem in problems]
    kinds = {"error": "error", "warning": "warning"}
    listed = [row for kind in kinds for row in [row for row in rows if row["severity"] == kind][:MOST]]
    return "".join(f"::{kinds[row['severity']]} {_properties(row)}::{_text(row)}\n" for row in listed)


def code_quality(problems: Iterable[Problem]) -> str:
    """The list that GitLab compares between branches and shows beside a merge request."""
    rows = [problem_json(problem) for problem in problems]
    listed = [
        {
            "description": f"{row['code']} {row['message']}{row['hint']}"[:_LONGEST],
            "check_name": row["code"],
            "fingerprint": sha256("\0".join((row["code"], row["file"], row["message"])).encode()).hexdigest(),
            "severity": "major" if row["severity"] == "error" else "minor",
            "location": {"path": row["file"], "lines": {"begin": row["line"]}},
        }
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _properties(row: dict[str, Any]) -> str:
    """Where a note stands; what is said of no file (a commit, the whole folder) stands at none."""
    named = {"title": row["code"]}
    if "/" in row["file"] and not row["file"].startswith("commit:"):
        named = {"file": row["file"], "line": str(row["line"]), "col": str(row["column"]), **named}
    return ",".join(f"{name}={_escape(value, _PROPERTY)}" for name, value in named.items())


def _text(row: dict[str, Any]) -> str:
    place = "" if "/" in row["file"] else f"{row['file']}："
    return _escape(f"{place}{row['message']}。{row['hint']}"[:_LONGEST], _VALUE)


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
