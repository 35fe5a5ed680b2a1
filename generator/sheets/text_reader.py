"""CSV and text between tabs, in UTF-8, UTF-16 or GB18030, whatever the file is called."""

from __future__ import annotations

import codecs
import csv
import io

from generator.sheets.file_form import wide_text
from generator.sheets.raw_sheet import MAX_CELLS, RawBook, RawSheet, SheetFault

_SEPARATORS = ("\t", ",", ";", "，", "|")
_LOOKED = 50  # lines that are looked at for the separator


def decode(data: bytes) -> str:
    """The text: by the mark in front, else strict UTF-8, else GB18030; SheetFault where it is none of them."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "strict").removeprefix("\ufeff")
    for name in filter(None, (wide_text(data), "utf-8", "gb18030")):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise SheetFault("encoding")


def read_text_table(data: bytes) -> RawBook:
    """The one sheet of a text file."""
    try:
        text = decode(data)
    except UnicodeDecodeError:
        raise SheetFault("encoding") from None
    sheet = RawSheet("")
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    row = 1
    for values in reader:
        for column, value in enumerate(values, 1):
            if value.strip(" \u3000\xa0\t"):
                sheet.cells[row, column] = value
        row += 1
        if len(sheet.cells) > MAX_CELLS:
            raise SheetFault("large")
    return RawBook("text", [sheet])


def _separator(text: str) -> str:
    """The sign that stands the same number of times, and most often, in most lines."""
    lines = [line for line in text.splitlines()[:_LOOKED] if line.strip()]
    best, found = (0, 0), ","
    for sign in _SEPARATORS:
        counts = [line.count(sign) for line in lines]
        often = max(set(counts) - {0}, key=counts.count, default=0)
        rate = (counts.count(often) * min(often, 3), often) if often else (0, 0)
        if rate > best:
            best, found = rate, sign
    return found
