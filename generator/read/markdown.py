"""Markdown in which texts of a project can only be text: anyone may propose them, and they are built unread.

HTML is shown as it is written, but for the anchors of clauses; links lead only to pages and to addresses of the web,
and pictures come from the project alone: one of another host would tell that host of every reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from generator.model.lazy_dataclass import dataclass

# What MkDocs reads texts with: its own, and those of mkdocs.yml.
EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "footnotes", "sane_lists")
_ANCHOR = r'<a id="([a-z0-9-]+)"></a>'
# What of an address says what is to be done with the rest; browsers leave controls and spaces aside.
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\x00-\x20-]*):", re.IGNORECASE)
_FOLLOWED = {"http", "https", "mailto"}
# An address of another host: with a scheme, or without one where the host follows two slashes of either kind.
_FOREIGN = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.\x00-\x20-]*:|[/\\][\x00-\x20]*[/\\])", re.IGNORECASE)
# Elements that would load, run or send something if they were not shown as they are written.
_ACTIVE = re.compile(
    r"<\s*(script|style|link|meta|base|iframe|frame|frameset|object|embed|applet|img|image|picture|svg|video|audio|"
    r"source|track|portal|form|input|button)\b",
    re.IGNORECASE,
)
# A block of code as it is opened, and what begins something that blocks of code belong to: a step, a remark.
_FENCE = re.compile(r"( *)(`{3,}|~{3,}(?!~))[^`]*")
_STEP = re.compile(r"(?:[0-9]+\.|[-*+]|!!!) ")
_IN = " " * 4  # how much further in stands what belongs to a step
_WORTH_A_LOOK = re.compile(rf"!\[|{_ACTIVE.pattern}", re.IGNORECASE)


class PlainText(Extension):  # type: ignore[misc]  # of a library without types
    """Turns off raw HTML and addresses that would run something or ask another host; reads steps as they look."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Registers the processors."""
        md.preprocessors.deregister("html_block")
        # When spaces are even, before blocks of code are taken out.
        md.preprocessors.register(_Steps(md), "steps", 27)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_Anchor(_ANCHOR, md), "clause-anchor", 90)
        md.treeprocessors.register(_Addresses(md), "addresses", -10)  # when all else of an address is known


class _Steps(Preprocessor):  # type: ignore[misc]  # of a library without types
    """Blocks of code within a step, and the step after what belongs to the one before: others read both so.

    Python-Markdown knows fences at the margin alone, and goes on with a paragraph of a step although the next line
    begins with a number.
    """

    def run(self, lines: list[str]) -> list[str]:
        found: list[str] = []
        margin = fence = ""
        listed = inside = False
        for line in lines:
            text = line.strip()
            if fence and text and not line.startswith(margin):
                fence = ""  # the step is at its end, and so is its code
            opened = None if fence else _FENCE.fullmatch(line)
            if opened and (not opened[1] or (listed and opened[1].startswith(_IN))):
                margin, fence = opened[1], opened[2]
                found.append("" if margin else line)
            elif fence:
                ended = text.startswith(fence) and not text.strip(fence[0])
                found.append(line if not margin else "" if ended or not text else f"{_IN}{line}")
                fence = "" if ended else fence
            else:
                step, begins = _STEP.match(line) is not None, not (found and found[-1].strip())
                found += ["", line] if step and inside and not begins else [line]
                inside = (line.startswith(_IN) and not _STEP.match(text)) if begins else inside and not step
                listed = listed if not text or line.startswith(" ") else step or (listed and not begins)
        return found


class _Anchor(InlineProcessor):  # type: ignore[misc]  # of a library without types
    """The place of a clause, to which pages and documents link."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802  # the library's name
        """Keeps the anchor as it is: it is nothing but an id."""
        return str(self.md.htmlStash.store(m.group(0))), m.start(0), m.end(0)


class _Addresses(Treeprocessor):  # type: ignore[misc]  # of a library without types
    def run(self, root: Element) -> None:
        for element in root.iter():
            scheme = _SCHEME.match(element.get("href", ""))
            if scheme and scheme[1].lower() not in _FOLLOWED:
                element.set("href", "#")
            if is_foreign(element.get("src", "")):
                del element.attrib["src"]  # what stands for the picture is shown


@dataclass(frozen=True, slots=True)
class Resource:
    """What a text would have its page load: a picture at `address`, or an HTML element called `address`."""

    kind: Literal["picture", "element"]
    address: str
    line: int


def is_foreign(address: str) -> bool:
    """Whether a browser would ask another host, or nobody at all, for `address` as a page of the site gives it."""
    return _FOREIGN.match(address) is not None


def list_resources(text: str) -> list[Resource]:
    """The pictures of a Markdown text and the HTML elements in it that would load or run something, in order."""
    if not _WORTH_A_LOOK.search(text):
        return []
    collector = _Collector()
    Markdown(extensions=[*EXTENSIONS, PlainText(), collector]).convert(text)
    lines = text.split("\n")
    return [Resource(kind, address, _find_line(lines, kind, address)) for kind, address in collector.found]


class _Collector(Extension):  # type: ignore[misc]  # of a library without types
    """Notes what is loaded, before `_Addresses` takes it out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Literal["picture", "element"], str]] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Registers itself after all that reads marks and before `_Addresses`."""
        collector = Treeprocessor(md)
        collector.run = self._note
        md.treeprocessors.register(collector, "resources", -5)

    def _note(self, root: Element) -> None:
        self.found += [("picture", element.get("src", "")) for element in root.iter("img")]
        self.found += [("element", name) for text in _shown_texts(root) for name in _ACTIVE.findall(text)]


def _shown_texts(element: Element) -> Iterator[str]:
    """The text of `element` and of all below it, code left aside: there marks are meant to be shown."""
    if element.tag not in ("code", "pre"):
        yield element.text or ""
        for child in element:
            yield from _shown_texts(child)
    yield element.tail or ""


def _find_line(lines: list[str], kind: str, words: str) -> int:
    """The number of the first line that holds `words`, an element as it begins; 1 where they are spelt otherwise."""
    wanted = re.compile(rf"<\s*{re.escape(words)}\b" if kind == "element" else re.escape(words))
    return next((number for number, line in enumerate(lines, start=1) if words and wanted.search(line)), 1)
