"""Every command that writes says what it wrote and how that is taken back; what only reads is known as such."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import VERBS, main
from tests.acts.acting import publish, revoke, start
from tests.cli.calling import Caller
from tests.release.repository import Repo

READS = {"check", "score", "serve", "log", "timeline", "verify", "ask"}
REGISTER = "committers:\n  - {email: li@kaohe.example, login: li-fuhe, office: kaoheban}\n"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A district whose first quarter is published, with a login for its office."""
    repo = start(tmp_path_factory.mktemp("undo") / "district")
    repo.write("data/committers.yml", REGISTER)
    repo.commit("登记提交人", "2015-04-01")
    publish(repo, "2015-q1", "2015-04-10")
    return repo


@pytest.fixture
def repo(origin: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    return origin.copy(tmp_path / "district")


def untidy(repo: Repo) -> None:
    repo.change("data/units/caizheng.yml", "kind: department", 'kind: "department"')


def changed(repo: Repo) -> None:
    repo.git("tag", "-f", "before")
    untidy(repo)


def record_second_quarter(repo: Repo) -> None:
    from tests.release.repository import record_quarter

    record_quarter(repo, 2)


def tagged(repo: Repo) -> None:
    assert main(["publish", "-C", str(repo.root), "2015-q1", "--tag", "--yes"]) == 0


def nothing(repo: Repo) -> None:
    """Nothing has to be made ready."""


Ready = Callable[[Repo], None]
RECORD = "data/deductions/2015/hotline/0305-jiaoyu.yml"
CALLS: dict[str, list[tuple[Ready, tuple[str, ...], str]]] = {
    "new": [
        (nothing, ("reply", "0305-jiaoyu", "--date", "2015-03-20", "--text", "已整改"), RECORD),
        (
            nothing,
            ("reply", "0305-jiaoyu", "--date", "2015-03-20", "--text", "已整改", "--branch", "r"),
            "git branch -D r",
        ),
        (
            revoke,
            ("correction", "2015-q1", "--reason", "记错单位", "--date", "2015-04-21", "--yes"),
            "2015-q1-c1.yml",
        ),
    ],
    "fmt": [(untidy, (), "data/units/caizheng.yml")],
    "build": [(nothing, ("--out", "{out}"), "{out}")],
    "diff": [(changed, ("HEAD~1", "HEAD", "--documents", "{out}"), "{out}")],
    "impact": [(changed, ("--documents", "{out}"), "{out}")],
    "notify": [
        (nothing, ("0305-jiaoyu", "--out", "{out}"), "{out}"),
        (nothing, ("0305-jiaoyu", "--record", "2015-03-10"), RECORD),
    ],
    "publish": [
        (record_second_quarter, ("2015-q2", "--date", "2015-07-10", "--yes"), "data/publications/2015-q2.yml"),
        (nothing, ("2015-q1", "--tag", "--yes"), "git tag -d publication/2015-q1"),
    ],
    "correct": [(revoke, ("2015-q1", "--reason", "记错单位", "--date", "2015-04-21", "--yes"), "2015-q1-c1.yml")],
    "withdraw": [(nothing, ("2015-q1", "--reason", "有误", "--date", "2015-04-21", "--yes"), "2015-q1.yml")],
    "redact": [(nothing, (RECORD, "reason", "--reason", "写了姓名", "--yes"), RECORD)],
    "archive": [(tagged, ("2015-q1", "--out", "{out}", "--yes"), "{out}")],
    "init": [(nothing, ("{out}", "--district", "青山区", "--office", "青山区考核办", "--year", "2026"), "{out}")],
    "rollover": [(nothing, ("2016",), "data/schemes/2016.yml")],
    "owners": [(nothing, (), ".github/CODEOWNERS")],
    "demo": [(nothing, ("{out}", "--units", "12", "--deductions", "30"), "{out}")],
}
UNTRIED = {"fonts"}  # it needs a package index; it writes into the program's environment alone, and says so


# Where those are tried that need more than a line: files of tables, a repository of tallies, a browser, a forge.
ELSEWHERE = {
    "import": "tests/acts/test_import.py",
    "template": "tests/acts/test_import.py",
    "export": "tests/acts/test_import.py",
    "tally": "tests/cli/test_tally.py",
    "draft": "tests/cli/test_draft.py",
    "desk": "tests/desk/test_desk_proposals.py",
    "review": "tests/acts/test_review.py",
    "comment": "tests/acts/test_comment.py",
    "deploy": "tests/acts/test_deploy.py",
    "gather": "tests/gather/test_engine.py",
}


def test_every_verb_is_known_to_write_or_to_read() -> None:
    assert set(VERBS) == READS | CALLS.keys() | UNTRIED | ELSEWHERE.keys()
    assert all((Path(__file__).parents[2] / path).is_file() for path in ELSEWHERE.values())


@pytest.mark.parametrize(
    ("verb", "ready", "arguments", "named"),
    [
        pytest.param(verb, *call, id=f"{verb}-{number}")
        for verb, calls in CALLS.items()
        for number, call in enumerate(calls)
    ],
)
def test_what_is_written_is_named_with_the_way_back(
    repo: Repo, tmp_path: Path, kaohe: Caller, verb: str, ready: Ready, arguments: tuple[str, ...], named: str
) -> None:
    ready(repo)
    out = str(tmp_path / "out")
    said = kaohe(repo.root, verb, *(argument.replace("{out}", out) for argument in arguments))
    assert said.status == 0, said
    back = [line for line in said.out.splitlines() if "收回" in line]
    assert back, said.out
    assert any(named.replace("{out}", out) in line for line in back), back
