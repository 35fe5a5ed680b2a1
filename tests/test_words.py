"""Names belong to data: neither the program nor its templates know a district, its bodies or its appraisal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.parsed import find_nodes, parse

ROOT = Path(__file__).resolve().parent.parent
# What the first district and its notice call themselves, their bodies and what they assess.
WORDS = (
    *("滨湖", "无锡", "锡滨", "区级机关", "区直属单位", "区委", "区政府", "区人大", "区政协"),
    *("工作组", "领导小组", "党组", "千人评议", "作风效能", "效能建设考核", "正风提效", "工作目标考核", "2015-41"),
    *("binhu", "机关作风", "嘉奖资格"),
)
# Words of which titles are made are no names; the demonstration is a district of its own.
# The guide to registers goes through the notice of the sample, clause by clause.
APART = {"generator/documents/title_words.py", "content/guide/registers.md"}
FOLDERS = ("generator", "templates", "schemas")


@cache
def program_files() -> list[Path]:
    """Every text of the program, the demonstration's material left out."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    found.append(ROOT / "mkdocs.yml")
    found += sorted(path for path in (ROOT / "content/guide").glob("*.md") if path.name != "problems.md")  # cases
    return [
        path
        for path in found
        if path.suffix in {".py", ".j2", ".typ", ".json", ".js", ".css", ".html", ".md", ".yml"}
        and not path.is_relative_to(ROOT / "generator" / "demo")
        and path.relative_to(ROOT).as_posix() not in APART
        and not path.name.startswith("register-")  # schemas of the sample's own registers
    ]


@cache
def program_texts() -> dict[Path, str]:
    """What stands in each of them."""
    return {path: path.read_text("utf-8") for path in program_files()}


def test_there_is_something_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in program_files()}
    assert {"templates/documents/annual.txt.j2", "generator/documents/document_request.py", "mkdocs.yml"} <= names
    assert len(names) > 300


@pytest.mark.parametrize("word", WORDS)
def test_no_name_of_a_district_stands_in_the_program(word: str) -> None:
    places = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in program_texts().items()
        if word in text
        for number, line in enumerate(text.splitlines(), start=1)
        if word in line
    ]
    assert places == []


# Of the folder in which the program is made an office has nothing: it has an installed program and a repository.
MADE_HERE = re.compile(
    r"\bmake (setup|site|serve|fonts|wheel|demo|test)|\.venv|content/guide/|`schemas/`"
    r"|(?<!gitlab-)ci\.yml|proposed data"
)


def sentences() -> Iterator[tuple[str, str]]:
    """Place and text of what a user reads: the guide, material, templates, literals with Chinese words."""
    for folder in ("content/guide", "generator/acts/material", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".md", ".yml", ".j2", ".html"}:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
    for path in program_files():
        if path.suffix == ".py":
            for node in find_nodes(parse(path), ast.Constant):
                if isinstance(node.value, str) and re.search("[一-鿿]", node.value):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def test_what_a_user_reads_holds_where_the_program_is_installed() -> None:
    told = dict(sentences())
    assert {"content/guide/clerk.md", "generator/acts/material/skeleton/github.yml"} <= set(told)
    assert {place: found[0] for place, text in told.items() if (found := MADE_HERE.search(text))} == {}
