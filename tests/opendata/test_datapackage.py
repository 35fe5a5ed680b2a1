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


# Each in a file of its own: what is changed, and the fault that is seen in that file, with words of its message.
CHANGED = {
    "deductions.csv": (b",alpha,", b",omega,", ("foreign-key", "omega")),
    "publication-results.csv": (b",96.92,", b",96.92,-", ("constraint-error", "minimum")),
    "units.csv": (b"\r\nbeta,", b"\r\nalpha,", ("unique-error", "unit")),
    "results.csv": (b",96.92,", b",-96.92,", None),
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """By file, type and message of what is wrong where each of these is changed: looked through all at once."""
    from frictionless import Package

    found = tmp_path_factory.mktemp("changed")
    for name, content in FILES.items():
        old, new, _ = CHANGED.get(name, (b"", b"", None))
        assert old in content
        (found / name).write_bytes(content.replace(old, new, 1))
    report = Package(str(found / "datapackage.json")).validate()
    return {Path(task.place).name: [(error.type, error.message) for error in task.errors] for task in report.tasks}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("file", [file for file, (*_, fault) in CHANGED.items() if fault])
def test_frictionless_would_see_a_fault(faults: dict[str, list[tuple[str, str]]], file: str) -> None:
    expected = CHANGED[file][2]
    assert expected is not None
    assert any(kind == expected[0] and expected[1] in message for kind, message in faults[file])


@pytest.mark.filterwarnings("default")
def test_a_total_may_fall_below_zero_where_it_is_computed(faults: dict[str, list[tuple[str, str]]]) -> None:
    """A scheme may give points as well as take them, and take more than all."""
    kinds = {kind for kind, _ in faults["results.csv"]}
    assert "hash-count" in kinds, "it was looked at"
    assert "constraint-error" not in kinds


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
