"""How many records count, and what became of the others: a revoked record is no deduction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from generator.model.deduction import Deduction
from generator.rules.effect_words import reword
from generator.score.result import RecordEffect, UnitResult
from generator.score.step import EARLY, OUTSIDE


def records_of(units: Iterable[UnitResult]) -> Collection[Deduction]:
    """All records of `units`, each once: one that is charged is of two of them."""
    return {effect.record.path: effect.record for unit in units for effect in unit.score.effects()}.values()


def counting(effects: Iterable[RecordEffect]) -> tuple[RecordEffect, ...]:
    """The records that take or give points after appeal and revocation, whatever a cap absorbs of them."""
    return tuple(effect for effect in effects if effect.effective)


def other_words(effects: Sequence[RecordEffect], noun: str) -> str:
    """What became of the records that do not count: 2 条已撤销或经复核不计，1 条在施行前; empty where all count."""
    left = [effect for effect in effects if not effect.effective]
    early = sum(effect.early == EARLY for effect in left)
    outside = sum(effect.early == OUTSIDE for effect in left)
    free = sum(not effect.early and not effect.record.points and effect.record.revoked is None for effect in left)
    void = len(left) - early - outside - free
    parts = [
        *([f"{void} 条已撤销或经复核取消"] if void else []),
        *([f"{early} 条在办法施行前"] if early else []),
        *([f"{outside} 条不在参加考核期间"] if outside else []),
        *([f"{free} 条只指出问题"] if free else []),
    ]
    return f"{'，'.join(parts)}，{reword('不扣分', noun)}" if parts else ""


def record_words(effects: Sequence[RecordEffect], noun: str) -> str:
    """How many records count, and what became of the others: 12 条记录（其中 1 条经复核减少）；另有 2 条…，不扣分.

    Where there are none, that there are none.
    """
    if not effects:
        return "没有记录"
    counted = counting(effects)
    reduced = sum(_is_reduced(effect) for effect in counted)
    others = other_words(effects, noun)
    return (
        f"{len(counted)} 条记录"
        + (f"（其中 {reduced} 条经复核减少）" if reduced else "")
        + (f"；另有 {others}" if others else "")
    )


def _is_reduced(effect: RecordEffect) -> bool:
    appeal = effect.record.appeal
    return appeal is not None and appeal.decision == "reduced"
