"""A publication laid out as `kaohe` writes it: its results are read at a glance, the rest as any file.

Nearly all of its text are the published figures, one unit on a line, and who acts upon ten years of history reads
sixty publications. What does not fit goes to the reader proper, with the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from generator.model.number import parse_decimal
from generator.model.place import ID
from generator.model.publication import FrozenResult
from generator.read.glance import LateOrigin
from generator.read.text import MAX_BYTES

_TOTAL, _RANK = r"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,6})?", r"[1-9][0-9]{0,3}(?:\.5)?"
_ROW = rf"  ({ID}): \{{total: ({_TOTAL}), rank: ({_RANK})\}}\n"
_each_row = re.compile(_ROW).findall
_find_rows = re.compile(rf"^results:\n((?:{_ROW})+)(?! )", re.MULTILINE).search
_IN_THEIR_PLACE = b"results: {unit: {}}\n"
_OPENING = (b'"', b"'", b"|", b">", b"{", b"[")  # behind which the same lines may mean something else


def glance_publication(path: str, data: bytes, read: Callable[[bytes], Any]) -> Any:
    """The publication that the file at `path` holds; None where only the reader proper can tell.

    `read` is that reader, which is given the file with a short list of results; None where it finds a problem.
    """
    try:
        found = _find_rows(data.decode())
    except UnicodeDecodeError:
        return None
    if found is None or len(data) > MAX_BYTES:
        return None
    text = found.string
    before, after = text[: found.start()].encode(), text[found.end() :].encode()
    if any(sign in before for sign in _OPENING):
        return None
    rows = _each_row(found[1])
    results = {unit: FrozenResult(parse_decimal(total), parse_decimal(rank)) for unit, total, rank in rows}
    record = read(before + _IN_THEIR_PLACE + after) if len(results) == len(rows) else None
    return None if record is None else replace(record, results=results, origin=LateOrigin(path, data))
