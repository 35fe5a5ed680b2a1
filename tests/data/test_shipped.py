"""The sample year in data/: valid, as the notice says, made by its generator, and with everything a year can hold."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.git.repository import HistoryUnavailable
from generator.history.report import read_history
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.unit import Unit
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.score.items import effective_points
from generator.score.result import YearResult
from generator.score.year import score_year
from tests.sample import sample_tree
from tests.scored import total_of

ROOT = Path(__file__).resolve().parents[2]
# The nine categories in the words of 考核办法 section 二.
CATEGORIES = (
    "执行区委、区政府决策、党风廉政建设、党的基层组织建设、干部队伍建设、网络舆情应对处置、法治维稳、政务服务、"
    "“两案”办理、部门内部管理"
)
LOCALITIES = ("town", "zone", "subdistrict")
# Every body that the notice names, as it writes them, but for the name of its district: in the sample it is invented.
NAMED = [
    "区委", "区政府", "区委常委会", "区委办", "区政府办", "区纪委", "监察局", "区委组织部", "区委宣传部",
    "区委党校", "区委区级机关工委", "区人保局", "区人社局", "区发改局", "区委编办", "区法制办",
    "区政务服务管理办公室", "新示例报", "区人大常委会党组", "区政协党组", "政务服务中心",
    "示例区区级机关作风和效能建设考核工作组", "示例区机关作风和效能建设考核工作组",
    "区机关作风和效能建设领导小组", "各镇党委和人民政府", "各开发区党工委和管委会", "各街道党工委和办事处",
    "各镇", "各开发区", "各街道", "中共示例市示例区委员会办公室",
]  # fmt: skip


pytestmark = pytest.mark.usefixtures("is_sample")


@cache
def read_shipped() -> Corpus:
    corpus, problems = read_corpus(WorkTree(ROOT))
    assert problems == []
    return corpus


@pytest.fixture
def corpus() -> Corpus:
    return read_shipped()


@pytest.fixture
def scheme(corpus: Corpus) -> Scheme:
    return corpus.schemes[2015]


@pytest.fixture
def result(corpus: Corpus) -> YearResult:
    return score_year(corpus, 2015)


def test_every_byte_comes_from_the_generator() -> None:
    made = sample_tree().files
    found = {
        path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "data").rglob("*") if path.is_file()
    }
    assert sorted(found) == list(made)
    # Where the record begins is a commit of this repository, of which the generator knows nothing.
    found["data/site.yml"] = re.sub(rb"history_from: [0-9a-f]{40}\n", b"", found["data/site.yml"])
    assert [path for path in made if made[path] != found[path]] == []


def test_every_file_is_written_as_a_record_is_emitted(corpus: Corpus) -> None:
    records: list[Unit | Scheme | Deduction | Appraisal] = [*corpus.units.values(), *corpus.schemes.values()]
    records += [*corpus.deductions, *corpus.appraisals]
    for record in records:
        assert emit_record(record) == (ROOT / record.origin.file).read_text("utf-8")


def test_the_scheme_is_that_of_the_notice(scheme: Scheme) -> None:
    performance, appraisal = scheme.components
    assert isinstance(performance, DeductionsComponent)
    assert isinstance(appraisal, AppraisalComponent)
    assert "、".join(category.name for category in performance.categories) == CATEGORIES
    assert [aspect.name for aspect in appraisal.aspects] == [
        "依法行政", "工作效能", "业务水平", "优质服务", "勤政廉政", "创新举措"
    ]  # fmt: skip
    assert [str(part) for part in (scheme.full_marks, performance.max, appraisal.max)] == ["100", "90", "10"]
    assert scheme.target_assessment_weight == Decimal("0.4")
    assert {rule.id: (rule.top, rule.bottom) for rule in scheme.outcomes} == {
        "praised": (10, None), "summons": (None, 3), "no-commendation": (None, 3)
    }  # fmt: skip


def test_the_scheme_is_an_invented_district_s_that_follows_the_notice(scheme: Scheme) -> None:
    assert scheme.title == "示例区区级机关2015年度作风效能建设考核办法"
    assert scheme.document.startswith("示例")
    assert "锡滨委发〔2015〕41号" in scheme.sample_note
    assert str(scheme.in_force) == "2015-04-21"


def test_twenty_seven_items_sum_to_ninety(scheme: Scheme) -> None:
    assert len(scheme.items) == 27
    assert sum(item.max for item in scheme.items.values()) == 90
    assert sum(len(category.items) for category in scheme.categories()) == 27


def test_every_item_has_its_office_its_methods_and_three_standards(corpus: Corpus, scheme: Scheme) -> None:
    for item in scheme.items.values():
        assert item.assessor in corpus.units
        assert item.methods
        assert len(item.standards) >= 3
        assert all(standard.range.max <= item.max for standard in item.standards)
    ranges = [s for item in scheme.items.values() for s in item.standards if s.range.min < s.range.max]
    assert len(ranges) >= 15


def test_the_wording_of_a_standard_states_its_points(scheme: Scheme) -> None:
    for item in scheme.items.values():
        for standard in item.standards:
            stated = re.search(r"(?:扣([0-9.]+)(?:至([0-9.]+))?|不扣)分$", standard.text)
            assert stated, standard.text
            low = Decimal(stated[1] or 0)
            high = Decimal(stated[2] or low)
            assert (low, high) == (standard.range.min, standard.range.max), standard.text


def test_what_the_notice_does_not_say_is_called_a_sample(corpus: Corpus, scheme: Scheme) -> None:
    assert scheme.sample
    assert "示例" in scheme.sample_note
    assert corpus.site is not None
    assert corpus.site.demo


def test_every_basis_is_an_anchor_of_the_notice(scheme: Scheme) -> None:
    texts = (path.read_text("utf-8") for path in (ROOT / "content" / "notice" / "2015-41").glob("*.md"))
    anchors = {anchor for text in texts for anchor in re.findall(r'<a id="([^"]+)">', text)}
    bases = {
        *(part.basis for part in scheme.components), *(rule.basis for rule in scheme.outcomes),
        *(category.basis for category in scheme.categories()), *(item.basis for item in scheme.items.values()),
        scheme.basis.total, scheme.basis.target, scheme.basis.ranking,
    } - {""}  # fmt: skip
    assert len(bases) > 10
    assert bases - anchors == set()


def test_every_body_that_the_notice_names_is_registered(corpus: Corpus) -> None:
    known = Counter(name for unit in corpus.units.values() for name in {unit.name, unit.short_name, *unit.aliases})
    assert [name for name in NAMED if name not in known] == []
    assert [name for name, count in known.items() if count > 1] == []


def test_the_standing_committee_is_a_body_of_its_own(corpus: Corpus) -> None:
    """It is no former name of the committee, as pages would have it."""
    [body] = [unit for unit in corpus.units.values() if unit.short_name == "区委常委会"]
    assert body.name.endswith("常务委员会")
    assert corpus.units["quwei"].aliases == ()


def test_sixty_departments_and_direct_units_are_assessed(corpus: Corpus) -> None:
    assessed = [unit for unit in corpus.units.values() if unit.assessed_in(2015)]
    kinds = Counter(unit.kind for unit in assessed)
    assert kinds["department"] + kinds["direct"] == 60
    assert (kinds["town"], kinds["zone"], kinds["subdistrict"]) == (2, 1, 3), "who follows the notice of their own"
    assert sum(kinds.values()) == 66
    assert {corpus.units[kind].kind for kind in ("zhen", "kaifaqu", "jiedao")} == {"town", "zone", "subdistrict"}


def test_deductions_cover_quarters_items_and_units(corpus: Corpus, scheme: Scheme) -> None:
    records = corpus.deductions
    assert Counter(corpus.units[record.unit].kind in LOCALITIES for record in records) == {False: 400, True: 20}
    assert min(Counter(record.quarter for record in records).values()) > 100
    assert {record.quarter for record in records} == {2, 3, 4}, "the scheme is in force since April"
    assert {record.item for record in records} == set(scheme.items)
    assert len({record.unit for record in records}) >= 55
    assert {record.method for record in records} == {"spot-check", "quarterly", "year-end"}
    assert len({record.source for record in records}) >= 8
    assert len({record.id for record in records}) == 420
    assert len({record.reason for record in records}) > 250


def test_every_deduction_keeps_to_the_scheme(corpus: Corpus, scheme: Scheme) -> None:
    for record in corpus.deductions:
        item = scheme.items[record.item]
        standard = next(standard for standard in item.standards if standard.id == record.standard)
        assert standard.range.min * record.count <= record.points <= standard.range.max * record.count
        assert record.method in item.methods
        assert corpus.units[record.unit].assessed_in(2015)
        assert record.date.year == 2015
        assert record.date.weekday() < 5


@pytest.mark.parametrize(
    ("unit", "item", "words"),
    [
        ("", "documents-duty", "值班电话"), ("", "eight-rules", "公车"), ("", "window-conduct", "窗口没人"),
        ("", "web-channels", "打不开"), ("zhujianju", "hotline-handling", "自来水水压"),
        ("", "dispute-resolution", "重复信访"), ("nonglinju", "documents-duty", "政务信息"),
    ],
)  # fmt: skip
def test_what_people_search_for_has_a_record(corpus: Corpus, unit: str, item: str, words: str) -> None:
    assert [r for r in corpus.deductions if r.item == item and unit in ("", r.unit) and words in r.reason]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("fagaiju", "区发改委"), ("rensheju", "区人力资源局"), ("shichangju", "区工商局"), ("shichangju", "区市监局"),
        ("zhujianju", "区建设局"), ("weijiju", "区卫生局"), ("danganju", "区档案馆"), ("zhengwuban", "政务服务中心"),
        ("bianban", "编办"), ("xuanchuanbu", "宣传部"),
    ],
)  # fmt: skip
def test_a_unit_has_the_names_that_people_use(corpus: Corpus, unit: str, name: str) -> None:
    assert name in corpus.units[unit].aliases


def test_the_audit_office_has_an_appeal_that_was_decided(corpus: Corpus) -> None:
    assert any(record.appeal and record.appeal.decision for record in corpus.deductions if record.unit == "shenjiju")


def test_no_event_is_entered_twice(corpus: Corpus) -> None:
    events = Counter(
        (record.unit, record.item, record.date, record.standard, record.reason) for record in corpus.deductions
    )
    assert [event for event, count in events.items() if count > 1] == []


def test_appeals_are_upheld_reduced_revoked_and_pending(corpus: Corpus) -> None:
    appealed = [record for record in corpus.deductions if record.appeal]
    decisions = Counter(record.appeal.decision for record in appealed if record.appeal)
    assert set(decisions) == {"upheld", "reduced", "revoked", ""}
    assert min(decisions.values()) >= 2
    for record in appealed:
        appeal = record.appeal
        assert appeal is not None
        assert record.date <= appeal.filed
        assert appeal.decided is None or appeal.filed < appeal.decided
        assert (appeal.decided is None) == (appeal.decision == "") == (appeal.reasons == "")
        if appeal.decision == "reduced":
            assert appeal.points is not None
            assert 0 < appeal.points < record.points
            assert effective_points(record) == appeal.points


def test_rectifications_are_open_overdue_done_and_accepted(corpus: Corpus) -> None:
    last = max(record.date for record in corpus.deductions)
    found = [record.rectification for record in corpus.deductions if record.rectification]
    stages = Counter(
        "accepted" if r.accepted else "late" if r.done and r.due and r.done > r.due else "done" if r.done
        else "overdue" if r.due and r.due < last else "open"
        for r in found
    )  # fmt: skip
    assert set(stages) == {"accepted", "done", "open", "overdue"} | {"late"} & set(stages)
    assert any(r.done and r.due and r.done > r.due for r in found)
    assert all(r.accepted is None or (r.done is not None and r.done <= r.accepted) for r in found)


def test_some_findings_are_put_right_in_the_register_which_says_the_same_days(corpus: Corpus) -> None:
    entries = {entry.id: entry for entry in corpus.entries_by_register["rectification"]}
    linked = [record for record in corpus.deductions if record.rectification and record.rectification.item]
    assert len(linked) == 3
    for record in linked:
        plan = record.rectification
        assert plan is not None
        entry = entries[plan.item]
        assert (entry.value("owner"), entry.value("programme")) == (record.unit, "deduction")
        said = [entry.value(name) for name in ("due", "finished", "accepted", "result")]
        assert said == [plan.due, plan.done, plan.accepted, plan.note]
        assert record.notified is not None
        assert record.notified < entry.day < (plan.done or entry.day)


def test_evaluations_look_at_everybody_who_is_assessed(corpus: Corpus) -> None:
    assessed = sum(unit.assessed_in(2015) for unit in corpus.units.values())
    looked = {entry.value("looked-at") for entry in corpus.entries_by_register["evaluations"]}
    assert looked == {assessed}


def test_revoked_records_stay_and_count_nothing(corpus: Corpus) -> None:
    revoked = [record for record in corpus.deductions if record.revoked]
    assert len(revoked) >= 3
    assert all(effective_points(record) == 0 for record in revoked)
    assert all(record.revoked and record.revoked.date > record.date for record in revoked)


def test_some_records_carry_an_internal_note_and_paper_evidence(corpus: Corpus) -> None:
    records = corpus.deductions
    assert 10 < sum(bool(record.internal_note) for record in records) < 100
    digests = [piece.sha256 for record in records for piece in record.evidence]
    assert "" in digests
    assert max(Counter(digest for digest in digests if digest).values()) == 1


def test_caps_bite_for_several_units(result: YearResult) -> None:
    bitten = [(unit.unit.id, item.item.id) for unit in result.units for item in unit.score.items() if item.absorbed]
    assert len({unit for unit, _ in bitten}) >= 5


def test_every_assessed_unit_has_its_appraisal_of_over_a_thousand_ballots(corpus: Corpus) -> None:
    appraisals = corpus.appraisals_of(2015)
    assert set(appraisals) == {unit.id for unit in corpus.units.values() if unit.assessed_in(2015)}
    for appraisal in appraisals.values():
        assert appraisal.held.isoformat() == "2015-12-18"
        assert sum(panel.ballots.valid for panel in appraisal.panels.values()) > 1000
        for panel in appraisal.panels.values():
            assert panel.ballots.valid <= panel.ballots.returned <= panel.ballots.issued
            assert {sum(counts.values()) for counts in panel.tallies.values()} == {panel.ballots.valid}


def test_scores_spread_and_tie(result: YearResult) -> None:
    totals = [total_of(unit) for unit in result.units if unit.group == "organs"]
    assert totals[0] - totals[-1] > 5
    assert any(unit.tied > 1 for unit in result.units)
    assert not any(unit.score.provisional for unit in result.units)
    assert Counter(outcome.rule.id for unit in result.units for outcome in unit.outcomes) == {
        "praised": 11, "summons": 3, "no-commendation": 3
    }, "two tie for the tenth place"  # fmt: skip


def test_towns_zones_and_subdistricts_are_ranked_apart_and_nothing_follows(result: YearResult) -> None:
    apart = [unit for unit in result.units if unit.group == "localities"]
    assert [unit.rank for unit in apart] == [1, 2, 3, 4, 5, 6]
    assert [unit.outcomes for unit in apart] == [()] * 6
    assert max(unit.rank or 0 for unit in result.units if unit.group == "organs") == 60


# The commonest family names followed by one or two characters and a title or verb: nobody is named anywhere.
PERSON = re.compile(
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗][\u4e00-\u9fff]{1,2}(?:同志|局长|主任|书记|先生|女士)"
)


def test_nobody_is_named() -> None:
    wrong = [
        (path.name, found[0])
        for path in (ROOT / "data").rglob("*.yml")
        if (found := PERSON.search(path.read_text("utf-8")))
    ]
    assert wrong == []


def test_the_history_of_the_sample_begins_with_what_is_there(root: Path) -> None:
    """Earlier samples were replaced while the program was written; they are no part of the record."""
    try:
        account = read_history(root)
    except HistoryUnavailable as unavailable:
        pytest.skip(f"the sources have no history here: {unavailable}")
    if account.log.trial is None:
        pytest.skip("the history here ends before the record begins")
    assert account.log.trial > 0
    assert [remark.sentence for remark in account.remarks() if remark.kind in ("vanished", "renamed")] == []
