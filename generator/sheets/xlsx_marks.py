"""What the reader of XLSX values does not tell, from the XML itself: what is hidden, struck, coloured, not computed.

Names of elements are taken without their namespace, so that both editions of the format (ISO/IEC 29500 transitional
and strict) are read alike.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from posixpath import dirname, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from generator.model.lazy_dataclass import dataclass
from generator.sheets.number_forms import BUILT_IN, form_marks, marks_of_number
from generator.sheets.raw_sheet import Spot, parse_spot

_RED_INDEXED = {"2": "FF0000", "10": "FF0000", "5": "FFFF00", "13": "FFFF00", "3": "00FF00", "11": "00FF00"}
_LAST_COLUMN = 16_384
_PLAIN_FONTS = ("", "000000", "theme0", "theme1")
_PLAIN_FILLS = ("", "FFFFFF", "theme0")
_EMPTY_CELL = rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="[a-z]+")?[ ]?/>'
_PLAIN_CELL = rb'<c r="[A-Z]+[0-9]+"(?: s="%s")?(?: t="%s")?>(?:<v>[^<]*</v>|<is><t>[^<]*</t></is>)</c>'
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"(?: spans="[0-9:]+")?(?: ht="[1-9][0-9.]*")?(?: customHeight="1")?></row>')
_PLACELESS = re.compile(rb"<c(?![^<>]* r=)[ />]")  # a cell that only the one before it places


@dataclass(slots=True)
class SheetMarks:
    """What one sheet of an XLSX file says beside its values."""

    name: str
    hidden: bool
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    marks: dict[Spot, tuple[str, ...]] = field(default_factory=dict)
    comments: dict[Spot, str] = field(default_factory=dict)
    unstored: set[Spot] = field(default_factory=set)
    errors: dict[Spot, str] = field(default_factory=dict)


class _Parts:
    """The parts of the package by their names, with / whatever was written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty where it is not there."""
        found = self._names.get(name.lower())
        return b"" if found is None else self._archive.read(found)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Id -> type and name of the parts that a part refers to."""
        folder, _, base = name.rpartition("/")
        data = self.read(f"{folder}/_rels/{base}.rels")
        found = {}
        for one in ElementTree.fromstring(data) if data else ():
            target = (one.get("Target") or "").replace("\\", "/")
            place = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(name)}/{target}")
            found[one.get("Id", "")] = ((one.get("Type") or "").rpartition("/")[2], place)
        return found

    @property
    def workbook(self) -> str:
        """The name of the workbook's part."""
        return next((name for name in self._names if name.endswith("workbook.xml")), "xl/workbook.xml")


def read_marks(archive: zipfile.ZipFile) -> tuple[list[SheetMarks], int]:
    """What each sheet says beside its values, in order; and the year that days count from, 1900 or 1904."""
    parts = _Parts(archive)
    root = ElementTree.fromstring(parts.read(parts.workbook))
    related = parts.related(parts.workbook)
    looks = _looks(parts.read(next((place for kind, place in related.values() if kind == "styles"), "xl/styles.xml")))
    shared = next((place for kind, place in related.values() if kind == "sharedStrings"), "")
    struck = _marked_texts(parts.read(shared)) if shared else {}
    epoch = 1900
    found = []
    for one in root.iter():
        tag = _local(one.tag)
        if tag == "workbookPr" and one.get("date1904") in ("1", "true"):
            epoch = 1904
        if tag == "sheet":
            link = next((value for key, value in one.attrib.items() if _local(key) == "id"), "")
            kind, place = related.get(link, ("", ""))
            marks = SheetMarks(one.get("name", ""), one.get("state") in ("hidden", "veryHidden"))
            if kind == "worksheet":
                _SheetScan(marks, looks, struck).read(parts.read(place))
                _read_comments(parts, place, marks)
            found.append(marks)
    return found, epoch


