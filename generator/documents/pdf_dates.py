"""The dates of a PDF as days, or none at all.

Typst writes a day as midnight in Greenwich, which is 8 o'clock in Beijing: a moment that nobody stated. ISO 32000-1
7.9.4 and XMP part 1 8.2.1.1 know days without a time, and neither they nor ISO 19005-2 ask for a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_INFO = re.compile(rb"/Info ([0-9]+) 0 R")
_KEYS = (b"/CreationDate", b"/ModDate")
_STATED = re.compile(
    rb"<(xmp:CreateDate|xmp:ModifyDate|stEvt:when)>([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00Z(</\1>)"
)  # a text in the metadata has no such sign: they are escaped there
_MIDNIGHT = b"000000Z)"


def state_days(pdf: bytes) -> bytes:
    """The file, as typst made it, with days where it has midnights, in as many bytes.

    TypeError where it is not as typst makes it: nothing else is touched, whatever a title looks like.
    """
    return _rewrite(pdf, keep=True)


def leave_out_days(pdf: bytes) -> bytes:
    """The file without any date, in as many bytes; TypeError as above.

    For typst makes no PDF/A without one, also where nobody stated when the file was made.
    """
    return _rewrite(pdf, keep=False)


def _rewrite(pdf: bytes, keep: bool) -> bytes:
    info = _INFO.search(pdf, pdf.rindex(b"trailer"))
    begin = pdf.index(b"\n%s 0 obj\n" % info[1]) if info else len(pdf)
    parts = [
        (begin, pdf.find(b"endobj", begin), _rewrite_information),
        (pdf.find(b"<?xpacket begin"), pdf.find(b"<?xpacket end"), _rewrite_metadata),
    ]
    for start, end, rewrite in parts:
        if not 0 < start < end:
            raise TypeError("typst writes its dates elsewhere")
        pdf = pdf[:start] + rewrite(pdf[start:end], keep) + pdf[end:]
    return pdf


def _rewrite_metadata(packet: bytes, keep: bool) -> bytes:
    def written(found: re.Match[bytes]) -> bytes:
        stated = b"<%s>%s%s" % (found[1], found[2], found[3]) if keep else b""
        return stated.ljust(len(found[0]))

    made, count = _STATED.subn(written, packet)
    if count != 4:
        raise TypeError(f"typst wrote {count} dates into the metadata")
    return made


def _rewrite_information(entries: bytes, keep: bool) -> bytes:
    """The information dictionary, the dates in it found by their keys: a string may hold what looks like one."""
    made = bytearray(entries)
    found = [(key, start, end) for start, end in _strings(entries) if (key := _date_key(entries[:start]))]
    for key, start, end in found:
        if entries[end - len(_MIDNIGHT) : end] != _MIDNIGHT:
            raise TypeError("typst wrote a date that is no midnight")
        if keep:
            made[start:end] = (entries[start : end - len(_MIDNIGHT)] + b")").ljust(end - start)
        else:
            begin = entries.rindex(key, 0, start)
            made[begin:end] = b" " * (end - begin)
    if len(found) != 2:
        raise TypeError(f"typst wrote {len(found)} dates into the information dictionary")
    return bytes(made)


def _date_key(before: bytes) -> bytes:
    """The key of a date that ends `before`; empty for none."""
    return next((key for key in _KEYS if before.rstrip().endswith(key)), b"")


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
