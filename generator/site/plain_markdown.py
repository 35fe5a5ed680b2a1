"""Markdown in which texts of a project can only be text: anyone may propose them, and they are built unread.

HTML is shown as it is written, but for the anchors of clauses; links lead only to pages and to addresses of the web.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

_ANCHOR = r'<a id="([a-z0-9-]+)"></a>'
# What of an address says what is to be done with the rest; browsers leave controls and spaces aside.
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\x00-\x20-]*):", re.IGNORECASE)
_FOLLOWED = {"http", "https", "mailto"}


class PlainText(Extension):  # type: ignore[misc]  # of a library without types
    """Turns off raw HTML and addresses that would run something."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Registers the processors."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_Anchor(_ANCHOR, md), "clause-anchor", 90)
        md.treeprocessors.register(_Addresses(md), "addresses", 0)


class _Anchor(InlineProcessor):  # type: ignore[misc]  # of a library without types
    """The place of a clause, to which pages and documents link."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802  # the library's name
        """Keeps the anchor as it is: it is nothing but an id."""
        return str(self.md.htmlStash.store(m.group(0))), m.start(0), m.end(0)


class _Addresses(Treeprocessor):  # type: ignore[misc]  # of a library without types
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                scheme = _SCHEME.match(element.get(name, ""))
                if scheme and scheme[1].lower() not in _FOLLOWED:
                    element.set(name, "#")
