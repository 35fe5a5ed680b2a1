"""Bags: the same from the same payload, valid by the library's own judgement, and any changed byte is named."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import bagit
import pytest

from generator.proof.bag import check_bag, fingerprint, make_bag

INFO = {"Bagging-Date": "2016-02-01", "Bag-Software-Agent": "kaohe", "题名": "2015年度考核结果"}
PAYLOAD = {"a.txt": b"one\n", "site/index.html": "<p>考核</p>".encode(), "site/b/c.json": b"{}\n"}


def fill(folder: Path, names: list[str]) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PAYLOAD[name])
    return folder


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = fill(tmp_path_factory.mktemp("bags") / "bag", list(PAYLOAD))
    make_bag(folder, INFO)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_bag_is_valid_for_the_library_and_for_us(bag: Path) -> None:
    assert bagit.Bag(str(bag)).validate()
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert "Payload-Oxum: 20.3\n题名: 2015年度考核结果\n" in (bag / "bag-info.txt").read_text("utf-8")
    assert [(f.status, f.sentence) for f in check_bag(bag)] == [
        ("holds", "包内 3 个文件与清单（SHA-256、SHA-512）全部一致。")
    ]


def test_the_same_payload_gives_the_same_bag(bag: Path, tmp_path: Path) -> None:
    again = fill(tmp_path / "again", list(reversed(PAYLOAD)))
    os.chmod(again / "a.txt", 0o600)
    assert make_bag(again, INFO) == fingerprint(bag)
    assert contents(again) == contents(bag)


def test_every_changed_byte_is_named_and_nothing_else(bag: Path, tmp_path: Path) -> None:
    """Every byte of every file of the bag, each flipped in one place of eight."""
    chosen = random.Random(2015)
    copy = tmp_path / "copy"
    shutil.copytree(bag, copy)
    tried = 0
    for path, data in contents(bag).items():
        for at in range(len(data)):
            changed = bytearray(data)
            changed[at] ^= 1 << chosen.randrange(8)
            (copy / path).write_bytes(changed)
            assert {(f.status, f.subject) for f in check_bag(copy)} == {("fails", path)}, (path, at)
            tried += 1
        (copy / path).write_bytes(data)
    assert tried > 1500


@pytest.mark.parametrize(
    ("change", "subject", "sentence"),
    [
        ("remove", "data/a.txt", "清单中有，包内没有这个文件。"),
        ("add", "data/new.txt", "包内有，清单中没有这个文件。"),
        ("beside", "new.txt", "包内有，清单中没有这个文件。"),
        ("list", "tagmanifest-sha256.txt", "清单缺失，或有不合格式的行。"),
        ("declaration", "bagit.txt", "缺少 bagit.txt，这不是一个完整的归档包。"),
    ],
)
def test_a_file_that_came_or_went_is_named(
    bag: Path, tmp_path: Path, change: str, subject: str, sentence: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bag, copy)
    if change in {"add", "beside"}:
        (copy / subject).write_bytes(b"")
    else:
        (copy / subject).unlink()
    assert [(f.subject, f.sentence) for f in check_bag(copy)] == [(subject, sentence)]
