"""What a district could publish to harm the index or other districts: each is named alone, and the others go on."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.acts.ask_act import ask
from generator.acts.build_act import build
from generator.gather import source_files
from generator.gather.known_columns import KNOWN_TYPES
from generator.gather.source_files import MOST_DEPTH
from generator.gather.table_schema import TYPES
from generator.proof.manifest import seal_manifest
from tests.gather.indexing import IndexFolder
from tests.gather.published import whole_year
from tests.opendata.test_datapackage import FILES


def seal(folder: Path, **values: Any) -> None:
    """A manifest that agrees with the files as they are now."""
    found = json.loads((folder / "manifest.json").read_bytes())
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()}
    del files["manifest.json"]
    found["files"] = {path: sha256(place.read_bytes()).hexdigest() for path, place in files.items()}
    (folder / "manifest.json").write_bytes(seal_manifest({**found, **values}))


def describe(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Changes what the description of the tables says."""
    path = folder / "open-data/datapackage.json"
    found = json.loads(path.read_bytes())
    change(found["resources"])
    path.write_text(json.dumps(found), "utf-8")
    seal(folder)


def table(resources: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(entry for entry in resources if entry["name"] == name)


def add_table(folder: Path, name: str, columns: dict[str, str], text: str, file: str = "") -> None:
    entry = {
        "profile": "tabular-data-resource", "name": name, "title": name, "path": file or f"{name}.csv",
        "schema": {"fields": [{"name": column, "type": kind, "title": column} for column, kind in columns.items()]},
    }  # fmt: skip
    if not file:
        (folder / f"open-data/{name}.csv").write_text(text, "utf-8")
    describe(folder, lambda resources: resources.append(entry))


def deep(folder: Path) -> None:
    """Folders in folders, deeper than anybody's; a stack ends at a thousand, and pytest's own with it."""
    (folder / "open-data" / "/".join("a" * (MOST_DEPTH + 50))).mkdir(parents=True)


def raw(folder: Path, data: bytes) -> None:
    (folder / "manifest.json").write_bytes(data)


def as_text(folder: Path) -> None:
    """The scores, said to be texts: one schema for all would make them texts in every district."""
    path = folder / "open-data/datapackage.json"
    found = json.loads(path.read_bytes())
    for field in table(found["resources"], "results")["schema"]["fields"]:
        field["type"] = "string" if field["name"] == "total" else field["type"]
    path.write_text(json.dumps(found), "utf-8")
    seal(folder)


def bare(folder: Path, name: bytes) -> None:
    """A file whose name is bytes."""
    Path(os.fsdecode(bytes(folder / "open-data") + b"/" + name)).write_text("x")


def replaced(folder: Path, old: str, new: bytes) -> None:
    raw(folder, (folder / "manifest.json").read_bytes().replace(old.encode(), new))


def titled(folder: Path, title: str) -> None:
    describe(folder, lambda resources: table(resources, "units").update(title=title))


def other(folder: Path, kinds: dict[str, str], *rows: str) -> None:
    """A table of its own."""
    add_table(folder, "other", kinds, "".join(f"{row}\r\n" for row in (",".join(kinds), *rows)))


TWO = ("district", "district_field")
ATTACKS: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "folders without end": (deep, ["KH916"]),
    "a name of bytes": (lambda f: bare(f, b"\xff\xfe.csv"), ["KH915"]),
    "a name with a line break": (lambda f: bare(f, b"a\nKH900 b.csv"), ["KH915"]),
    "a lone surrogate": (lambda f: replaced(f, "第2区", b"\\ud800"), ["KH911"]),
    "a manifest that is deep": (lambda f: raw(f, b"[" * 200_000), ["KH911"]),
    "a redaction that is none": (lambda f: seal(f, redactions=["<b>" * 1000]), ["KH911"]),
    "a title that is no text": (lambda f: titled(f, "\ud800"), ["KH919"]),
    "a title without end": (lambda f: titled(f, "长" * 100_000), ["KH919"]),
    "a table outside": (lambda f: add_table(f, "leak", {"a": "string"}, "", "../../../../etc/passwd"), ["KH919"]),
    "a table called as one of ours": (lambda f: add_table(f, "districts", {"a": "string"}, "a\r\nx\r\n"), ["KH919"]),
    "a name for SQL": (lambda f: add_table(f, 'x"; drop', {"a": "string"}, "a\r\nx\r\n"), ["KH919"]),
    "a column for SQL": (lambda f: other(f, {'a" int': "string"}, "x"), ["KH919"]),
    "two columns that become one": (lambda f: other(f, dict.fromkeys(TWO, "string"), "x,y"), ["KH919"]),
    "a year without end": (lambda f: other(f, {"year": "integer"}, "99999999999"), ["KH919"]),
    "a year before all years": (lambda f: other(f, {"year": "integer"}, "-5"), ["KH919"]),
    "another type": (as_text, ["KH919"]),
    "a figure of a thousand digits": (lambda f: other(f, {"a": "number"}, "9" * 1000), ["KH919"]),
    "a text for a figure": (lambda f: other(f, {"a": "number"}, "=1+1"), ["KH919"]),
    "a field of a megabyte": (lambda f: other(f, {"a": "string"}, "长" * 400_000), []),
    "markup": (lambda f: other(f, {"a": "string"}, "<script>alert(1)</script>"), []),
}


