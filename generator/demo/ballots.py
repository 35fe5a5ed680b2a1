"""千人评议 of the sample district: tallies of over 1,000 ballots for each unit."""

from __future__ import annotations

from datetime import date

from generator.demo.seeded import SeededDraws
from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.scheme import Scheme

# Ballots issued to each panel; 特邀监督员 are 110 by the notice (实施意见 point 12).
ISSUED = {"delegates": 220, "supervisors": 110, "communities": 270, "enterprises": 240, "residents": 260}


def make_appraisal(lots: SeededDraws, scheme: Scheme, unit: str, held: date) -> Appraisal:
    """The appraisal of `unit`; in every panel and aspect the counts sum to the valid ballots."""
    component = next(part for part in scheme.components if isinstance(part, AppraisalComponent))
    drawn = lots.under(f"appraisal/{scheme.year}/{unit}")
    standing = drawn.between("standing", 55, 82)  # of 100 who know the unit, so many are satisfied
    panels = {
        panel.id: _tally_panel(drawn.under(panel.id), component, panel.id, standing) for panel in component.polls
    }
    note = "计票由两人复核一致" if drawn.happens("note", 10) else ""
    return Appraisal(unit, scheme.year, held, panels, sample=True, internal_note=note)


def _tally_panel(lots: SeededDraws, component: AppraisalComponent, panel: str, standing: int) -> PanelTally:
    issued = ISSUED[panel]
    returned = issued - issued * lots.between("kept", 0, 3) // 100
    valid = returned - lots.between("spoilt", 0, 3)
    tallies = {
        aspect.id: _tally_aspect(lots.under(aspect.id), valid, standing + lots.between(f"{aspect.id}/shift", -6, 6))
        for aspect in component.aspects
    }
    return PanelTally(Ballots(issued, returned, valid), tallies)


def _tally_aspect(lots: SeededDraws, valid: int, standing: int) -> dict[str, int]:
    unknown = valid * lots.between("unknown", 2, 14) // 100
    known = valid - unknown
    satisfied = known * standing // 100
    dissatisfied = (known - satisfied) * lots.between("dissatisfied", 0, 15) // 100
    fairly = known - satisfied - dissatisfied
    return {"satisfied": satisfied, "fairly": fairly, "dissatisfied": dissatisfied, "dont-know": unknown}
