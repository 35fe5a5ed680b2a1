"""git is run in one environment only: nothing inherited bends it, nothing the repository configures is run."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from generator.cli import main
from generator.git import repository as running
from generator.git.between import read_between
from generator.git.branch import find_main
from generator.git.condition import inspect_repository
from generator.git.git_tree import GitTree
from generator.git.objects import take_inventory
from generator.git.refs import refs_below
from generator.git.repository import HistoryUnavailable, ask_git, open_repository
from generator.git.revision import resolve_revision
from generator.git.signature import judge_commits, judge_tag
from generator.git.tags import read_tags
from generator.history.mainline import read_changes
from generator.history.series import read_timeline
from generator.history.trail import read_trails
from generator.model.problem import UserError
from generator.read.corpus_reader import read_corpus
from tests.history.packing import loosen
from tests.history.scenarios import ONE, merges
from tests.history.scripted import begin, deduction
from tests.release.repository import new_repo


def use_everything(root: Path) -> list[str]:
    """Calls everything that runs git; returns the paths that were read."""
    repository = open_repository(root)
    tip = find_main(repository).tip
    log = read_changes(repository, tip)
    read_trails(repository, log)
    read_timeline(repository, log, 2015)
    inspect_repository(repository)
    commits = [step.commit.id for step in log.steps]
    read_between(repository, commits[0], tip)
    judge_commits(repository, commits, b"", lambda _, __: "")
    for tag in read_tags(repository, "").values():
        judge_tag(repository, tag.id, b"", lambda _: "")
    take_inventory(repository, [(tip, "main")])
    for name in ("HEAD", "main", "2015-12-31"):
        resolve_revision(repository, name)
    tree = GitTree(repository, tip)
    read_corpus(tree)
    return [entry.path for entry in tree.entries()]


SETTINGS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
    "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge",
    "filter.evil.process", "gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program",
    "gpg.ssh.defaultKeyCommand", "alias.log", "alias.ls-tree", "credential.helper", "uploadpack.packObjectsHook",
    "interactive.diffFilter", "merge.evil.driver", "remote.origin.uploadpack", "trailer.evil.command",
)  # fmt: skip
HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc")


def test_nothing_that_a_repository_configures_is_run(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    mark = tmp_path / "ran"
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{mark}'\ncat\n", "utf-8")
    program.chmod(0o755)
    story.commit("attributes", "属性", "2015-05-01", {".gitattributes": "*.yml diff=evil filter=evil merge=evil\n"})
    story.git("tag", "-a", "-m", "标签", "signed")
    tag = (
        story.git("cat-file", "tag", "signed") + "\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n"
    )
    made = story.git("hash-object", "-t", "tag", "-w", "--stdin", given=tag.encode())
    story.git("update-ref", "refs/tags/signed", made)
    commit = story.git("cat-file", "commit", "HEAD")
    signed = commit.replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    made = story.git("hash-object", "-t", "commit", "-w", "--stdin", given=signed.encode())
    story.git("update-ref", "refs/heads/main", made)
    for name in SETTINGS:
        story.git("config", name, f"!{program}" if name.startswith("alias.") else str(program))
    story.git("config", "log.showSignature", "true")
    story.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    story.git("config", "remote.origin.url", f"ext::{program}")
    story.git("config", "remote.origin.promisor", "true")
    (tmp_path / "hooks").mkdir()
    for hook in HOOKS:
        (tmp_path / "hooks" / hook).symlink_to(program)
    assert ONE in use_everything(story.root)
    assert not mark.exists(), mark.read_text("utf-8")
    story.git("log", "-p", "-1")  # git by itself would have
    assert mark.exists()


# What may be run to read a history, besides `version`; each with what must stand beside it.
ALLOWED = {
    "ls-tree": ("-z", "--full-tree"),
    "cat-file": (),
    "rev-list": (),
    "log": (),
    "rev-parse": (),
    "for-each-ref": (),
    "merge-base": (),
    "symbolic-ref": ("--quiet",),
    "config": ("--local", "--get-regexp"),
    "verify-tag": ("--raw",),
    "fsck": ("--full", "--no-dangling"),
}
SET = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull, "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0",
}  # fmt: skip


def test_only_plumbing_is_run_and_in_a_scrubbed_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = merges(tmp_path / "repository")
    story.git("tag", "-a", "-m", "标签", "tagged")
    real = shutil.which("git")
    said = tmp_path / "said"
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "git"
    fake.write_text(
        f"#!/bin/sh\n{{ printf '%s\\n' \"$@\"; env | grep '^GIT_'; echo ; }} >> '{said}'\nexec '{real}' \"$@\"\n",
        "utf-8",
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    for name, value in INHERITED.items():
        monkeypatch.setenv(name, value)
    use_everything(story.root)
    for arguments in (("log",), ("timeline", "2015"), ("diff", "HEAD~1", "tagged"), ("impact",)):
        verb, *rest = arguments
        assert main([verb, "-C", str(story.root), *rest]) == 0
    capsys.readouterr()
    calls = [call.splitlines() for call in said.read_text("utf-8").split("\n\n") if call.strip()]
    assert len(calls) > 30
    for call in calls:
        words = [word for word in call if not word.startswith("GIT_")]
        settings = {word.partition("=")[0] for before, word in pairwise(words) if before == "-c"}
        plain = [w for before, w in zip(["", *words], words, strict=False) if before != "-c" and w != "-c"]
        verb = next(word for word in plain if not word.startswith("-"))
        if verb == "version":  # GitPython asks for it too
            continue
        assert verb in ALLOWED, call
        assert set(ALLOWED[verb]) <= set(plain), call
        assert settings >= {"core.hooksPath", "core.fsmonitor", "core.attributesFile", "diff.external", "gpg.program"}
        if "--verify" in plain:
            assert plain[-2] == "--end-of-options"
        environment = dict(word.split("=", 1) for word in call if word.startswith("GIT_") and "=" in word)
        assert environment.items() >= SET.items(), call
        assert (
            not {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_TRACE", "GIT_EXTERNAL_DIFF"} & environment.keys()
        )


INHERITED = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_NAMESPACE": "other",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "log.showRoot",
    "GIT_CONFIG_VALUE_0": "false",
    "GIT_CONFIG_PARAMETERS": "'diff.noprefix'='nonsense",
    "GIT_EXTERNAL_DIFF": "/bin/false",
    "GIT_DEFAULT_HASH": "sha256",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_LITERAL_PATHSPECS": "nonsense",
    "GIT_TRACE": "/dev/stdout",
    "GIT_PYTHON_GIT_EXECUTABLE": "/nowhere/git",
    "GIT_PYTHON_TRACE": "full",
    "LC_ALL": "zh_CN.UTF-8",
    "TZ": "America/New_York",
}


def test_nothing_inherited_changes_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = merges(tmp_path / "repository")
    before = read_changes(story.opened, story.id("squash")), use_everything(story.root)
    for name, value in INHERITED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HOME", raising=False)
    after = read_changes(story.opened, story.id("squash")), use_everything(story.root)
    assert after == before
    assert {name: os.environ[name] for name in INHERITED} == INHERITED


def test_attributes_change_nothing(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    marks = "* export-ignore export-subst ident text -text\n"
    text = deduction("caizheng", "2015-02-12", reason="$Id$ $Format:%H$")
    story.commit("record", "记录", "2015-02-12", {ONE: text, "data/.gitattributes": marks})
    (story.root / ".git" / "info").mkdir(exist_ok=True)
    (story.root / ".git" / "info" / "attributes").write_text(marks, "utf-8")
    assert GitTree(story.opened, story.id("record")).read(ONE) == text.encode()


def test_a_folder_without_git_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HistoryUnavailable, match=r"^这里没有 git 历史（没有 \.git 文件夹，可能是下载的压缩包）。"):
        open_repository(tmp_path)
    with pytest.raises(HistoryUnavailable, match=r"^没有“.*missing”这个文件夹。$"):
        open_repository(tmp_path / "missing")


def test_a_machine_without_git_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running.git_version.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryUnavailable, match=r"^没有找到 git 程序。请安装 git 后再试"):
        open_repository(tmp_path)


def test_an_old_git_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running.git_version.cache_clear()
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\necho git version 2.20.1\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(HistoryUnavailable, match=r"^git version 2\.20\.1 太旧，读取历史需要 git 2\.34 或更新的"):
        open_repository(tmp_path)


@pytest.mark.parametrize("setting", ["[core\n", "[push]\n\tdefault = bogus\n", "[core]\n\tbare = maybe\n"])
def test_settings_that_git_does_not_understand_are_said_in_one_sentence(tmp_path: Path, setting: str) -> None:
    story = begin(tmp_path / "repository")
    with (story.root / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(setting)
    with pytest.raises(HistoryUnavailable, match=r"^git 读不懂这个仓库的设置（\.git/config），.*：fatal: bad "):
        open_repository(story.root)


def test_a_broken_repository_is_said_in_one_sentence(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    loosen(story.root, story.git)
    tree = story.git("rev-parse", "HEAD^{tree}")
    (story.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(HistoryUnavailable, match=r"^git 不能读取这个仓库，请重新 git clone 一份。（git：fatal: "):
        GitTree(story.opened, story.id("start"))


def test_a_repository_of_another_owner_is_read(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    if os.geteuid() != 0:
        pytest.skip("only root can give files to another user")
    for path in (story.root, story.root / ".git"):
        os.chown(path, 12345, 12345)
    assert ONE in use_everything(story.root)


def test_a_project_in_a_subfolder_has_its_own_paths(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    (story.root / "office").mkdir()
    story.git("mv", "data", "office/data")
    story.commit("moved", "移入子文件夹", "2015-01-06", {f"office/{ONE}": deduction("caizheng", "2015-02-12")})
    repository = open_repository(story.root / "office")
    assert repository.prefix == "office/"
    assert ONE in use_everything(story.root / "office")
    log = read_changes(repository, story.id("moved"))
    assert ONE in {change.path for change in log.steps[-1].changes}
    assert ONE in read_between(repository, story.id("start"), story.id("moved")).commits


def test_a_bare_repository_and_a_second_working_tree_are_read(tmp_path: Path) -> None:
    story = merges(tmp_path / "repository")
    story.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    story.git("worktree", "add", "-q", "--detach", str(tmp_path / "second"))
    paths = use_everything(story.root)
    assert use_everything(tmp_path / "bare") == paths
    assert use_everything(tmp_path / "second") == paths


def test_a_repository_of_the_longer_ids_is_read(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository", ("--object-format=sha256",))
    story.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    assert ONE in use_everything(story.root)
    assert len(find_main(story.opened).tip) == 64


def test_odd_entries_of_a_tree_are_named_for_what_they_are(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    blob = story.git("hash-object", "-w", "--stdin", given=b"unit: caizheng\n")
    commit = story.id("start")
    odd = (
        ("120000", blob, "data/link.yml"),
        ("160000", commit, "data/module"),
        ("100755", blob, "data/units/script.yml"),
        ("100644", blob, 'data/units/"quoted"\t名.yml'),
    )
    entries = "".join(f"{mode} {name}\t{path}\0" for mode, name, path in odd)
    story.git("update-index", "-z", "--index-info", given=entries.encode())
    story.git("commit", "-q", "-m", "怪异的条目")
    found = {entry.path: entry for entry in GitTree(story.opened, story.call("odd")).entries()}
    assert found["data/link.yml"].kind == "symlink"
    assert found["data/module"].kind == "submodule"
    assert found["data/units/script.yml"].kind == "file"
    assert found['data/units/"quoted"\t名.yml'].blob == blob
    assert found["data/link.yml"].blob is None
    corpus, problems = read_corpus(GitTree(story.opened, story.id("odd")))
    assert {problem.code for problem in problems} >= {"KH103", "KH102"}
    assert "script" not in corpus.units


def test_a_path_that_a_tree_holds_twice_is_no_file(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    blob = story.git("hash-object", "-w", "--stdin", given=b"name: x\n")
    entry = b"100644 site.yml\0" + bytes.fromhex(blob)
    inner = story.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=entry + entry)
    outer = story.git("mktree", given=f"040000 tree {inner}\tdata\n".encode())
    commit = story.git("commit-tree", "-m", "两个同名文件", outer)
    assert [(found.path, found.kind) for found in GitTree(story.opened, commit).entries()] == [
        ("data/site.yml", "other")
    ]


def test_a_missing_blob_is_said_in_one_sentence(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    loosen(story.root, story.git)
    blob = story.git("rev-parse", "HEAD:data/site.yml")
    path = story.root / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.unlink()
    tree = GitTree(story.opened, story.id("start"))
    with pytest.raises(UserError, match=r"^仓库里缺少 data/site\.yml 的内容"):
        tree.read("data/site.yml")


def test_large_trees_are_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.git.git_tree.MOST_AHEAD", 600)
    story = merges(tmp_path / "repository")
    tree = GitTree(story.opened, story.id("squash"))
    for entry in tree.entries():
        assert tree.read(entry.path) == (story.root / entry.path).read_bytes()
    assert sum(map(len, tree._content.values())) < 4000


def test_complaints_longer_than_a_pipe_do_not_stop_git(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    refs = story.root / ".git" / "refs" / "heads"
    for number in range(1500):
        (refs / f"broken-branch-with-a-long-name-{number:05}").write_text("nonsense\n", "utf-8")
    answer = ask_git(story.opened, "for-each-ref")
    assert len(answer.complaint) > 1 << 16


def test_refs_below_a_folder_are_not_one_that_is_called_as_it(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "project")
    commit = repo.git("rev-parse", "HEAD")
    for name in ("publications", "publication"):
        repo.git("tag", name)
    assert refs_below(repo.opened, "refs/tags/publication/") == {}
    assert refs_below(repo.opened, "refs/tags/publication") == {"refs/tags/publication": commit}
