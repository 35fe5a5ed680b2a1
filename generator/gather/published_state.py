"""What a source says was published, without one text of it: what is held against what was seen before."""

from __future__ import annotations

from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.proof.manifest import ListedAct, Manifest

_ACT = tuple(ListedAct.__slots__)


@dataclass(frozen=True, slots=True)
class PublishedState:
    """One state of a district's publication. `digest` is that of its manifest; of a bundle that of the file.

    `commit` is what it was built from, `updated` the last day in its data, `signed` how many of its publications'
    tags carry a signature that was verified; None where a source carries no tags.
    """

    digest: str
    commit: str
    updated: str
    district: str
    authority: str
    form: int
    acts: tuple[ListedAct, ...]
    redactions: tuple[str, ...] = ()
    signed: int | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the chain."""
        return tuple(act.line for act in self.acts)


def state_of(manifest: Manifest) -> PublishedState:
    """The state of which a manifest tells."""
    return PublishedState(
        manifest.sha256, manifest.commit or "", manifest.updated, manifest.district, manifest.authority,
        manifest.form, manifest.acts, manifest.redactions,
    )  # fmt: skip


def write_state(state: PublishedState) -> dict[str, Any]:
    """The state as plain values."""
    found = {name: getattr(state, name) for name in PublishedState.__slots__ if name != "acts"}
    found["redactions"] = list(state.redactions)
    return {**found, "acts": [write_act(act) for act in state.acts]}


def write_act(act: ListedAct) -> dict[str, str]:
    """One act as plain values, without what it does not have."""
    return {name: getattr(act, name) for name in _ACT if getattr(act, name) or name in ("line", "date")}
