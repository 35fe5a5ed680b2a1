"""What the audit tells to type into git alone shows what it promises."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

import pytest

from tests.history.scenarios import ONE, SCENARIOS, TWO
from tests.history.scripted import Story

PAGE = Path(__file__).parents[2] / "templates" / "pages" / "audit_git_page.html.j2"


def command(title: str) -> list[str]:
    """The arguments of git under a title of the page."""
    text = PAGE.read_text("utf-8").replace("{{ year }}", "2015")
    found = re.search(rf"<dt>{title}</dt><dd><code>(git .*?)</code>", text)
    assert found is not None
    assert "{" not in found[1]
    return shlex.split(html.unescape(found[1]))[1:]


def said(name: str, title: str, folder: Path) -> tuple[Story, str]:
    """What git says to the command under `title` in a scripted repository."""
    story = SCENARIOS[name](folder / "repository")
    return story, story.git(*command(title))


@pytest.mark.parametrize(("name", "gone"), [("lost", [TWO, ONE]), ("hidden", [TWO]), ("linear", [])])
def test_records_that_vanished_or_were_renamed(name: str, gone: list[str], tmp_path: Path) -> None:
    _, text = said(name, "被删除的记录", tmp_path)
    assert re.findall(r"^data/.*", text, re.MULTILINE) == gone


@pytest.mark.parametrize(("name", "lost"), [("ours", [ONE, TWO]), ("hidden", [TWO, ONE]), ("evil-merge", [ONE])])
def test_what_merges_discarded_or_made(name: str, lost: list[str], tmp_path: Path) -> None:
    _, text = said(name, "合并时舍弃的改动", tmp_path)
    assert re.findall(r"^diff --git a/(\S+)", text, re.MULTILINE) == lost


def test_replaced_objects(tmp_path: Path) -> None:
    assert said("replaced", "有没有替换的对象", tmp_path)[1]


def test_the_whole_is_sound(tmp_path: Path) -> None:
    story, _ = said("linear", "历史是否完整", tmp_path)
    assert story.git(*command("有没有替换的对象")) == ""


def test_the_data_of_a_day(tmp_path: Path) -> None:
    story, commit = said("backdated", "某一天的数据", tmp_path)
    assert story.names[commit] == "foreign"
