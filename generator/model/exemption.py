"""data/exceptions.yml: texts that look as if they told of a person, were looked at, and do not."""

from dataclasses import field
from datetime import date
from typing import Annotated, ClassVar

from generator.model.field import Day, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin


@dataclass(frozen=True)
class Exemption:
    """One text: the field of a file, in all rows where it stands in a list; and why it may stay."""

    file: Annotated[str, Text(doc="文件的路径：数据文件，或 content/ 里的网页", limit=200)]
    field: Annotated[str, Text(doc="字段，如 reason 或 evidence/title；网页写 text", limit=120)]
    reason: Annotated[str, Text(doc="为什么不是个人信息，或者为什么可以公开", lines=True)]
    decided: Annotated[date, Day(doc="核对的日期")]


@dataclass(frozen=True)
class Exemptions:
    """All of them; the file is the list itself, and never leaves."""

    INTERNAL: ClassVar[bool] = True
    ROOT: ClassVar[str] = "entries"

    entries: Annotated[
        tuple[Exemption, ...],
        Rows(doc="看来像个人信息、核对过不是（或者可以公开）的文字", minimum=1),
        Part(doc="一处文字"),
    ]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
