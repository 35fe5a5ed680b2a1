"""What has changed in the data, as far as the audience of a build may see it, for the open data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from generator.load.compared_versions import CORRECTION, Compared, Comparer, Version, open_comparer
from generator.load.edition import Edition, per_edition
from generator.load.year_key import line_key
from generator.opendata.change_rows import comparison_changes, trail_changes
from generator.opendata.disclosure import ChangeRow
from generator.public.periods import shows_history

_others_of = attrgetter(*(slot.name for slot in fields(ChangeRow)[2:]))
SHALLOW = "这份数据仓库是浅克隆，历史不完整，因此没有列出变动。请用完整克隆（git fetch --unshallow）重新生成。"


@per_edition
def shown_changes(edition: Edition) -> tuple[ChangeRow, ...] | str:
    """The changes in order of time, or the sentence that says why there are none.

    The history tells of what is not published yet: the office and readers of a demonstration get all of it, others
    what each publication and correction brought out.
    """
    decides = line_key(edition)
    if not decides:
        return _told_changes(edition)
    found = [*edition.store.derive_rows(["change rows", *decides], lambda: _plain(_told_changes(edition)))]
    return found[0] if found and isinstance(found[0], str) else tuple(map(_row, found))


def _plain(changes: tuple[ChangeRow, ...] | str) -> Iterator[list[Any] | str]:
    """The changes in plain JSON values, or the sentence alone."""
    if isinstance(changes, str):
        yield changes
    else:
        yield from ([change.commit, change.recorded.isoformat(), *_others_of(change)] for change in changes)


def _row(values: list[Any]) -> ChangeRow:
    commit, day, *others = values
    return ChangeRow(commit, date.fromisoformat(day), *others)


def _told_changes(edition: Edition) -> tuple[ChangeRow, ...] | str:
    account = edition.history
    if not isinstance(account, str):
        if any(gap.kind == "shallow" for gap in account.gaps):
            return SHALLOW
        return trail_changes(account.trails)
    if edition.corpus.site is None or shows_history(edition.corpus, edition.audience):
        return account
    comparer = open_comparer(edition)
    known = comparer.known
    return known.missing or tuple(_brought_out(comparer, [*known.consecutive, *_corrected(edition, known)]))


def _corrected(edition: Edition, known: Compared) -> Iterator[tuple[Version, Version]]:
    """Each correction with the version that it corrects: the publication, or the correction before."""
    stands = {version.name.id: version for version in known.versions}
    for found in edition.corpus.standing_corrections:
        before, after = stands.get(found.publication), stands.get(CORRECTION + found.id)
        if before is not None and after is not None:
            yield before, after
            stands[found.publication] = after


def _brought_out(comparer: Comparer, pairs: list[tuple[Version, Version]]) -> Iterator[ChangeRow]:
    """Each change once, at the publication or correction that first showed it."""
    said: dict[tuple[str, str], tuple[str, str, str]] = {}
    for before, after in sorted(pairs, key=_published):
        found = comparer.compare(before, after)
        for change in comparison_changes(found, after.commit, after.day or after.until):
            place, what = (change.path, change.field), (change.kind, change.old, change.new)
            # A version holds the records of its own year only: those of the year before are not lost in the next.
            if said.get(place) != what and change.year in (None, after.name.year):
                said[place] = what
                yield change


def _published(pair: tuple[Version, Version]) -> tuple[str, str]:
    after = pair[1]
    return (after.day or after.until).isoformat(), after.name.id
