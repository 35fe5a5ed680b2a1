"""A tree becomes a corpus: what is read, what is not, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.model.place import Place
from generator.model.problem import Location
from generator.model.redaction import NO_MASKS, Masks
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache, read_record
from generator.read.sink import MAX_PROBLEMS
from generator.read.tree import MemoryTree, TreeEntry, WorkTree

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"
FILES = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.glob("data/**/*.yml"))}
RECORD = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"


@dataclass
class Blobs:
    """A tree with blob ids that counts what is read of it."""

    files: dict[str, bytes]
    read_paths: list[str] = field(default_factory=list)
    masks: Masks = NO_MASKS

    def entries(self) -> Sequence[TreeEntry]:
        return [TreeEntry(path, blob=str(hash(self.files[path]))) for path in sorted(self.files)]

    def read(self, path: str) -> bytes:
        self.read_paths.append(path)
        return self.files[path]


def test_disk_and_memory_give_the_same_corpus() -> None:
    on_disk, problems = read_corpus(WorkTree(BASE))
    in_memory, _ = read_corpus(MemoryTree(FILES))
    assert problems == []
    assert on_disk == in_memory
    assert (len(on_disk.units), len(on_disk.deductions), len(on_disk.appraisals)) == (5, 2, 3)
    assert [on_disk.committers.office_of(f"{name}@demo.invalid") for name in ("rexian", "kaoheban", "other")] == [
        "rexian", "kaoheban", ""
    ]  # fmt: skip


def test_order_of_files_does_not_matter() -> None:
    turned = MemoryTree(dict(reversed(FILES.items())))
    assert read_corpus(turned)[0] == read_corpus(MemoryTree(FILES))[0]


def test_mappings_are_in_order_of_key_where_paths_are_not() -> None:
    unit = FILES["data/units/jiaoyu.yml"]
    corpus, _ = read_corpus(
        MemoryTree({"data/units/a.yml": unit, "data/units/a-b.yml": unit, "data/units/a0.yml": unit})
    )
    assert list(corpus.units) == ["a", "a-b", "a0"]


def test_a_known_blob_is_not_read_again() -> None:
    tree = Blobs(dict(FILES))
    cache: Cache = {}
    first = read_corpus(tree, cache)
    assert sorted(tree.read_paths) == sorted(FILES)
    tree.read_paths.clear()
    tree.files[RECORD] = tree.files[RECORD].replace(b"0.5", b"1.5")
    second = read_corpus(tree, cache)
    assert tree.read_paths == [RECORD]
    assert [str(record.points) for record in second[0].deductions] == ["1.5", "0.2"]
    assert first[0].units == second[0].units


def test_the_same_blob_elsewhere_is_another_record() -> None:
    tree = Blobs({"data/units/a.yml": b"name: a\n", "data/units/b.yml": b"name: a\n"})
    _, problems = read_corpus(tree, {})
    assert [problem.place.file for problem in problems] == ["data/units/a.yml", "data/units/b.yml"]


def test_only_what_is_wanted_is_read() -> None:
    tree = Blobs(dict(FILES))
    corpus, problems = read_corpus(tree, wanted=lambda path: path.startswith("data/units/"))
    assert problems == []
    assert set(tree.read_paths) == {path for path in FILES if path.startswith("data/units/")}
    assert corpus.site is None
    assert list(corpus.units) == ["caizheng", "jiaoyu", "kaoheban", "rexian", "shuiwu"]


def test_what_cannot_be_read_is_remembered() -> None:
    broken = "data/units/jiaoyu.yml"
    corpus, problems = read_corpus(MemoryTree({**FILES, broken: b"name: [\n", "data/notes.txt": b""}))
    assert corpus.unread == {broken}
    assert "jiaoyu" not in corpus.units
    assert [problem.code for problem in problems] == ["KH101", "KH108"]


def test_a_file_that_the_system_refuses_is_one_problem() -> None:
    class Refused(MemoryTree):
        def read(self, path: str) -> bytes:
            if path == RECORD:
                raise PermissionError(13, "Permission denied", path)
            return super().read(path)

    corpus, (problem,) = read_corpus(Refused(FILES))
    assert (problem.place, problem.code) == (Location(RECORD), "KH120")
    assert problem.message == "无法读取这个文件或文件夹"
    assert corpus.unread == {RECORD}


def test_a_file_that_is_gone_when_it_is_read_is_one_problem(tmp_path: Path) -> None:
    class Vanishing(WorkTree):
        def read(self, path: str) -> bytes:
            (self.root / path).unlink()
            return super().read(path)

    (tmp_path / "data" / "units").mkdir(parents=True)
    (tmp_path / "data" / "units" / "a.yml").write_bytes(b"name: a\n")
    _, (problem,) = read_corpus(Vanishing(tmp_path))
    assert problem.code == "KH120"


def test_a_name_in_place_of_an_id_is_answered_with_the_id() -> None:
    wrong = FILES[RECORD].replace(b"unit: jiaoyu", "unit: 小河区教育局".encode())
    _, (problem,) = read_corpus(MemoryTree({**FILES, RECORD: wrong}))
    assert (problem.code, problem.hint) == ("KH205", "请写 jiaoyu。")


@pytest.mark.parametrize(("number", "told"), [(12, 12), (99, 99), (100, 101), (4_000, 101)])
def test_all_problems_of_a_file_are_told_up_to_a_bound(number: int, told: int) -> None:
    text = FILES[RECORD] + b"".join(b"extra-%d: 1\n" % count for count in range(number))
    record, problems, _ = read_record(RECORD, Place("deduction", 2015, "hotline", "x"), text)
    assert record is None
    assert len(problems) == told
    said = [problem.message for problem in problems if problem.code == "KH299"]
    assert said == (["这个文件至少有 100 处问题"] if number >= MAX_PROBLEMS else [])


def test_every_value_keeps_its_line_and_column() -> None:
    corpus, _ = read_corpus(MemoryTree(FILES))
    origin = corpus.deductions[0].origin
    assert origin.place() == Location(RECORD, 1, 1)
    assert origin.place("points") == Location(RECORD, 4, 9)
    assert origin.place("evidence", 0, "held_at") == Location(RECORD, 9, 30)
    assert origin.place("rectification", "done") == Location(RECORD, 10, 40)
    assert origin.key_place("rectification", "done") == Location(RECORD, 10, 34)
    assert origin.place("rectification", "note") == Location(RECORD, 10, 16), "what is not there: where it would be"
    assert origin.key_place("points") == Location(RECORD, 4, 1)
