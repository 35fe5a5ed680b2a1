"""Ballots read at a glance are those that the reader proper reads; whatever it would judge otherwise is its own."""

from __future__ import annotations

import random
from functools import cache

import pytest

from generator.demo.district import Options, make_data
from generator.model.place import Place, find_place
from generator.read.record import read_closely, read_record
from generator.read.tally_glance import glance_appraisal


@cache
def files() -> dict[str, bytes]:
    made = make_data(Options(units=4, deductions=0))
    return {path: data for path, data in made.items() if path.startswith("data/appraisals/")}


def placed(path: str) -> Place:
    found = find_place(path)
    assert found is not None
    return found


def test_what_the_program_writes_is_read_at_a_glance() -> None:
    plain = {path: data for path, data in files().items() if b"internal_note" not in data}
    assert len(plain) > 1
    for path, data in plain.items():
        glanced, read = glance_appraisal(path, placed(path), data), read_closely(path, placed(path), data).record
        assert glanced == read
        assert glanced is not None
        panel = min(glanced.panels)
        for steps in (("held",), ("panels", panel, "ballots", "valid"), ("panels", panel, "tallies"), ("none",)):
            assert glanced.origin.place(*steps) == read.origin.place(*steps)
            assert glanced.origin.key_place(*steps) == read.origin.key_place(*steps)


PIECES = [
    "law", "delegates", "satisfied", "0", "007", "-1", "1.0", "99999", "100000", "true", "null", "~", "con", "{",
    "}", ", ", ": ", ":", "\n", "    ", "  ", "held: 2015-02-30\n", "held: 2015-12-18\n", "sample: false\n",
    "sample: yes\n", "checked: 核对过\n", "#", "'law'", "&a ", "<<", "x" * 65, "é", "\r", "\t", "一",
]  # fmt: skip


def spoil(drawn: random.Random, text: str) -> str:
    """The text with some pieces taken out, put in, doubled or in each other's place."""
    for _ in range(drawn.randrange(1, 4)):
        at, end = sorted((drawn.randrange(len(text) + 1), drawn.randrange(len(text) + 1)))
        end = min(end, at + drawn.choice([0, 1, 3, 70]))
        turn = drawn.randrange(4)
        if turn == 0:
            text = text[:at] + drawn.choice(PIECES) + text[end:]
        elif turn == 1:
            text = text[:at] + text[end:]
        elif turn == 2:
            text = text[:end] + text[at:end] + text[end:]
        else:
            lines = text.splitlines(keepends=True)
            line = drawn.choice(lines)
            lines.insert(drawn.randrange(len(lines)), line)
            text = "".join(lines)
    return text


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_written_is_read_as_closely(seed: int) -> None:
    drawn = random.Random(seed)
    glanced = 0
    for _ in range(150):
        path, data = drawn.choice(sorted(files().items()))
        text = spoil(drawn, data.decode()).encode()
        found, read = read_record(path, placed(path), text), read_closely(path, placed(path), text)
        assert (found.record, found.problems) == (read.record, read.problems), text.decode()
        glanced += glance_appraisal(path, placed(path), text) is not None
    assert 0 < glanced < 150
