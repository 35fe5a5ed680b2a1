"""What a file really is, told by its content: offices rename files, and their systems write web pages named .xls."""

from __future__ import annotations

import io
import re
import zipfile

from generator.sheets.raw_sheet import SheetFault

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_UNPACKED = 400_000_000  # bytes that a zip file may claim
_PARTS = 5_000
_FEW = 8  # of so many characters of a table at least one is a separator, a digit or a blank


def tell_form(data: bytes) -> str:
    """xlsx, xls, ods, html, xml or text; raises SheetFault for what is none of them."""
    if not data.strip(b"\x00 \r\n\t"):
        raise SheetFault("empty")
    if data.startswith(b"PK"):
        return _tell_zip(data)
    if data.startswith(_OLE):
        return _tell_ole(data)
    if data.startswith(_BARE) and data[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00"):
        return "xls"  # of the time before containers
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    if data.startswith((b"ID;P", b"TABLE\r\n0,1", b"TABLE\n0,1")):
        raise SheetFault("exchange")
    if b"urn:oasis:names:tc:opendocument:xmlns:office" in head and b"<office:document" in head:
        return "ods"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<workbook" in head:
        return "xml"
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|table|head|meta|body|style|div)", head):
        return "html"
    if head.startswith(b"%pdf") or (_is_binary(data) and not wide_text(data)):
        raise SheetFault("kind")
    return "text"


def _tell_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _PARTS or sum(info.file_size for info in infos) > _UNPACKED:
                raise SheetFault("large")
            names = {info.filename.replace("\\", "/").lower() for info in infos}
            if "content.xml" in names:
                manifest = archive.read("META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
                if b"encryption-data" in manifest:
                    raise SheetFault("password")
                return "ods"
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError):
        raise SheetFault("damaged") from None
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    raise SheetFault("binary" if any(name.endswith("workbook.bin") for name in names) else "kind")


def _tell_ole(data: bytes) -> str:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise SheetFault("password")
    if has("Workbook") or has("Book"):
        return "xls"
    raise SheetFault("damaged")


def wide_text(data: bytes) -> str:
    """The encoding of text in two bytes for each character without a mark in front; empty where it is none."""
    looked = data[:4096]
    for name, zeros in (("utf-16-le", looked[1::2]), ("utf-16-be", looked[0::2])):
        if zeros.count(0) * _FEW >= len(zeros) > 0 and not data[:65536].count(b"\x00\x00"):
            return name
    return ""


def _is_binary(data: bytes) -> bool:
    """Whether bytes stand in it that no text has, UTF-16 with a mark in front left aside."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return bool(re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:65536]))
