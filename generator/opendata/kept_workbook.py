"""Workbooks that were rendered before: the same sheets give the same parts, whatever the commit and the day.

Both stand in every workbook of a site, and change with each commit; they are written into the finished parts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from zipfile import ZipFile

from generator.kept.kept_store import KeptStore, digest_of
from generator.opendata.disclosure import Disclosure
from generator.opendata.sheet import Workbook
from generator.opendata.xlsx_file import render_workbook
from generator.opendata.year_workbook import build_workbook, version_words
from generator.opendata.zip_file import store_files
from generator.public.periods import within_year

# What stands for the commit until it is written in: no text of the data says it.
_COMMIT = sha256(b"the commit of a workbook").hexdigest()[:40]
_DAY = date(2000, 1, 1)
_PROPERTIES, _TEXTS = "docProps/core.xml", "xl/sharedStrings.xml"
_DATED = re.compile(rf"{_DAY.isoformat()}(?=T00:00:00Z)")


def year_workbook(disclosure: Disclosure, year: int, store: KeptStore, decides: Sequence[str] = ()) -> bytes:
    """The bytes of the workbook of `year`, rendered anew only where a sheet says something else than in `store`.

    With `decides`, all from which the disclosure of that year follows, the sheets need not be filled to find it.
    """
    alone = _disclosure_of(disclosure, year)
    if decides:
        told = repr((alone.changes, alone.changes_missing, alone.notes, alone.until))
        made = lambda: _parts(alone, year, store)  # noqa: E731
        parts = dict(store.derive(["workbook of a year", version("xlsxwriter"), told, *decides], made))
    else:
        parts = dict(_parts(alone, year, store))
    parts[_PROPERTIES] = _DATED.sub(disclosure.until.isoformat(), parts[_PROPERTIES])
    parts[_TEXTS] = parts[_TEXTS].replace(_COMMIT, version_words(disclosure))
    return store_files({name: text.encode() for name, text in parts.items()})


def _disclosure_of(disclosure: Disclosure, year: int) -> Disclosure:
    """What the workbook of `year` is made from, and nothing of another year."""
    return replace(
        disclosure,
        corpus=within_year(disclosure.corpus, year),
        periods=tuple(shown for shown in disclosure.periods if shown.period.year == year),
        changes=tuple(change for change in disclosure.changes if change.year in (None, year)),
        commit=_COMMIT,
    )


def _parts(disclosure: Disclosure, year: int, store: KeptStore) -> Mapping[str, str]:
    workbook = build_workbook(disclosure, year)

    def render() -> Mapping[str, str]:
        with ZipFile(io.BytesIO(render_workbook(workbook, _DAY))) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    decides = ["workbook", version("xlsxwriter"), _digest(workbook)] if store.is_there else []
    found: Mapping[str, str] = store.derive(decides, render)
    return found


def _digest(workbook: Workbook) -> str:
    """One digest of all that a workbook says, sheet by sheet: the words of all are as large as itself."""
    return digest_of(map(repr, (replace(workbook, sheets=()), *workbook.sheets)))
