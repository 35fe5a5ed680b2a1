"""Files are read by a process of their own, within limits: whatever is in one, the program goes on."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.problem import UserError
from generator.sheets.open_book import open_book, read_apart
from generator.sheets.raw_sheet import SheetFault, pack_book, unpack_book
from generator.sheets.reading_child import read_book
from tests.sheets import workbooks as make


def test_the_process_gives_what_the_reader_reads() -> None:
    assert read_apart(make.hidden()) == read_book(make.hidden())


@pytest.mark.parametrize(
    "data", [make.coloured(), make.formulas(stored=True), make.file("hidden.xls"), make.commented()]
)
def test_nothing_is_lost_on_the_way(data: bytes) -> None:
    book = read_book(data)
    assert unpack_book(pack_book(book)) == book


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(8)
) + b"]><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><a>&i;</a></Workbook>"  # fmt: skip
HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "empty"),
    "zeros": (b"\0" * 100, "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "kind"),
    "a pdf": (b"%PDF-1.4 ...", "kind"),
    "a cut zip": (make.plain()[:900], "damaged"),
    "a zip of something else": (lambda: zipped({"a.txt": b"x"}), "kind"),
    "a binary workbook": (lambda: zipped({"xl/workbook.bin": b"x"}), "binary"),
    "an ole file of something else": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    "a cut xls": (make.file("biff8.xls")[:2000], "damaged"),
    "a password": (make.file("password.xlsx"), "password"),
    "no text of ours": (b"a,b\n\xff\xff,\x81", "encoding"),
    "a bomb of entities": (BOMB, "damaged"),
    "a sheet of nothing but noise": (lambda: zipped({"xl/workbook.xml": b"<workbook"}), "damaged"),
    "a zip bomb": (lambda: zipped({"xl/workbook.xml": b" " * 450_000_000}), "large"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_said_by_its_reason(name: str) -> None:
    given, fault = HOSTILE[name]
    data = given if isinstance(given, bytes) else given()
    with pytest.raises(SheetFault) as caught:
        read_apart(data)
    assert str(caught.value) == fault


def test_time_is_limited() -> None:
    with pytest.raises(SheetFault, match="slow"):
        read_apart(make.plain(), seconds=0)


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    for path in (tmp_path, tmp_path / "pipe.xlsx", tmp_path / "gone.xlsx"):
        with pytest.raises(UserError):
            open_book(path)
