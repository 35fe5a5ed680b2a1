"""What the rows of `kaohe log --json` hold, written down value by value: the printer lays them out as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.git.clock import beijing_time
from generator.git.signature import Signature
from generator.public.released_event import AnyReleasedEvent
from generator.read.canonical import FieldChange
from generator.words.log_rows import log_rows


def printed(events: Iterable[AnyReleasedEvent], signatures: Mapping[str, Signature]) -> list[Any]:
    """The values of the rows as they are printed."""
    return [json.loads(row) for row in log_rows(events, signatures)]


def log_json(events: Iterable[AnyReleasedEvent], signatures: Mapping[str, Signature]) -> Iterator[dict[str, Any]]:
    """The values of the rows of `events`; of internal fields it is only told that they differ."""
    return (_event_row(event, signatures) for event in events)


def _event_row(event: AnyReleasedEvent, signatures: Mapping[str, Signature]) -> dict[str, Any]:
    reason = event.reason
    signed, merged = signatures.get(event.writer.id), signatures.get(event.step.id)
    reached, committed = event.reached, event.step.committed
    time = beijing_time(reached).isoformat()
    return {
        "kind": event.kind,
        "path": event.path,
        "unit": event.unit or None,
        "item": event.item or None,
        "commit": event.step.id,
        "time": time,
        "claimed_time": time if committed == reached else beijing_time(committed).isoformat(),
        "committer": event.step.committer or None,
        "forge": event.step.forge or None,
        "written_in": event.writer.id,
        "author": event.writer.author or None,
        "reason": reason.subject,
        "details": reason.body,
        "proposal": reason.proposal or None,
        "signature": signed.verdict if signed is not None else None,
        "signer": (signed.signer or None) if signed is not None else None,
        "commit_signature": merged.verdict if merged is not None else None,
        "commit_signer": (merged.signer or None) if merged is not None else None,
        "fields": [_field_row(change) for change in event.fields],
        "renamed": event.other or None,
        "made_by_merge": event.by_merge,
        "may_be_earlier": event.earlier,
    }


def _field_row(change: FieldChange) -> dict[str, Any]:
    if change.internal:
        return {"field": change.field, "internal": True, "old": None, "new": None}
    return {"field": change.field, "old": change.old, "new": change.new}
