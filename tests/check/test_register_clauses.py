"""A clause that a register or an entry names is one of a notice, in a row as well; each is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.register_clauses import check_register_clauses
from generator.read.content import read_content
from generator.read.corpus_reader import read_corpus
from generator.read.notice_reader import read_notices
from generator.read.tree import MemoryTree
from generator.rules.notice import NoticeDocument

RULES = """\
title: 措施
basis: %s
keeper: kaoheban
per: once
show: records
date: day
fields:
  - {id: day, label: 日期, type: day, required: true, share: public}
  - {id: clause, label: 条款, type: clause, share: public}
  - {id: others, label: 其他条款, type: clause, many: true, share: public}
  - {id: steps, label: 步骤, type: rows, share: public, rows: [{id: clause, label: 条款, type: clause}]}
"""
ENTRY = (
    "day: 2015-02-03\nclause: %s\nothers: [opinions-m1, %s]\nsteps:\n  - {clause: opinions-m3}\n  - {clause: %s}\n"
)


@pytest.fixture(scope="module")
def notices() -> dict[str, NoticeDocument]:
    return dict(read_notices(read_content(Path(__file__).parents[2])))


def told(notices: dict[str, NoticeDocument], basis: str, *clauses: str) -> list[tuple[str, int, str]]:
    files = {"data/registers/measures.yml": RULES % basis, "data/registers/measures/a.yml": ENTRY % clauses}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    found = check_register_clauses(corpus, notices)
    return [(problem.place.file, problem.place.line, problem.code) for problem in found]


def test_clauses_that_are_there_are_no_problem(notices: dict[str, NoticeDocument]) -> None:
    assert told(notices, "opinions-m11", "opinions-m2", "opinions-m5", "opinions-m14") == []


def test_each_that_is_not_there_is_told_at_its_place(notices: dict[str, NoticeDocument]) -> None:
    entry = "data/registers/measures/a.yml"
    assert told(notices, "opinions-m99", "opinions-m98", "opinions-m97", "opinions-m96") == [
        ("data/registers/measures.yml", 2, "KH420"),
        (entry, 2, "KH420"), (entry, 3, "KH420"), (entry, 6, "KH420"),
    ]  # fmt: skip


def test_without_a_notice_nothing_is_said() -> None:
    assert told({}, "opinions-m99", "a", "b", "c") == []
