"""Every way in which a source is not what its manifest says (KH910–KH919, KH927), and every form it may come in."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.proof.bag import make_bag
from generator.proof.manifest import seal_manifest
from tests.gather.indexing import IndexFolder
from tests.gather.published import whole_year
from tests.opendata.test_datapackage import FILES


def change(folder: Path) -> None:
    path = folder / "open-data/results.csv"
    path.write_bytes(path.read_bytes().replace(b"organs", b"organz"))


def resealed(folder: Path, **values: object) -> None:
    found = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_bytes(seal_manifest({**found, **values}))


def drop_column(folder: Path) -> None:
    """A table that is not as described, under a manifest that agrees with it."""
    import hashlib

    path = folder / "open-data/results.csv"
    path.write_bytes(path.read_bytes().replace(b",total", b",sum"))
    found = json.loads((folder / "manifest.json").read_bytes())
    found["files"]["open-data/results.csv"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_bytes(seal_manifest(found))


FAULTS: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "not there": (lambda folder: folder.rename(folder.with_name("elsewhere")), ["KH910"]),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), ["KH911"]),
    "no JSON": (lambda folder: (folder / "manifest.json").write_text("{"), ["KH911"]),
    "a manifest that was changed": (
        lambda folder: (folder / "manifest.json").write_bytes(
            (folder / "manifest.json").read_bytes().replace(b'"demo": true', b'"demo": false')
        ),
        ["KH912"],
    ),
    "a file missing": (lambda folder: (folder / "open-data/units.csv").unlink(), ["KH913"]),
    "a file changed": (change, ["KH914"]),
    "a file too many": (lambda folder: (folder / "index.html").write_text("<p>"), ["KH915"]),
    "a link": (lambda folder: os.symlink("/etc/passwd", folder / "open-data/x.csv"), ["KH916"]),
    "a pipe": (lambda folder: os.mkfifo(folder / "open-data/x.csv"), ["KH916"]),
    "an internal build": (lambda folder: resealed(folder, audience="internal"), ["KH917"]),
    "another form": (lambda folder: resealed(folder, kaohe_manifest=9), ["KH918"]),
    "a table not as described": (drop_column, ["KH919"]),
    "lines that are no acts": (lambda folder: resealed(folder, acts=[{"line": "x y", "date": ""}]), ["KH911"]),
}


@pytest.mark.parametrize("how", FAULTS)
def test_a_faulty_source_is_named_and_the_others_are_gathered(tmp_path: Path, how: str) -> None:
    index = IndexFolder(tmp_path)
    for number in (1, 2):
        index.add(whole_year(number))
    spoil, codes = FAULTS[how]
    spoil(index.mirrors / "d2")
    report = index.gather()
    assert index.codes(report) == {"d2": codes}
    assert set(report.added) == {"d1"}
    assert all("district=d1/" in path for path in index.tables() if path.endswith(".parquet"))
    # A copy that is whole again is taken up, and nothing is held against the district.
    if how == "not there":
        (index.mirrors / "elsewhere").rename(index.mirrors / "d2")
    (index.mirrors / "d2/index.html").unlink(missing_ok=True)
    (index.mirrors / "d2/open-data/x.csv").unlink(missing_ok=True)
    whole_year(2).write(index.mirrors / "d2")
    again = index.gather()
    assert index.codes(again) == {}
    assert again.past == {}


def pack(folder: Path, to: Path, mode: str, top: str = "site") -> None:
    with tarfile.open(to, "w:gz" if mode == "w:gz" else "w") as tar:
        tar.add(folder, top)


@pytest.mark.parametrize(("mode", "top"), [("w", "site"), ("w:gz", "a/b"), ("w", ".")])
def test_a_tar_gives_the_same_tables_as_a_folder(tmp_path: Path, mode: str, top: str) -> None:
    one, other = IndexFolder(tmp_path / "one"), IndexFolder(tmp_path / "other")
    one.add(whole_year(1))
    folder = whole_year(1).write(tmp_path / "published")
    other.mirrors.mkdir()
    other.add(whole_year(1), form="tar")
    for path in sorted((other.mirrors / "d1").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (other.mirrors / "d1").rmdir()
    pack(folder, other.mirrors / "d1", mode, top)
    assert one.codes() == other.codes() == {}
    assert one.tables() == other.tables()


def hostile(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, "/etc/passwd", 0
    return member


@pytest.mark.parametrize(
    "member",
    [
        hostile("../outside.csv"), hostile("/etc/outside.csv"), hostile("open-data/../x.csv"),
        hostile("open-data/link.csv", tarfile.SYMTYPE), hostile("open-data/hard.csv", tarfile.LNKTYPE),
        hostile("open-data/device.csv", tarfile.CHRTYPE), hostile("open-data/units.csv"),
    ],
    ids=lambda member: member.name,
)  # fmt: skip
def test_a_hostile_tar_writes_nothing_and_is_named(tmp_path: Path, member: tarfile.TarInfo) -> None:
    index = IndexFolder(tmp_path)
    index.mirrors.mkdir()
    folder = whole_year(1).write(tmp_path / "published")
    index.register("d1", "name: 一\nlevel: county\nsource: {form: tar, path: ../mirrors/d1, part: open-data}\n")
    with tarfile.open(index.mirrors / "d1", "w") as tar:
        tar.add(folder / "manifest.json", "manifest.json")
        tar.add(folder / "open-data", "open-data")
        tar.addfile(member, io.BytesIO(b""))
    assert index.codes() == {"d1": ["KH916"]}
    assert not list(tmp_path.rglob("*outside*"))


def test_real_open_data_are_gathered(tmp_path: Path) -> None:
    """What the program itself publishes: every table, every figure."""
    index = IndexFolder(tmp_path)
    made = whole_year(1)
    files = {f"open-data/{name}": content for name, content in FILES.items()}
    folder = index.mirrors / "d1"
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "manifest.json").write_bytes(made.manifest(files))
    index.register("d1", "name: 一\nlevel: county\nsource: {form: folder, path: ../mirrors/d1, part: open-data}\n")
    assert index.codes() == {}
    described = json.loads((index.root / "tables/datapackage.json").read_bytes())
    known = json.loads(FILES["datapackage.json"])
    tables = {entry["name"] for entry in known["resources"] if entry.get("profile") == "tabular-data-resource"}
    assert {entry["name"] for entry in described["resources"]} == tables


def test_a_bag_is_gathered_and_a_changed_one_named(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    whole_year(1).write(tmp_path / "bag/site")
    make_bag(tmp_path / "bag", {})
    index.register("d1", "name: 一\nlevel: county\nsource: {form: bag, path: ../bag, part: archive}\n")
    assert index.codes() == {}
    (tmp_path / "bag/data/site/open-data/units.csv").write_text("x")
    assert index.codes() == {"d1": ["KH914", "KH927"]}


def test_a_bundle_is_verified_as_a_district_verifies_its_own(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    (tmp_path / "broken").write_bytes(b"# v2 git bundle\nnonsense")
    index.register("d1", "name: 一\nlevel: county\nsource: {form: bundle, path: ../broken, part: history}\n")
    assert index.codes() == {"d1": ["KH910"]}
    subprocess.run(
        ["git", "bundle", "create", "-q", str(tmp_path / "index.bundle"), "main"], cwd=index.root, check=True
    )
    index.register("d1", "name: 一\nlevel: county\nsource: {form: bundle, path: ../index.bundle, part: history}\n")
    assert set(index.codes()) == {"d1"}  # a history without a project in it
