"""Records in what is said to a clerk: by unit, day and item with a link to them, not by the path of a file."""

from __future__ import annotations

import re

from markupsafe import Markup

from generator.desk.desk_facts import record_url, unit_name
from generator.desk.desk_sight import Sight
from generator.model.place import DATA_FOLDER, POINTS, Place, find_place
from generator.words.day_words import day_words, reword_days

_PATH = re.compile(rf"(?<![A-Za-z0-9_/.-]){DATA_FOLDER}/[A-Za-z0-9_/-]+\.yml")
_IN_ID = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?P<day>[0-9]{2})-(?P<unit>[a-z0-9-]+?)-[0-9]+\Z")


def name_records(sight: Sight, words: str) -> Markup:
    """`words`, escaped, with its days as people read them, and each path of a record of points as words; a link where
    the office may see the record.

    A record that is only in a proposal is not in `sight`: its path says unit, day and item as well.
    """
    words = reword_days(words)
    made, end = Markup(), 0
    for found in _PATH.finditer(words):
        place = find_place(found[0])
        if place is not None and place.kind in POINTS:
            made += Markup.escape(words[end : found.start()]) + _name(sight, found[0], place)
            end = found.end()
    return made + Markup.escape(words[end:])


def _name(sight: Sight, path: str, place: Place) -> Markup:
    record = next((one for one in sight.corpus.deductions if one.path == path), None)
    found = sight.scheme_and_item(place.year, place.item)
    item = found[1].name if found is not None else place.item
    if record is None:
        return Markup.escape(_said_by_id(sight, place.id, item))
    said = f"{unit_name(sight, record.unit)} {day_words(record.date)} {item}"
    if sight.show(record) is None:
        return Markup.escape(said)
    return Markup('<a href="{}">{}</a>').format(record_url(record), said)


def _said_by_id(sight: Sight, name: str, item: str) -> str:
    """What the id of a record says: its day and unit."""
    found = _IN_ID.match(name)
    if found is None:
        return f"{item} {name}"
    day = reword_days(f"{found['year']}-{found['month']}-{found['day']}")
    return f"{unit_name(sight, found['unit'])} {day} {item}"
