"""A site says the names that the scheme gives: another appraisal, or none, reads right on every page and document."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.site.site_build import build_site
from tests.cli.calling import Caller
from tests.site.sample import copy_district
from tests.site.test_published import texts

SCHEME = "data/schemes/2015.yml"
FORMER = re.compile("千人评议|机关作风考核|年度综合考核")


def change(root: Path, *pairs: tuple[str, str]) -> None:
    text = (root / SCHEME).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (root / SCHEME).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district with other names for everything that a scheme names."""
    root = copy_district(tmp_path_factory.mktemp("renamed") / "district")
    change(
        root,
        ("name: 千人评议", "name: 群众评议"),
        ("subject: 机关作风考核", "subject: 效能监察"),
        ("target_assessment: 年度综合考核", "target_assessment: 高质量发展考核"),
    )
    notice = root / "content/notice/2015-1/measures.md"
    notice.write_text(notice.read_text("utf-8").replace("千人评议机关", "群众评议"), "utf-8")
    return root


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district without an appraisal."""
    root = copy_district(tmp_path_factory.mktemp("without") / "district")
    text = (root / SCHEME).read_text("utf-8")
    text, count = re.subn(r"  - kind: appraisal\n(?:    .*\n)+", "", text)
    assert count == 1
    text = text.replace("full_marks: 100", "full_marks: 90").replace("suppress_below: 5\n", "")
    (root / SCHEME).write_text(text, "utf-8")
    shutil.rmtree(root / "data/appraisals")
    return root


def built(root: Path) -> Path:
    out = root.parent / "site"
    if not out.exists():
        assert build_site(root, out).problems == ()
    return out


def test_every_name_is_the_scheme_s(renamed: Path) -> None:
    found = dict(texts(built(renamed)))
    assert [(name, match[0]) for name, text in found.items() if (match := FORMER.search(text))] == []
    assert "群众评议" in found["2015/appraisal.html"]
    assert "群众评议" in found["2015/units/jiaoyu.html"]
    circular = found["documents/2015/circular.html"]
    assert {name for name in ("群众评议", "效能监察", "高质量发展考核") if name in circular} == {
        "群众评议",
        "效能监察",
        "高质量发展考核",
    }


def test_without_an_appraisal_nothing_speaks_of_one(without: Path) -> None:
    words = re.compile("评议|满意率|投票|有效票")
    found = dict(texts(built(without)))
    told = [(name, match[0]) for name, text in found.items() if (match := words.search(text))]
    # the tables of open data are the same in every project, the empty ones too; a notice may be quoted
    tables = re.compile(r"data\.html|open-data/.*\.(?:json|txt|csv)|.*notice/|clauses\.html")
    assert [(name, word) for name, word in told if not tables.match(name)] == []
    assert "2015/appraisal.html" not in found


@pytest.mark.parametrize("arguments", [("score", "2015"), ("score", "2015", "--unit", "jiaoyu")])
def test_commands_say_them_too(
    renamed: Path, without: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    kaohe = Caller(capsys)
    said = kaohe(renamed, *arguments)
    assert said.status == 0
    assert "群众评议" in said.out
    assert not FORMER.search(said.out)
    said = kaohe(without, *arguments)
    assert said.status == 0
    assert "评议" not in said.out
