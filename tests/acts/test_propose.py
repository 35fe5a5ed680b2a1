"""A change of the data proposed on a branch, in real repositories, without a command line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from generator.acts.check_proposal import check_branch
from generator.acts.propose_act import ProposedBranch, propose
from generator.git.clock import BEIJING
from generator.git.fast_import import Person
from generator.model.problem import UserError
from tests.acts.acting import start
from tests.release.repository import Repo, new_repo

WANG = Person("王 录入", "wang@kaohe.example")
PATH = "data/deductions/2015/hotline/2015-0212-caizheng-1.yml"
DAY = datetime(2015, 4, 2, 9, tzinfo=BEIJING)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return start(tmp_path_factory.mktemp("propose") / "district")


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copy(tmp_path / "district")


def state_of(repo: Repo) -> tuple[str, ...]:
    """What a proposal must leave alone: the files, the index, what is checked out, the main branch."""
    index = (repo.root / ".git" / "index").read_bytes().hex()
    files = repo.git("--no-optional-locks", "status", "--porcelain", "--ignored")
    return index, files, repo.git("symbolic-ref", "HEAD"), repo.git("rev-parse", "main")


def some_file(repo: Repo) -> str:
    return repo.git("ls-files", "data/deductions").splitlines()[0]


def test_a_change_is_one_commit_on_a_new_branch_and_nothing_else_moves(repo: Repo) -> None:
    (repo.root / "draft.txt").write_text("自己的草稿", "utf-8")
    before = state_of(repo)
    old = some_file(repo)
    files = {"data/units/new.yml": b"name: x\n", old: None}
    made = propose(repo.root, files, "登记单位\n\n理由", WANG, "units", when=DAY)
    assert state_of(repo) == before
    tip, main = repo.git("rev-parse", "units"), repo.git("rev-parse", "main")
    assert made == ProposedBranch("units", tip, main, tuple(sorted(files)))
    assert repo.git("rev-parse", "units^") == made.base
    assert repo.git("log", "-1", "--format=%an|%ae|%aI|%cn|%B", "units") == (
        "王 录入|wang@kaohe.example|2015-04-02T09:00:00+08:00|王 录入|登记单位\n\n理由\n"
    )
    assert repo.git("diff", "--name-status", "main", "units").splitlines() == [f"D\t{old}", "A\tdata/units/new.yml"]
    assert repo.git("cat-file", "blob", "units:data/units/new.yml") == "name: x"
    assert repo.git("fsck", "--strict") == ""


def test_the_same_proposal_gives_the_same_commit(origin: Repo, tmp_path: Path) -> None:
    made = [
        propose(origin.copy(tmp_path / name).root, {"data/units/new.yml": b"x\n"}, "登记", WANG, "a", when=DAY).commit
        for name in ("one", "other")
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("files", "message", "author", "branch", "base", "words"),
    [
        ({"README.md": b"x"}, "改", WANG, "a", "main", "不在 data/ 里"),
        ({"data/../x.yml": b"x"}, "改", WANG, "a", "main", "不在 data/ 里"),
        ({"/data/x.yml": b"x"}, "改", WANG, "a", "main", "不在 data/ 里"),
        ({"data/.git/x": b"x"}, "改", WANG, "a", "main", "不在 data/ 里"),
        ({"data/x.yml": b"x"}, " \n", WANG, "a", "main", "理由"),
        ({"data/x.yml": b"x"}, "……3", WANG, "a", "main", "理由"),
        ({"data/x.yml": b"x"}, "改", Person("", "a@b"), "a", "main", "姓名和邮箱"),
        ({"data/x.yml": b"x"}, "改", Person("a<b", "a@b"), "a", "main", "姓名和邮箱"),
        ({"data/x.yml": b"x"}, "改", WANG, "a..b", "main", "不能作分支的名称"),
        ({"data/x.yml": b"x"}, "改", WANG, "-f", "main", "不能作分支的名称"),
        ({"data/x.yml": b"x"}, "改", WANG, "@{-1}", "main", "不能作分支的名称"),
        ({"data/x.yml": b"x"}, "改", WANG, "main", "main", "已经有了"),
        ({"data/x.yml": b"x"}, "改", WANG, "a", "nowhere", "没有“nowhere”"),
        ({"data/x.yml": b"x"}, "改", WANG, "a", "--all", "没有“--all”"),
        ({"data/site.yml/x.yml": b"x"}, "改", WANG, "a", "main", "同时是文件和文件夹"),
        ({"data/units": b"x"}, "改", WANG, "a", "main", "同时是文件和文件夹"),
        ({"data/a": b"x", "data/a/b.yml": b"x"}, "改", WANG, "a", "main", "同时是文件和文件夹"),
        ({}, "改", WANG, "a", "main", "没有改动"),
        ({"data/units/nobody.yml": None}, "改", WANG, "a", "main", "没有改动"),
    ],
)  # fmt: skip
def test_what_is_no_proposal_is_refused_and_leaves_no_branch(
    repo: Repo, files: dict[str, bytes | None], message: str, author: Person, branch: str, base: str, words: str
) -> None:
    before = (repo.git("for-each-ref"), state_of(repo))
    with pytest.raises(UserError, match=words):
        propose(repo.root, files, message, author, branch, base)
    assert (repo.git("for-each-ref"), state_of(repo)) == before


def test_many_at_once_lose_nothing(repo: Repo) -> None:
    """Of those who take the same name one wins and the others are told; each of the other branches has its file."""
    before = state_of(repo)

    def one(number: int) -> str:
        branch = "same" if number % 2 else f"own-{number}"
        try:
            return propose(repo.root, {f"data/units/u{number}.yml": b"x\n"}, f"单位 {number}", WANG, branch).commit
        except UserError as refused:
            return str(refused)

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(one, range(12)))
    assert state_of(repo) == before
    own = [repo.git("rev-parse", f"own-{number}") for number in range(0, 12, 2)]
    assert own == said[::2]
    won = [answer for answer in said[1::2] if "已经有了" not in answer]
    assert won == [repo.git("rev-parse", "same")]
    for number in range(0, 12, 2):
        assert repo.git("diff", "--name-only", "main", f"own-{number}") == f"data/units/u{number}.yml"


def test_the_main_branch_is_found_whatever_is_checked_out(repo: Repo) -> None:
    main = repo.git("rev-parse", "main")
    repo.git("checkout", "-q", "-b", "work")
    repo.write("data/units/other.yml", "x\n")
    tip = repo.commit("别的", "2015-04-02")
    assert propose(repo.root, {"data/x.yml": b"x\n"}, "改", WANG, "a").base == main
    assert propose(repo.root, {"data/x.yml": b"x\n"}, "改", WANG, "b", base="work").base == tip


def test_a_project_in_a_folder_of_a_repository_is_its_own(tmp_path: Path) -> None:
    outer = Repo(tmp_path)
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    repo = new_repo(tmp_path / "district")
    propose(repo.root, {"data/units/new.yml": b"x\n"}, "改", WANG, "a")
    assert repo.git("diff", "--name-only", "main", "a") == "district/data/units/new.yml"


def test_no_hook_and_no_filter_of_the_repository_is_run(repo: Repo) -> None:
    hook = repo.root / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {repo.root}/ran\n", "utf-8")
    hook.chmod(0o755)
    repo.git("config", "filter.bad.clean", f"touch {repo.root}/ran; cat")
    (repo.root / ".git" / "info").mkdir(exist_ok=True)
    (repo.root / ".git" / "info" / "attributes").write_text("* filter=bad\n", "utf-8")
    propose(repo.root, {"data/units/new.yml": b"x\r\n"}, "改", WANG, "a")
    assert not (repo.root / "ran").exists()
    assert repo.git("cat-file", "-s", "a:data/units/new.yml") == "3"


def test_a_branch_is_checked_without_being_checked_out(repo: Repo) -> None:
    path = some_file(repo)
    text = (repo.root / path).read_bytes()
    propose(repo.root, {path: text + "internal_note: 已核\n".encode()}, "补注", WANG, "good")
    propose(repo.root, {path: text.replace(b"points: ", b"points: 9")}, "改分", WANG, "bad")

    def errors(branch: str) -> set[tuple[str, str]]:
        found = check_branch(repo.root, branch)
        return {(problem.code, problem.place.file) for problem in found if problem.severity == "error"}

    assert errors("good") == errors("main")
    assert path in {file for _, file in errors("bad") - errors("main")}
    with pytest.raises(UserError):
        check_branch(repo.root, "nowhere")
