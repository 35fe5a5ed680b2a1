"""What the sample district publishes: each quarter, the public notice and the final results of each year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from generator.demo.days_off import holidays_on
from generator.demo.district import District, Options, schemes_on
from generator.demo.register import YEAR
from generator.demo.story import LEADER, Change, Proposal
from generator.demo.workdays import recording_day, workday_from
from generator.model.act import CHAIN_FILE, Act, Chain
from generator.model.corpus import Corpus
from generator.model.publication import Correction, Publication, TieChoice
from generator.release.freeze import CorrectionOrder, Order, correct_publication, freeze_period
from generator.release.period import score_period
from generator.release.tag import tag_message, tag_name
from generator.release.ties import edge_ties, open_ties, standing_ties
from generator.score.result import YearResult
from generator.score.year import score_year
from generator.view.yaml import emit_record


@dataclass(frozen=True, slots=True)
class Milestone:
    """A publication to come, and the day of it."""

    day: date
    order: Order


@dataclass(slots=True)
class Shelf:
    """What has been published so far, what has been corrected, and the order of both."""

    publications: dict[str, Publication] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    @property
    def chain(self) -> Chain:
        """The acts as chain.yml lists them."""
        return Chain(tuple(act.line for act in self.acts))

    def take(self, act: Act, record: Publication | Correction) -> dict[str, bytes]:
        """Adds an act; the files that it brings."""
        self.acts.append(act)
        return {act.path: emit_record(record).encode(), CHAIN_FILE: emit_record(self.chain).encode()}


def list_milestones(options: Options) -> list[Milestone]:
    """All publications of the district's years in order; whatever moves points of a period is known by its day."""
    return [milestone for at in range(options.years) for milestone in _milestones_of(YEAR + at)]


def _milestones_of(year: int) -> list[Milestone]:
    plan = [
        ("q1", date(year, 4, 30)),
        ("q2", date(year, 7, 30)),
        ("q3", date(year, 10, 30)),
        ("q4", date(year + 1, 1, 15)),
        ("notice", date(year + 1, 1, 18)),
        ("final", date(year + 1, 1, 28)),
    ]
    return [
        Milestone(day, Order(f"{year}-{name}", day, f"示例考办〔{day.year}〕{number}号"))
        for number, (name, due) in enumerate(plan, 1)
        for day in [workday_from(due)]
    ]


def publish(district: District, shelf: Shelf, milestone: Milestone, commit: str) -> tuple[Change, str, str]:
    """The change that publishes `milestone` as of `commit`, and the name and message of its tag."""
    order = milestone.order
    previous = next(reversed(shelf.publications.values()), None)
    corpus = _corpus_on(district, shelf, milestone.day, order.name.year)
    before = emit_record(previous).encode() if previous else None
    result = score_year(corpus, order.name.year, order.name.quarter)
    made = freeze_period(corpus, replace(order, ties=_settle(result, ())), commit, before)
    shelf.publications[made.id] = made
    act = Act("publish", made.id)
    files = shelf.take(act, made)
    change = Change(LEADER, f"发布：{made.title}", files, made.document)
    return change, tag_name(made.id), tag_message(made, sha256(files[act.path]).hexdigest())


def _settle(result: YearResult, decided: tuple[TieChoice, ...]) -> tuple[TieChoice, ...]:
    """The ties with what the sample's office decides where nothing is decided: all of them, in a quarter nobody."""
    left = open_ties(result, decided)
    kept = [choice for choice in decided if choice.outcome in edge_ties(result) and choice.outcome not in left]
    ground = "季度结果只作通报，不作为结果运用的依据" if result.quarter else "考核工作会议研究：得分相同的一并列入"
    made = [TieChoice(name, () if result.quarter else units, ground) for name, units in left.items()]
    return (*kept, *made)


def correct(district: District, shelf: Shelf, proposal: Proposal) -> list[Change]:
    """The corrections of publications whose figures `proposal` moves."""
    changes = []
    reason = "已公布季度内的一条扣分记录经核对属重复登记，予以撤销，相应更正有关单位的得分和名次。"
    for publication in shelf.publications.values():
        corpus = _corpus_on(district, shelf, proposal.day, YEAR)
        name, result = f"{publication.id}-c1", score_period(corpus, publication)
        before = standing_ties(corpus, publication)
        ties = _settle(result, before)
        order = CorrectionOrder(
            name, proposal.day, reason, records=proposal.corrects, ties=() if ties == before else ties
        )
        made = correct_publication(corpus, publication, order, result)
        if made is not None:
            shelf.corrections[name] = made
            files = shelf.take(Act("correct", name), made)
            changes.append(Change(LEADER, f"更正：{publication.title}", files))
    return changes


def _corpus_on(district: District, shelf: Shelf, day: date, year: int) -> Corpus:
    """The records of `year` as they stand on `day`."""
    states = (life.state_on(day) for life in district.lives if life.final.year == year)
    held = (a for a in district.appraisals if a.year == year and recording_day(a.held) <= day)
    return Corpus(
        schemes={scheme.year: scheme for scheme in schemes_on(district, day)},
        units={unit.id: unit for unit in district.units},
        deductions=tuple(state for state in states if state is not None),
        appraisals=tuple(held),
        holidays=holidays_on(day),
        publications=dict(shelf.publications),
        chain=shelf.chain if shelf.acts else None,
        corrections=dict(shelf.corrections),
    )
