"""What a file said before, and since when, on a line of merges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.git.recorded import former_versions, recording_days
from tests.release.repository import new_repo

PATH = "data/units/lvyou.yml"


def test_versions_that_merges_brought_are_told_with_their_last_day(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "project")
    for number, month in enumerate((3, 4, 5)):
        repo.git("switch", "-q", "-c", f"proposal-{number}")
        repo.write(PATH, f"name: {number}\n")
        repo.commit(f"修改 {number}", f"2015-{month:02}-01")
        repo.git("switch", "-q", "main")
        repo.git(
            "merge", "-q", "--no-ff", "-m", "合并", f"proposal-{number}", date=f"2015-{month:02}-02T09:00:00+08:00"
        )
    found = former_versions(repo.opened, repo.head, [PATH])[PATH]
    assert found == [(date(2015, 5, 2), b"name: 1\n"), (date(2015, 4, 2), b"name: 0\n")]
    assert recording_days(repo.opened, repo.head, "data/units/")[PATH] == date(2015, 3, 2)


def test_a_file_that_never_was_said_nothing(tmp_path: Path) -> None:
    repo = new_repo(tmp_path / "project")
    assert former_versions(repo.opened, repo.head, ["data/units/none.yml"]) == {"data/units/none.yml": []}
    assert former_versions(repo.opened, repo.head, []) == {}
