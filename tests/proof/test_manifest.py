"""A site's folder against its manifest."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest

from generator.proof.manifest import read_manifest, seal_manifest, verify_folder

FILES = {"index.html": b"<p>first</p>", "a/b.json": b"{}\n", "a/c.csv": "单位\n".encode()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for path, data in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    digests = {path: sha256(data).hexdigest() for path, data in FILES.items()}
    found = {"commit": "1" * 40, "audience": "public", "tools": {"kaohe": "0.1.0"}, "files": digests}
    (site / "manifest.json").write_bytes(seal_manifest(found))
    return site


def told(folder: Path) -> list[tuple[str, str, str]]:
    return [(finding.status, finding.subject, finding.sentence) for finding in verify_folder(folder)]


def test_a_site_as_it_was_built_holds(folder: Path) -> None:
    words = "“site”（公开版，由提交 111111111111 生成）：3 个文件与清单逐一相符，没有多余的文件。"
    assert told(folder) == [("holds", "site", words)]


def test_what_is_verified_is_named_by_what_its_manifest_says_of_it(folder: Path) -> None:
    found = json.loads((folder / "manifest.json").read_bytes())
    changed = {**found, "commit": None, "audience": "internal", "district": "小河区", "updated": "2015-12-31"}
    (folder / "manifest.json").write_bytes(seal_manifest(changed))
    ((_, _, words),) = told(folder)
    assert words.startswith("“site”（小河区，内部版，数据到 2015-12-31，由没有提交的文件生成）：3 个文件")


def test_every_changed_byte_of_a_file_is_named_and_nothing_else(folder: Path) -> None:
    chosen = random.Random(3)
    for path, data in FILES.items():
        for at in range(len(data)):
            changed = bytearray(data)
            changed[at] ^= 1 << chosen.randrange(8)
            (folder / path).write_bytes(changed)
            assert told(folder) == [("fails", path, "文件内容与清单不符。")]
        (folder / path).write_bytes(data)


def test_every_changed_byte_of_the_manifest_is_named_and_nothing_else(folder: Path) -> None:
    chosen = random.Random(4)
    data = (folder / "manifest.json").read_bytes()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << chosen.randrange(8)
        (folder / "manifest.json").write_bytes(changed)
        ((status, subject, _),) = told(folder)
        assert (status, subject) == ("fails", "manifest.json"), at


def test_missing_added_and_linked_files_are_named(folder: Path) -> None:
    (folder / "a/b.json").unlink()
    (folder / "new.html").write_bytes(b"")
    (folder / "link").symlink_to("index.html")
    assert told(folder) == [
        ("fails", "a/b.json", "清单中有，文件夹里没有这个文件。"),
        ("fails", "link", "文件夹里有，清单中没有这个文件。"),
        ("fails", "new.html", "文件夹里有，清单中没有这个文件。"),
    ]


def test_a_folder_without_a_manifest_says_so(tmp_path: Path) -> None:
    assert told(tmp_path) == [
        ("fails", "manifest.json", f"“{tmp_path}”里没有 manifest.json，不是 kaohe 生成的网站。")
    ]


def test_a_manifest_ends_with_its_own_digest(folder: Path) -> None:
    data = (folder / "manifest.json").read_bytes()
    found = json.loads(data)
    digest = found.pop("sha256")
    written = json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert sha256(written.encode()).hexdigest() == digest
    assert read_manifest(b"[]") == "manifest.json 不是完整的清单。"
