"""Comments survive when a file is written anew, whatever stands where."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.acts.record_writer import canonical_bytes
from generator.model.place import find_place
from generator.model.problem import Problem
from generator.read.comments import find_comments, keep_comments
from generator.read.record import read_record
from generator.read.strict_yaml import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    "data/site.yml",
    "data/committers.yml",
    "data/schemes/2015.yml",
    "data/units/fagaiju.yml",
    "data/holidays/2015.yml",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "data/appraisals/2015").iterdir())[:1]),
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "data/deductions/2015").rglob("*.yml"))[:60:6]),
)


def woven(old: str, new: str) -> str:
    """`new` with the comments of `old`."""
    nodes = [parse_yaml("f", text) for text in (old, new)]
    assert not isinstance(nodes[0], Problem)
    assert not isinstance(nodes[1], Problem)
    return keep_comments(old, nodes[0], new, nodes[1])


def comments_of(text: str) -> Counter[str]:
    node = parse_yaml("f", text)
    assert not isinstance(node, Problem)
    return Counter(found.text for found in find_comments(text, node) if found.text)


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        ("# 文件\n\n# 乙\nb: 2\na: 1\n", "a: 1\nb: 2\n", "# 文件\n\na: 1\n# 乙\nb: 2\n"),
        ("b: 2  # 二\na: 1 # 一\n", "a: 1\nb: 2\n", "a: 1  # 一\nb: 2  # 二\n"),
        ('a: "x # 不是"  # 是\n', 'a: "x # 不是"\n', 'a: "x # 不是"  # 是\n'),
        ("a: x#y\n", "a: x#y\n", "a: x#y\n"),
        ("a: |\n  一 # 不\n\n# 是\nb: 1\n", "a: |-\n  一 # 不\nb: 1\n", "a: |-\n  一 # 不\n# 是\nb: 1\n"),
        ("a: | # 是\n  一\n", "a: |-\n  一\n", "# 是\na: |-\n  一\n"),
        ("a: {b: 1, # 一\n    c: 2} # 二\n", "a: {b: 1, c: 2}\n", "# 二\na: {b: 1, c: 2}  # 一\n"),
        ("a:\n  - x\n  # - y\nb: 1\n", "a:\n  - x\nb: 1\n", "a:\n  - x\n  # - y\nb: 1\n"),
        ("a:\n  - x\n  # - y\nb: 1\n", "b: 1\na:\n  - x\n", "b: 1\na:\n  - x\n  # - y\n"),
        ("# 只此\na: 1\n\n\n\nb: 1\n# 完\n\n", "a: 1\nb: 1\n", "# 只此\na: 1\n\nb: 1\n# 完\n"),
        ("a: 1\n# 默认\nc: no\nb: 2\n", "a: 1\nb: 2\n", "a: 1\n# 默认\nb: 2\n"),
        ("a: 1\nc: no # 默认\n", "a: 1\n", "a: 1\n# 默认\n"),
        ("---\n# 前\na: 1\n", "a: 1\n", "# 前\na: 1\n"),
    ],
)  # fmt: skip
def test_a_comment_stays_with_what_it_is_about(old: str, new: str, made: str) -> None:
    assert woven(old, new) == made
    assert woven(made, new) == made


@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(1, 12))
@settings(max_examples=150, deadline=None)
def test_a_file_with_comments_anywhere_becomes_canonical_once_and_loses_none(
    path: str, rng: random.Random, count: int
) -> None:
    lines = (ROOT / path).read_text("utf-8").split("\n")[:-1]
    for number in range(count):
        at = rng.randrange(len(lines))
        how = rng.choice(("own", "own", "trailing", "blank"))
        if how == "trailing" and " #" not in lines[at] and lines[at].strip() and not lines[at].endswith("|-"):
            lines[at] += f"{' ' * rng.randint(1, 4)}# 注 {number}: [x"
        elif how == "own":
            lines.insert(at, f"{' ' * rng.randint(0, 6)}# 注 {number}")
        elif how == "blank":
            lines.insert(at, " " * rng.randint(0, 3))
    text = "\n".join(lines) + "\n"
    placed = find_place(path)
    assert placed is not None
    record = read_record(path, placed, (ROOT / path).read_bytes()).record
    changed = read_record(path, placed, text.encode())
    assume(not changed.problems and changed.record == record)  # not inside a text of several lines
    made = canonical_bytes(path, record, text.encode())
    assert read_record(path, placed, made).record == record
    assert comments_of(made.decode()) == comments_of(text)
    assert canonical_bytes(path, record, made) == made
