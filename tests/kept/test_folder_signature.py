"""Whatever is touched below a folder shows; what was touched a moment ago is doubtful."""

from __future__ import annotations

import os
import time
from pathlib import Path

from generator.kept.folder_signature import sign_folders


def test_a_change_of_the_same_size_with_its_old_time_shows(tmp_path: Path) -> None:
    path = tmp_path / "data/units/a.yml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"one")
    before, told = sign_folders(tmp_path, ["data"]), path.stat()
    time.sleep(0.02)
    path.write_bytes(b"two")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert sign_folders(tmp_path, ["data"]).digest != before.digest


def test_what_comes_goes_or_is_replaced_shows(tmp_path: Path) -> None:
    path = tmp_path / "data/a.yml"
    path.parent.mkdir()
    seen = [sign_folders(tmp_path, ["data", "content"]).digest]
    path.touch()
    seen.append(sign_folders(tmp_path, ["data", "content"]).digest)
    path.unlink()
    path.symlink_to("b.yml")
    seen.append(sign_folders(tmp_path, ["data", "content"]).digest)
    (tmp_path / "content").mkdir()
    seen.append(sign_folders(tmp_path, ["data", "content"]).digest)
    assert len(set(seen)) == len(seen)
    assert sign_folders(tmp_path, ["content", "data"]).digest == seen[-1]


def test_what_was_touched_a_moment_ago_is_doubtful(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data/a.yml"
    path.touch()
    assert not sign_folders(tmp_path, ["data"]).is_settled
    found = sign_folders(tmp_path, ["data"])
    later = type(found)(found.digest, found.newest, found.newest + 3_000_000_000)
    assert later.is_settled
