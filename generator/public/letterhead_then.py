"""The letterhead and the units' names with which something was issued, in place of those of today."""

from __future__ import annotations

from dataclasses import replace

from generator.model.act import Act
from generator.model.place import find_place
from generator.model.publication import Correction
from generator.model.unit import Site
from generator.public.released import AnyReleased, alter
from generator.score.result import YearResult


def as_issued(corpus: AnyReleased, act: Act) -> AnyReleased:
    """`corpus` with the letterhead and the units' names with which an act was issued, as far as a history told it.

    Units that were entered since keep their names; one whose file a later correction of the publication names has the
    name that was corrected.
    """
    known = corpus.issued.get(act.line)
    if known is None:
        return corpus
    units = {**corpus.units, **known.units}
    for made in corpus.corrections_of(act.id) if act.verb == "publish" else ():
        later = corpus.issued.get(Act("correct", made.id).line)
        named = {place.id for path in _files_of(made) if (place := find_place(path)) and place.kind == "unit"}
        units |= {name: unit for name, unit in (later.units if later else corpus.units).items() if name in named}
    return alter(corpus, site=_letterhead(corpus.site, known.site), units=units)


def _letterhead(now: Site | None, then: Site | None) -> Site | None:
    """The site with what documents print of it as it was; whether it is a demonstration is said as it is."""
    if now is None or then is None:
        return now
    return replace(
        now,
        office=then.office,
        lead=then.lead,
        body=then.body,
        bodies=then.bodies,
        district=then.district,
        addressees=then.addressees,
        contact=then.contact,
        opinions=then.opinions,
        copies=then.copies,
    )


def results_as_issued(corpus: AnyReleased, result: YearResult) -> YearResult:
    """`result` with the units as `corpus` names them."""
    scores = (replace(found.score, unit=corpus.units.get(found.unit.id, found.unit)) for found in result.units)
    units = tuple(replace(found, score=score) for found, score in zip(result.units, scores, strict=True))
    return replace(result, units=units)


def _files_of(made: Correction) -> set[str]:
    return {*made.records, *(words.file for words in made.words)}
