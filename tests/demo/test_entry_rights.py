"""What the demonstration's offices write into entries: nothing that the declaration gives to another."""

from __future__ import annotations

from generator.check.entry_ownership import foreign_fields
from generator.demo.district import Options, make_district
from generator.demo.entry_lives import EntryLife, declared, entry_on
from generator.demo.register import LEADER


def _foreign_turns(life: EntryLife) -> list[str]:
    """The turns of a life by an office other than the leading one that write what is not that office's."""
    found, before = [], None
    for turn in life.turns:
        after = entry_on(life, turn.day)
        register = declared()[life.register]
        if turn.office != LEADER and any(foreign_fields(register, turn.office, before, after)):
            found.append(f"{life.path}: {turn.says}（{turn.office}）")
        before = after
    return found


def test_no_office_writes_what_the_declaration_gives_to_another() -> None:
    entries = make_district(Options()).entries
    assert len(entries) > 200
    assert [said for life in entries for said in _foreign_turns(life)] == []
