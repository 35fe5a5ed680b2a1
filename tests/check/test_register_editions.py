"""A declaration in force on a day: an entry is judged by that of its own day, whatever is declared later."""

from __future__ import annotations

from datetime import date

import pytest

from generator.check.edition_rules import check_changed_rules
from generator.check.register_rules import check_opening
from generator.load.project import load_data
from generator.model.entry import Entry
from generator.public.public_entry import public_entry, public_register
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.score.register_states import overdue, state_name
from generator.words.duties import list_duties
from tests.check.cases import CASES
from tests.released import of_office

BASE = CASES / "base" / "registers"
FILES = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("data/**/*.yml")}
RULES = "data/registers/inspections.yml"
OLD, NEW = "data/registers/inspections/2015/2015-0610-1.yml", "data/registers/inspections/2015/2015-0710-1.yml"
ENTRY = "place: 三里村\nunit: shuiwu\nheld: 2015-07-10\nfound: something\nmatter: 迟到\ntold: 2015-07-11\n"
CHANGES = """amended:
  - from: 2015-07-01
    reason: 缩短期限
    changes:
      - {at: deadlines/answer/days, to: 3}
      - {at: fields/level, to: {label: 类别, type: choice, required: true, share: public, choices: {a: 轻, b: 重}}}
      - {at: fields/inspectors/share, to: public}
      - {at: stages/checked, to: {label: 已复查, date: checked}}
      - {at: fields/checked, to: {label: 复查日期, type: day, share: public}}
"""


def project(changes: str = CHANGES, entry: str = ENTRY + "level: a\n", **others: bytes) -> dict[str, bytes]:
    """The files of the base with its declaration amended, and an entry of a later day."""
    return {**FILES, RULES: FILES[RULES] + changes.encode(), NEW: entry.encode(), **others}


def corpus_of(files: dict[str, bytes]) -> Corpus:
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    return corpus


def entries_of(corpus: Corpus) -> tuple[Entry, Entry]:
    old, new = sorted(corpus.entries, key=lambda entry: entry.id)
    return old, new


def told(files: dict[str, bytes]) -> list[str]:
    return [f"{found.place.file}:{found.place.line} {found.code}" for found in load_data(MemoryTree(files)).problems]


def test_nothing_is_wrong_with_entries_each_by_the_declaration_of_its_day() -> None:
    assert told(project()) == []


def test_a_later_entry_has_to_say_what_an_earlier_one_need_not() -> None:
    assert told(project(entry=ENTRY)) == [f"{NEW}:1 KH202"]
    said = {**project(), OLD: FILES[OLD] + b"level: a\n"}
    assert told(said) == [f"{OLD}:12 KH201"], "what was not declared yet is not said of a day before"


def test_deadlines_and_states_are_those_of_the_day() -> None:
    unanswered = FILES[OLD].partition(b"answered")[0]
    old, new = entries_of(corpus_of({**project(), OLD: unanswered}))
    assert [str(day) for _, day in overdue(old, {}, date(2015, 9, 1))] == ["2015-06-16"]
    assert [str(day) for _, day in overdue(new, {}, date(2015, 9, 1))] == ["2015-07-14"]
    assert (state_name(old), state_name(new)) == ("已反馈", "已反馈")


def test_an_expected_entry_is_owed_from_its_day_on() -> None:
    every = "      - {at: expected, to: [{id: monthly, label: 每月检查, every: month, days: 5}]}\n"
    corpus = corpus_of(project(CHANGES + every))
    owed = {duty.period for duty in list_duties(of_office(corpus), "kaoheban")} - {""}
    assert min(owed) == "2015-07"
    assert max(owed) == "2015-12"


def test_opening_a_field_never_reaches_back() -> None:
    files = project(entry=ENTRY + "level: a\ninspectors: 张某\n")
    old, new = entries_of(corpus_of({**files, OLD: FILES[OLD] + "inspectors: 李某\n".encode()}))
    assert old.value("inspectors")
    shown = public_register(corpus_of(project()).registers["inspections"])
    before, after = public_entry(old, shown), public_entry(new, shown)
    assert before is not None
    assert after is not None
    assert (before.value("inspectors"), after.value("inspectors")) == ("", "张某")
    assert before.value("level") == ""


def test_an_amendment_that_opens_needs_no_other_line() -> None:
    base, head = corpus_of(FILES).registers["inspections"], corpus_of(project()).registers["inspections"]
    assert list(check_opening(base, head)) == []


WRONG = [
    ("{at: deadlines/answr/days, to: 3}", 47, "KH720"),
    ("{at: deadlines/answer/days, to: 三}", 47, "KH206"),
    ("{at: deadlines/answer/until, to: answred}", 47, "KH720"),
    ("{at: deadlines/answer/weeks, to: 3}", 47, "KH201"),
    ("{at: stages, to: [{id: held, label: 已检查, date: held}]}", 44, "KH727"),
    ("{at: date, to: told}", 44, "KH727"),
    ("{at: fields/found/choices, to: {nothing: 没有}}", 44, "KH727"),
    ("{at: fields/place/type, to: number}", 44, "KH727"),
]


@pytest.mark.parametrize(("change", "line", "code"), WRONG, ids=lambda part: str(part)[:30])
def test_what_is_wrong_with_an_amendment_is_told_where_it_is_written(change: str, line: int, code: str) -> None:
    text = f"amended:\n  - from: 2015-07-01\n    reason: 改\n    changes:\n      - {change}\n"
    files = {**FILES, RULES: FILES[RULES] + text.encode()}
    assert (f"{RULES}:{line}", code) in [tuple(one.rsplit(" ", 1)) for one in told(files)]


def test_amendments_stand_in_order_of_their_days() -> None:
    again = CHANGES.replace("amended:\n", "").replace("2015-07-01", "2015-06-30")
    assert "KH727" in " ".join(told(project(CHANGES + again)))


def test_who_changes_what_entries_were_judged_by_is_reminded() -> None:
    base = corpus_of(FILES)
    changed = {**FILES, RULES: FILES[RULES].replace(b"days: 5", b"days: 3")}
    (reminder,) = check_changed_rules(base, corpus_of(changed))
    assert (reminder.code, reminder.severity) == ("KH718", "warning")
    assert reminder.place.line == FILES[RULES].decode().split("\n").index("deadlines:") + 2
    renamed = {**FILES, RULES: FILES[RULES].replace("走访人数".encode(), "到访人数".encode())}
    assert list(check_changed_rules(base, corpus_of(renamed))) == [], "what a field is called judges nobody"
    assert list(check_changed_rules(base, corpus_of(project()))) == [], "an amendment leaves them as they were"
