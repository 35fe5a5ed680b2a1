"""What the file of a deduction is called: day, unit and number, so that the name follows from the record."""

from __future__ import annotations

import re
from collections.abc import Container

from generator.model.deduction import Deduction
from generator.model.unread import UNREAD
from generator.read.spelling import IDENTIFIER

_NUMBER = re.compile(r"[-_ ]([1-9][0-9]{0,2})\Z")


def name_begins(record: Deduction) -> str:
    """How the name of the record's file begins: 2015-0618-fagaiju-; empty where its day or unit could not be read.

    The year is that of the folder.
    """
    if record.date is UNREAD or record.unit is UNREAD:
        return ""
    return f"{record.year}-{record.date:%m%d}-{record.unit}-"


def is_well_named(record: Deduction) -> bool:
    """Whether the name follows from the record; so it does where the record does not say what it should be."""
    begins = name_begins(record)
    return not begins or (record.id.startswith(begins) and bool(_NUMBER.fullmatch(record.id[len(begins) - 1 :])))


def right_name(record: Deduction, taken: Container[str]) -> str:
    """The name that the record's file should have, without extension and none of `taken`; empty if that is unknown.

    A number in the name that there is stays where it is free.
    """
    begins = name_begins(record)
    if not begins:
        return ""
    kept = _NUMBER.search(record.id)
    name = f"{begins}{kept[1]}" if kept else ""
    number = 1
    while not name or name in taken:
        name = f"{begins}{number}"
        number += 1
    return name if IDENTIFIER.match(name) else ""
