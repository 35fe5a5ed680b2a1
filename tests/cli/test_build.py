"""`kaohe build`: what it answers and where it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from tests.site.sample import copy_district


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project; only its pages are built."""
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    return copy_district(tmp_path / "district")


def test_it_builds_into_the_project_unless_told_otherwise(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-C", str(district / "data")]) == 0
    assert (district / "site/manifest.json").is_file()
    said = capsys.readouterr()
    assert said.out.startswith("已生成 ")
    first, back = said.out.splitlines()
    assert first.endswith(f" 个文件：{district / 'site'}")
    assert back == f"要收回：删除 {district / 'site'}，以后随时可以重新生成。"
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


def test_a_folder_of_others_is_refused_before_anything_is_read(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*given: object) -> None:
        raise AssertionError("the data were read")

    monkeypatch.setattr("generator.load.project.read_corpus", read)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.docx").write_text("important")
    assert main(["build", "-C", str(district), "--out", str(tmp_path / "mine")]) == 2
    assert "为免丢失，没有生成网站" in capsys.readouterr().err


def test_a_text_with_an_error_is_refused_like_data(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (district / "content/index.md").write_text("# x\n", "utf-8")
    assert main(["build", "-C", str(district)]) == 1
    said = capsys.readouterr().err
    assert "content/index.md:1:1: KH140 它的网页 index.html 会代替“首页”" in said
    assert not (district / "site").exists()


def test_on_a_terminal_it_says_what_it_is_doing(
    district: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.progress.sys.stderr.isatty", lambda: True, raising=False)
    assert main(["build", "-C", str(district)]) == 0
    said = capsys.readouterr()
    steps = [step.strip("…") for step in said.err.split("\r\x1b[K") if step]
    assert steps[0] == "检查数据"
    assert {"生成网页", "登记文件"} <= {step.partition("…")[0] for step in steps}
    assert said.err.endswith("\r\x1b[K"), "nothing of it is left"
    assert "\r" not in said.out


def test_own_templates_are_used_only_where_they_are_named(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for top in (district / "templates", tmp_path / "mine"):
        (top / "pages").mkdir(parents=True)
        (top / "pages/missing_page.html.j2").write_text(
            "{% extends 'page.html.j2' %}{% block page %}自己的{% endblock %}", "utf-8"
        )
        (top / "theme/assets").mkdir(parents=True)
        (top / "theme/assets/kaohe.css").write_text("/* 自己的 */", "utf-8")
    assert main(["build", "-C", str(district)]) == 0
    assert "自己的" not in (district / "site/404.html").read_text("utf-8")
    assert "自己的" not in (district / "site/assets/kaohe.css").read_text("utf-8")
    assert json.loads((district / "site/manifest.json").read_bytes())["templates"] is None
    assert main(["build", "-C", str(district), "--templates", str(tmp_path / "mine")]) == 0
    assert "自己的" in (district / "site/404.html").read_text("utf-8")
    assert (district / "site/assets/kaohe.css").read_text("utf-8") == "/* 自己的 */"
    assert len(json.loads((district / "site/manifest.json").read_bytes())["templates"]) == 64
    capsys.readouterr()
    assert main(["build", "-C", str(district), "--templates", str(district / "data")]) == 2
    assert "不是模板文件夹" in capsys.readouterr().err


def test_the_office_s_colour_is_put_in_place_of_the_shipped_one(district: Path) -> None:
    """Before the sheet for paper, which keeps black, and after the one whose shades it replaces."""
    settings = district / "data/site.yml"
    settings.write_text(settings.read_text("utf-8") + 'colour: "#1f5d8c"\n', "utf-8")
    assert main(["build", "-C", str(district)]) == 0
    page = (district / "site/404.html").read_text("utf-8")
    sheets = [page.index(f"assets/{name}.css") for name in ("kaohe", "office", "print")]
    assert sheets == sorted(sheets)
    assert "--zhu: #1f5d8c;" in (district / "site/assets/office.css").read_text("utf-8")
