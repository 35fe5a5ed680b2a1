"""Ties that a person decides, on the pages of irrevocable acts: one block of the form for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.acts.tie_question import TieQuestion
from generator.model.lazy_dataclass import dataclass
from generator.model.place import ID
from generator.model.publication import TieChoice

_ASKED = re.compile(rf"tie/(?P<publication>{ID})/(?P<outcome>{ID})/asked\Z")


@dataclass(frozen=True, slots=True)
class TiedUnit:
    """One of the tied units as it can be chosen."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TieBlock:
    """One tie as a form asks about it. `name` begins the names of its controls, `id` their ids; `about` says where it
    is, `filled` that it was filled in as it was decided before; `errors` are of its ground.
    """

    name: str
    legend: str
    about: str
    filled: str
    units: tuple[TiedUnit, ...]
    ground: str
    document: str
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name as it fits into HTML."""
        return self.name.replace("/", "-")


def tie_blocks(questions: Sequence[TieQuestion], values: Mapping[str, str]) -> list[TieBlock]:
    """The blocks of a form: as they were sent, else as the same was decided before."""
    return [_block(one, values) for one in questions]


def read_ties(values: Mapping[str, str]) -> dict[str, tuple[TieChoice, ...]]:
    """What a form says about ties, by the id of the publication."""
    found: dict[str, tuple[TieChoice, ...]] = {}
    for name in values:
        if asked := _ASKED.match(name):
            choice = _read(name.removesuffix("/asked"), asked["outcome"], values)
            found[asked["publication"]] = (*found.get(asked["publication"], ()), choice)
    return found


def lacks_ground(blocks: Sequence[TieBlock]) -> list[str]:
    """What to say of blocks that do not say why."""
    return [f"{one.legend}：{words}" for one in blocks for words in one.errors]


def _read(name: str, outcome: str, values: Mapping[str, str]) -> TieChoice:
    start = f"{name}/units/"
    units = tuple(sorted(key.removeprefix(start) for key in values if key.startswith(start)))
    return TieChoice(outcome, units, *(values.get(f"{name}/{part}", "").strip() for part in ("ground", "document")))


def _block(question: TieQuestion, values: Mapping[str, str]) -> TieBlock:
    name = f"tie/{question.publication}/{question.outcome}"
    is_sent = f"{name}/asked" in values
    before = question.before
    said = _read(name, question.outcome, values) if is_sent else before or TieChoice(question.outcome, (), "")
    return TieBlock(
        name,
        f"{question.name}处的并列",
        f"{f'“{question.about}”：' if question.about else ''}{_where(question)}",
        "" if is_sent or before is None else f"已照“{question.title}”的决定填好，请核对。",
        tuple(_units(name, question.units, said)),
        said.ground,
        said.document,
        ("缺少依据。请写明是怎样确定的。",) if is_sent and not said.ground else (),
    )


def _where(question: TieQuestion) -> str:
    """Where the tied are; of several groups each says how many there are."""
    told = question.where
    return told if len(question.places) > 1 else f"{len(question.units)} 个单位都是{told}"


def _units(name: str, units: Mapping[str, str], said: TieChoice) -> Iterator[TiedUnit]:
    for unit, label in units.items():
        yield TiedUnit(f"{name}/units/{unit}", label, unit in said.units)
