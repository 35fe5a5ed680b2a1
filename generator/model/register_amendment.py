"""A change of a declaration from a day on: what was entered for the days before is judged as it was declared then."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from generator.model.field import Anything, Day, Part, Pattern, Rows, Text
from generator.model.lazy_dataclass import dataclass

_STEPS = re.compile(r"[a-z0-9_-]{1,64}(?:/[a-z0-9_-]{1,64}){0,7}\Z")


@dataclass(frozen=True, slots=True)
class DeclaredPlace:
    """One place of the declaration, and what stands there from then on."""

    at: Annotated[
        str,
        Pattern(
            doc="规定里的位置：字段用 / 隔开，列表里的用编号",
            pattern=_STEPS,
            form="如 deadlines/answer/days",
        ),
    ]
    to: Annotated[Any, Anything(doc="从这一天起的写法，与规定里这个位置的写法相同")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAmendment:
    """What is declared otherwise from a day on."""

    from_: Annotated[datetime.date, Day(doc="从哪一天的记录起", planned=True)]
    reason: Annotated[str, Text(doc="修改的原因", limit=200)]
    document: Annotated[str, Text(doc="依据的文件", limit=120)] = ""
    changes: Annotated[tuple[DeclaredPlace, ...], Rows(doc="改动", minimum=1), Part(doc="一处改动")]

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"from_": "from"}
