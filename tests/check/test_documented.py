"""The guide explains every code, each with an example that is really said."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.check.indicator_rules import find_overdue
from generator.check.proposal_rules import check_behind
from generator.git.proposed import Proposed
from generator.load.some_files import check_paths
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.notice_reader import check_notice
from generator.read.tree import MemoryTree
from generator.release.proposal import check_messages, remind_of_pending, remind_of_unproved, remind_of_unregistered
from generator.words.problem_text import format_problem
from tests.acts.test_main_line import tell_histories
from tests.check.cases import CASES, list_cases
from tests.check.test_cases import source_codes
from tests.gather.faults_said import said_faults
from tests.rules.circular import circular_problems
from tests.sheets.refusals import all_said

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "content" / "guide" / "problems.md").read_text("utf-8")
SECTIONS = re.findall(r"^### (KH[0-9]{3}) (.+)\n\n((?:(?!^##).*\n)+)", GUIDE, re.MULTILINE)
NOTICE = "content/notice/2015-41"
COVER = '# <a id="cover-title"></a>通知\n\n<a id="cover-number"></a>发〔2015〕41号\n\n> - [办法](measures.md)\n'
TITLE = '# <a id="measures-title"></a>办法\n\n'


class Refused(MemoryTree):
    """A tree that the system does not let anyone read."""

    def read(self, path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)


def notice_problems() -> list[Problem]:
    """Every problem of a notice's form."""
    bodies = (
        "没有锚点\n",
        '<a id="measures-p1"></a>甲*乙\n',
        '## <a id="measures-1"></a>二、甲\n',
        '## <a id="measures-1"></a>一、甲\n\n## <a id="measures-1"></a>一、乙\n',
    )
    found: list[Problem] = []
    for body in bodies:
        found += check_notice(NOTICE, {"index.md": COVER, "measures.md": TITLE + body})
    found += check_notice(NOTICE, {"index.md": COVER, "measures.md": '<a id="measures-p1"></a>甲\n'})
    found += check_notice(NOTICE, {"index.md": COVER, "measures.md": TITLE, "annex.md": TITLE})
    found += check_notice(NOTICE, {"index.md": COVER.replace("measures", "annex")})
    found += check_notice(NOTICE, {"index.md": COVER.replace("cover-number", "cover-p1")})
    return found


def late_answer() -> list[Problem]:
    """KH709: an answer of a register that is overdue on the day of the data."""
    base = CASES / "base" / "registers"
    files = {path.relative_to(base).as_posix(): path.read_bytes() for path in base.glob("data/**/*.yml")}
    entry = "data/registers/inspections/2015/2015-0610-1.yml"
    files[entry] = files[entry].partition(b"answered")[0]
    return list(find_overdue(read_corpus(MemoryTree(files))[0], date(2015, 9, 1)))


def gates() -> list[Problem]:
    """What only a history shows."""
    record = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
    commits = [f"{number:07x}".ljust(40, "0") for number in (0x9F3C21B, 0x1D70E44)]
    told = Proposed(commits[0], "", "", "登记 138-1234-5678 反映的工单逾期", ())
    return [
        *late_answer(),
        *remind_of_unregistered(commits),
        *remind_of_unproved(commits[:1]),
        *remind_of_pending([record]),
        *check_messages([told]),
    ]


def really_said() -> set[str]:
    """What is said by the cases, and by what no case can show, one block for each problem."""
    text = "".join(case.expected for case in list_cases("invalid"))
    blocks = {block.rstrip("\n") for block in re.split(r"(?m)^(?=\S)", text)}
    _, refused = read_corpus(Refused({"data/units/fagaiju.yml": b""}))
    missing = check_paths(CASES / "base" / "minimal", ["data/units/fagaijv.yml"])
    return blocks | {
        format_problem(problem)
        for problem in (
            *refused,
            *missing,
            *notice_problems(),
            check_behind("main", 2),
            *gates(),
            *circular_problems(),
        )
    }


def test_every_code_is_explained_once_and_in_order() -> None:
    explained = [code for code, _, _ in SECTIONS]
    assert explained == sorted(source_codes())


def test_no_other_code_is_mentioned() -> None:
    assert set(re.findall(r"KH[0-9]{3}", GUIDE)) == source_codes()


def test_every_example_is_really_said(tmp_path: Path) -> None:
    said = really_said() | set(tell_histories(tmp_path).values()) | all_said() | said_faults(tmp_path / "faults")
    examples = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    assert len(examples) == len(SECTIONS) + 1
    assert [example for example in examples if example not in said] == []


@pytest.mark.parametrize(("code", "title", "body"), SECTIONS, ids=lambda part: part if part[:2] == "KH" else "")
def test_a_section_has_a_title_an_explanation_and_its_own_example(code: str, title: str, body: str) -> None:
    words, _, rest = body.partition("```text\n")
    assert title.strip()
    assert len(words.strip()) > 8
    assert f": {code} " in rest
    assert ("提醒：" in rest.split("\n")[0]) == title.endswith("（提醒）")


def test_a_group_is_where_its_codes_are() -> None:
    for group, body in re.findall(r"^## .*（KH([0-9])）\n((?:(?!^## ).*\n?)+)", GUIDE, re.MULTILINE):
        assert {code[2] for code in re.findall(r"^### (KH[0-9]{3})", body, re.MULTILINE)} == {group}
