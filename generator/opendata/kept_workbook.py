"""Workbooks that were rendered before: the same sheets give the same parts, whatever the commit and the day.

Both stand in every workbook of a site, and change with each commit; they are written into the finished parts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from zipfile import ZipFile

from generator.kept.kept_store import KeptStore
from generator.opendata.disclosure import Disclosure
from generator.opendata.xlsx_file import render_workbook
from generator.opendata.year_workbook import build_workbook
from generator.opendata.zip_file import store_files

# What stands for the commit until it is written in: no text of the data says it.
_COMMIT = sha256(b"the commit of a workbook").hexdigest()[:40]
_DAY = date(2000, 1, 1)
_PROPERTIES, _TEXTS = "docProps/core.xml", "xl/sharedStrings.xml"
_DATED = re.compile(rf"{_DAY.isoformat()}(?=T00:00:00Z)")


def year_workbook(disclosure: Disclosure, year: int, store: KeptStore) -> bytes:
    """The bytes of the workbook of `year`, rendered anew only where a sheet says something else than in `store`."""
    workbook = build_workbook(replace(disclosure, commit=disclosure.commit and _COMMIT), year)

    def render() -> Mapping[str, str]:
        with ZipFile(io.BytesIO(render_workbook(workbook, _DAY))) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    decides = ["workbook", version("xlsxwriter"), repr(workbook)] if store.is_there else []
    parts = dict(store.derive(decides, render, lambda: True))
    parts[_PROPERTIES] = _DATED.sub(disclosure.until.isoformat(), parts[_PROPERTIES])
    parts[_TEXTS] = parts[_TEXTS].replace(_COMMIT, disclosure.commit or _COMMIT)
    return store_files({name: text.encode() for name, text in parts.items()})
