"""An appraisal laid out as `kaohe` writes it, read at a glance: one expression judges the file, then it is cut up.

Ballots are nothing but ids and numbers, of which a year has ten thousands. Whatever does not fit goes to the reader.
"""

from __future__ import annotations

import re
from datetime import date

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.place import ID, Place
from generator.read.fast_reader import DAY
from generator.read.glance import LateOrigin
from generator.read.text import MAX_BYTES

_COUNT = "(?:0|[1-9][0-9]{0,4})"
_COUNTS = rf"\{{{ID}: {_COUNT}(?:, {ID}: {_COUNT})*\}}"
_PANEL = re.compile(
    rf"  ({ID}):\n    ballots: \{{issued: ({_COUNT}), returned: ({_COUNT}), valid: ({_COUNT})\}}\n"
    rf"    tallies:\n((?:      {ID}: {_COUNTS}\n)+)"
)
_FORM = re.compile(rf"held: ({DAY})\npanels:\n((?:{_PANEL.pattern})+)(?:sample: (true|false)\n)?")
_ROW = re.compile(rf"      ({ID}): \{{(.*)\}}\n")


def glance_appraisal(path: str, place: Place, data: bytes) -> Appraisal | None:
    """The appraisal that the file at `path` holds; None where only the reader proper can tell."""
    found = _FORM.fullmatch(data.decode("ascii")) if data.isascii() and len(data) <= MAX_BYTES else None
    if found is None:
        return None
    panels: dict[str, PanelTally] = {}
    rows = _PANEL.findall(found[2])
    for name, issued, returned, valid, text in rows:
        tallies = _tallies(text)
        if tallies is None:
            return None
        panels[name] = PanelTally(Ballots(int(issued), int(returned), int(valid)), tallies)
    if len(panels) < len(rows):
        return None  # one stands there twice
    is_sample = found[_PANEL.groups + 3] == "true"
    held = date.fromisoformat(found[1])
    return Appraisal(place.id, place.year, held, panels, is_sample, origin=LateOrigin(path, data), part=place.item)


def _tallies(text: str) -> dict[str, dict[str, int]] | None:
    """The counts of each aspect; None where something stands there twice."""
    found: dict[str, dict[str, int]] = {}
    rows = _ROW.findall(text)
    for aspect, counts in rows:
        pairs = [pair.split(": ") for pair in counts.split(", ")]
        found[aspect] = {option: int(number) for option, number in pairs}
        if len(found[aspect]) < len(pairs):
            return None
    return found if len(found) == len(rows) else None
