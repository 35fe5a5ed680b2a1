"""What the gate hands out: a corpus of which every part may be seen by its audience. Only this room makes one.

Words, pages, documents, open data, feeds and the site take nothing else, so that the types prove that none of them
holds what its audience may not see.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Generic, Never, TypeVar

from generator.rules.corpus import Corpus


class Public:
    """Everybody: what was published, and of that what may leave."""


class Internal:
    """The office: everything."""


Reader = TypeVar("Reader", Public, Internal)


class Released(Corpus, Generic[Reader]):
    """A corpus as its reader may see it. It cannot be made or altered outside the gate, `replace` included."""

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError("only the gate hands out a released corpus: ask generator.public")


AnyReleased = Released[Public] | Released[Internal]


def alter(corpus: AnyReleased, **changes: Any) -> AnyReleased:
    """`corpus` with other values in these fields, which its reader may see as well; for this room alone."""
    kept = {slot.name: getattr(corpus, slot.name) for slot in fields(corpus)}
    seen: Released[Any] = object.__new__(Released)
    seen.__dict__.update(kept | changes)
    return seen


def hand_out(corpus: Corpus, reader: type[Reader]) -> Released[Reader]:
    """`corpus`, in which nothing is left that `reader` may not see; for this room alone."""
    seen: Released[Reader] = object.__new__(Released)
    seen.__dict__.update(corpus.__dict__)
    return seen
