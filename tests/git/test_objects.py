"""Every object of a history is held against its id."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest

from generator.git.objects import (
    _count_sound,
    _look_at_each,
    hash_object,
    read_objects,
    take_inventory,
)
from tests.history.packing import loosen
from tests.release.repository import Repo, first_quarter


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = first_quarter(tmp_path_factory.mktemp("objects") / "project")
    loosen(made.root, made.git)
    made.git("tag", "-a", "-m", "第一季度", "publication/q1")
    return made


def starts(repo: Repo) -> list[tuple[str, str]]:
    return [(repo.head, "提交 HEAD"), (repo.git("rev-parse", "publication/q1"), "标签 publication/q1")]


def loose(repo: Repo, name: str) -> Path:
    return repo.root / ".git/objects" / name[:2] / name[2:]


def reachable(repo: Repo) -> list[str]:
    return sorted(line.split(" ")[0] for line in repo.git("rev-list", "--objects", "--all").splitlines())


def test_objects_are_read_in_order_and_what_git_has_not_is_left_out(repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    found = list(read_objects(repo.opened, [repo.head, "0" * 40, tree]))
    assert [(entry.id, entry.kind, entry.is_genuine) for entry in found] == [
        (repo.head, "commit", True),
        (tree, "tree", True),
    ]


@pytest.mark.parametrize("kind", ["blob", "tree"])
def test_ids_are_made_as_git_makes_them(repo: Repo, kind: str) -> None:
    path = {"blob": "HEAD:data/site.yml", "tree": "HEAD^{tree}"}[kind]
    (found,) = read_objects(repo.opened, [repo.git("rev-parse", path)])
    assert hash_object(kind, found.data) == found.id
    assert len(hash_object(kind, found.data, 64)) == 64


def test_a_sound_history_is_counted(repo: Repo) -> None:
    inventory = take_inventory(repo.opened, starts(repo))
    assert inventory.damaged == ()
    assert inventory.genuine == len(reachable(repo))


def test_each_object_that_was_rewritten_under_its_id_is_named_alone(repo: Repo, tmp_path: Path) -> None:
    """One byte of the content is changed and the object stored again under the old id, which git does not notice."""
    copy = repo.copy(tmp_path / "copy")
    chosen = random.Random(1)
    for name in reachable(repo):
        path = loose(copy, name)
        stored = path.read_bytes()
        head, _, content = zlib.decompress(stored).partition(b"\0")
        changed = bytearray(content)
        changed[chosen.randrange(len(content))] ^= 1
        path.chmod(0o644)
        path.write_bytes(zlib.compress(head + b"\0" + changed))
        assert [damage.id for damage in take_inventory(copy.opened, starts(repo)).damaged] == [name]
        path.write_bytes(stored)


def test_each_byte_of_the_store_that_matters_is_seen(repo: Repo, tmp_path: Path) -> None:
    """A flipped byte on the disk makes git break off, or misread: never does the rest of the history suffer."""
    copy = repo.copy(tmp_path / "copy")
    chosen = random.Random(2)
    for name in reachable(repo):
        path = loose(copy, name)
        stored = path.read_bytes()
        path.chmod(0o644)
        changed = bytearray(stored)
        changed[chosen.randrange(2, len(stored))] ^= 1 << chosen.randrange(8)
        path.write_bytes(changed)
        damaged = [damage.id for damage in take_inventory(copy.opened, starts(repo)).damaged]
        assert damaged in ([name], []), name
        if not damaged:  # a bit of the packing that carries no content
            assert zlib.decompressobj().decompress(changed) == zlib.decompress(stored)
        path.write_bytes(stored)


def test_damage_says_where_it_belongs(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    blob = copy.git("rev-parse", "HEAD:data/units/jiaoyu.yml")
    first = copy.git("rev-list", "--max-parents=0", "HEAD")
    loose(copy, blob).unlink()
    loose(copy, first).unlink()
    found = take_inventory(copy.opened, starts(repo)).damaged
    assert [(damage.place, damage.missing) for damage in found] == [
        ("data/units/jiaoyu.yml", True),
        (f"提交 {first[:12]}", True),
    ]


def test_packed_objects_are_held_against_their_ids_too(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    copy.git("gc", "-q")
    assert take_inventory(copy.opened, starts(repo)).damaged == ()
    (pack,) = (copy.root / ".git/objects/pack").glob("*.pack")
    stored = pack.read_bytes()
    pack.chmod(0o644)
    seen = 0
    for at in range(40, len(stored) - 20, 97):
        changed = bytearray(stored)
        changed[at] ^= 4
        pack.write_bytes(changed)
        seen += bool(take_inventory(copy.opened, starts(repo)).damaged)
    assert seen >= (len(stored) - 60) // 97 - 2


def test_what_git_has_no_complaint_of_is_what_is_found_object_by_object(repo: Repo) -> None:
    names = [name for name, _ in starts(repo)]
    assert _count_sound(repo.opened, names) == _look_at_each(repo.opened, starts(repo)).genuine


def test_git_is_not_taken_at_its_word_where_a_history_is_cut_off(repo: Repo, tmp_path: Path) -> None:
    copy = repo.copy(tmp_path / "copy")
    (copy.root / ".git/shallow").write_text(f"{copy.head}\n", "utf-8")
    assert _count_sound(copy.opened, [copy.head]) is None


def test_what_is_missing_below_a_tag_alone_is_seen(repo: Repo, tmp_path: Path) -> None:
    """`git fsck` is given the main branch; what the tags reach is counted, and so asked for, by itself."""
    copy = repo.copy(tmp_path / "copy")
    main = copy.head
    (copy.root / "beside.txt").write_text("只在标签里\n", "utf-8")
    copy.git("add", "beside.txt")
    copy.git("commit", "-q", "-m", "旁边")
    blob, beside = copy.git("rev-parse", "HEAD:beside.txt"), copy.head
    loose(copy, blob).chmod(0o644)
    loose(copy, blob).unlink()
    assert _count_sound(copy.opened, [main]) is not None
    assert _count_sound(copy.opened, [main, beside]) is None
    found = take_inventory(copy.opened, [(main, "分支 main"), (beside, "标签 旁边")])
    assert [(damage.id, damage.missing) for damage in found.damaged] == [(blob, True)]
