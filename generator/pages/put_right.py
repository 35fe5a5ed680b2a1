"""How far a finding is put right, fact by fact and in a few words, as its record shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.deduction import Deduction, Rectification
from generator.model.lazy_dataclass import dataclass
from generator.public.released import AnyReleased
from generator.rules.effect_words import EffectWords
from generator.words.rectification import fate_words, late_words, rectification_state
from generator.words.said_beside import NamedValue, entry_fact, rectification_register


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What was done in a matter, one fact after the other, and how the matter stands; both may be empty."""

    facts: tuple[NamedValue, ...]
    state: str


@dataclass(frozen=True, slots=True)
class PutRight(StatedFacts):
    """The same of what was asked to be put right; `fate` says it, too, where nobody asked.

    `fate` is empty where the record was revoked, or gives points.
    """

    fate: str = ""


def put_right(corpus: AnyReleased, record: Deduction, words: EffectWords, day: date) -> PutRight:
    """The rectification of `record` as of `day`; `words` say what its points do."""
    found = record.rectification
    fate = fate_words(record, day) if words.sign < 0 else ""
    return PutRight(tuple(_rectification_facts(corpus, found, day)), rectification_state(found, day), fate)


def _rectification_facts(corpus: AnyReleased, found: Rectification | None, day: date) -> Iterator[NamedValue]:
    if found is None:
        return
    if found.due is not None:
        yield NamedValue("整改期限", found.due.isoformat())
    if found.item:
        yield entry_fact(corpus, "列入整改登记簿", rectification_register(corpus), found.item)
    if found.item and found.due is None and found.done is None:
        return
    late = late_words(found, max(day, found.done or day))
    done = found.done.isoformat() if found.done else "尚未完成"
    yield NamedValue("完成整改", f"{done}（{late}）" if late else done)
    yield NamedValue("验收销号", found.accepted.isoformat() if found.accepted else "尚未销号")
    if found.note:
        yield NamedValue("整改情况", found.note, lines=True)