class _SheetScan:
    """Goes through the XML of a sheet once."""

    def __init__(
        self, marks: SheetMarks, looks: Mapping[str, tuple[str, ...]], struck: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._marks, self._looks, self._struck = marks, looks, struck
        self._row = self._column = 0
        self._kind = self._text = self._style = ""
        self._has_formula = self._has_value = self._collecting = False
        self._stored = 0
        self._within: set[str] = set()  # what marks a part of an inline text
        self._empty: set[Spot] = set()

    def read(self, data: bytes) -> None:
        """Reads a sheet."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parser.Parse(self._without_plain(data), True)
        if not self._stored:  # a program that stores no result writes an empty one; beside others it is an empty text
            self._marks.unstored |= self._empty

    def _without_plain(self, data: bytes) -> bytes:
        """A sheet without the cells that have no mark, which are nearly all, where each cell says its place."""
        if _PLACELESS.search(data):
            return data
        marked = b"|".join(style.encode() for style in self._looks)
        kinds = rb"(?:n|str|inlineStr)" if self._struck else rb"(?:n|s|str|inlineStr)"
        plain = _PLAIN_CELL % (rb'(?!(?:%s)")[0-9]+' % marked if marked else b"[0-9]+", kinds)
        return _EMPTY_ROW.sub(b"", re.sub(rb"%s|%s" % (_EMPTY_CELL, plain), b"", data))

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "c":
            self._column += 1
            if "r" in given:
                self._row, self._column = parse_spot(given["r"])
            self._kind, self._style, self._text = given.get("t", ""), given.get("s", ""), ""
            self._has_formula = self._has_value = False
            self._within.clear()
        elif mark := _mark_within(tag, given):
            self._within.add(mark)
        elif tag == "f":
            self._has_formula = True
        elif tag in ("v", "t"):
            self._collecting = self._has_value = True
        elif tag == "row":
            self._row, self._column = int(given.get("r") or self._row + 1), 0
            if given.get("hidden") in ("1", "true") or given.get("ht") == "0":
                self._marks.hidden_rows.add(self._row)
        elif tag == "col" and (given.get("hidden") in ("1", "true") or given.get("width") == "0"):
            self._marks.hidden_columns |= set(range(int(given["min"]), min(int(given["max"]), _LAST_COLUMN) + 1))
        elif tag == "mergeCell":
            first, _, last = given["ref"].partition(":")
            self._marks.merges.append((*parse_spot(first), *parse_spot(last or first)))

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag in ("v", "t"):
            self._collecting = False
        elif tag == "c":
            self._end_cell((self._row, self._column))

    def _end_cell(self, spot: Spot) -> None:
        if not (self._text or self._has_formula):
            return  # most cells of a prepared sheet are blank
        if self._has_formula and self._text:
            self._stored += 1
        elif self._has_formula and self._kind != "str":
            (self._empty if self._has_value else self._marks.unstored).add(spot)
        if self._kind == "e" and self._text:
            self._marks.errors[spot] = self._text
        number = self._text if self._kind in ("", "n") else None
        look = marks_of_number(self._looks.get(self._style, ()), number)
        within = self._struck.get(self._text, ()) if self._kind == "s" else tuple(self._within)
        look = (*(mark for mark in within if mark not in look), *look)
        if look:
            self._marks.marks[spot] = look

    def _take(self, text: str) -> None:
        if self._collecting:
            self._text += text


def _read_comments(parts: _Parts, place: str, marks: SheetMarks) -> None:
    for wanted, tag in (("comments", "comment"), ("threadedComment", "threadedComment")):
        for kind, target in parts.related(place).values():
            if kind != wanted or not (data := parts.read(target)):
                continue
            for one in ElementTree.fromstring(data).iter():
                if _local(one.tag) == tag and one.get("ref"):
                    spot = parse_spot(one.get("ref", "A1"))
                    words = "".join(part.text or "" for part in one.iter() if _local(part.tag) in ("t", "text"))
                    marks.comments.setdefault(spot, words.strip())


def _looks(data: bytes) -> dict[str, tuple[str, ...]]:
    """The marks of each cell format, by its number; of plain formats nothing."""
    root = ElementTree.fromstring(data) if data else None
    lists: dict[str, list[ElementTree.Element]] = {}
    for one in root if root is not None else ():
        lists[_local(one.tag)] = list(one)
    fonts = [tuple(_font_marks(font)) for font in lists.get("fonts", ())]
    fills = [tuple(_fill_marks(fill)) for fill in lists.get("fills", ())]
    codes = BUILT_IN | {one.get("numFmtId", ""): one.get("formatCode", "") for one in lists.get("numFmts", ())}
    found = {}
    for number, form in enumerate(lists.get("cellXfs", ())):
        marks = (*_at(fonts, form.get("fontId")), *_at(fills, form.get("fillId")))
        marks += form_marks(codes.get(form.get("numFmtId", ""), ""))
        if marks:
            found[str(number)] = marks
    return found


def _at(marks: list[tuple[str, ...]], number: str | None) -> tuple[str, ...]:
    at = int(number or 0)
    return marks[at] if at < len(marks) else ()


def _font_marks(font: ElementTree.Element) -> Iterator[str]:
    for part in font:
        tag = _local(part.tag)
        if tag == "strike" and part.get("val") not in ("0", "false"):
            yield "strike"
        if tag == "color" and (colour := _colour(part)) not in _PLAIN_FONTS:
            yield f"font:{colour}"


def _fill_marks(fill: ElementTree.Element) -> Iterator[str]:
    for pattern in fill:
        if pattern.get("patternType") in (None, "none", "gray125"):
            continue
        for part in pattern:
            if _local(part.tag) == "fgColor" and (colour := _colour(part)) not in _PLAIN_FILLS:
                yield f"fill:{colour}"


def _colour(part: ElementTree.Element) -> str:
    if part.get("rgb"):
        return (part.get("rgb") or "")[-6:].upper()
    if part.get("theme"):
        tint = part.get("tint")
        return f"theme{part.get('theme')}" + (f"/{tint[:5]}" if tint and part.get("theme") not in ("0", "1") else "")
    indexed = part.get("indexed") or ""
    return "" if indexed in ("", "64", "65", "8", "0", "9", "1") else _RED_INDEXED.get(indexed, f"indexed{indexed}")


def _marked_texts(data: bytes) -> dict[str, tuple[str, ...]]:
    """The marks of shared texts of which a part is struck out or raised, by the number of the text."""
    if b"strike" not in data and b"vertAlign" not in data:
        return {}
    found = {}
    texts = [one for one in ElementTree.fromstring(data) if _local(one.tag) == "si"]
    for number, one in enumerate(texts):
        marks = {_mark_within(_local(part.tag), part.attrib) for part in one.iter()} - {""}
        if marks:
            found[str(number)] = tuple(sorted(marks))
    return found


def _mark_within(tag: str, given: Mapping[str, str]) -> str:
    """What a property of a part of a text marks: it is struck out, or raised as the number of a note is."""
    if tag == "strike":
        return "" if given.get("val") in ("0", "false") else "strike"
    return "raised" if tag == "vertAlign" and given.get("val") == "superscript" else ""


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]
