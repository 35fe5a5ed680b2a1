"""遮盖: a text taken out of everything that leaves the repository."""

from collections.abc import Iterable, Mapping
from dataclasses import field, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Final, TypeVar

from generator.model.field import COMMIT, Day, Pattern, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin

REDACTED = "〔已遮盖〕"  # what stands in place of a redacted text
MESSAGE = "message"  # the one field of a commit
_COMMIT_FILE = "commit:"
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
        Text(doc="字段，如 reason 或 evidence/title；提交说明写 message", limit=120),
    ]
    reason: Annotated[str, Text(doc="遮盖的原因（不写被遮盖的内容）", lines=True)]
    decided: Annotated[date, Day(doc="决定遮盖的日期")]
    commit: Annotated[str, Pattern(doc="最后一个含有原文的提交", pattern=COMMIT, form="40 位小写十六进制数")]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def is_message(self) -> bool:
        """Whether a commit's message is redacted, and no file's texts."""
        return self.file.startswith(_COMMIT_FILE)

    @property
    def message_of(self) -> str:
        """The commit whose message is redacted; empty where it is a file's texts."""
        return self.file.removeprefix(_COMMIT_FILE) if self.is_message else ""


def commit_file(commit: str) -> str:
    """What a redaction names as the file where it is the message of a commit."""
    return f"{_COMMIT_FILE}{commit}"


@dataclass(frozen=True)
class Masks:
    """All redactions that are known where something is read, and which texts of which file and commit they take out.

    `names` are the other names that a redacted file had in the history, by the path that its redaction gives.
    """

    redactions: tuple[Redaction, ...] = ()
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the redactions, sorted, each once."""
        return tuple(sorted({record.id for record in self.redactions}))

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[Redaction, ...]]:
        others = dict(self.names)
        found: dict[str, list[Redaction]] = {}
        for record in self.redactions:
            for path in (record.file, *others.get(record.file, ())):
                found.setdefault(path, []).append(record)
        return {path: tuple(records) for path, records in found.items()}

    def redactions_of(self, path: str) -> tuple[Redaction, ...]:
        """The redactions of texts of the file at `path`, in their order."""
        return self._by_path.get(path, ()) if self.redactions else ()

    def fields_of(self, path: str) -> tuple[str, ...]:
        """The fields of the file at `path` whose texts are masked in each of its versions."""
        return tuple(dict.fromkeys(field for record in self.redactions_of(path) for field in record.fields))

    def mask_message(self, commit: str, message: str) -> str:
        """The message of a commit, or what stands in its place."""
        return REDACTED if self.fields_of(commit_file(commit)) else message

    def with_others(self, redactions: Iterable[Redaction]) -> "Masks":
        """These and others; one that is there already is not counted twice."""
        known = {(record.id, record.file, record.fields): record for record in self.redactions}
        count = len(known)
        for record in redactions:
            known.setdefault((record.id, record.file, record.fields), record)
        if len(known) == count:
            return self
        return Masks(tuple(sorted(known.values(), key=lambda r: (r.decided, r.id, r.file, r.fields))), self.names)


NO_MASKS: Final = Masks()


def mask_fields(record: Masked, fields: Iterable[str]) -> Masked:
    """`record` with each text at one of `fields` (`reason`, `evidence/title`) redacted, in all rows of a list.

    What is not there, and what is no text, stays as it is.
    """
    for path in fields:
        record = _mask(record, path.split("/"))
    return record


def holds_mask(record: Any, field: str) -> bool:
    """Whether a text at `field` of a record is redacted."""
    values = [record]
    for step in field.split("/"):
        values = [getattr(row, step, None) for value in values for row in _rows(value)]
    return REDACTED in [row for value in values for row in _rows(value)]


def _rows(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _mask(value: Any, steps: list[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_mask(entry, steps) for entry in value)
    if not steps:
        return REDACTED if isinstance(value, str) and value else value
    if not is_dataclass(value) or isinstance(value, type) or not hasattr(value, steps[0]):
        return value
    return replace(value, **{steps[0]: _mask(getattr(value, steps[0]), steps[1:])})
