"""A text browser reads the pages: what a citizen looks for stands in order, and each link leads on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.needs("w3m")


@dataclass(frozen=True)
class Read:
    """A page as w3m shows it: its lines, and where each of its links leads, by number."""

    path: Path
    text: str
    targets: dict[str, str]

    def follow(self, words: str) -> Path:
        """The page that the first link of these words leads to."""
        found = re.search(rf"\[(\d+)\]{re.escape(words)}", self.text)
        assert found, (words, self.text[:2000])
        return Path(unquote(urlsplit(self.targets[found[1]]).path))

    @property
    def plain(self) -> str:
        """The text without the numbers of links."""
        return re.sub(r"\[\d+\]", "", self.text)

    @property
    def lines(self) -> list[str]:
        """Its lines without blanks around them; without empty ones."""
        return [line.strip() for line in self.plain.splitlines() if line.strip()]


Reader = Callable[[Path], Read]


@pytest.fixture
def read(needs: Callable[[str], Path]) -> Reader:
    def dump(path: Path) -> Read:
        words = ["-T", "text/html", "-I", "utf-8", "-O", "utf-8", "-cols", "100", "-o", "display_link_number=1"]
        run = subprocess.run([str(needs("w3m")), "-dump", *words, str(path)], capture_output=True, check=True)
        text, _, told = run.stdout.decode("utf-8", "replace").rpartition("References:")
        return Read(path, text, dict(re.findall(r"^\[(\d+)\] (\S+)$", told, re.MULTILINE)))

    return dump


def test_a_citizen_finds_a_unit_and_why_it_has_its_score(built: Path, read: Reader) -> None:
    home = read(built / "index.html")
    assert "社会公众：找到一个单位" in home.plain
    ranking = read(home.follow("排名"))
    assert ranking.path.name == "ranking.html"
    unit = read(ranking.follow("区财政局"))
    assert unit.path.name == "caizheng.html"
    lines = unit.lines
    [title] = [at for at, line in enumerate(lines) if line == "小河区财政局"]
    sentence = "".join(lines[title + 1 : title + 6])
    assert re.search(r"得 [\d.]+ 分，4 个单位中(并列)?第 \d+ 名，比中位数 [\d.]+ 分", sentence), sentence
    assert "扣分最多的是" in sentence
    record = read(unit.follow("佐证"))
    assert record.path.parts[-3] == "records"
    assert "得分" not in record.lines[0]
    assert read(record.follow("小河区财政局")).path == unit.path


def test_the_rows_of_a_derivation_read_from_full_marks_to_the_score(built: Path, read: Reader) -> None:
    lines = read(built / "2015/units/caizheng.html").lines
    [head] = [at for at, line in enumerate(lines) if re.match(r"逐项 +扣分 +剩余", line)]
    assert lines[head].split()[-1] == "算法"
    assert re.match(r"满分 +100", lines[head + 1])
    total = next(line for line in lines[head:] if line.startswith("得分"))
    rows = [line.split() for line in lines[head + 2 : lines.index(total)]]
    assert all(re.fullmatch(r"[\d.]+", cell) for row in rows for cell in row[1:3]), rows


def test_a_picture_is_its_sentence_and_its_table(built: Path, read: Reader) -> None:
    text = read(built / "2015/index.html").plain
    shown = text[text.index("得分分布") :]
    assert shown.index("数字见图下的表") < shown.index("看数据") < shown.index("单位数")
    assert not re.search(r"\d{12}", shown[: shown.index("看数据")])  # figures of an axis are not run together


# Words that only a style sheet holds apart on the screen.
GLUED = re.compile(
    r"正式结果计入|草稿计入|\d 分示例|[单位局]通报表扬|公众找到|之和通知原文|次\d{4}年度"
    r"|[局办委]区[^，。（\s]{1,6}[局办委]，又称"
)


def test_no_page_runs_words_together_that_stand_apart_on_the_screen(built: Path, read: Reader) -> None:
    kinds = ["index", "2015/index", "2015/ranking", "2015/units/caizheng", "2015/items/hotline", "units", "audit"]
    for kind in kinds:
        page = read(built / f"{kind}.html")
        assert not GLUED.search(page.plain), (kind, GLUED.search(page.plain))


def test_every_kind_of_page_begins_with_what_it_is(built: Path, read: Reader) -> None:
    """After the way to the text and the menu comes the title, not a control."""
    for path in sorted(built.glob("*.html")) + sorted((built / "2015").glob("*.html")):
        if path.name == "404.html":
            continue
        found = re.search(r"<h1[^>]*>(.*?)</h1>", path.read_text("utf-8"), re.DOTALL)
        assert found, path
        title = re.sub(r"<[^>]+>|\s", "", found[1])
        lines = read(path).lines
        assert any(re.sub(r"[\s#]", "", line).startswith(title[:20]) for line in lines[:40]), (path.name, title)
