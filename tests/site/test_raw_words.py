"""No id, code, file name, command or digest stands in what a citizen or clerk reads: it is said in words.

Walks every page of the demonstration. Where such a thing has its place, it is marked as one (`code`, `kh-id`), or the
page is one for those who check with tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.model.quoted import quoted
from tests.site.sample import demo_pages

# Pages about the files and programs themselves; texts that are reprinted; the comparison that an auditor proves by
# commits and paths.
TECHNICAL = (
    "guide/",
    "notice/",
    "documents/notice/",
    "documents/2015/audit/",
    "audit/git.html",
    "data.html",
    "style.html",
)
MARKED = {"kh-id", "kh-digest", "kh-commit", "gw-note", "kh-footer", "kh-find"}
SILENT = {"script", "style", "code", "pre", "svg"}
VOID = {"br", "img", "meta", "link", "input", "hr", "rect", "wbr", "source", "col"}
# Words of a Latin letter or a digit with further parts; hexadecimal signs; numbers of three parts.
RAW = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9]*(?:[-_./][A-Za-z0-9]+)*|[0-9]+(?:[-_./][A-Za-z0-9]+)*[-_./][A-Za-z][A-Za-z0-9-]*"
    r"|[0-9]+\.[0-9]+\.[0-9]+|[0-9a-f]{7,})(?![A-Za-z0-9])"
)
# Where somebody is written to.
MAIL = re.compile(r"[A-Za-z]+@[A-Za-z]+(?:\.[A-Za-z]+)+")
# Names that everybody knows by these letters, and the digest and program that the pages for checking lead to by name.
KNOWN = re.compile(
    r"(?:DOCX|PDF|XLSX|CSV|JSON|HTML|Excel|WPS|Python|JavaScript|Ctrl|F|KB|MB|AB|QQ|SHA-256|GB/T|ics|git|bundle|clone"
    r"|verify\.py|manifest\.json)\Z"
)


class TextReader(HTMLParser):
    """Collects what reads as raw, with the text around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, set[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Holds no text."""

    def handle_endtag(self, tag: str) -> None:
        at = max((at for at, (name, _) in enumerate(self._open) if name == tag), default=len(self._open))
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        if any(tag in SILENT or classes & MARKED for tag, classes in self._open):
            return
        # The beginning of a digest stands where a record changed its evidence.
        data = MAIL.sub("", data)
        told = (word for word in RAW.finditer(data) if data[word.end() : word.end() + 1] != "…")
        self.found += [(word[0], data.strip()[:80]) for word in told if not KNOWN.match(word[0])]


def raw_words(html: str) -> list[tuple[str, str]]:
    """What reads as raw in a page, each with its text."""
    reader = TextReader()
    reader.feed(html)
    return reader.found


def read_pages(root: Path) -> Iterator[tuple[str, str]]:
    """Address and text of each page that is not technical."""
    for path in sorted(root.rglob("*.html")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(TECHNICAL):
            yield name, path.read_text("utf-8")


def test_pages_say_in_words_what_files_hold_as_ids() -> None:
    pages = dict(read_pages(demo_pages()))
    assert len(pages) > 900
    found = [(name, word, text) for name, html in pages.items() for word, text in raw_words(html)]
    # In the log, files that no page is about are called by their paths.
    rest = [one for one in found if not (one[0].startswith("audit/log") and one[1].startswith("data/"))]
    rest = [one for one in rest if not (one[0] == "audit.html" and one[1] == "data/allowed_signers")]
    assert rest == []


@pytest.mark.parametrize(
    "html",
    [
        "<h1>annual-targets（2015-Q2）</h1>",
        "<td>measures-4-p1</td>",
        "<p>依据 4.2.1</p>",
        "<li>data/publications/2015-final.yml</li>",
        "<p>由 kaohe demo 生成</p>",
        "<p>版本 31c242305de9</p>",
    ],
)
def test_what_would_be_found(html: str) -> None:
    assert raw_words(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>得 96.56 分，2015-11-05 发现，第 3-4 名</p>",
        '<p>热线 <span class="kh-id">2015-0429-bianban-1</span></p>',
        "<p>下载 PDF，<code>kaohe build</code></p>",
        '<svg><text x="1">q1</text></svg>',
    ],
)
def test_what_has_its_place(html: str) -> None:
    assert raw_words(html) == []


def test_a_name_with_marks_of_its_own_stands_between_other_ones() -> None:
    pages = {path: path.read_text("utf-8") for path in demo_pages().rglob("*.html")}
    assert any(path.is_relative_to(demo_pages() / "documents/2015/review") for path in pages)
    doubled = re.compile("““|””")
    assert {str(path): found[0] for path, text in pages.items() if (found := doubled.search(text))} == {}
    said = "".join(pages.values())
    assert "“‘两案’办理”" in said
    assert "“‘12345’热线办理”" in said
    assert quoted("甲“乙‘丙’丁”") == "“甲‘乙“丙”丁’”"
