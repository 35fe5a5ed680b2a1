from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from generator.opendata.open_data_files import open_data_files
from tests.opendata.sample import make_disclosure

FILES = {path.removeprefix("open-data/"): content for path, content in open_data_files(make_disclosure())}
PACKAGE = json.loads(FILES["datapackage.json"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The open data of the sample district on the disk."""
    found = tmp_path_factory.mktemp("open-data")
    for name, content in FILES.items():
        (found / name).write_bytes(content)
    return found


@pytest.mark.filterwarnings("default")  # of frictionless and what it rests on, not of ours
def test_frictionless_accepts_the_package(folder: Path) -> None:
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(PACKAGE["resources"])


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("deductions.csv", b",alpha,", b",omega,", "foreign-key"),
        ("publication-results.csv", b",96.92,", b",96.92,-", "constraint-error"),
        ("units.csv", b"\r\nbeta,", b"\r\nalpha,", "unique-error"),
    ],
)
def test_frictionless_would_see_a_fault(tmp_path: Path, file: str, old: bytes, new: bytes, kind: str) -> None:
    from frictionless import Package

    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    assert old in FILES[file]
    (tmp_path / file).write_bytes(FILES[file].replace(old, new, 1))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert kind in {row[0] for row in report.flatten(["type"])}


@pytest.mark.filterwarnings("default")
def test_a_total_may_fall_below_zero_where_it_is_computed(tmp_path: Path) -> None:
    """A scheme may give points as well as take them, and take more than all."""
    from frictionless import Package

    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "results.csv").write_bytes(FILES["results.csv"].replace(b",96.92,", b",-96.92,", 1))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert "constraint-error" not in {row[0] for row in report.flatten(["type"])}


def test_every_file_is_described_with_size_and_digest() -> None:
    described = {resource["path"]: resource for resource in PACKAGE["resources"]}
    assert described.keys() == FILES.keys() - {"datapackage.json"}
    for path, resource in described.items():
        assert resource["bytes"] == len(FILES[path])
        assert resource["hash"] == f"sha256:{sha256(FILES[path]).hexdigest()}"


def test_every_column_has_a_chinese_title() -> None:
    fields = [field for resource in PACKAGE["resources"] for field in resource.get("schema", {}).get("fields", [])]
    assert fields
    assert [field["name"] for field in fields if not any(sign >= "\u4e00" for sign in field["title"])] == []


def test_the_licence_is_open_and_stands_beside_the_data() -> None:
    assert PACKAGE["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "知识共享 署名 4.0 国际",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert "知识共享 署名 4.0 国际".encode() in FILES["LICENSE.txt"]
