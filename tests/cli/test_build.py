"""`kaohe build`: what it answers and where it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.site.sample import copy_district


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project; only its pages are built."""
    monkeypatch.setattr("generator.site.build.PRODUCERS", [])
    return copy_district(tmp_path / "district")


def test_it_builds_into_the_project_unless_told_otherwise(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(district / "data")]) == 0
    assert (district / "site/manifest.json").is_file()
    said = capsys.readouterr()
    assert said.out.startswith("已生成 ")
    assert said.out.endswith(f" 个文件：{district / 'site'}\n")
    assert said.err == ""


def test_drafts_and_notes_are_built_only_when_asked_for(district: Path, tmp_path: Path) -> None:
    page = "2015/records/hotline/2015-0212-caizheng-1.html"
    assert main(["build", "-C", str(district), "--out", str(tmp_path / "a"), "--audience", "internal"]) == 0
    assert main(["build", "-C", str(district), "--out", str(tmp_path / "b")]) == 0
    assert "内部-热线" in (tmp_path / "a" / page).read_text("utf-8")
    assert "内部-热线" not in (tmp_path / "b" / page).read_text("utf-8")


def test_data_with_errors_are_not_built(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = district / "data/deductions/2015/meetings/2015-1105-caizheng-1.yml"
    record.write_text(record.read_text("utf-8").replace("points: 0.2", "points: 0.9"), "utf-8")
    assert main(["build", "-C", str(district)]) == 1
    assert "data/deductions/2015/meetings/2015-1105-caizheng-1.yml:4:9" in capsys.readouterr().err
    assert not (district / "site").exists()


def test_a_folder_of_others_is_left_alone(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(district), "--out", str(district)]) == 2
    assert "为免丢失，没有生成网站" in capsys.readouterr().err
    assert (district / "data/site.yml").is_file()


def test_without_a_history_there_is_no_earlier_version(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(district), "--at", "HEAD"]) == 2
    assert capsys.readouterr().err.startswith("kaohe：")
