"""Tampering with history, data, tags and publications: each is named, and nothing else is."""

from __future__ import annotations

import json
import random
import re
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from generator.proof.verify_publication import compare_results
from generator.release.result_digest import results_digest
from generator.release.standing import figures_of
from generator.score.year import score_year
from tests.history.packing import loosen
from tests.release.publishing import kaohe
from tests.release.repository import Repo, bring
from tests.site.sample import read_district

Failed = set[tuple[str, str]]


def verify(repo: Repo, capsys: pytest.CaptureFixture[str], *against: Path) -> tuple[int, Failed]:
    """The exit code, and kind and subject of what was found wrong."""
    capsys.readouterr()
    code = kaohe(repo, "verify", "--json", *(word for path in against for word in ("--against", str(path))))
    found = json.loads(capsys.readouterr().out)
    failed = {(f["kind"], f["subject"]) for f in found["findings"] if f["status"] == "fails"}
    assert found["holds"] is (not failed)
    assert code == (1 if failed else 0)
    return code, failed


@pytest.fixture
def repo(told: Repo, tmp_path: Path) -> Repo:
    return told.copy(tmp_path / "copy")


def flip(data: bytes, chosen: random.Random, at: int | None = None) -> bytes:
    changed = bytearray(data)
    changed[chosen.randrange(len(data)) if at is None else at] ^= 1 << chosen.randrange(7)
    return bytes(changed)


T = TypeVar("T")


