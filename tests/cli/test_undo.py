"""Every command that writes says what it wrote and how that is taken back; what only reads is known as such."""

from __future__ import annotations

import io
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli import VERBS, main
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.sheets.known_office import Office
from generator.sheets.template_book import render_deductions
from tests.acts.acting import publish, revoke, start
from tests.cli.calling import Caller
from tests.cli.test_draft import PATH as DRAFT
from tests.cli.test_draft import RATES
from tests.cli.test_tally import DECLARATION, Q1, add_leads
from tests.cli.test_tally import PATH as TALLY
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


def missed(repo: Repo) -> None:
    """A target of the first quarter was missed."""
    repo.write("data/registers/rates.yml", RATES)
    repo.write(
        "data/registers/rates/2015/a.yml",
        "unit: caizheng\nperiod: 2015-Q1\ndone: 18\nall: 20\nreported: 2015-04-03\n",
    )
    repo.commit("报送指标", "2015-04-11")


def filled_in(repo: Repo) -> None:
    """A sheet in which somebody filled in a row, beside the project."""
    corpus, _ = read_corpus(WorkTree(repo.root))
    office = Office(corpus)
    record = replace(corpus.deductions[0], id="", date=date(2015, 4, 22), reason="对来电人诉求推诿", revoked=None)
    book = render_deductions(office, 2015, [office.items(2015)[record.item]], [record])
    (repo.root.parent / "rows.xlsx").write_bytes(book)


def told_in_confidence(repo: Repo) -> None:
    """A register of which the main repository has the counts alone, and the repository of its entries."""
    other = start(repo.root.parent / "other" / "district")
    for one in (repo, other):
        one.write("data/registers/leads.yml", DECLARATION)
        one.commit("声明线索登记簿", "2015-04-11")
    other.write("data/site.yml", (other.root / "data/site.yml").read_text("utf-8") + "confidential: true\n")
    add_leads(other, 2, Q1)
    other.commit("登记线索", "2015-04-12")


def proposed(repo: Repo) -> None:
    """A branch with a change, main checked out."""
    repo.git("checkout", "-q", "-b", "proposal")
    untidy(repo)
    repo.commit("改写单位", "2015-04-12")
    repo.git("checkout", "-q", "main")


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
    "init": [
        (nothing, ("{out}", "--district", "青山区", "--office", "青山区考核办", "--year", "2026"), "{out}"),
        (
            nothing,
            ("{out}", "--index", "--district", "青山市", "--office", "青山市考核办", "--year", "2026"),
            "{out}",
        ),
    ],
    "rollover": [
        (nothing, ("2016",), "data/schemes/2016.yml"),
        (nothing, ("2016", "--branch", "next"), "git branch -D next"),
    ],
    "owners": [(nothing, (), ".github/CODEOWNERS")],
    "draft": [
        (missed, ("indicators",), DRAFT),
        (missed, ("indicators", "--branch", "drafts"), "git branch -D drafts"),
    ],
    "template": [(nothing, ("2015", "--out", "{out}.xlsx"), "{out}.xlsx")],
    "export": [(nothing, ("2015", "--out", "{out}.xlsx"), "{out}.xlsx")],
    "import": [
        (filled_in, ("{near}/rows.xlsx", "--yes"), "data/deductions/2015/"),
        (filled_in, ("{near}/rows.xlsx", "--yes", "--branch", "rows"), "git branch -D rows"),
    ],
    "tally": [(told_in_confidence, ("leads", "2015-q1", "--confidential", "{near}/other/district"), TALLY)],
    "review": [
        (proposed, ("--base", "main", "--head", "proposal", "--out", "{out}"), "{out}"),
        (
            proposed,
            ("--base", "main", "--head", "proposal", "--out", "{out}", "--preview", "{near}/seen"),
            "{near}/seen",
        ),
    ],
    "deploy": [(nothing, ("--since", "HEAD", "--always", "--out", "{out}"), "{out}")],
    "demo": [(nothing, ("{out}", "--units", "12", "--deductions", "30"), "{out}")],
}
UNTRIED = {"fonts"}  # it needs a package index; it writes into the program's environment alone, and says so


# Where those are tried that need more than a line, a browser, a forge, an index; and what is looked for there.
ELSEWHERE = {
    "desk": ("tests/desk/test_desk_browser.py", "撤回"),
    "comment": ("tests/acts/test_comment.py", "要收回：在平台上删除这条评论"),
    "gather": ("tests/gather/test_engine.py", "收回：(git reset --keep"),
}
# Options by which a verb writes something more, or elsewhere.
WRITING = {"--out", "--branch", "--documents", "--tag", "--preview", "--record", "--index"}


def test_every_verb_is_known_to_write_or_to_read() -> None:
    assert sorted(VERBS) == sorted([*READS, *CALLS, *UNTRIED, *ELSEWHERE])
    for path, words in ELSEWHERE.values():
        assert words in (Path(__file__).parents[2] / path).read_text("utf-8"), path


@pytest.mark.parametrize("verb", sorted({*CALLS, *READS} - {"log"}))  # `log --record` chooses what is read
def test_every_option_that_writes_is_tried(verb: str) -> None:
    parser = ArgumentParser()
    import_module(f"generator.cli.{verb}_command").add_arguments(parser)
    tried = {word for _, arguments, _ in CALLS.get(verb, []) for word in arguments}
    assert options_of(parser) & WRITING <= tried


def options_of(parser: ArgumentParser) -> set[str]:
    """The options of a verb and of its parts."""
    found = set()
    for action in parser._actions:
        found |= set(action.option_strings)
        if isinstance(action.choices, dict):
            for part in action.choices.values():
                found |= options_of(part)
    return found


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

    def filled(text: str) -> str:
        return text.replace("{out}", str(tmp_path / "out")).replace("{near}", str(repo.root.parent))

    said = kaohe(repo.root, verb, *map(filled, arguments))
    assert said.status == 0, said
    back = [line for line in said.out.splitlines() if "收回" in line]
    assert back, said.out
    assert any(filled(named) in line for line in back), back
