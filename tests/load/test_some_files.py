"""Checking some files alone says of them what checking everything says, and reads little else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.check.point_rules import POINT_REACHES, TEXT_REACHES, find_problems
from generator.check.record_links import check_record_links
from generator.check.rules import RULES
from generator.load import some_files
from generator.load.some_files import check_paths, concerns
from generator.model.place import POINTS, kind_at
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.words.problem_text import format_problem
from tests.check.cases import Bench, Case, lay_out, list_cases

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"
RECORD = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
# What shows only beside records of other folders is left to checking everything: names that differ by case, the same
# words or evidence under another item, a unit that has no appraisal yet, a document number twice, published figures
# and the order of the acts (of which the command looks at all where it is asked for one), and what a scheme comes to.
WIDE = {"KH116", "KH320", "KH321", "KH341", "KH363", "KH434", "KH441", "KH444", "KH457", "KH464", "KH465"}
WIDE |= {"KH370", "KH371", "KH420"}  # what only the text of a notice tells
WIDE |= {f"KH6{digits:02}" for digits in (*range(9, 35), 40, 41, *range(51, 56))}
# In an index the records of a district are out of place, whatever they say.
OF_AN_INDEX = {"index-with-a-unit"}
ALONE = [
    case for case in list_cases("invalid") if not (case.folder / "before").exists() and case.name not in OF_AN_INDEX
]


# The first line of a problem, as `expected.txt` has it; that checking everything says so, `test_cases` holds.
HEAD = re.compile(r"^(data/\S.*?):\d+:\d+: (KH\d{3}) .*$", re.MULTILINE)


def said_among_all(case: Case) -> dict[str, list[str]]:
    """Path -> what is said of this file where everything is checked, but for what shows only beside others."""
    found: dict[str, list[str]] = {}
    for head in HEAD.finditer(case.expected):
        path, code = head.groups()
        if code not in WIDE:
            found.setdefault(path, []).append(head.group())
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("case", [case for case in ALONE if said_among_all(case)], ids=lambda case: case.name)
def test_a_file_alone_has_the_problems_that_it_has_among_all(case: Case, bench: Bench) -> None:
    root = bench.lay(case)
    for path, heads in said_among_all(case).items():
        if (root / path).is_file():
            alone = {format_problem(problem).splitlines()[0] for problem in check_paths(root, [path])}
            assert [head for head in heads if head not in alone] == []


def points_in(case: Case, root: Path) -> list[str]:
    """The files of a case at which a record of points is due."""
    paths = (path.relative_to(root).as_posix() for path in sorted(root.glob("data/*/*/*/*.yml")))
    return [path for path in paths if kind_at(path) in POINTS]


def test_of_the_records_beside_it_those_of_its_unit_and_its_evidence_are_read(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample / "data", tmp_path / "data")
    folder = min((tmp_path / "data/deductions/2015").iterdir())
    first, *others = sorted(folder.iterdir())
    second = next(path for path in others if unit_of(path) != unit_of(first) and "sha256: " in path.read_text())
    (digest, *_) = re.findall("sha256: ([0-9a-f]{64})", first.read_text())
    named = re.sub("title: .*", "title: 另一个名称", second.read_text())
    second.write_text(re.sub("sha256: .*", f"sha256: {digest}", named))
    (told,) = check_paths(tmp_path, [second.relative_to(tmp_path).as_posix()])
    assert (told.code, first.name in told.message) == ("KH321", True)
    unknown = folder.with_name("nowhere")
    shutil.copytree(folder, unknown)
    found, *_ = check_paths(tmp_path, [f"data/deductions/2015/nowhere/{first.name}"])
    assert (found.code, f"有 {len([first, *others])} 条记录" in found.message) == ("KH304", True)


def unit_of(path: Path) -> str:
    (unit,) = re.findall("^unit: (.*)$", path.read_text(), re.MULTILINE)
    return str(unit)


def test_no_other_rule_speaks_of_records_of_points(bench: Bench) -> None:
    speaking = {found.check for found in (*POINT_REACHES, *TEXT_REACHES)} | {check_record_links}
    for case in list_cases("invalid"):
        root = bench.lay(case)
        corpus, _ = read_corpus(WorkTree(root))
        paths = points_in(case, root)
        for rule in set(RULES) - speaking:
            for problem in find_problems(corpus, [rule]):
                assert not any(concerns(problem.place.file, [path]) for path in paths), (case.name, problem)


def test_the_later_of_two_records_is_the_one_that_is_checked(tmp_path: Path) -> None:
    (case,) = (case for case in ALONE if case.name == "event-twice")
    root = lay_out(case, tmp_path)
    second = RECORD.replace("-1.yml", "-2.yml")
    for path, other in ((RECORD, second), (second, RECORD)):
        (problem,) = check_paths(root, [path])
        assert (problem.place.file, problem.code) == (path, "KH318")
        assert problem.message.endswith(other)


@pytest.mark.parametrize("paths", [["data"], ["."], [""], ["data/"], ["data/units", "data/schemes/2015.yml"]])
def test_folders_are_checked_whole(paths: list[str], tmp_path: Path) -> None:
    (case,) = (case for case in ALONE if case.name == "scheme-full-marks")
    (problem,) = check_paths(lay_out(case, tmp_path), paths)
    assert problem.code == "KH401"


def test_a_problem_of_the_folder_is_one_of_the_file(tmp_path: Path) -> None:
    (case,) = (case for case in ALONE if case.name == "item-unknown")
    root = lay_out(case, tmp_path)
    for path in sorted((root / "data/deductions/2015/hotlin").iterdir()):
        (problem,) = check_paths(root, [path.relative_to(root).as_posix()])
        assert (problem.place.file, problem.code) == ("data/deductions/2015/hotlin", "KH304")


@pytest.mark.parametrize(
    ("path", "severity", "message"),
    [
        ("data/units/nowhere.yml", "error", "没有这个文件"),
        ("data/nothing", "error", "没有这个文件"),
        ("mkdocs.yml", "warning", "不是数据文件，没有检查"),
        ("nofile.yml", "error", "没有这个文件"),
    ],
)
def test_a_path_without_data_is_kh118(path: str, severity: str, message: str) -> None:
    (problem,) = check_paths(BASE, [path])
    assert (problem.code, problem.severity, problem.message, problem.place.file) == ("KH118", severity, message, path)


def test_a_good_file_is_good(tmp_path: Path) -> None:
    for path in sorted(BASE.glob("data/**/*.yml")):
        assert check_paths(BASE, [path.relative_to(BASE).as_posix()]) == []


def test_a_deduction_reads_little_of_a_large_project(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: set[str] = set()

    class Watched(WorkTree):
        def read(self, path: str) -> bytes:
            paths.add(path)
            return super().read(path)

    monkeypatch.setattr(some_files, "WorkTree", Watched)
    record = min((sample / "data/deductions/2015").glob("*/*.yml")).relative_to(sample)
    assert check_paths(sample, [record.as_posix()]) == []
    beside = {path.relative_to(sample).as_posix() for path in (sample / record).parent.iterdir()}
    others = paths - beside
    assert record.as_posix() in paths
    assert "data/schemes/2015.yml" in others
    assert len(others) == 3, "the scheme, the one unit and the site"


def test_terms_in_working_days_are_counted_from_the_days_off(sample: Path, tmp_path: Path) -> None:
    (case,) = (case for case in ALONE if case.name == "reply-late")
    root = lay_out(case, tmp_path)
    shutil.copytree(sample / "data/holidays", root / "data/holidays")
    scheme = root / "data/schemes/2015.yml"
    scheme.write_text(scheme.read_text("utf-8").replace("kind: calendar", "kind: working"), "utf-8")
    record = root / RECORD
    record.write_text(record.read_text("utf-8").replace("{date: 2015-07-04,", "{date: 2015-07-24,"), "utf-8")
    for path in (RECORD, RECORD.rpartition("/")[0], "data"):
        (problem,) = check_paths(root, [path])
        assert (problem.place.file, problem.code) == (RECORD, "KH453")


def test_what_a_record_says_of_a_register_is_checked_whatever_else_is_wrong_with_it(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(BASE.with_name("registers"), root)
    record = root / RECORD
    said = record.read_text("utf-8").replace("unit: jiaoyu", "unit: shuiwu")
    for text in (said, said.replace("points: 0.5", "points: 半分")):
        record.write_text(text, "utf-8")
        for path in (RECORD, "data"):
            found = [problem.code for problem in check_paths(root, [path]) if problem.place.file == RECORD]
            assert "KH711" in found
            assert ("KH206" in found) == (text != said)
