"""遮盖: a text taken out of everything that leaves the repository."""

from collections.abc import Iterable
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from typing import Annotated, Any, TypeVar

from generator.model.field import COMMIT, Day, Pattern, Rows, Text
from generator.model.origin import Origin

REDACTED = "〔已遮盖〕"  # what stands in place of a redacted text
Masked = TypeVar("Masked")


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


def mask_fields(record: Masked, fields: Iterable[str]) -> Masked:
    """`record` with each text at one of `fields` (`reason`, `evidence/title`) redacted, in all rows of a list.

    What is not there, and what is no text, stays as it is.
    """
    for path in fields:
        record = _mask(record, path.split("/"))
    return record


def _mask(value: Any, steps: list[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_mask(entry, steps) for entry in value)
    if not steps:
        return REDACTED if isinstance(value, str) and value else value
    if not is_dataclass(value) or isinstance(value, type) or not hasattr(value, steps[0]):
        return value
    return replace(value, **{steps[0]: _mask(getattr(value, steps[0]), steps[1:])})
