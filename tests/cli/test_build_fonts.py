"""`kaohe build --strict-fonts`: what the fonts lack is said; asked for strictness, nothing is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.site.producers import PRODUCERS, SitePart
from tests.site.sample import copy_district


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of which only the pages are built, with the remarks on the fonts of its documents."""
    documents = next(part for part in PRODUCERS if part.name == "公文")
    monkeypatch.setattr(
        "generator.site.site_build.PRODUCERS", [SitePart("公文", "documents/", lambda context: (), documents.remark)]
    )
    return copy_district(tmp_path / "district")


def put_font(folder: Path, *families: str) -> None:
    """Fonts that claim these names and cover everything that a document of the district prints."""
    from tests.documents.test_font_coverage import format_12, make_font

    folder.mkdir()
    for number, family in enumerate(families):
        (folder / f"{number}.otf").write_bytes(make_font(family, format_12((0x20, 0xFFFD, 1))))


def test_another_face_is_said_and_the_site_is_built(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_font(district / "fonts", "Noto Serif CJK SC", "Noto Sans CJK SC", "SimHei")
    assert main(["build", "-C", str(district)]) == 0
    said = capsys.readouterr().out
    serif = "标题、正文、二级标题、页码用 Noto Serif CJK SC"
    assert said.startswith(f"公文：没有公文标准的字体，{serif}；放进 fonts/ 即可使用。\n已生成 ")


def test_strictness_builds_nothing(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_font(district / "fonts", "Noto Serif CJK SC", "Noto Sans CJK SC")
    assert main(["build", "-C", str(district), "--strict-fonts"]) == 1
    assert capsys.readouterr().err.endswith("字体不全，按 --strict-fonts 的要求没有生成。\n")
    assert not (district / "site").exists()


def test_strictness_is_content_with_the_faces_of_the_standard(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_font(
        district / "fonts", "FZXiaoBiaoSong-B05S", "FangSong_GB2312", "SimHei", "KaiTi_GB2312", "SimSun",
        "Noto Serif CJK SC", "Noto Sans CJK SC",
    )  # fmt: skip
    assert main(["build", "-C", str(district), "--strict-fonts"]) == 0
    assert capsys.readouterr().err == ""
