"""A change of a scheme from a day on, by a document: the scheme as first issued stays as it is."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Any, ClassVar

from generator.model.field import Anything, Day, Flag, Part, Pattern, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place

_STEPS = re.compile(r"[a-z0-9_-]{1,64}(?:/[a-z0-9_-]{1,64}){0,11}\Z")


@dataclass(frozen=True, slots=True)
class AmendedPlace:
    """One place of the scheme, and what stands there from then on."""

    at: Annotated[
        str,
        Pattern(
            doc="考核办法里的位置：字段用 / 隔开，列表里的用编号",
            pattern=_STEPS,
            form="如 components/performance/items/hotline/max",
        ),
    ]
    to: Annotated[Any, Anything(doc="从施行之日起的写法，与考核办法里这个位置的写法相同")]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a year's scheme. `id` is the file's name, `year` its folder."""

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"starts": "from"}

    id: str
    year: int
    starts: Annotated[date, Day(doc="从哪一天起施行", also=("施行日期",), planned=True)]
    document: Annotated[str, Text(doc="依据的文件", limit=120)]
    changes: Annotated[tuple[AmendedPlace, ...], Rows(doc="改动", minimum=1), Part(doc="一处改动")]
    reason: Annotated[str, Text(doc="修改的原因", lines=True)] = ""
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    internal_note: Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("amendment", self.year, id=self.id).path
