"""遮盖: a text taken out of everything that leaves the repository."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from generator.model.field import COMMIT, Day, Pattern, Rows, Text
from generator.model.origin import Origin

REDACTED = "〔已遮盖〕"  # what stands in place of a redacted text


@dataclass(frozen=True)
class Redaction:
    """Texts of one file that leave nowhere any more; never a figure, a date, an id or a standard.

    `id` is the record's own file name. No digest of a text is kept: a telephone number can be guessed from one.
    """

    id: str
    file: Annotated[str, Text(doc="数据文件的路径；提交说明写 commit:提交编号", limit=200)]
    fields: Annotated[
        tuple[str, ...],
        Rows(doc="被遮盖的文字字段", minimum=1),
        Text(doc="字段，如 reason 或 evidence/title", limit=120),
    ]
    reason: Annotated[str, Text(doc="遮盖的原因（不写被遮盖的内容）", lines=True)]
    decided: Annotated[date, Day(doc="决定遮盖的日期")]
    commit: Annotated[str, Pattern(doc="最后一个含有原文的提交", pattern=COMMIT, form="40 位小写十六进制数")]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
