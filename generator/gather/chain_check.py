"""Whether a district's chain of acts is what was seen before, and only longer.

A publication that was withdrawn, corrected or redacted is no fault: each of these is an act of its own at the end of
the chain. What vanished, changed, was put in between or dated back is a rewriting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gather.fault import SourceFault
from generator.gather.published_state import PublishedState
from generator.gather.seen import Seen
from generator.model.act import parse_act
from generator.model.index_records import DistrictRule, RestartRule
from generator.proof.manifest import ListedAct

_DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z")
_ID = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64}|)\Z")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}\Z")
_LONGEST, _MOST_ACTS = 200, 10_000
_WORDS = {"results_sha256": "结果的 SHA-256 ", "record_sha256": "记录的 SHA-256 ", "commit": "冻结的提交"}


def check_source(seen: Seen, state: PublishedState, district: DistrictRule) -> list[SourceFault]:
    """What is wrong with `state` after `seen`, given what the index's office has compared in person."""
    if is_restart(seen, state, district):
        return [*_check_form(state)]
    faults = check_chain(seen, state, district.first_seen)
    restart = _awaited(seen, district)
    if restart is not None and any(fault.lasts for fault in faults):
        words = f"重新开始的清单与登记的不同：登记的是 {restart.after}，现在是 {state.digest}。"
        faults.append(SourceFault("KH925", "", words))
    return faults


def is_restart(seen: Seen, state: PublishedState, district: DistrictRule) -> bool:
    """Whether `state` is that with which a district begins anew, as the index's office has recorded."""
    restart = _awaited(seen, district)
    return restart is not None and state.digest == restart.after


def _awaited(seen: Seen, district: DistrictRule) -> RestartRule | None:
    """The recorded restart after what was seen last, which has not come yet."""
    last = seen.digests[-1] if seen.digests else ""
    return next((one for one in district.restarted if one.before == last), None)


def check_chain(seen: Seen, state: PublishedState, first_seen: str = "") -> list[SourceFault]:
    """What is wrong with `state` after `seen`; `first_seen` is the digest that was compared in person, if any was."""
    malformed = [*_check_form(state)]
    if malformed:
        return malformed
    if seen.state is None and not seen.acts:
        return [*_check_first(state, first_seen)]
    if seen.authority and state.authority != seen.authority:
        words = f"来源是另一处的发布：以前见到的是 {seen.authority}，现在是 {state.authority or '没有写明'}。"
        return [SourceFault("KH924", "", words)]
    if state.digest in seen.digests[:-1]:
        words = f"来源退回了以前见过的一份：清单是 {state.digest}，此后已经见过 {seen.digests[-1]}。"
        return [SourceFault("KH923", "", words)]
    return [*_check_known(seen.acts, state), *_check_order(seen.acts, state), *_check_dates(seen.acts, state)]


def _check_form(state: PublishedState) -> Iterator[SourceFault]:
    """A manifest is somebody else's: what is to be kept for ever has the form that it must have, and no other."""
    if len(set(state.lines)) != len(state.lines) or not all(map(_is_act, state.acts)):
        yield SourceFault("KH911", "manifest.json", "清单里各件行为写得不对，或者同一件出现两次。")
    elif not (_DAY.match(state.updated or "2000-01-01") and _ID.match(state.commit) and _ID.match(state.digest)):
        yield SourceFault("KH911", "manifest.json", "清单里的日期或编号不合格式。")
    elif not all(map(_NAME.match, state.redactions)):
        yield SourceFault("KH911", "manifest.json", "清单里遮盖的编号不合格式。")
    elif max(len(state.district), len(state.authority)) > _LONGEST or len(state.acts) > _MOST_ACTS:
        yield SourceFault("KH911", "manifest.json", "清单里的名称太长，或者行为太多。")


def _is_act(act: ListedAct) -> bool:
    digests = (act.results_sha256, act.commit, act.record_sha256)
    return parse_act(act.line) is not None and bool(_DAY.match(act.date)) and all(map(_ID.match, digests))


def _check_first(state: PublishedState, first_seen: str) -> Iterator[SourceFault]:
    if first_seen and state.digest != first_seen:
        words = f"第一次汇集的清单与登记时核对过的不同：登记的是 {first_seen}，现在是 {state.digest}。"
        yield SourceFault("KH925", "", words)


def _check_known(known: tuple[ListedAct, ...], state: PublishedState) -> Iterator[SourceFault]:
    now = {act.line: act for act in state.acts}
    for before in known:
        after = now.get(before.line)
        if after is None:
            digest = before.results_sha256 or before.date
            yield SourceFault(
                "KH920", before.line, f"以前见到过 {before.line}（{digest}），现在没有了（清单 {state.digest}）。"
            )
            continue
        for name, words in _WORDS.items():
            old, new = getattr(before, name), getattr(after, name)
            if name == "record_sha256" and not new and state.redactions:
                continue  # in a public history no digest is told of a record in which something is masked
            if old != new:
                told = f"{before.line} 的{words}以前是 {old or '无'}，现在是 {new or '无'}。"
                yield SourceFault("KH921", before.line, told)
        if after.date != before.date:
            code = "KH922" if after.date < before.date else "KH921"
            words = f"{before.line} 的日期以前是 {before.date}，现在是 {after.date}（清单 {state.digest}）。"
            yield SourceFault(code, before.line, words)


def _check_order(known: tuple[ListedAct, ...], state: PublishedState) -> Iterator[SourceFault]:
    """What was seen comes first, in the order in which it was seen."""
    before = [act.line for act in known if act.line in state.lines]
    places = {line: at for at, line in enumerate(state.lines)}
    if sorted(before, key=places.__getitem__) != before:
        yield SourceFault(
            "KH921", "chain", f"各件行为的先后以前是 {'、'.join(before)}，现在不同（清单 {state.digest}）。"
        )
        return
    last = max((places[line] for line in before), default=-1)
    for line in state.lines[:last]:
        if line not in before:
            yield SourceFault("KH922", line, f"{line} 以前没有，现在排在已经见到的 {state.lines[last]} 之前。")


def _check_dates(known: tuple[ListedAct, ...], state: PublishedState) -> Iterator[SourceFault]:
    """What is new is not dated before what had been published when it was not there yet.

    A redaction tells the day on which it was decided, which may be long before it was carried out.
    """
    told = [act for act in known if not act.line.startswith("redaction ")]
    if not told:
        return
    latest = max(told, key=lambda act: act.date)
    seen = {act.line for act in known}
    for act in state.acts:
        if act.line not in seen and not act.line.startswith("redaction ") and act.date < latest.date:
            words = f"{act.line} 是新的，日期却是 {act.date}，早于已经见到的 {latest.line}（{latest.date}）。"
            yield SourceFault("KH922", act.line, words)
