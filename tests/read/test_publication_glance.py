"""Publications read at a glance are those that the reader proper reads; what it judges otherwise is its own."""

from __future__ import annotations

import random

import pytest

from generator.model.place import Place, find_place
from generator.model.publication import FORM
from generator.read.publication_glance import glance_publication
from generator.read.record import read_closely, read_record
from tests.read.test_tally_glance import spoil

PATH = "data/publications/2015-q2.yml"
ROWS = "".join(f"  unit-{at}: {{total: {99 - at}.{at:02}, rank: {at + 1}}}\n" for at in range(12))
TEXT = f"""title: 关于2015年第二季度考核情况的通报
date: 2015-07-30
commit: {"29" * 20}
results_sha256: {"25" * 32}
results:
{ROWS}form: {FORM}
document: 考核办〔2015〕3号
statement:
  - 总体情况见附表。
letters:
  - {{kind: summons, document: 考核办〔2015〕4号, unit: unit-3}}
"""


def place() -> Place:
    found = find_place(PATH)
    assert found is not None
    return found


def test_what_the_program_writes_is_read_at_a_glance() -> None:
    data = TEXT.encode()
    read = read_closely(PATH, place(), data)
    assert read.problems == ()
    glanced = glance_publication(PATH, data, lambda short: read_closely(PATH, place(), short).record)
    assert glanced == read.record
    assert len(glanced.results) == 12
    for steps in (("date",), ("results", "unit-7", "rank"), ("letters", 0, "unit"), ("statement", 0), ("none",)):
        assert glanced.origin.place(*steps) == read.record.origin.place(*steps)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_written_is_read_as_closely(seed: int) -> None:
    drawn = random.Random(seed)
    for _ in range(100):
        data = spoil(drawn, TEXT).encode("utf-8", "replace")
        assert read_record(PATH, place(), data) == read_closely(PATH, place(), data), data.decode()


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("results:\n", "results:\n  unit-0: {total: 1, rank: 1}\n"),
        TEXT.replace("form:", "results: {a: {}}\nform:"),
        TEXT.replace("  unit-5: {total: 94.05, rank: 6}\n", "  unit-5: {reason: 一票否决}\n"),
        TEXT.replace("title: 关于", "title: \"关于\nresults:\n  a: {total: 1, rank: 1}\n\"\nnote: "),
        "{" + TEXT.replace("\n", ",\n", 1) + "}",
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("rank: 3}", "rank: 0}"),
        TEXT.replace("rank: 3}", "rank: 3.25}"),
        TEXT.replace("99.00", "099.00"),
        TEXT.replace("99.00", "99.0000001"),
        TEXT.replace("unit-4", "con"),
    ],
)  # fmt: skip
def test_what_does_not_fit_goes_to_the_reader(text: str) -> None:
    data = text.encode()
    assert read_record(PATH, place(), data) == read_closely(PATH, place(), data)
