"""Numbers and names that tell a person are noticed in every text, unless they were looked at and listed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.check.pages import check_texts
from generator.check.privacy import check_privacy
from generator.check.texts import list_records, list_texts, text_fields, texts_of
from generator.model.committer import Committer, Committers
from generator.model.exemption import Exemption, Exemptions
from generator.model.problem import Location, Problem
from generator.model.publication import Publication
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from generator.rules.record_classes import RECORDS
from tests.cli.calling import Caller
from tests.sample import read_sample

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"
NUMBER = "来电13812345678"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(WorkTree(BASE))[0]


def told(corpus: Corpus) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in check_privacy(corpus)]


def with_reason(corpus: Corpus, reason: str) -> Corpus:
    return replace(corpus, deductions=(replace(corpus.deductions[0], reason=reason),))


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (NUMBER, [("KH327", "error")]),
        ("身份证320211197001011235", [("KH327", "error")]),
        ("身份证320211197001011234", [("KH327", "warning")]),  # the check digit is wrong: another number, or a slip
        ("张三（幸福里3号）反映", [("KH385", "warning")]),
        ("张三（幸福里3号）13812345678", [("KH327", "error"), ("KH385", "warning")]),
        ("工单逾期2个工作日办结", []),
    ],
)
def test_how_severe_it_is(corpus: Corpus, reason: str, expected: list[tuple[str, str]]) -> None:
    assert told(with_reason(corpus, reason)) == expected


def test_a_text_that_was_looked_at_may_stay_and_only_that(corpus: Corpus) -> None:
    there = with_reason(corpus, NUMBER)
    file = there.deductions[0].origin.file
    entry = Exemption(file, "reason", "单位公布的值班手机", date(2015, 6, 20))
    assert told(replace(there, exemptions=Exemptions((entry,)))) == []
    other = replace(there.deductions[0], internal_note=NUMBER)
    found = list(check_privacy(replace(there, deductions=(other,), exemptions=Exemptions((entry,)))))
    assert [problem.code for problem in found] == ["KH327"]
    assert "field: internal_note" in found[0].hint


def test_every_text_of_every_record_is_looked_at_but_for_addresses_of_committers(corpus: Corpus) -> None:
    record = next(record for record in corpus.deductions if record.appeal is not None)
    assert record.appeal is not None
    appeal = replace(record.appeal, grounds=NUMBER)
    evidence = replace(record.evidence[0], held_at=NUMBER)
    publication = Publication(
        "2015-q1", NUMBER, date(2015, 4, 10), "1" * 40, "2" * 64, {}, 2, statement=("一段", NUMBER)
    )
    spoilt = replace(
        corpus,
        deductions=(replace(record, appeal=appeal, evidence=(evidence,), internal_note=NUMBER),),
        units={"jiaoyu": replace(corpus.units["jiaoyu"], aliases=("区教委", NUMBER))},
        publications={"2015-q1": publication},
        register=Committers((Committer(email="13812345678@example.cn", office="jiaoyu"),)),
    )
    found = [problem.hint.partition("field: ")[2].partition(",")[0] for problem in check_privacy(spoilt)]
    assert sorted(found) == ["aliases", "appeal/grounds", "evidence/held_at", "internal_note", "statement", "title"]


def test_the_texts_of_a_record_stand_with_their_places(corpus: Corpus) -> None:
    record = next(record for record in corpus.deductions if record.appeal is not None)
    found = [(steps, internal) for steps, _, internal in texts_of(replace(record, internal_note="内部"))]
    assert found == [
        (("reason",), False),
        (("evidence", 0, "title"), False),
        (("evidence", 0, "held_at"), False),
        (("appeal", "grounds"), False),
        (("appeal", "reasons"), False),
        (("internal_note",), True),
    ]
    scheme = [".".join(map(str, steps)) for steps, _, _ in texts_of(corpus.schemes[2015])]
    assert "components.0.categories.0.items.0.standards.0.text" in scheme


def test_the_fields_of_texts_are_known_for_every_kind_of_record(corpus: Corpus) -> None:
    assert {"reason", "evidence/title", "appeal/grounds", "internal_note"} <= text_fields(RECORDS["deduction"])
    for text in list_texts(corpus, bool):
        kind: Any = next(type(record) for record in _records(corpus) if record.origin.file == text.origin.file)
        assert text.field in text_fields(kind)


def test_no_text_is_passed_over(corpus: Corpus) -> None:
    texts = [(record.origin, value) for record in list_records(corpus) for _, value, _ in texts_of(record)]
    assert [(text.origin, text.value) for text in list_texts(corpus, bool)] == texts
    for _, value in texts[::7]:
        found = [(text.origin, text.value) for text in list_texts(corpus, value.__eq__)]
        assert found == [one for one in texts if one[1] == value]


def _records(corpus: Corpus) -> list[Any]:
    assert corpus.site is not None
    return [corpus.site, *corpus.schemes.values(), *corpus.units.values(), *corpus.deductions, *corpus.appraisals]


def test_a_number_is_repeated_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    record = tmp_path / "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
    record.write_text(
        record.read_text("utf-8").replace("入学咨询工单", "张三（幸福里3号）13812345678的工单"), "utf-8"
    )
    kaohe = Caller(capsys)
    for arguments in (("check",), ("check", "--json"), ("score", "2015")):
        said = kaohe(tmp_path, *arguments)
        assert said.status == 1
        assert "12345678" not in said.out + said.error
        assert "张三" not in said.out + said.error


def test_ours_hold_none_and_it_does_not_take_long() -> None:
    ours = read_sample()
    many = replace(ours, deductions=ours.deductions * 25)  # some ten thousand
    start = time.process_time()
    found: list[Problem] = list(check_privacy(many))
    assert found == []
    assert time.process_time() - start < 15


def test_a_page_is_looked_at_line_by_line_unless_it_is_listed(corpus: Corpus) -> None:
    texts = {"about.md": "# 关于\n\n值班手机 138_1234_5678\n".encode(), "note/x.md": "工单 12345\n".encode()}
    (found,) = check_texts(texts, corpus)
    assert (found.code, found.severity, found.place) == ("KH327", "error", Location("content/about.md", 3, 1))
    assert "- {file: content/about.md, field: text, reason: 为什么可以留着" in found.hint
    looked_at = Exemption("content/about.md", "text", "对外公布的值班手机", date(2015, 3, 1))
    listed = replace(corpus, exemptions=Exemptions((looked_at,)))
    assert check_texts(texts, listed) == []
    assert told(listed) == []
