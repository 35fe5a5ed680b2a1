"""From a form to a proposal: what was filled in is drawn up on the state it belongs to, looked at, and committed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from hashlib import sha256

from generator.acts.desk_proposals import (
    DeskProposal,
    Signed,
    State,
    begin_draft,
    continue_draft,
)
from generator.acts.plan import today
from generator.acts.record_act import Drafts, FilledForm, draft_records
from generator.acts.record_source import RecordSource
from generator.desk.desk_state import DeskState
from generator.desk.desk_viewer import Viewer
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place
from generator.model.problem import UserError

OPEN: tuple[State, ...] = ("draft", "sent", "changed")  # those that can still be added to
_NUMBERED = re.compile(r"(.+)-([0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class EntryTarget:
    """What an entry is drawn up upon: the main branch, or one of the office's own open proposals."""

    source: RecordSource
    proposal: DeskProposal | None = None

    @property
    def name(self) -> str:
        """The proposal's name, empty for a new one."""
        return self.proposal.name if self.proposal is not None else ""

    def back_to(self, page: str) -> str:
        """Where a form leads back to: the proposal that is amended, as what it adds has no page yet; else `page`."""
        return page if self.proposal is None else f"/proposals/{self.proposal.office}/{self.proposal.name}"


def open_proposals(state: DeskState, viewer: Viewer) -> list[DeskProposal]:
    """The office's own proposals that can still be added to."""
    return [one for one in state.proposals(viewer.office) if one.state in OPEN]


def choose_target(state: DeskState, viewer: Viewer, name: str) -> EntryTarget:
    """The target of this name; UserError where the office has no such proposal that is open."""
    if not name:
        return EntryTarget(state.main())
    found = state.proposal(viewer.office, name)
    if found is None or found.state not in OPEN:
        raise UserError("要放进的提案已经撤回、合并或者不再适用。请另选一份，或者放进新的提案。")
    return EntryTarget(state.at(found.tip), found)


def draw_up(target: EntryTarget, entry: FilledForm, viewer: Viewer, taken: Collection[str] = ()) -> Drafts:
    """The drafts of an entry with all that `kaohe check` says; a new record gets a name that is not `taken`."""
    drafts = draft_records(target.source, [entry], viewer.office)
    while not entry.path and drafts.drafts[0].path in taken:
        entry = replace(entry, name=_next_name(drafts.drafts[0].path))
        drafts = draft_records(target.source, [entry], viewer.office)
    return drafts


def digest_of(target: EntryTarget, entry: FilledForm) -> str:
    """What was looked at, in short: the state and the fields. Whatever is committed must still be the same."""
    said = repr(
        (target.source.commit, target.name, entry.kind, entry.register, entry.path, sorted(entry.fields.items()))
    )
    return sha256(said.encode()).hexdigest()


def taken_paths(state: DeskState) -> frozenset[str]:
    """The files that open proposals of all offices change: a new record gets another name."""
    found = state.proposals()
    return frozenset(path for one in found if one.state in OPEN for path in one.paths)


def commit_entry(
    state: DeskState,
    viewer: Viewer,
    target_name: str,
    entry: FilledForm,
    message: Callable[[Mapping[str, str]], str],
    once: str,
    seen: str,
) -> DeskProposal | None:
    """The proposal with the entry committed; None where it is not sound, or is not what was looked at any more.

    `once` names the page it comes from: sent twice, it is committed once. `message` makes the commit's from fields.
    """
    with state.writing:
        if there := state.proposal(viewer.office, state.done(once)):
            return there  # the same page, sent again
        target = choose_target(state, viewer, target_name)
        if digest_of(target, entry) != seen:
            return None
        drafts = draw_up(target, entry, viewer, taken_paths(state) if not entry.path else ())
        if not drafts.is_sound:
            return None
        made = put_files(state, viewer, target, new_name(once), drafts.files, message(drafts.drafts[0].fields))
        state.note_done(once, made.name)
        return made


def new_name(once: str) -> str:
    """The name of a new proposal: its day, and what tells it from the others of that day."""
    return f"{today():%Y%m%d}-{sha256(once.encode()).hexdigest()[:6]}"


def put_files(
    state: DeskState,
    viewer: Viewer,
    target: EntryTarget,
    name: str,
    files: Mapping[str, bytes | None],
    message: str,
) -> DeskProposal:
    """The files as one commit: on the target's proposal, or on a new one of this name."""
    root, signed = state.config.project, Signed(viewer.author, state.config.committer, state.config.key)
    if target.proposal is not None:
        return continue_draft(root, target.proposal, files, message, signed)
    return begin_draft(root, viewer.office, name, files, message, signed)


def _next_name(path: str) -> str:
    """The next name of a numbered record; UserError for a file of which there is one."""
    place = find_place(path)
    found = _NUMBERED.match(place.id) if place is not None and place.kind != "appraisal" else None
    if found is None:
        raise UserError("这一份已经在另一份还没有合并的提案里：请在“提案”里打开那一份，在那里修改。")
    return f"{found[1]}-{int(found[2]) + 1}"
