"""Every byte of an output, also those inside archives, compressed files and PDF streams."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from generator.git.whole_pack import read_whole_bundle


def every_content(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file below `folder`, its own name first, then whatever it holds."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if path.is_file():
            yield from unpack(name, path.read_bytes())


def unpack(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The content, and what is packed in it, however deep."""
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield f"{name}!comment", packed.comment
            for entry in packed.infolist():
                yield f"{name}!{entry.filename}", entry.filename.encode() + entry.comment + entry.extra
                yield from unpack(f"{name}!{entry.filename}", packed.read(entry))
    elif data.startswith(b"\x1f\x8b"):
        yield from unpack(f"{name}!gz", gzip.decompress(data))
    elif data.startswith(b"%PDF"):
        yield from unpack_pdf(name, data)
    elif data.startswith(b"# v2 git bundle") and (bundle := read_whole_bundle(data)) is not None:
        for id, found in bundle.objects.items():
            yield f"{name}!{found.kind} {id}", found.data


def unpack_pdf(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every object of a PDF written out, every stream decoded, and the text that a reader sees."""
    import pdfplumber

    with pikepdf.open(io.BytesIO(data)) as document:
        for number, found in enumerate(document.objects):
            yield f"{name}!{number}", found.unparse(resolved=True)
            if isinstance(found, pikepdf.Stream):
                try:
                    yield f"{name}!{number} stream", found.read_bytes()
                except pikepdf.PdfError:
                    yield f"{name}!{number} stream", found.read_raw_bytes()
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            yield f"{name}!page {page.page_number}", page.extract_text().encode()


def find_all(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """Where any of the ASCII `words` occurs below `folder`, in any encoding and case."""
    found = []
    any_of_them = re.compile("|".join(map(re.escape, words)).encode())  # most contents have none
    for name, data in every_content(folder):
        narrow = data.lower().replace(b"\0", b"")  # UTF-16 and UTF-32 as well
        if any_of_them.search(narrow):
            found += [(name, word) for word in words if word.encode() in narrow]
    return found
