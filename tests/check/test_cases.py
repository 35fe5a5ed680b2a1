"""Every case of data: the bad ones say exactly what is expected, at once and briefly; the odd but good ones none."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from generator.acts.check_act import check_files
from generator.cli import main
from generator.model.problem import Problem, is_unseen
from tests.check.cases import Bench, Case, list_cases, report_case, report_laid

ROOT = Path(__file__).parents[2]
INVALID = list_cases("invalid")
VALID = list_cases("valid")
PROPOSED = [case for case in INVALID if (case.folder / "before").exists()]
ALONE = [case for case in INVALID if case not in PROPOSED]
SECONDS = 10  # of the processor: a flood that is not over at once takes minutes
BYTES = 8_000
# Codes that no tree of files can show here, and where they are shown.
ELSEWHERE = {
    "KH118": "tests/load/test_some_files.py",  # a path on the command line
    "KH120": "tests/read/test_corpus_reader.py",  # a file that the system refuses to read
    "KH437": "tests/rules/circular.py",  # what no shipped kind can lay
    "KH509": "tests/cli/test_check_base.py",  # a history that lacks commits
    "KH709": "tests/check/test_documented.py",  # what is overdue on the day of a commit
    "KH516": "tests/cli/test_check_base.py",  # the message of a commit
    "KH517": "tests/cli/test_authors.py",  # a signature of a desk
    **{f"KH51{digit}": "tests/cli/test_authors.py" for digit in (3, 4)},  # who wrote a proposal
    **{f"KH66{digit}": "tests/cli/test_anchor.py" for digit in (0, 1)},  # which commit was frozen
    **{f"KH12{digit}": "tests/read/test_notice_form.py" for digit in (2, 3, 5, 6, 7, 8)},
    # What gathering says of sources.
    **{f"KH9{digits}": "tests/gather/test_sources.py" for digits in (*range(10, 20), 27)},
    **{f"KH9{digits}": "tests/gather/test_chain.py" for digits in range(20, 26)},
    **{f"KH9{digits}": "tests/gather/test_engine.py" for digits in (29, 30)},
    "KH926": "tests/gather/test_bundle.py",  # a history that was rewritten
    "KH928": "tests/gather/test_public_source.py",  # a public history that was rewritten
    # What an import says of tables.
    **{f"KH8{digits}": "tests/sheets/test_refusals.py" for digits in (*range(10, 22),)},
    # What only the history of the main branch tells.
    **{f"KH6{digits}": "tests/acts/test_main_line.py" for digits in (17, 21, 22, 30, 32, 33)},
}


def named(case: Case) -> str:
    return case.name


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second command on the same project prints what the first one found there."""
    found: dict[Path, list[Problem]] = {}

    def check_once(root: Path, paths: Sequence[str] = (), confidential: str = "") -> list[Problem]:
        assert (list(paths), confidential) == ([], "")
        if root not in found:
            found[root] = check_files(root)
        return found[root]

    monkeypatch.setattr("generator.acts.check_act.check_files", check_once)


@pytest.mark.parametrize("case", PROPOSED, ids=named)
def test_a_bad_proposal_says_exactly_this(case: Case, tmp_path: Path) -> None:
    start = time.process_time()
    said = report_case(case, tmp_path)
    assert time.process_time() - start < SECONDS
    assert said == case.expected
    assert said


def test_nothing_that_is_expected_could_harm_a_terminal_or_a_log() -> None:
    for case in INVALID:
        said = case.expected
        assert len(said.encode()) < BYTES, case.name
        assert not [character for character in said if is_unseen(character) and character != "\n"], case.name
        assert not re.search(r"^\s*::|##[A-Za-z]*\[", said, re.MULTILINE), case.name


@pytest.mark.usefixtures("checked_once")
@pytest.mark.parametrize("case", ALONE, ids=named)
def test_the_command_says_exactly_this(case: Case, bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    root = bench.lay(case)
    start = time.process_time()
    code = main(["check", "-C", str(root)])
    assert time.process_time() - start < SECONDS
    printed = capsys.readouterr()
    assert case.expected
    assert printed.err == ""
    assert printed.out.startswith(case.expected)
    assert re.fullmatch(r"共 \d+ 处问题(，\d+ 处提醒)?。\n", printed.out.removeprefix(case.expected))
    assert code == main(["check", "-C", str(root), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == int(any(problem["severity"] == "error" for problem in found))
    heads = [line for line in case.expected.splitlines() if re.match(r"\S+.*:\d+:\d+: KH", line)]
    listed = [f"{p['file']}:{p['line']}:{p['column']}: {p['code']}" for p in found]
    told = [re.sub(r"(: KH\d{3}) .*", r"\1", head) for head in heads]
    assert told == listed if "\n—— " not in f"\n{case.expected}" else set(told) <= set(listed)


@pytest.mark.parametrize("case", VALID, ids=named)
def test_an_odd_but_good_example_says_nothing(case: Case, bench: Bench, tmp_path: Path) -> None:
    assert report_laid(case, bench.lay(case), tmp_path) == case.expected == ""


def test_there_are_enough_of_them() -> None:
    assert len(INVALID) >= 250
    assert len(VALID) >= 40


def test_every_case_says_what_it_shows() -> None:
    silent = [case.name for case in (*INVALID, *VALID) if not (case.folder / "spec.txt").exists()]
    silent += [case.name for case in (*INVALID, *VALID) if (case.folder / "spec.txt").read_text("utf-8")[:2] != "# "]
    assert silent == []


@cache
def source_codes() -> set[str]:
    """The codes that the code of the generator can give."""
    return {
        code
        for path in (ROOT / "generator").rglob("*.py")
        for code in re.findall(r'"(KH[0-9]{3})"', path.read_text("utf-8"))
    }


def test_every_code_has_a_case() -> None:
    shown = {code for case in INVALID for code in re.findall(r": (KH[0-9]{3}) ", case.expected)}
    assert sorted(source_codes() - shown - set(ELSEWHERE)) == []
    assert sorted(shown - source_codes()) == []


@pytest.mark.parametrize("code", sorted(ELSEWHERE))
def test_a_code_without_a_case_is_shown_elsewhere(code: str) -> None:
    assert code in source_codes()
    assert code in (ROOT / ELSEWHERE[code]).read_text("utf-8")
