"""What a file really is, told by its content: offices rename files, and their systems write web pages named .xls."""

from __future__ import annotations

import io
import re
import zipfile

from generator.sheets.raw_sheet import SheetFault

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNPACKED = 400_000_000  # bytes that a zip file may claim
_PARTS = 5_000


def tell_form(data: bytes) -> str:
    """xlsx, xls, ods, html, xml or text; raises SheetFault for what is none of them."""
    if not data.strip(b"\x00 \r\n\t"):
        raise SheetFault("empty")
    if data.startswith(b"PK"):
        return _tell_zip(data)
    if data.startswith(_OLE):
        return _tell_ole(data)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<workbook" in head:
        return "xml"
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|table|head|meta|body|style|div)", head):
        return "html"
    if head.startswith(b"%pdf") or _is_binary(data):
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


def _is_binary(data: bytes) -> bool:
    """Whether bytes stand in it that no text has, UTF-16 with a mark in front left aside."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return bool(re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:65536]))
