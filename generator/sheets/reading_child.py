"""What the child process does: it reads one file from its input and writes the cells as JSON, within limits.

It is begun by `generator.sheets.open_book` and by nobody else: whatever a file does to a reader, only this process
ends.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from zipfile import BadZipFile

from generator.sheets.raw_sheet import MAX_FILE, RawBook, SheetFault, pack_book

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 30  # of processor time


def main() -> None:
    """Reads standard input; writes {"book": …} or {"fault": …} to standard output."""
    limit_process()
    gc.disable()  # it ends soon
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    try:
        answer: dict[str, Any] = {"book": pack_book(read_book(data))}
    except SheetFault as fault:
        answer = {"fault": str(fault)}
    except MemoryError:
        answer = {"fault": "large"}
    except Exception as error:  # noqa: BLE001  # readers raise whatever a broken file leads them to
        answer = {"fault": "damaged", "said": f"{type(error).__name__}"}
    sys.stdout.write(json.dumps(answer))  # in one piece: written bit by bit it takes three times as long
    sys.stdout.flush()
    os._exit(0)  # there is nothing to tidy up


def limit_process() -> None:
    """Sets the limits, where the system has them."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_book(data: bytes) -> RawBook:
    """The workbook of a file's bytes, recognised by its content; SheetFault where it cannot be read."""
    from generator.sheets.file_form import tell_form

    if len(data) > MAX_FILE:
        raise SheetFault("large")
    try:
        return _reader(tell_form(data))(data)
    except BadZipFile:
        raise SheetFault("damaged") from None


def _reader(form: str) -> Callable[[bytes], RawBook]:
    if form == "xlsx":
        from generator.sheets.xlsx_reader import read_xlsx

        return read_xlsx
    if form == "xls":
        from generator.sheets.xls_reader import read_xls

        return read_xls
    if form == "ods":
        from generator.sheets.ods_reader import read_ods

        return read_ods
    if form == "xml":
        from generator.sheets.xml_reader import read_xml

        return read_xml
    if form == "html":
        from generator.sheets.html_reader import read_html

        return read_html
    from generator.sheets.text_reader import read_text_table

    return read_text_table
