"""The dates of a PDF as days.

Typst writes a day as midnight in Greenwich, which is 8 o'clock in Beijing: a moment that nobody stated. ISO 32000-1
7.9.4 and XMP part 1 8.2.1.1 know days without a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_INFO = re.compile(rb"/Info ([0-9]+) 0 R")
_KEYS = (b"/CreationDate", b"/ModDate")
_STATED = re.compile(
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00Z(</(?:xmp:CreateDate|xmp:ModifyDate|stEvt:when)>)"
)  # a text in the metadata has no such sign: they are escaped there
_MIDNIGHT = b"000000Z)"


def state_days(pdf: bytes) -> bytes:
    """The file, as typst made it, with days where it has midnights, in as many bytes.

    TypeError where it is not as typst makes it: nothing else is touched, whatever a title looks like.
    """
    info = _INFO.search(pdf, pdf.rindex(b"trailer"))
    begin = pdf.index(b"\n%s 0 obj\n" % info[1]) if info else len(pdf)
    parts = [
        (begin, pdf.find(b"endobj", begin), _shorten_information),
        (pdf.find(b"<?xpacket begin"), pdf.find(b"<?xpacket end"), _shorten_metadata),
    ]
    for start, end, shorten in parts:
        if not 0 < start < end:
            raise TypeError("typst writes its dates elsewhere")
        pdf = pdf[:start] + shorten(pdf[start:end]) + pdf[end:]
    return pdf


def _shorten_metadata(packet: bytes) -> bytes:
    made, count = _STATED.subn(lambda found: (found[1] + found[2]).ljust(len(found[0])), packet)
    if count != 4:
        raise TypeError(f"typst wrote {count} dates into the metadata")
    return made


def _shorten_information(entries: bytes) -> bytes:
    """The information dictionary, the dates in it found by their keys: a string may hold what looks like one."""
    made = bytearray(entries)
    dates = [(start, end) for start, end in _strings(entries) if entries[:start].rstrip().endswith(_KEYS)]
    for start, end in dates:
        if entries[end - len(_MIDNIGHT) : end] != _MIDNIGHT:
            raise TypeError("typst wrote a date that is no midnight")
        made[start:end] = (entries[start : end - len(_MIDNIGHT)] + b")").ljust(end - start)
    if len(dates) != 2:
        raise TypeError(f"typst wrote {len(dates)} dates into the information dictionary")
    return bytes(made)


def _strings(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each literal string begins and ends (ISO 32000-1 7.3.4.2): parentheses in it are escaped or in pairs."""
    depth = start = 0
    escaped = False
    for at, byte in enumerate(data):
        if escaped:
            escaped = False
        elif depth and byte == ord("\\"):
            escaped = True
        elif byte == ord("("):
            start = at if depth == 0 else start
            depth += 1
        elif byte == ord(")") and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1
