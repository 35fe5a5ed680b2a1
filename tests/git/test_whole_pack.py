"""Bundles of whole objects: git reads them, they have one form, and what is not of that form is none."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

from generator.git.whole_pack import ObjectStore, WholeBundle, read_whole_bundle, write_whole_bundle

PERSON = "办公室 <office@kaohe.invalid> 1428638400 +0800"


def small_bundle(files: dict[str, bytes]) -> WholeBundle:
    store = ObjectStore()
    tree = store.add_tree({path: store.add_file(data) for path, data in files.items()})
    commit = store.add("commit", f"tree {tree}\nauthor {PERSON}\ncommitter {PERSON}\n\n写下\n".encode())
    tag = store.add("tag", f"object {commit}\ntype commit\ntag first\ntagger {PERSON}\n\n第一\n".encode())
    return WholeBundle((("HEAD", commit), ("refs/heads/main", commit), ("refs/tags/first", tag)), store.objects)


FILES = {
    "a": b"",
    "a.b": b"x",
    "a-b/c": b"y" * 65535,
    "a-b/d": b"z" * 65536,
    "a0": b"\0\xff" * 200_000,
    "data/units/一.yml": "名".encode(),
}


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_git_clones_it_and_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "one.bundle").write_bytes(write_whole_bundle(small_bundle(FILES)))
    git(tmp_path, "clone", "-q", "one.bundle", "clone")
    clone = tmp_path / "clone"
    assert git(clone, "fsck", "--full", "--strict") == ""
    assert {
        path.relative_to(clone).as_posix(): path.read_bytes()
        for path in clone.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    } == FILES
    assert git(clone, "describe", "--tags") == "first\n"
    assert git(clone, "bundle", "verify", "-q", str(tmp_path / "one.bundle")) == ""


def test_it_is_read_back_and_has_one_form_alone() -> None:
    bundle = small_bundle(FILES)
    data = write_whole_bundle(bundle)
    assert write_whole_bundle(small_bundle(dict(reversed(FILES.items())))) == data
    found = read_whole_bundle(data)
    assert found is not None
    assert (found.refs, dict(found.objects)) == (bundle.refs, dict(bundle.objects))
    for at in (0, 20, len(data) // 2, len(data) - 1):
        assert read_whole_bundle(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None, at
    for other in (b"", data[:-1], data[: len(data) // 2], data + b"x"):
        assert read_whole_bundle(other) is None


def test_what_is_stored_is_what_any_zlib_reads() -> None:
    data = write_whole_bundle(small_bundle({"a": b"q" * 70_000}))
    at = data.index(b"\x78\x01\x00\xff\xff")
    assert zlib.decompressobj().decompress(data[at:]) == b"q" * 70_000


def test_a_bundle_that_git_packed_is_of_another_form(tmp_path: Path) -> None:
    (tmp_path / "one.bundle").write_bytes(write_whole_bundle(small_bundle(FILES)))
    git(tmp_path, "clone", "-q", "one.bundle", "clone")
    git(tmp_path / "clone", "bundle", "create", "-q", "../again.bundle", "--all")
    assert read_whole_bundle((tmp_path / "again.bundle").read_bytes()) is None
