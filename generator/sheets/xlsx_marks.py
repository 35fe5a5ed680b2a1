"""What the reader of XLSX values does not tell, from the XML itself: hidden rows, strokes, colours, comments, formulas.

Names of elements are taken without their namespace, so that both editions of the format (ISO/IEC 29500 transitional
and strict) are read alike.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from xml.etree import ElementTree
from xml.parsers import expat

from generator.sheets.raw_sheet import Spot, parse_spot

_RED_INDEXED = {"2": "FF0000", "10": "FF0000", "5": "FFFF00", "13": "FFFF00", "3": "00FF00", "11": "00FF00"}
_PLAIN_FONTS = ("", "000000", "theme0", "theme1")
_PLAIN_FILLS = ("", "FFFFFF", "theme0")


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
    struck = _struck_texts(parts.read(shared)) if shared else frozenset()
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
                _read_sheet(parts.read(place), marks, looks, struck)
                _read_comments(parts, place, marks)
            found.append(marks)
    return found, epoch


def _read_sheet(data: bytes, marks: SheetMarks, looks: Mapping[str, tuple[str, ...]], struck: frozenset[str]) -> None:
    """Goes through the XML of a sheet once."""
    row = column = 0
    kind = text = style = ""
    has_formula = has_value = collecting = False
    stored = 0
    empty: set[Spot] = set()

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal row, column, kind, text, style, has_formula, has_value, collecting
        tag = _local(tag)
        if tag == "c":
            column += 1
            if "r" in given:
                row, column = parse_spot(given["r"])
            kind, style, text = given.get("t", ""), given.get("s", ""), ""
            has_formula = has_value = False
        elif tag == "f":
            has_formula = True
        elif tag in ("v", "t"):
            collecting = has_value = True
        elif tag == "row":
            row, column = int(given.get("r") or row + 1), 0
            if given.get("hidden") in ("1", "true") or given.get("ht") == "0":
                marks.hidden_rows.add(row)
        elif tag == "col" and (given.get("hidden") in ("1", "true") or given.get("width") == "0"):
            marks.hidden_columns |= set(range(int(given["min"]), min(int(given["max"]), 16_384) + 1))
        elif tag == "mergeCell":
            first, _, last = given["ref"].partition(":")
            marks.merges.append((*parse_spot(first), *parse_spot(last or first)))

    def end(tag: str) -> None:
        nonlocal collecting, stored
        tag = _local(tag)
        if tag in ("v", "t"):
            collecting = False
        elif tag == "c":
            spot = (row, column)
            if has_formula and text:
                stored += 1
            elif has_formula and kind != "str":
                (empty if has_value else marks.unstored).add(spot)
            if kind == "e" and text:
                marks.errors[spot] = text
            look = looks.get(style, ())
            if kind == "s" and text in struck and "strike" not in look:
                look = ("strike", *look)
            if look and (text or has_formula):
                marks.marks[spot] = look

    def characters(given: str) -> None:
        nonlocal text
        if collecting:
            text += given

    _parse(data, start, end, characters)
    if not stored:  # a program that stores no result writes an empty one as well; beside others it is an empty text
        marks.unstored |= empty


def _parse(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.Parse(data, True)


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
    found = {}
    for number, form in enumerate(lists.get("cellXfs", ())):
        marks = (*_at(fonts, form.get("fontId")), *_at(fills, form.get("fillId")))
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


def _struck_texts(data: bytes) -> frozenset[str]:
    """The numbers of the shared texts of which a part is struck out."""
    if b"strike" not in data:
        return frozenset()
    texts = [one for one in ElementTree.fromstring(data) if _local(one.tag) == "si"]
    return frozenset(
        str(number)
        for number, one in enumerate(texts)
        if any(_local(part.tag) == "strike" and part.get("val") not in ("0", "false") for part in one.iter())
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]
