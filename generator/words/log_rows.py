"""The rows of `kaohe log --json` as text, laid out as the printer of any other JSON does it, several times as fast.

A history has them by the ten thousand, all with the same keys. What they hold is written down once
more in `tests/history/log_definition.py`, and held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring as quote

from generator.git.clock import beijing_text
from generator.git.signature import Signature
from generator.public.released_event import AnyReleasedEvent
from generator.read.canonical import FieldChange, Plain
from generator.words.json_text import indented_json

_FIELD = "\n        "  # begins the lines of a field that differs
_NONE = ("null", "null")


def log_rows(events: Iterable[AnyReleasedEvent], signatures: Mapping[str, Signature]) -> Iterator[str]:
    """The row of each event, without the comma after it. Of internal fields it is only told that they differ."""
    return (_row(event, signatures) for event in events)


def _row(event: AnyReleasedEvent, signatures: Mapping[str, Signature]) -> str:
    step, writer, reason = event.step, event.writer, event.reason
    signed, signer = _signed(signatures, writer.id) if signatures else _NONE
    merged, merger = _signed(signatures, step.id) if signatures else _NONE
    time = beijing_text(event.reached)
    claimed = time if step.committed == event.reached else beijing_text(step.committed)
    fields = f"[{','.join([_field(change) for change in event.fields])}\n    ]" if event.fields else "[]"
    return f"""{{
    "author": {_told(writer.author)},
    "claimed_time": "{claimed}",
    "commit": "{step.id}",
    "commit_signature": {merged},
    "commit_signer": {merger},
    "committer": {_told(step.committer)},
    "details": {quote(reason.body)},
    "fields": {fields},
    "forge": {_told(step.forge)},
    "item": {_told(event.item)},
    "kind": "{event.kind}",
    "made_by_merge": {"true" if event.by_merge else "false"},
    "may_be_earlier": {"true" if event.earlier else "false"},
    "path": {quote(event.path)},
    "proposal": {_told(reason.proposal)},
    "reason": {quote(reason.subject)},
    "renamed": {_told(event.other)},
    "signature": {signed},
    "signer": {signer},
    "time": "{time}",
    "unit": {_told(event.unit)},
    "written_in": "{writer.id}"
  }}"""


def _signed(signatures: Mapping[str, Signature], commit: str) -> tuple[str, str]:
    """The verdict on a commit and the office that signed it."""
    found = signatures.get(commit)
    return _NONE if found is None else (quote(found.verdict), _told(found.signer))


def _field(change: FieldChange) -> str:
    head = f'\n      {{{_FIELD}"field": {quote(change.field)},'
    if change.internal:
        return f'{head}{_FIELD}"internal": true,{_FIELD}"new": null,{_FIELD}"old": null\n      }}'
    return f'{head}{_FIELD}"new": {_value(change.new)},{_FIELD}"old": {_value(change.old)}\n      }}'


def _value(value: Plain | None) -> str:
    return quote(value) if type(value) is str else indented_json(value, line=_FIELD)


def _told(text: str) -> str:
    return quote(text) if text else "null"