def in_groups(found: list[T]) -> list[list[T]]:
    """The first two alone, the rest six at once: each is named as if it were alone."""
    number = max(1, (len(found) - 2) // 6)
    return [[one] for one in found[:2]] + [found[2 + at :: number] for at in range(number)]


def test_the_story_holds(told: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(told, capsys) == (0, set())
    kaohe(told, "verify")
    text = re.sub(r"[0-9a-f]{40}", "<提交>", capsys.readouterr().out)
    text = re.sub(r"[0-9a-f]{12}", "<提交>", text)
    assert text == Path(__file__).with_name("verify.txt").read_text("utf-8")


def test_every_object_of_history_that_was_changed_is_named_alone(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commits, trees, records, publications and tag objects: a byte of each is changed under its old id."""
    loosen(repo.root, repo.git)
    chosen = random.Random(5)
    names = sorted(line.split(" ")[0] for line in repo.git("rev-list", "--objects", "--all").splitlines())
    kinds = repo.git("cat-file", "--batch-check=%(objecttype)", given="\n".join(names).encode()).splitlines()
    blobs = [name for name, kind in zip(names, kinds, strict=True) if kind == "blob"]
    # Whatever can no longer be read leads to nothing else: blobs alone lead nowhere.
    for some in [*([name] for name in names if name not in blobs), *in_groups(blobs)]:
        kept = {path: path.read_bytes() for path in (repo.root / ".git/objects" / n[:2] / n[2:] for n in some)}
        for path, data in kept.items():
            head, _, content = zlib.decompress(data).partition(b"\0")
            path.chmod(0o644)
            path.write_bytes(zlib.compress(head + b"\0" + flip(content, chosen)))
        assert verify(repo, capsys) == (1, {("objects", name) for name in some})
        for path, data in kept.items():
            path.write_bytes(data)


def test_every_ref_that_was_changed_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed digit of a branch or tag points at nothing."""
    chosen = random.Random(6)
    for ref in (
        "heads/main",
        *(f"tags/publication/{name}" for name in ("2015-q1", "2015-q2", "2015-notice", "2015-final")),
    ):
        path = repo.root / ".git/refs" / ref
        stored = path.read_text()
        for at in chosen.sample(range(40), 4):
            digit = chosen.choice([d for d in "0123456789abcdef" if d != stored[at]])
            changed = stored[:at] + digit + stored[at + 1 :]
            path.write_text(changed)
            assert verify(repo, capsys) == (1, {("objects", changed[:40])})
        path.write_text("not an id\n")
        code, failed = verify(repo, capsys)
        expected = {("history", f"refs/{ref}")}
        expected |= {("history", "main")} if ref == "heads/main" else {("tag", ref.rpartition("/")[2])}
        assert (code, failed) == (1, expected)
        path.write_text(stored)


def test_every_changed_byte_of_a_file_on_the_disk_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = random.Random(7)
    files = sorted(path for path in (repo.root / "data").rglob("*") if path.is_file())
    for some in in_groups(files):
        stored = {path: path.read_bytes() for path in some}
        for path, data in stored.items():
            path.write_bytes(flip(data, chosen))
        assert verify(repo, capsys) == (1, {("disk", path.relative_to(repo.root).as_posix()) for path in some})
        for path, data in stored.items():
            path.write_bytes(data)


def test_every_changed_byte_of_a_publication_that_was_committed_is_named(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = random.Random(8)
    head = repo.head
    for kind, name in (("record", "2015-q1"), ("record", "2015-final"), ("correction", "2015-q1-c1")):
        path = repo.root / f"data/{'publications' if kind == 'record' else 'corrections'}/{name}.yml"
        stored = path.read_bytes()
        for _ in range(3):
            path.write_bytes(flip(stored, chosen))
            repo.commit("改动发布记录", "2016-02-01")
            code, failed = verify(repo, capsys)
            assert code == 1
            assert (kind, name) in failed
            # Nothing but what follows: the data that are read with it, and corrections that rest on it.
            assert {found for found, _ in failed} <= {"record", "correction", "current", "chain"}
            repo.git("reset", "-q", "--hard", head)


HIDDEN: dict[str, Callable[[str], str]] = {
    "title": lambda text: text.replace("第一季度", "第二季度"),
    "total": lambda text: text.replace("98.50", "98.51"),
    "rank": lambda text: text.replace("rank: 4", "rank: 3"),
    "digest": lambda text: re.sub(r"(results_sha256: )(.)", lambda m: m[1] + ("0" if m[2] != "0" else "1"), text),
}


@pytest.mark.parametrize("what", sorted(HIDDEN))
def test_a_publication_changed_in_a_rewritten_history_is_named(
    repo: Repo, capsys: pytest.CaptureFixture[str], tmp_path: Path, what: str
) -> None:
    """All commits and tags are made anew around the change: only the chain, the results or a witness can tell."""
    witness = tmp_path / "witness.json"
    kaohe(repo, "verify", "--json")
    witness.write_text(capsys.readouterr().out, "utf-8")
    path = "data/publications/2015-q1.yml"
    written = (repo.root / path).read_bytes()
    changed = HIDDEN[what](written.decode()).encode()
    assert changed != written
    rewrite(repo, written, changed)
    assert (repo.root / path).read_bytes() == changed
    code, failed = verify(repo, capsys, witness)
    assert code == 1
    expected: Failed = {("chain", "2015-q2"), ("witness", "witness.json"), ("witness", "2015-q1")}
    assert expected <= failed
    assert (("results", "2015-q1") in failed) == (what != "title")


def rewrite(repo: Repo, written: bytes, changed: bytes) -> None:
    """Changes a file in every commit that has it, as someone who owns the repository can, and moves the tags."""
    stream = subprocess.run(
        ["git", "-C", str(repo.root), "fast-export", "--all", "--reencode=no"], check=True, capture_output=True
    ).stdout
    blob, other = (b"data %d\n%s" % (len(data), data) for data in (written, changed))
    assert stream.count(blob) == 1
    repo.git("fast-import", "--quiet", "--force", given=stream.replace(blob, other))
    repo.git("reset", "-q", "--hard")


def move_tag(repo: Repo) -> Failed:
    repo.git("tag", "-f", "-a", "-m", "moved", "publication/2015-q1", "publication/2015-q2^{commit}")
    return {("tag", "2015-q1")}


def rename_tag(repo: Repo) -> Failed:
    repo.git("update-ref", "refs/tags/publication/2015-q2", repo.git("rev-parse", "publication/2015-q1"))
    return {("tag", "2015-q2")}


def delete_tag(repo: Repo) -> Failed:
    repo.git("tag", "-d", "publication/2015-notice")
    return {("tag", "2015-notice")}


def retell_tag(repo: Repo) -> Failed:
    repo.git(
        "tag", "-f", "-a", "-m", f"通报\n\nSHA-256: {'0' * 64}", "publication/2015-q1", "publication/2015-q1^{commit}"
    )
    return {("tag", "2015-q1")}


def foreign_tag(repo: Repo) -> Failed:
    repo.git("tag", "publication/q9")
    return {("tag", "q9")}


def delete_record(repo: Repo) -> Failed:
    repo.git("rm", "-q", "data/deductions/2015/meetings/0320-shuiwu.yml")
    repo.commit("删除", "2016-02-01")
    gone = {("history", "data/deductions/2015/meetings/0320-shuiwu.yml")}
    return gone | {("current", f"data/{name}.yml") for name in STANDING}


def change_record(repo: Repo) -> Failed:
    path = "data/deductions/2015/hotline/0212-caizheng.yml"
    repo.change(path, "caizheng", "minzheng")
    repo.commit("改单位", "2016-02-01")
    return {("current", path), *(("current", f"data/{name}.yml") for name in STANDING)}


def delete_publication(repo: Repo) -> Failed:
    repo.git("rm", "-q", "data/publications/2015-notice.yml")
    repo.commit("删除", "2016-02-01")
    return {("record", "2015-notice")}


def replace_object(repo: Repo) -> Failed:
    repo.git("replace", repo.git("rev-parse", "HEAD~3"), repo.git("rev-parse", "HEAD~5"))
    return {("history", "replaced")}


def graft(repo: Repo) -> Failed:
    repo.write(".git/info/grafts", repo.git("rev-parse", "HEAD~2") + "\n")
    return {("history", "grafted")}


def drop_last_commit(repo: Repo) -> Failed:
    repo.git("reset", "-q", "--hard", "HEAD~1")
    return {("tag", "2015-final")}


def point_head_elsewhere(repo: Repo) -> Failed:
    repo.write(".git/HEAD", "ref: refs/heads/other\n")
    return {("history", "HEAD")}


# The records that say what stands published: a publication, or its last correction.
STANDING = ("corrections/2015-q1-c1", "corrections/2015-q2-c1", "publications/2015-notice", "publications/2015-final")
TAMPERINGS: list[Callable[[Repo], Failed]] = [
    move_tag, rename_tag, delete_tag, retell_tag, foreign_tag, delete_record, change_record, delete_publication,
    replace_object, graft, drop_last_commit, point_head_elsewhere,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_what_was_done_to_the_repository_is_named_and_nothing_else(
    repo: Repo, capsys: pytest.CaptureFixture[str], tamper: Callable[[Repo], Failed]
) -> None:
    expected = tamper(repo)
    assert verify(repo, capsys) == (1, expected)


def test_a_shallow_clone_is_named(told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told.git("clone", "-q", "--depth", "2", f"file://{told.root}", str(tmp_path / "shallow"))
    code, failed = verify(Repo(tmp_path / "shallow"), capsys)
    assert code == 1
    assert ("history", "shallow") in failed


def test_a_force_push_is_named_by_a_witness_with_both_ids(
    repo: Repo, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    witness = tmp_path / "before.json"
    kaohe(repo, "verify", "--json")
    witness.write_text(capsys.readouterr().out, "utf-8")
    before = repo.head
    repo.git("tag", "-d", "publication/2015-final")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.write("data/site.yml", (repo.root / "data/site.yml").read_text("utf-8") + "contact: 电话\n")
    repo.commit("别的历史", "2016-02-01")
    assert verify(repo, capsys) == (0, set())  # by itself the repository is in order
    assert verify(repo, capsys, witness)[1] == {("witness", "before.json"), ("witness", "2015-final")}
    kaohe(repo, "verify", "--against", str(witness))
    assert (
        f"“before.json”所记的提交 {before} 不在当前历史之中，现在的最后一个提交是 {repo.head}：历史被改写过。"
        in capsys.readouterr().out
    )


def test_a_bundle_is_a_witness(repo: Repo, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bundle = tmp_path / "earlier.bundle"
    repo.git("bundle", "create", "-q", str(bundle), "main", "--tags")
    bring(repo, "data/site.yml")
    assert verify(repo, capsys, bundle) == (0, set())
    repo.git("tag", "-f", "-a", "-m", "anew", "publication/2015-q2", "publication/2015-q2^{commit}")
    assert verify(repo, capsys, bundle) == (
        1,
        {("tag", "2015-q2"), ("witness", "2015-q2")},
    )  # and it lacks the digest
    bundle.write_bytes(flip(bundle.read_bytes(), random.Random(9), -30))
    assert verify(repo, capsys, bundle) == (1, {("tag", "2015-q2"), ("witness", "earlier.bundle")})


def test_a_backdated_commit_is_said(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("data/site.yml", (repo.root / "data/site.yml").read_text("utf-8") + "contact: 电话\n")
    before = repo.head
    late = repo.commit("写成很早以前", "2014-01-01")
    assert kaohe(repo, "verify") == 0
    text = capsys.readouterr().out
    assert f"提交 {late[:12]}：提交自称的时间是 2014-01-01 " in text
    assert f"早于主线上它之前的提交 {before[:12]}；两者至少有一个不准" in text


def test_a_packed_repository_holds_too_and_a_changed_pack_is_named(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.git("gc", "-q")
    assert verify(repo, capsys) == (0, set())
    chosen = random.Random(10)
    for path in sorted((repo.root / ".git/objects/pack").glob("*.[pi][ad][cx]*")):
        if path.suffix not in {".pack", ".idx"}:
            continue
        stored = path.read_bytes()
        path.chmod(0o644)
        for _ in range(5):
            path.write_bytes(flip(stored, chosen))
            code, failed = verify(repo, capsys)
            assert code == 1
            assert {kind for kind, _ in failed} <= {"objects", "history"}
        path.write_bytes(stored)


def test_figures_that_differ_are_told_by_the_name_of_the_unit() -> None:
    result = score_year(read_district(), 2015)
    found = figures_of(result)
    written = {**found, "jiaoyu": replace(found["jiaoyu"], rank=Decimal(3)), "gone": found["jiaoyu"]}
    sentence = compare_results("results", "2015-final", written, results_digest(result), result).sentence
    assert sentence == (
        "重算的结果与所记不符：gone记为 97.74 分第 2 名，重算为 无；"
        "区教育局记为 97.74 分第 3 名，重算为 97.74 分第 2 名。"
    )


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_ref_that_git_still_reads_but_never_wrote_so_is_named(
    repo: Repo, capsys: pytest.CaptureFixture[str], is_packed: bool
) -> None:
    if is_packed:
        repo.git("pack-refs", "--all")
    for ref in ("refs/heads/main", "refs/tags/publication/2015-q2"):
        path = repo.root / ".git" / ("packed-refs" if is_packed else ref)
        stored = path.read_text()
        name = repo.git("rev-parse", ref)
        path.write_text(stored.replace(name, name.upper()))
        assert verify(repo, capsys) == (1, {("history", ref)})
        path.write_text(stored)
