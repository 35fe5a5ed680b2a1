"""A build that is killed, finds the disk full or the target closed, or meets another: never a mixture."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.proof.finding import is_sound
from generator.proof.manifest import Manifest, read_manifest, verify_folder
from tests.release.publishing import kaohe
from tests.release.repository import Repo

ROOT = Path(__file__).parents[2]
# All 200, some ten minutes: KAOHE_KILLS=200 .venv/bin/pytest tests/site/test_whole_or_nothing.py -k killed_build
KILLS = int(os.environ.get("KAOHE_KILLS", "40"))


def state_of(site: Path) -> str:
    """The commit that a whole site was built from; fails where the folder is not a whole site."""
    found = verify_folder(site)
    assert is_sound(found), found
    manifest = read_manifest((site / "manifest.json").read_bytes())
    assert isinstance(manifest, Manifest)
    assert manifest.commit is not None
    return manifest.commit


def commits(repo: Repo) -> tuple[str, str]:
    """Two states of the data whose sites differ in most files."""
    return repo.git("rev-parse", "publication/2015-q1^{commit}"), repo.head


def command(repo: Repo, site: Path, revision: str) -> list[str]:
    return [sys.executable, "-m", "generator", "build", "-C", str(repo.root), "--at", revision, "--out", str(site)]


def test_a_killed_build_leaves_the_old_site_or_the_new_one(told: Repo, tmp_path: Path) -> None:
    old, new = commits(told)
    site = tmp_path / "site"
    script = Path(__file__).with_name("killed_builds.py")
    arguments = [sys.executable, str(script), str(told.root), str(site), old, new, str(KILLS), "12"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed, outcomes = 0, set()
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        before = old
        for line in process.stdout:
            if not line.startswith("{"):
                continue
            told_of = json.loads(line)
            after = state_of(site)
            assert after in {before, told_of["revision"]}
            killed += not told_of["ended"]
            outcomes.add((told_of["ended"], after == told_of["revision"]))
            before = after
            process.stdin.write("\n")
            process.stdin.flush()
    assert process.returncode == 0
    assert killed > KILLS // 4
    assert (False, False) in outcomes  # killed before the new site stood
    # What the killed builds left behind is gone after the next that ends.
    assert subprocess.run(command(told, site, new), cwd=ROOT, capture_output=True, check=False).returncode == 0
    assert {path.name for path in tmp_path.iterdir() if not path.name.endswith("lock")} == {"site", "site-warm"}


@pytest.mark.parametrize("limit", [0, 512, 4096, 20_000, 60_000])
def test_a_full_disk_leaves_the_old_site_and_is_said(told: Repo, tmp_path: Path, limit: int) -> None:
    old, new = commits(told)
    site = tmp_path / "site"
    assert kaohe(told, "build", "--at", old, "--out", str(site)) == 0

    def fill_up() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    ran = subprocess.run(command(told, site, new), cwd=ROOT, preexec_fn=fill_up, capture_output=True, check=False)
    assert ran.returncode == 2
    assert f"写入“{site}”时出错" in ran.stderr.decode()
    assert ran.stderr.decode().endswith("原有的网站没有改动。\n")
    assert state_of(site) == old
    assert {path.name for path in tmp_path.iterdir() if not path.name.endswith("lock")} == {"site"}


def test_a_target_that_cannot_be_written_is_said(told: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert kaohe(told, "build", "--out", "/sys/kaohe/site") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert kaohe(told, "archive", "2015-q1", "--yes", "--out", "/sys/kaohe/bag") == 2
    assert "没有归档" in capsys.readouterr().err


def test_a_folder_that_no_build_made_is_left_alone(
    told: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("重要")
    assert kaohe(told, "build", "--out", str(tmp_path)) == 2
    assert "没有生成网站" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text() == "重要"


def test_two_builds_at_once_leave_one_of_the_two(told: Repo, tmp_path: Path) -> None:
    site = tmp_path / "site"
    revisions = commits(told)
    running = [
        subprocess.Popen(command(told, site, revision), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for revision in (*revisions, *revisions)
    ]
    said = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], said
    assert state_of(site) in revisions


def test_a_killed_archive_leaves_no_bag(told: Repo, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    command = [sys.executable, "-m", "generator", "archive", "2015-q1", "--yes"]
    arguments = [*command, "-C", str(told.root), "--out", str(bag)]
    for delay in (0.4, 0.9, 1.3):
        with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                process.wait(delay)
                break
            except subprocess.TimeoutExpired:
                process.kill()
        assert not bag.exists()
    ran = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False) if not bag.exists() else None
    assert ran is None or ran.returncode == 0
    assert kaohe(told, "verify", "--against", str(bag)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]
