"""Numbers in a DOCX: none is parted, nor put on another line than its unit, as far as word processors let it be said.

A line may end between a figure and a Chinese character. What forbids it is the word joiner (U+2060); LibreOffice
heeds it only where the text around it is not said to be Chinese. LibreOffice also puts a quarter of a character
between Chinese and a figure, whatever `autoSpaceDE` says; a zero-width space (U+200B) between them, where a line may
end anyhow, prevents it. Both are set in one point, so that even a face that shows them shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from xml.etree import ElementTree as ET

from generator.documents.docx_styles import NAMESPACE
from generator.documents.numerals import split_numerals

_LINES = ("GwTitle", "GwAnnexTitle", "GwAnnexLabel", "GwMark", "GwNumber", "GwPlainNumber", "GwSign")
JOINER = "\u2060"
GAP = "\u200b"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def join_numerals(root: ET.Element) -> None:
    """Parts the runs of a body so that the numbers in them stay together; what is a line by itself is left alone."""
    for parent in root.iter(_name("p")):
        found = parent.find(f"{_name('pPr')}/{_name('pStyle')}")
        if found is not None and found.get(_name("val"), "").startswith(_LINES):
            continue
        children = []
        for child in parent:
            children += _split_run(child) if child.tag == _name("r") else [child]
        parent[:] = children


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _split_run(run: ET.Element) -> list[ET.Element]:
    texts = run.findall(_name("t"))
    if len(texts) != 1 or any(child.tag not in (_name("t"), _name("rPr")) for child in run):
        return [run]
    pieces = split_numerals(texts[0].text or "")
    if len(pieces) < 2 and all(len(piece) == 1 for piece in pieces):
        return [run]
    return list(_make_runs(run, pieces))


def _make_runs(run: ET.Element, pieces: list[tuple[str, ...]]) -> Iterator[ET.Element]:
    plain, before = "", ""
    for piece in pieces:
        apart = _are_apart(before, piece[0][0])
        if plain and (apart or len(piece) > 1):
            yield _make_run(run, plain)
            plain = ""
        if apart:
            yield _make_run(run, GAP, joined=True, tiny=True)
        before = piece[-1][-1]
        if len(piece) == 1:
            plain += piece[0]
            continue
        for number, part in enumerate(piece):
            if number:
                yield _make_run(run, JOINER, joined=True, tiny=True)
            yield _make_run(run, part, joined=True)
    if plain:
        yield _make_run(run, plain)


def _are_apart(left: str, right: str) -> bool:
    """Whether one of two neighbours is Chinese, no mark of punctuation, and the other in a figure."""
    return bool(left) and left.isascii() != right.isascii() and (left if right.isascii() else right).isalpha()


def _make_run(run: ET.Element, text: str, joined: bool = False, tiny: bool = False) -> ET.Element:
    made = ET.Element(_name("r"))
    given = run.find(_name("rPr"))
    properties = deepcopy(given) if given is not None else ET.Element(_name("rPr"))
    if tiny:  # in the order of the schema
        properties.append(ET.Element(_name("spacing"), {_name("val"): "0"}))
        properties.append(ET.Element(_name("sz"), {_name("val"): "2"}))
        properties.append(ET.Element(_name("szCs"), {_name("val"): "2"}))
    if joined:
        properties.append(ET.Element(_name("lang"), {_name("val"): "en-US", _name("eastAsia"): "en-US"}))
    if len(properties):
        made.append(properties)
    words = ET.SubElement(made, _name("t"), {_SPACE: "preserve"})
    words.text = text
    return made