@pytest.mark.parametrize("how", ATTACKS)
def test_an_attack_is_named_alone_and_the_others_go_on(tmp_path: Path, how: str) -> None:
    index = IndexFolder(tmp_path)
    for number in (1, 2):
        index.add(whole_year(number))
    attack, codes = ATTACKS[how]
    attack(index.mirrors / "d2")
    report = index.gather()
    assert index.codes(report) == ({"d2": codes} if codes else {})
    assert "d1" in report.added
    assert build(index.root).problems == ()
    assert ask(index.root, "SELECT sum(total) FROM results WHERE district = 'd1'")[1][0][0]


def bomb(folder: Path, member: tarfile.TarInfo, size: int) -> None:
    """A tar of a few kilobytes that unpacks to `size` zeros, after what a district publishes."""
    whole_year(2).write(folder / "published")
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        tar.add(folder / "published/manifest.json", "manifest.json")
        tar.add(folder / "published/open-data", "open-data")
    member.size = size
    with gzip.open(folder / "mirrors/d2", "wb") as packed:
        packed.write(buffer.getvalue().rstrip(b"\0") + bytes(-len(buffer.getvalue().rstrip(b"\0")) % 512))
        packed.write(member.tobuf(tarfile.GNU_FORMAT))
        for _ in range(size >> 20):
            packed.write(bytes(1 << 20))
        packed.write(bytes(1024))


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("open-data/big.csv", tarfile.REGTYPE, "KH916"),
        ("x", tarfile.XHDTYPE, "KH910"),
        ("x", tarfile.GNUTYPE_LONGNAME, "KH910"),
    ],
)
def test_an_archive_that_unpacks_without_end_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: bytes, code: str
) -> None:
    index = IndexFolder(tmp_path)
    index.add(whole_year(1))
    index.register("d2", "name: 二\nlevel: county\nsource: {form: tar, path: ../mirrors/d2, part: open-data}\n")
    monkeypatch.setattr(source_files, "MOST_BYTES", 8 << 20)
    member = tarfile.TarInfo(name)
    member.type = kind
    bomb(tmp_path, member, 16 << 20)
    assert (index.mirrors / "d2").stat().st_size < 100_000
    assert index.codes() == {"d2": [code]}


def test_the_types_that_are_known_are_those_of_real_open_data() -> None:
    found = {
        entry["name"]: entry for entry in json.loads(FILES["datapackage.json"])["resources"] if "schema" in entry
    }
    for name, columns in KNOWN_TYPES.items():
        real = {field["name"]: TYPES[field["type"]] for field in found[name]["schema"]["fields"]}
        assert {column: real.get(column) for column in columns} == dict(columns), name
