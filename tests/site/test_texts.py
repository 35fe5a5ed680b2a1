"""The office's own pages: where they are found, and that none takes the place of one that the program makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from lxml import html

from generator.check.pages import check_texts
from generator.load.project_texts import list_own_parts
from generator.read.program import PROGRAM
from generator.rules.corpus import Corpus
from generator.site.site_build import build_site
from tests.site.sample import copy_district
from tests.site.test_links import broken_links, pages

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d4944415478da63fcffff3f0300050001"
    "a5f645400000000049454e44ae426082"
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with pages of the office's own."""
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    district = copy_district(tmp_path / "district")
    about = district / "content/about"
    about.mkdir()
    (about / "index.md").write_text(
        "---\ntitle: 关于<b>我们\n---\n\n# 关于\n\n![大楼](楼.png)，见[办事](work.md)。\n", "utf-8"
    )
    asked = "asked:\n  接待时间: [几点上班, 接待日]\n  没有这一段: 空话\n"
    (about / "work.md").write_text(f"---\n{asked}---\n# 怎样办事\n\n## 接待时间\n\n每周一接待。\n", "utf-8")
    (about / "楼.png").write_bytes(PNG)
    (district / "content/help.md").write_text("# 求助\n\n[别处](https://example.gov.cn/)\n", "utf-8")
    assert build_site(district, tmp_path / "site").problems == ()
    return tmp_path / "site"


def attributes(page: Path, path: str, name: str) -> list[str | None]:
    """The attribute `name`, or the text where it is empty, of the elements at `path`."""
    found = html.fromstring(page.read_bytes()).findall(path)
    return [element.get(name) if name else element.text for element in found]


def test_own_pages_are_reached_from_every_page_and_from_each_other(site: Path) -> None:
    links = attributes(site / "2015/ranking.html", ".//footer//a", "")
    assert "关于<b>我们" in links
    assert "求助" in links
    assert "怎样办事" not in links, "the first page of a folder leads to the others"
    beside = attributes(site / "about/work.html", ".//nav[@class='kh-reading-nav']//a", "href")
    assert beside[:3] == ["#kh-part", "../about/index.html", "../about/work.html"]
    assert attributes(site / "about/index.html", ".//article//img", "src") == ["%E6%A5%BC.png"]
    assert (site / "about/楼.png").read_bytes() == PNG
    broken = broken_links(site, ("documents/", "open-data/", "feeds/", "verify/", "compare/"))
    assert [link for link in broken if "example.gov.cn" not in link] == []


def test_a_part_is_found_by_the_words_that_its_text_names_for_it(site: Path) -> None:
    rows = json.loads((site / "assets/search/names.js").read_text("utf-8").partition("]=")[2].rstrip(";\n"))["rows"]
    (found,) = (row for row in rows if row[2] == "接待时间")
    assert found[3:5] == ["about/work.html#接待时间", "几点上班 接待日"]
    assert "空话" not in str(rows)


@pytest.mark.parametrize("guide", sorted((PROGRAM / "content/guide").glob("*.md")), ids=lambda path: str(path.stem))
def test_what_a_guide_says_it_answers_stands_below_a_heading_of_its_own(guide: Path) -> None:
    text = guide.read_text("utf-8")
    asked = yaml.safe_load(text.split("---\n")[1]).get("asked", {})
    headings = re.findall("^#+ (.+)$", text, re.MULTILINE)
    assert set(asked) <= set(headings)
    assert all(isinstance(words, list) and words for words in asked.values())


def test_what_a_part_is_called() -> None:
    texts = {
        "a/README.md": b"# \xe7\x94\xb2 \n",
        "a/b/index.md": b"x",
        "c.md": b"no heading",
        "d/x.md": b"# D",
        "d/a/index.md": b"",
    }
    assert [(part.title, part.paths) for part in list_own_parts(texts)] == [
        ("甲", ("a/README.md", "a/b/index.md")),
        ("c", ("c.md",)),
        ("D", ("d/x.md", "d/a/index.md")),
    ]


def test_no_text_can_take_the_place_of_a_page_that_the_program_makes(built: Path) -> None:
    made = [page.relative_to(built).as_posix() for page in pages(built)]
    own = [path for path in made if path.startswith(("guide/", "notice/2015-1/"))]
    assert len(made) - len(own) > 60
    for path in set(made) - set(own):
        text = path.removesuffix(".html") + ".md"
        assert [problem.code for problem in check_texts({text: b"# x\n"}, Corpus())] == ["KH140"], path
