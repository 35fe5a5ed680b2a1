"""Whatever is in a file or under `data/`: problems at places that exist; no exception, no figure made up."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.rules import check_corpus
from generator.model.number import parse_decimal
from generator.model.place import FileKind, Place
from generator.model.problem import Problem, escape_text, is_unseen
from generator.read.corpus_reader import read_corpus
from generator.read.kept_readings import KeptReadings
from generator.read.record import read_record
from generator.read.sink import MAX_PROBLEMS
from generator.read.tree import MemoryTree
from generator.rules.record_classes import RECORDS
from generator.words.problem_list import list_problems
from generator.words.problem_text import format_problem

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"
FILES = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.glob("data/**/*.yml"))}
OF_FILES = KeptReadings()  # what is not damaged is not read anew for each example
RECORD = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
_OF_KINDS: tuple[Place, ...] = (
    Place("site", id="site"), Place("committers", id="committers"), Place("scheme", 2015), Place("unit", id="jiaoyu"),
    Place("deduction", 2015, "hotline", "2015-0618-jiaoyu-1"), Place("appraisal", 2015, id="jiaoyu"),
    Place("bonus", 2015, "reform", "b1"), Place("measure", 2015, "hotline", "jiaoyu"),
    Place("import", 2015, id="peace"),
    Place("applies", 2015), Place("amendment", 2015, id="july"), Place("publication", id="q1"),
    Place("correction", id="c1"), Place("holidays", 2015), Place("chain", id="chain"),
    Place("withdrawal", id="q1"), Place("redaction", id="r1"), Place("exceptions", id="exceptions"),
    Place("mapping", id="m1"), Place("register", id="leads"), Place("tally", id="2015-q1", register="leads"),
    Place("index", id="index"), Place("district", id="shili"), Place("counterparts", id="counterparts"),
)  # fmt: skip
PLACES: dict[FileKind, Place] = {place.kind: place for place in _OF_KINDS}
# Pieces that a YAML parser, a terminal or a clerk's keyboard stumbles over.
PIECES = (
    *"[]{},:-?!&*#|>@`%\"'\\~=<\n\r\t \0\x1b\x85\xa0　：，｛［０．…—“”é中𠀀",
    "\ufeff", "\u2028", "\u202e", "\u200b", "\ud7ff", "- ", ": ", " #", "? ", "---\n", "...\n", "%YAML 1.1\n", "<<: ",
    "&a ", "*a", "!!str ", "|-\n  ", ">\n", "  ", "points: ", "unit: ", "appeal:\n  ", "evidence:\n  - ", "１.５",
    "1e9", "2015-06-18", "0x1F", ".nan", "null", "true", "::error::", "##[error]",
)  # fmt: skip


def assert_presentable(problems: list[Problem] | tuple[Problem, ...], text: str | None = None) -> None:
    """The problems print as a clerk may read them, at places that their file has."""
    lines = text.split("\n") if text is not None else None
    assert len(problems) <= MAX_PROBLEMS + 1
    for problem in problems:
        assert re.fullmatch(r"KH[12][0-9]{2}", problem.code)
        assert problem.message
        assert problem.hint
        if lines is not None and problem.place.line:
            assert problem.place.line <= len(lines)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 2
        said = format_problem(problem, lines)
        assert not [character for character in said if is_unseen(character) and character != "\n"]
        assert not re.search(r"^\s*::|##[A-Za-z]*\[", said, re.MULTILINE)


def read(kind: FileKind, data: bytes) -> tuple[object, tuple[Problem, ...]]:
    place = PLACES[kind]
    reading = read_record(place.path, place, data)
    return reading.record, reading.problems


@given(kind=st.sampled_from(sorted(PLACES)), data=st.binary(max_size=300))
@settings(max_examples=400)
def test_any_bytes_are_a_record_or_problems(kind: FileKind, data: bytes) -> None:
    record, problems = read(kind, data)
    assert (record is None) == bool(problems)
    assert_presentable(problems)


@given(kind=st.sampled_from(sorted(PLACES)), pieces=st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=1500)
def test_any_text_is_a_record_or_problems(kind: FileKind, pieces: list[str]) -> None:
    text = "".join(pieces)
    record, problems = read(kind, text.encode())
    assert (record is None) == bool(problems)
    assert_presentable(problems, text.replace("\r\n", "\n"))


@given(
    path=st.sampled_from(sorted(FILES)), at=st.integers(0, 900), gone=st.integers(0, 6), piece=st.sampled_from(PIECES)
)
@settings(max_examples=500)
def test_a_good_file_damaged_anywhere_is_read_or_explained(path: str, at: int, gone: int, piece: str) -> None:
    text = FILES[path].decode()
    at %= len(text)
    damaged = text[:at] + piece + text[at + gone :]
    corpus, problems = read_corpus(MemoryTree({**FILES, path: damaged.encode()}), readings=OF_FILES)
    assert_presentable(problems, damaged.replace("\r\n", "\n"))
    for problem in check_corpus(corpus):
        assert problem.message
        assert problem.hint


@given(st.dictionaries(st.text(min_size=1, max_size=60), st.just(b"a: 1\n"), max_size=6))
@settings(max_examples=200)
def test_any_names_are_due_or_explained(names: dict[str, bytes]) -> None:
    files = {f"data/{name}": data for name, data in names.items()}
    corpus, problems = read_corpus(MemoryTree(files))
    kept = {"data/allowed_signers"}  # due, and read by those who need it only
    assert len(problems) >= len(files.keys() - kept) - len(corpus.unread)
    for problem in problems:
        assert not [character for character in format_problem(problem) if is_unseen(character) and character != "\n"]


@given(st.text(alphabet="0123456789.-+eE_,'xXoOinfNaA ０５．٣٫五 \n\t\u2212", max_size=14) | st.text(max_size=8))
@settings(max_examples=2000)
def test_only_plain_decimals_are_numbers(text: str) -> None:
    number = parse_decimal(text)
    plain = re.fullmatch(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?", text, re.ASCII)
    assert (number is not None) == bool(plain)
    if number is not None:
        assert number == Decimal(text)
        assert f"{number:f}" == text


@given(st.integers(-(10**15), 10**15).map(lambda whole: Decimal(whole).scaleb(-6)))
def test_every_figure_of_ours_is_read_back_to_the_last_digit(figure: Decimal) -> None:
    found = parse_decimal(f"{figure:f}")
    assert found is None if abs(figure) >= 10**9 else found == figure


def flood(count: int, line: Callable[[int], str]) -> bytes:
    return "".join(line(number) for number in range(count)).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 500_000,
        b"{a: " * 100_000,
        b"- " * 200_000,
        b"? " * 200_000,
        b"!" * 500_000,
        b"&" * 500_000,
        b"a: *b\n" * 80_000,
        b'"' + b"\\u0041" * 80_000 + b'"',
        b"'" * 500_001,
        b"# \n" * 150_000,
        b"\n" * 500_000,
        b": " * 250_000,
        b"- a\n" * 120_000,
        b"a: |\n" + b"  x\n" * 120_000,
        b"[" + b"a, " * 160_000 + b"]",
        b"{" + b"a: b, " * 80_000 + b"}",
        "e\u0301".encode() * 160_000,
        ("a" + "\u0315\u0300" * 100_000).encode() + b": 1",
        ("name: a" + "\u0315\u0300" * 100_000).encode(),
        "　".encode() * 170_000,
        flood(40_000, lambda number: f"f{number}: 1\n"),
        flood(40_000, lambda number: f"- {{id: i{number}}}\n"),
        b"aliases:\n" + flood(80_000, lambda number: "- x\n"),
        b"aliases: [" + b"x" * 500_000 + b"]",
        b"kind: " + b"x" * 500_000,
        b"assessed: {from: " + b"9" * 500_000 + b"}",
    ],
    ids=lambda data: data[:12].decode("ascii", "replace") + f"…{len(data)}",
)
@pytest.mark.parametrize("kind", ["unit", "scheme"])
def test_a_flood_of_anything_is_over_at_once(kind: FileKind, data: bytes) -> None:
    start = time.process_time()
    record, problems = read(kind, data)
    assert time.process_time() - start < 20
    assert record is None
    assert_presentable(problems)
    assert len("".join(list_problems(problems, lambda problem: None)).encode()) < 8_000


def test_unseen_is_what_cannot_be_seen() -> None:
    """Every control, format, separator, surrogate and private character, and no letter, digit or sign of Chinese."""
    seen = [chr(code) for code in range(0x110000) if not is_unseen(chr(code))]
    ranges = ((0x20, 0x7F), (0x3000, 0x3040), (0x4E00, 0xA000), (0xFF01, 0xFF61), (0x20000, 0x2A6E0))
    assert not [chr(code) for low, high in ranges for code in range(low, high) if is_unseen(chr(code))]
    assert all(character.isprintable() or character == "　" or _unassigned(character) for character in seen)
    assert escape_text("a\tb\n\x1b\u202e\ud800") == "a\\u0009b\\u000A\\u001B\\u202E\\uD800"


def _unassigned(character: str) -> bool:
    return unicodedata.category(character) in ("Cn", "Cf")


def test_every_kind_of_file_is_tried() -> None:
    assert set(PLACES) == set(RECORDS)
    assert os.sep == "/"
