"""What years have for themselves: the folders of their records, and the year in whose folder a path lies."""

from __future__ import annotations

import re

from generator.model.place import BY_YEAR, YEAR, FileKind, folder_of

UNCLEAR = 0  # in place of a year
# What of the files of one year no rule asks for that looks at what all years share.
YEARLY: tuple[FileKind, ...] = tuple(kind for kind in BY_YEAR if kind not in ("entry", "holidays", "scheme"))
_FOLDERS = tuple(f"{folder_of(kind)}/" for kind in YEARLY)
_YEAR = re.compile(YEAR)


def yearly_of(path: str) -> int | None:
    """The year in whose folder `path` lies, below the folder of a kind that years have for themselves.

    UNCLEAR where it lies there and in no year's folder; None where it lies elsewhere.
    """
    if not path.startswith(_FOLDERS):
        return UNCLEAR if path.casefold().startswith(_FOLDERS) else None
    name = path.split("/", 3)[2]
    return int(name[:4]) if name[4:] in ("", ".yml") and _YEAR.match(name) else UNCLEAR
