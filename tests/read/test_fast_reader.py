"""What is taken from a file at a glance is what the reader says, for every file that can be written or mistyped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.history.facts import FactScanner, scan_fact
from generator.model.deduction import (
    DECISIONS,
    METHODS,
    SOURCES,
    Appeal,
    Charge,
    Deduction,
    Evidence,
    Rectification,
    Reply,
    Revocation,
)
from generator.model.place import Place
from generator.read.canonical import plain_record
from generator.read.fast_reader import scan_plain
from generator.read.glance import glance_record
from generator.read.record import read_closely
from generator.read.yaml_writer import emit_record
from generator.score.record_cells import RecordCells, RecordSaid, cells_of, cells_of_plain
from tests.score.districts import figures

PATH = "data/deductions/2015/hotline/r1.yml"
PLACE = Place("deduction", 2015, "hotline", "r1")
ids = st.tuples(st.sampled_from("aaaaabxyz019"), st.text("abxyz019-", max_size=8)).map("".join)
days = st.sampled_from([date(2012, 1, 1) + timedelta(day) for day in range(3001)])
points = figures(0, 10_000, places=2)
signs = "工单逾期扣分记录12345 ，。（）“”abc:#-{}[],'\"|\t"
# Most texts hold nothing that a glance refuses, or next to no record would be taken at one.
usual = st.text("工单逾期扣分记录12345，。（）“”abc%", max_size=29).map("工".__add__)
odd = st.text(signs, min_size=1, max_size=30).map(str.strip).filter(bool)
words = st.one_of(*[usual] * 9, odd)
PIECES = (
    "", " ", "\n", "#", " #", ": ", "x", "0", "9", "-", "'", '"', "：", "\u3000", "\r", "\t", "~", "null", "1e3",
    "\ufeff", "é", "e\u0301", "  a: b\n", "unit: x\n",
)  # fmt: skip


optional = st.none() | days
maybe = st.just("") | ids
decisions = st.sampled_from(["", *DECISIONS])
# Made once: what is put together for each record anew is looked through anew before anything is drawn of it.
_RECORDS = st.builds(
    Deduction,
    *map(st.just, ("r1", 2015, "hotline")), ids, days, ids, points,
    st.sampled_from([*METHODS]), st.sampled_from([*SOURCES]), words,
    st.lists(st.builds(Evidence, words, words, st.sampled_from(["", "9f" * 32, "0" * 64])), max_size=3).map(tuple),
    optional,
    st.none() | st.builds(Reply, days, words),
    st.none() | st.builds(Rectification, days, optional, optional, st.sampled_from(["", "已整改"])),
    st.none() | st.builds(Appeal, days, words, optional, decisions, st.none() | points, words, maybe),
    st.none() | st.builds(Revocation, days, words),
    st.booleans(),
    st.sampled_from(["", "内部说明"]),
    count=st.sampled_from([1, 1, 3]), level=maybe, part=maybe,
    fact=maybe, cured=optional, charge=st.none() | st.builds(Charge, ids, points),
)  # fmt: skip


def records() -> st.SearchStrategy[Deduction]:
    """A deduction with any of its parts."""
    return _RECORDS


def read(data: bytes) -> Deduction | None:
    record = read_closely(PATH, PLACE, data).record
    assert record is None or isinstance(record, Deduction)
    return record


def assert_same(data: bytes) -> bool:
    """Holds a glance against the reader; returns whether a glance was enough."""
    fact, plain, record = scan_fact(data), scan_plain(data), read(data)
    glanced = glance_record(PATH, PLACE, data)
    assert (fact is None) == (plain is None) == (glanced is None)
    assert FactScanner().scan(data) == fact
    if fact is None or glanced is None:
        return False
    assert record is not None
    assert repr(glanced) == repr(record)  # 0.50 and 0.5 are equal, and not the same
    for steps in ((), ("unit",), ("evidence", 0, "title"), ("appeal", "points"), ("revoked", "date"), ("reason",)):
        assert glanced.origin.place(*steps) == record.origin.place(*steps)
    assert fact == cells_of(record)
    assert plain == plain_record(record)
    assert cells_of_plain(plain) == fact
    return True


@settings(max_examples=300)
@given(records())
def test_a_written_record_is_read_alike(record: Deduction) -> None:
    assert_same(emit_record(record).encode())


damages = st.tuples(st.integers(0, 999), st.sampled_from(PIECES), st.integers(0, 3))


@settings(max_examples=120)
@given(records(), st.lists(damages, min_size=5, max_size=5))
def test_a_damaged_record_is_never_taken_at_a_glance_for_another(
    record: Deduction, found: list[tuple[int, str, int]]
) -> None:
    """Each record is damaged in five ways: to draw it costs more than to read it."""
    text = emit_record(record)
    for place, piece, cut in found:
        at = place * len(text) // 999
        assert_same((text[:at] + piece + text[at + cut :]).encode())


def test_usual_records_are_taken_at_a_glance() -> None:
    usual = Deduction(
        "r1", 2015, "hotline", "fagaiju", date(2015, 6, 18), "overdue", Decimal("0.50"), "spot-check", "hotline",
        "12345 工单逾期 2 个工作日办结（含节假日），经核实。",
        (Evidence("工单流转记录", "政务热线平台", "9f" * 32), Evidence("通话录音", "平台")),
        rectification=Rectification(date(2015, 7, 10), date(2015, 7, 5), date(2015, 7, 8), "已整改"),
    )  # fmt: skip
    appealed = replace(
        usual, appeal=Appeal(date(2015, 6, 25), "非本单位责任", date(2015, 7, 2), "reduced", Decimal("0.2"))
    )
    revoked = replace(appealed, revoked=Revocation(date(2015, 7, 9), "核实有误"))
    other = replace(
        usual, count=3, level="city", part="east", fact="project-7", cured=date(2015, 8, 1),
        charge=Charge("jiaotongju", Decimal("2.50")),
    )  # fmt: skip
    for record in (
        usual,
        other,
        appealed,
        revoked,
        replace(usual, evidence=(), rectification=None),
        replace(usual, sample=True),
    ):
        assert assert_same(emit_record(record).encode())


def test_both_ways_of_laying_out_a_part_are_taken_at_a_glance() -> None:
    head = "unit: a\ndate: 2015-02-12\nstandard: s\npoints: 0.50\nmethod: spot-check\nsource: hotline\nreason: 逾期\n"
    tails = (
        "evidence:\n  - {title: 记录, held_at: 平台}\n  - title: 录音\n    held_at: 平台\n"
        f"    sha256: {'0' * 64}\n",
        "appeal: {filed: 2015-02-13, grounds: 无, decision: reduced, points: 0.10}\n",
        "appeal:\n  filed: 2015-02-13\n  grounds: 无\n  decision: reduced\n  points: 0.10\nrevoked:\n"
        "  date: 2015-02-14\n  reasons: 误\n",
    )
    for tail in tails:
        assert assert_same((head + tail).encode())
    assert scan_fact((head + tails[1]).encode()) == RecordCells(
        "a", "2015-02-12", RecordSaid("s", Decimal("0.50"), False, "reduced", Decimal("0.10"))
    )
