"""What a scheme rests on, and what it leaves open."""

from typing import Annotated

from generator.model.field import Text
from generator.model.lazy_dataclass import dataclass
from generator.rules.item import CLAUSE


@dataclass(frozen=True)
class OpenQuestion:
    """What a scheme does not decide yet: a reminder with its place, and no results until it is answered."""

    at: Annotated[str, Text(doc="位置，如 components/performance/items/hotline-handling/max", limit=200)]
    ask: Annotated[str, Text(doc="要定的事", limit=200)]


@dataclass(frozen=True)
class Basis:
    """Where in the notice the rules of the whole stand."""

    total: Annotated[str, CLAUSE] = ""
    target: Annotated[str, CLAUSE] = ""
    ranking: Annotated[str, CLAUSE] = ""
    rectification: Annotated[str, CLAUSE] = ""


NO_BASIS = Basis()
