"""What is wrong with a part of a scheme, as its kind finds it: where in the part, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

_SHOWN = 4


class Flaw(NamedTuple):
    """A problem at `steps` below what was looked at; `severity` as of a Problem."""

    code: str
    steps: tuple[str | int, ...]
    message: str
    hint: str
    severity: Literal["error", "warning"] = "error"

    def below(self, *steps: str | int) -> Flaw:
        """The same, seen from above: what was looked at lies at `steps`."""
        return self._replace(steps=(*steps, *self.steps))


def ask_choice(field: str, choices: Mapping[str, str]) -> str:
    """What to do about a choice that is left unsaid: which field to write, and what may stand there."""
    listed = "、".join(f"{value}（{said}）" for value, said in choices.items())
    return f"请写 {field}，可填：{listed}。"


def list_units(names: Sequence[str]) -> str:
    """The names of units, the first few of them in order, and how many there are where there are more."""
    return "、".join(sorted(names)[:_SHOWN]) + (f"等 {len(names)} 个单位" if len(names) > _SHOWN else "")
