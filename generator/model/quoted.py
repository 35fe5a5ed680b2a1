"""A name between quotation marks."""

from __future__ import annotations

_WITHIN = str.maketrans("“”‘’", "‘’“”")


def within_marks(name: str) -> str:
    """`name` between double marks: its own are single ones, and double ones within these (GB/T 15834, 4.8.3.3)."""
    return name.translate(_WITHIN)


def quoted(name: str) -> str:
    """`name` with double marks around it: “‘两案’办理” of “两案”办理."""
    return f"“{within_marks(name)}”"
