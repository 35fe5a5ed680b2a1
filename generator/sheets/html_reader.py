"""The tables of a web page: what the systems of offices write under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from generator.sheets.raw_sheet import MAX_CELLS, RawBook, RawSheet, SheetFault
from generator.sheets.text_reader import decode

_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_MOST = 1_000  # rows or columns that one cell may cover
_UNREAD = ("style", "script", "title", "head", "xml")
_READING = ("rt", "rp")  # what stands above a rare character; often without an end of its own
_MARKING = {"del": "strike", "s": "strike", "strike": "strike", "sup": "raised"}
_STYLED = ("span", "font", "b", "i", "u", "em", "strong", "a", "p", "div")
_CLASS = re.compile(r"[a-z]*\.([\w-]+)", re.IGNORECASE)  # a selector that is a class, as in saved workbooks
_STYLES = {
    "strike": re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through"),
    "raised": re.compile(r"vertical-align\s*:\s*super"),
}


def read_html(data: bytes) -> RawBook:
    """All tables of the page as one sheet, one below the other; texts beside the tables are rows of their own."""
    text = _decode(data)
    parser = _Tables(_class_styles(text))
    parser.feed(text)
    parser.close()
    return RawBook("html", [parser.sheet])


def _decode(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    name = named[1].decode().lower() if named else ""
    if name in ("gb2312", "gbk", "gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass  # it says what it is not
    try:
        return decode(data)
    except UnicodeDecodeError:
        raise SheetFault("encoding") from None


def _class_styles(text: str) -> dict[str, str]:
    """All that the style sheets of a page, wherever they stand, say of each class."""
    found: dict[str, str] = {}
    for part in re.split(r"<style", text, flags=re.IGNORECASE)[1:]:
        sheet = re.split(r"</style", part.partition(">")[2], maxsplit=1, flags=re.IGNORECASE)[0]
        for rule in sheet.split("}"):
            selectors, _, said = rule.rpartition("{")
            for selector in selectors.rpartition("{")[2].split(","):
                if named := _CLASS.fullmatch(selector.strip()):
                    found[named[1]] = f"{found.get(named[1], '')};{said}"
    return found


class _Tables(HTMLParser):
    """Collects cells; a cell that covers others is merged."""

    def __init__(self, styles: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = RawSheet("")
        self._row, self._column = 0, 0
        self._covered: set[tuple[int, int]] = set()
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._marks: dict[str, None] = {}  # of the cell, in their order
        self._open: list[tuple[str, tuple[str, ...]]] = []  # elements within the cell, with how they show their text
        self._row_marks: tuple[str, ...] = ()
        self._styles = styles  # by class
        self._silent = 0
        self._is_reading = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a row or a cell."""
        given = {name: value or "" for name, value in attrs}
        named = [self._styles.get(name, "") for name in given.get("class", "").split()]
        given["style"] = ";".join([*named, given.get("style", "")])
        if tag in _UNREAD:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr":
            self._end_cell()
            self._row, self._column, self._row_marks = self._row + 1, 0, _shown_as(tag, given)
            if re.search(r"display\s*:\s*none", given.get("style", "")):
                self.sheet.hidden_rows.add(self._row)
        elif tag in ("td", "th"):
            self._end_cell()
            self._text, self._marks, self._is_reading = [], {}, False
            self._open = [("tr", self._row_marks), (tag, _shown_as(tag, given))]
            self._span = (_whole(given.get("rowspan")), _whole(given.get("colspan")))
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")
        elif tag in _READING:
            self._is_reading = True
        if tag in _MARKING or tag in _STYLED:
            if tag == "p":  # often without an end
                self._close(tag)
            self._open.append((tag, _shown_as(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        """Ends a cell."""
        if tag in _UNREAD:
            self._silent = max(0, self._silent - 1)
        elif tag in _MARKING or tag in _STYLED:
            self._close(tag)
        elif tag in (*_READING, "ruby"):
            self._is_reading = False
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()
            if tag == "table":
                self._row += 1
                self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Takes a text: of a cell, or as a line of its own outside of tables."""
        if self._silent or self._is_reading:
            return
        if self._text is not None:
            self._text.append(re.sub(r"[\r\n\t ]+", " ", data))
            if data.strip():
                self._marks.update(dict.fromkeys(mark for _, marks in self._open for mark in marks))
        elif not self._depth and data.strip():
            self._row += 1
            self.sheet.cells[self._row, 1] = data.strip()

    def _close(self, tag: str) -> None:
        at = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == tag), None)
        if at is not None:
            del self._open[at]

    def _end_cell(self) -> None:
        if self._text is None:
            return
        self._column += 1
        while (self._row, self._column) in self._covered:
            self._column += 1
        row, column, (down, across) = self._row, self._column, self._span
        text = re.sub(r" *\n *", "\n", "".join(self._text)).strip(" \n\u3000\xa0")
        self._text = None
        if text:
            self.sheet.cells[row, column] = text
            if self._marks:
                self.sheet.marks[row, column] = tuple(self._marks)
        if down > 1 or across > 1:
            self.sheet.merges.append((row, column, row + down - 1, column + across - 1))
            self._covered |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
        self._column += across - 1
        if len(self.sheet.cells) + len(self._covered) > MAX_CELLS:
            raise SheetFault("large")


def _shown_as(tag: str, given: dict[str, str]) -> tuple[str, ...]:
    """The marks of what stands in an element: struck out, or raised as the number of a note is."""
    styled = [mark for mark, form in _STYLES.items() if form.search(given.get("style", "").lower())]
    return tuple(dict.fromkeys([*([_MARKING[tag]] if tag in _MARKING else []), *styled]))


def _whole(text: str | None) -> int:
    return min(max(int(text), 1), _MOST) if text and text.isascii() and text.isdecimal() else 1
