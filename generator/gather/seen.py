"""What an index has seen of one district: `seen/<id>.json`, kept in the index's own history, which is the witness.

Acts are only ever added to it, and what a district did to its own chain stays in it. It holds ids, days and digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.gather.fault import SourceFault
from generator.gather.published_state import PublishedState, write_act, write_state
from generator.model.lazy_dataclass import dataclass
from generator.proof.manifest import ListedAct

FOLDER = "seen"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PastFault:
    """A fault that lasts, and the digest of the source in which it was found."""

    fault: SourceFault
    found_in: str


@dataclass(frozen=True, slots=True)
class FormerChain:
    """What a district showed before it began anew; the digests of the last source of it, and of the first after."""

    acts: tuple[ListedAct, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything seen of one district.

    `acts` are those that it must show for ever, in order; `digests` those of its manifests, in the order in which
    they were seen; `faults` what lasts; `now` what is wrong with the source as it was last gathered. `state` is the
    last one in which nothing was wrong, None where there was none. `former` is what it showed before it began anew,
    where the index's office has accepted that. `unheld` are the digests of the sources whose public history was taken
    without an earlier one to hold it against, because none was kept where it was gathered.
    """

    district: str
    acts: tuple[ListedAct, ...] = ()
    digests: tuple[str, ...] = ()
    faults: tuple[PastFault, ...] = ()
    now: tuple[SourceFault, ...] = ()
    state: PublishedState | None = None
    former: tuple[FormerChain, ...] = ()
    unheld: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """Whose publications these are."""
        return self.state.authority if self.state is not None else ""


def seen_path(district: str) -> str:
    """Where what was seen of a district lies in the index."""
    return f"{FOLDER}/{district}.json"


def write_seen(seen: Seen) -> bytes:
    """The file: sorted, the same for the same."""
    state = None if seen.state is None else {**write_state(seen.state), "acts": len(seen.state.acts)}
    found = {
        "kaohe_seen": FORMAT,
        "district": seen.district,
        "acts": [write_act(act) for act in seen.acts],
        "manifests": list(seen.digests),
        "faults": [{**_write_fault(past.fault), "found_in": past.found_in} for past in seen.faults],
        "now": [_write_fault(fault) for fault in seen.now],
        "state": state,
    }
    if seen.former:
        found["former"] = [
            {"acts": [write_act(act) for act in one.acts], "before": one.before, "after": one.after}
            for one in seen.former
        ]
    if seen.unheld:
        found["unheld"] = list(seen.unheld)
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_seen(data: bytes) -> Seen | str:
    """What a file of `seen/` holds, or a sentence that says that it is none."""
    try:
        found = json.loads(data)
        if found["kaohe_seen"] != FORMAT:
            return f"形式是 {found['kaohe_seen']}，这个版本的程序只认 {FORMAT}。"
        acts = tuple(ListedAct(**act) for act in found["acts"])
        return Seen(
            str(found["district"]),
            acts,
            tuple(map(str, found["manifests"])),
            tuple(PastFault(_read_fault(past), str(past["found_in"])) for past in found["faults"]),
            tuple(map(_read_fault, found["now"])),
            _read_state(found["state"], acts),
            tuple(map(_read_former, found.get("former", ()))),
            tuple(map(str, found.get("unheld", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "不是汇集时写下的记录，或者被改动过。"


def _read_state(found: Mapping[str, Any] | None, acts: tuple[ListedAct, ...]) -> PublishedState | None:
    if found is None:
        return None
    values = {name: found[name] for name in PublishedState.__slots__ if name not in ("acts", "redactions")}
    return PublishedState(**values, acts=acts[: found["acts"]], redactions=tuple(found["redactions"]))


def _read_former(found: Mapping[str, Any]) -> FormerChain:
    acts = tuple(ListedAct(**act) for act in found["acts"])
    return FormerChain(acts, str(found["before"]), str(found["after"]))


def _write_fault(fault: SourceFault) -> dict[str, str]:
    return {"code": fault.code, "subject": fault.subject, "sentence": fault.sentence}


def _read_fault(found: Mapping[str, Any]) -> SourceFault:
    return SourceFault(str(found["code"]), str(found["subject"]), str(found["sentence"]))


def take_faulty(seen: Seen, faults: Iterable[SourceFault], found_in: str = "") -> Seen:
    """`seen` after a source in which something was wrong: nothing of it is accepted, and what lasts stays."""
    now = tuple(sorted(set(faults)))
    known = {past.fault for past in seen.faults}
    # Whose publication it is can be held against a district only when one of its own had been seen.
    lasting = [one for one in now if one.lasts and not (one.code == "KH924" and seen.state is None)]
    added = tuple(PastFault(fault, found_in) for fault in lasting if fault not in known)
    return replace(seen, now=now, faults=(*seen.faults, *added))


def take_sound(seen: Seen, state: PublishedState, held: bool = True) -> Seen:
    """`seen` after a source in which nothing was wrong; not `held` where its history could be compared with none."""
    digests = seen.digests if state.digest in seen.digests else (*seen.digests, state.digest)
    unheld = seen.unheld if held or state.digest in seen.unheld else (*seen.unheld, state.digest)
    return replace(seen, now=(), acts=state.acts, digests=digests, state=state, unheld=unheld)


def take_restarted(seen: Seen, state: PublishedState) -> Seen:
    """`seen` after a source with which its district began anew: what it showed before stands beside what it shows."""
    former = FormerChain(seen.acts, seen.digests[-1], state.digest)
    return take_sound(replace(seen, former=(*seen.former, former)), state)
