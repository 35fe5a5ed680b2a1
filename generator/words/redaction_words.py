"""What was redacted, in finished words: which text, when and why, and never what it said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.check.texts import list_records
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.model.redaction import Redaction, holds_mask
from generator.public.released import AnyReleased
from generator.read.masking import redactable_fields


@dataclass(frozen=True, slots=True)
class RedactionView:
    """One redaction: of which file or commit, which texts, on which day, why. `url` is "" where there is no page."""

    id: str
    where: str
    url: str
    texts: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class RedactionsView:
    """The redactions, the latest first; `others` is how many more there are of texts that are not shown here."""

    shown: tuple[RedactionView, ...]
    others: int


def view_redactions(corpus: AnyReleased, pages: Mapping[str, str]) -> RedactionsView:
    """All redactions by which something in `corpus` or its history is masked; `pages` are those of data files."""
    records = {record.origin.file: record for record in list_records(corpus)}
    found = [_view(record, records, pages) for record in reversed(corpus.masks.redactions)]
    shown = tuple(view for view in found if view is not None)
    return RedactionsView(shown, len(found) - len(shown))


def redacted_texts(corpus: AnyReleased, file: str, record: Any) -> str:
    """The names of the texts of `record` that the redaction at `file` took out, as far as they stand in it."""
    found = (redaction for redaction in corpus.masks.redactions if redaction.origin.file == file)
    return "、".join(dict.fromkeys(filter(None, (_texts(redaction, record) for redaction in found))))


def redaction_sentences(corpus: AnyReleased, record: Any) -> tuple[str, ...]:
    """A sentence for each redaction of a record's texts, as far as they stand in it."""
    told = []
    for redaction in corpus.masks.redactions_of(record.origin.file):
        texts = _texts(redaction, record)
        if texts:
            told.append(f"{texts}里的文字已于 {redaction.decided} 遮盖，原因：{redaction.reason.rstrip('。')}。")
    return tuple(told)


def _view(record: Redaction, records: Mapping[str, Any], pages: Mapping[str, str]) -> RedactionView | None:
    day = record.decided.isoformat()
    if record.is_message:
        return RedactionView(record.id, f"提交 {record.message_of[:12]}", "", "提交说明", day, record.reason)
    texts = _texts(record, records.get(record.file))
    if not texts:
        return None
    return RedactionView(record.id, record.file, pages.get(record.file, ""), texts, day, record.reason)


def _texts(redaction: Redaction, record: Any) -> str:
    """The names of the redacted texts that stand in a record as it is shown; empty where none does."""
    placed = find_place(redaction.file)
    if record is None or placed is None or placed.kind == "signers":
        return ""
    labels = redactable_fields(placed.kind, type(record))
    return "、".join(labels[field] for field in redaction.fields if field in labels and holds_mask(record, field))
