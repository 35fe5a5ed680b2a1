"""Descent, blobs, tags and bundles."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.git.bundle import read_bundle, write_bundle
from generator.git.lineage import read_blobs, read_lineage
from generator.git.tags import read_tags
from generator.model.problem import UserError
from tests.release.repository import Repo, first_quarter, record_quarter


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Two quarters, the second on a branch of its own that was merged."""
    made = first_quarter(tmp_path_factory.mktemp("lineage") / "project")
    made.git("switch", "-q", "-c", "second")
    record_quarter(made, 2)
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "合并第二季度", "second", date="2015-07-01T09:00:00+08:00")
    return made


def test_ancestors_and_the_main_line(repo: Repo) -> None:
    lineage = read_lineage(repo.opened, repo.head)
    assert list(lineage.main_line) == repo.git("rev-list", "--reverse", "--first-parent", "HEAD").splitlines()
    assert set(lineage.parents) == set(repo.git("rev-list", "HEAD").splitlines())
    side, first = repo.git("rev-parse", "second"), repo.git("rev-list", "--max-parents=0", "HEAD")
    assert side in lineage
    assert side not in lineage.position
    assert lineage.is_ancestor(first, side)
    assert lineage.is_ancestor(side, side)
    assert not lineage.is_ancestor(side, repo.git("rev-parse", "HEAD^1"))
    assert not lineage.is_ancestor("0" * 40, repo.head)


def test_the_history_of_nothing_is_empty(repo: Repo) -> None:
    assert read_lineage(repo.opened, "0" * 40).main_line == ()


def test_blobs_are_read_by_their_ids(repo: Repo) -> None:
    path = "data/deductions/2015/window/0310-minzheng.yml"
    blob = repo.git("rev-parse", f"HEAD:{path}")
    assert read_blobs(repo.opened, [blob, blob]) == {blob: (repo.root / path).read_bytes()}


def test_tags_say_what_they_hold(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    copy.git("tag", "publication/light")
    copy.git("tag", "-a", "-m", "第一季度通报\n\nSHA-256: 00", "publication/q1", "HEAD^")
    signed = copy.git("cat-file", "tag", "publication/q1") + "\n-----BEGIN SSH SIGNATURE-----\nAAAA\n"
    made = copy.git("hash-object", "-t", "tag", "-w", "--stdin", given=signed.encode())
    copy.git("update-ref", "refs/tags/publication/signed", made)
    copy.git("tag", "other")
    tags = read_tags(copy.opened, "publication/")
    assert sorted(tags) == ["publication/light", "publication/q1", "publication/signed"]
    light, first, last = tags.values()
    assert (light.is_annotated, light.target, light.id) == (False, copy.head, copy.head)
    assert (first.target, first.message) == (copy.git("rev-parse", "HEAD^"), "第一季度通报\n\nSHA-256: 00\n")
    assert (first.inner_name, first.signature) == ("publication/q1", b"")
    assert last.inner_name == "publication/q1"
    assert last.signature == b"-----BEGIN SSH SIGNATURE-----\nAAAA\n"
    assert last.signed.endswith(b"SHA-256: 00\n")


def test_a_bundle_depends_on_its_objects_alone(repo: Repo, tmp_path: Path) -> None:
    """Loose or packed, in two packs or one, with other settings: the same bytes."""
    refs = [("HEAD", repo.head), ("refs/heads/main", repo.head)]
    made = write_bundle(repo.opened, refs)
    other = repo.copy(tmp_path / "other")
    other.git("repack", "-q")
    other.git("config", "pack.depth", "3")
    other.git("config", "pack.compression", "0")
    record_quarter(other, 3)
    other.git("gc", "-q", "--aggressive")
    other.git("repack", "-q", "-a", "-d", "-b", "--threads=2")
    assert write_bundle(other.opened, refs) == made
    found = read_bundle(made)
    assert found is not None
    assert (found.refs, found.is_whole) == (tuple(refs), True)


def test_a_bundle_is_cloned_by_git(repo: Repo, tmp_path: Path) -> None:
    path = tmp_path / "history.bundle"
    path.write_bytes(write_bundle(repo.opened, [("HEAD", repo.head), ("refs/heads/main", repo.head)]))
    repo.git("clone", "-q", str(path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    assert (clone.head, clone.git("symbolic-ref", "HEAD")) == (repo.head, "refs/heads/main")
    assert clone.git("status", "--porcelain") == ""


def test_a_bundle_that_was_touched_is_seen(repo: Repo) -> None:
    made = write_bundle(repo.opened, [("HEAD", repo.head)])
    touched = bytearray(made)
    touched[len(made) // 2] ^= 1
    found = read_bundle(bytes(touched))
    assert found is not None
    assert not found.is_whole
    assert read_bundle(b"# v2 git bundle\n-" + made[16:]) is None
    assert read_bundle(b"PACK") is None
    with pytest.raises(UserError, match="历史无法打包"):
        write_bundle(repo.opened, [("HEAD", "0" * 40)])
