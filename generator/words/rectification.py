"""How far a finding has been put right, in words, as of the day of the results and never of a clock."""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.model.deduction import Deduction, Rectification

UNASKED = "未要求整改"  # a record without an order to put it right, which is written where there is one


Stage = Literal["accepted", "waiting", "open", "late"]  # in words: 已销号, 已整改待销号, 整改中, 逾期未整改


def stage_on(found: Rectification | None, day: date) -> Stage | None:
    """How far it is on `day`; None where nothing is to be put right, or the register tells it."""
    if found is None or (found.item and found.due is None):
        return None
    if found.accepted is not None and found.accepted <= day:
        return "accepted"
    if _is_done(found, day):
        return "waiting"
    return "late" if _overdue(found, day) else "open"


def rectification_state(found: Rectification | None, day: date) -> str:
    """How far it is on `day`, and what was done after it; empty where nothing is to be put right."""
    stage = stage_on(found, day)
    if found is None or stage is None:
        return ""
    if stage in {"accepted", "waiting"}:
        reached, late = "已销号" if stage == "accepted" else "已整改，待销号", late_words(found, day)
        state = f"{reached}，{late}" if late else reached
    elif stage == "late":
        state = f"未完成整改，已逾期 {_overdue(found, day)} 日（截至{day.isoformat()}）"
    else:
        state = "整改中"
    steps = ((found.done, "已整改"), (found.accepted, "已销号"))
    after = [(when, words) for when, words in steps if when is not None and when > day]
    return f"{state}；{after[-1][0]} {after[-1][1]}" if after else state


def _is_done(found: Rectification, day: date) -> bool:
    return found.done is not None and found.done <= day


def fate_words(record: Deduction, day: date) -> str:
    """How far a finding is put right on `day`, or that nobody asked for it; empty where it was revoked."""
    if record.is_revoked:
        return ""
    if record.rectification is None:
        return UNASKED
    return rectification_state(record.rectification, day) or "列入整改登记簿"


def undated(words: str, day: date) -> str:
    """Words of `rectification_state` and `fate_words` where the day as of which they are is said once for several."""
    return words.replace(f"（截至{day.isoformat()}）", "")


def late_words(found: Rectification, day: date) -> str:
    """That it was put right late, or is overdue on `day`, in calendar days; empty where it is neither."""
    if found.due is None:
        return ""
    if found.done is not None and found.done <= day:
        return f"逾期{(found.done - found.due).days}日完成" if found.done > found.due else ""
    days = _overdue(found, day)
    return f"截至{day.isoformat()}已逾期{days}日" if days else ""


def _overdue(found: Rectification, day: date) -> int:
    """For how many calendar days it has been due on `day`; 0 where it is not overdue."""
    return max(0, (day - found.due).days) if found.due is not None and not _is_done(found, day) else 0
