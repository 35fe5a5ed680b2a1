"""Recording by plain texts: what is understood, what is wrong at which field, what it does, where it is written."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from generator.acts.record_act import FilledForm, draft_records, effect_of, propose_drafts, write_drafts
from generator.acts.record_kinds import KINDS, form_of
from generator.acts.record_source import find_items, find_records, find_units, offer_standards, open_source
from generator.acts.record_words import tell_drafts
from generator.git.clock import BEIJING
from generator.git.fast_import import Person
from generator.model.problem import UserError
from tests.acts.acting import codes_of, publish, start
from tests.release.repository import Repo

WANG = Person("王 录入", "wang@kaohe.example")
DAY = datetime(2015, 4, 2, 9, tzinfo=BEIJING)
FINDING = {
    "date": "2015年2月12日",
    "unit": "czj",
    "item": "热线",
    "standard": "overdue",
    "method": "抽查",
    "source": "热线",
    "reason": "1 件工单逾期 2 个工作日办结",
    "evidence/0/title": "工单流转记录",
    "evidence/0/held_at": "政务热线平台",
}
PATH = "data/deductions/2015/hotline/2015-0212-caizheng-1.yml"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return start(tmp_path_factory.mktemp("record") / "district")


@pytest.fixture
def repo(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copy(tmp_path / "district")


def problems_of(repo: Repo, kind: str, fields: dict[str, str], path: str = "") -> dict[str, str]:
    """The first error of each field."""
    (draft,) = draft_records(open_source(repo.root), [FilledForm(kind, fields, path)]).drafts
    return {found.field: found.problem.message for found in reversed(draft.errors)}


def test_plain_texts_become_the_file(origin: Repo) -> None:
    drafts = draft_records(open_source(origin.root), [FilledForm("deduction", FINDING)])
    (draft,) = drafts.drafts
    assert drafts.is_sound, (draft.problems, drafts.elsewhere)
    assert draft.path == PATH
    assert draft.after is not None
    assert draft.after.decode() == (
        "unit: caizheng\ndate: 2015-02-12\nstandard: overdue\npoints: 0.5\nmethod: spot-check\nsource: hotline\n"
        "reason: 1 件工单逾期 2 个工作日办结\nevidence:\n  - {title: 工单流转记录, held_at: 政务热线平台}\n"
    )


def test_each_problem_is_at_its_field(origin: Repo) -> None:
    wrong = {**FINDING, "date": "2015-02-30", "unit": "没有的局", "points": "五分", "reason": "x" * 600}
    found = problems_of(origin, "deduction", wrong)
    assert set(found) == {"date", "unit", "points", "reason"}
    assert found["date"] == "2015-02-30 不是日历上的日期"
    assert found["unit"] == "没有叫“没有的局”的被考核单位"
    assert problems_of(origin, "deduction", {**FINDING, "points": "3"}) == {"points": "扣 3 分与标准不符"}
    lacking = problems_of(origin, "deduction", {"date": "2015-02-12"})
    assert set(lacking) >= {"unit", "item", "standard", "points", "source", "reason"}
    assert all(message.startswith("缺少") for message in lacking.values())


def test_what_may_be_several_is_asked_about(origin: Repo) -> None:
    (draft,) = draft_records(open_source(origin.root), [FilledForm("deduction", {**FINDING, "unit": "局"})]).drafts
    (found,) = draft.errors
    assert found.field == "unit"
    assert "可以指不止一个" in found.problem.message
    assert "区财政局" in found.problem.hint


def test_the_effect_is_known_before_anything_is_written(repo: Repo) -> None:
    drafts = draft_records(open_source(repo.root), [FilledForm("deduction", FINDING)])
    moves = {move.unit: move.delta for move in effect_of(drafts).moves}
    assert moves["caizheng"] == Decimal("-0.5")
    assert repo.git("status", "--porcelain") == ""


def test_sound_drafts_are_written_and_others_are_not(repo: Repo) -> None:
    drafts = draft_records(
        open_source(repo.root), [FilledForm("deduction", FINDING), FilledForm("deduction", FINDING)]
    )
    assert not drafts.is_sound, "the same finding twice"
    with pytest.raises(UserError, match="还有问题"):
        write_drafts(drafts, "kaohe new")
    assert repo.git("status", "--porcelain") == ""
    other = {**FINDING, "reason": "另一件工单逾期办结"}
    both = draft_records(open_source(repo.root), [FilledForm("deduction", FINDING), FilledForm("deduction", other)])
    assert [draft.path for draft in both.drafts] == [PATH, PATH.replace("-1.yml", "-2.yml")]
    written = write_drafts(both, "kaohe new")
    assert [write.path for write in written] == [draft.path for draft in both.drafts]
    assert codes_of(repo) == []


def test_a_part_is_added_to_a_record_and_the_rest_stays(repo: Repo) -> None:
    write_drafts(draft_records(open_source(repo.root), [FilledForm("deduction", FINDING)]), "kaohe new")
    text = (repo.root / PATH).read_text("utf-8")
    repo.write(PATH, f"# 与热线办核对过\n{text}")
    reply = FilledForm("reply", {"reply/date": "2015.2.20", "reply/text": "当日系统故障\r\n已补办"}, PATH)
    appeal = FilledForm("appeal", {"appeal/filed": "20150225", "appeal/grounds": "不属本单位职责"}, PATH)
    drafts = draft_records(open_source(repo.root), [reply, appeal])
    assert drafts.is_sound, [draft.problems for draft in drafts.drafts]
    write_drafts(drafts, "kaohe new")
    assert (repo.root / PATH).read_text("utf-8") == (
        f"# 与热线办核对过\n{text}reply:\n  date: 2015-02-20\n  text: |-\n    当日系统故障\n    已补办\n"
        "appeal: {filed: 2015-02-25, grounds: 不属本单位职责}\n"
    )
    gone = FilledForm("deduction", {"evidence/0/held_at": "", "evidence/0/title": ""}, PATH)
    (draft,) = draft_records(open_source(repo.root), [gone]).drafts
    assert draft.after is not None
    assert "evidence" not in draft.after.decode()


def test_a_commit_on_a_branch_leaves_everything_else_alone(repo: Repo) -> None:
    repo.write("data/deductions/2015/hotline/nonsense.yml", "x")
    drafts = draft_records(open_source(repo.root, "main"), [FilledForm("deduction", FINDING)])
    made = propose_drafts(drafts, "登记热线扣分", WANG, "hotline-0212", DAY)
    assert repo.git("diff", "--name-status", "main", made.branch) == f"A\t{PATH}"
    assert not (repo.root / PATH).exists()
    amended = FilledForm("deduction", {"reason": "1 件工单逾期 3 个工作日办结"}, PATH)
    again = draft_records(open_source(repo.root, made.branch), [amended])
    assert again.is_sound
    more = propose_drafts(again, "改正事由", WANG, "hotline-0212-b", DAY)
    assert more.base == made.commit
    with pytest.raises(UserError, match="不能写进工作目录"):
        write_drafts(again, "kaohe new")


def test_an_office_writes_only_what_is_its_own(origin: Repo) -> None:
    source = open_source(origin.root, "main")
    assessor = source.corpus.schemes[2015].items["hotline"].assessor
    assert draft_records(source, [FilledForm("deduction", FINDING)], assessor).is_sound
    stranger = next(unit for unit in source.corpus.units if unit not in (assessor, source.corpus.site.lead))  # type: ignore[union-attr]
    (draft,) = draft_records(source, [FilledForm("deduction", FINDING)], stranger).drafts
    assert [found.problem.code for found in draft.errors] == ["KH506"]


def test_a_published_period_is_told_and_does_not_forbid(repo: Repo) -> None:
    publish(repo, "2015-q1", "2015-04-10")
    drafts = draft_records(open_source(repo.root), [FilledForm("deduction", FINDING)])
    assert drafts.is_sound
    assert [problem.code for problem in drafts.corrections] == ["KH651"]


def test_what_is_broken_already_does_not_forbid(repo: Repo) -> None:
    repo.write("data/units/broken.yml", "name: x\n")
    assert draft_records(open_source(repo.root), [FilledForm("deduction", FINDING)]).is_sound


def test_a_unit_and_an_appraisal_are_recorded_too(repo: Repo) -> None:
    unit = FilledForm("unit", {"id": "lvyou", "name": "小河区旅游局", "short_name": "区旅游局", "kind": "机关部门",
                          "assessed/from": "2015", "aliases/0": "区旅游委"})  # fmt: skip
    drafts = draft_records(open_source(repo.root), [unit])
    assert drafts.is_sound, drafts.drafts[0].problems
    assert drafts.drafts[0].path == "data/units/lvyou.yml"
    scheme = drafts.source.corpus.schemes[2015]
    part = scheme.appraisals[0]
    counts = {"year": "2015", "unit": "czj", "held": "2015-12-18"}
    for panel in part.panels:
        counts |= {f"panels/{panel.id}/ballots/{name}": "10" for name in ("issued", "returned", "valid")}
        for aspect in part.aspects:
            counts |= {f"panels/{panel.id}/tallies/{aspect.id}/{o.id}": "0" for o in part.options}
            counts[f"panels/{panel.id}/tallies/{aspect.id}/{part.options[0].id}"] = "10"
    tally = draft_records(open_source(repo.root), [FilledForm("appraisal", counts)])
    assert tally.is_sound, (tally.drafts[0].problems, tally.elsewhere)
    assert tally.drafts[0].path == "data/appraisals/2015/caizheng.yml"
    first = f"panels/{part.panels[0].id}/tallies/{part.aspects[0].id}/{part.options[0].id}"
    assert set(problems_of(repo, "appraisal", {**counts, first: "9"})) == {first.rpartition("/")[0]}


def test_what_there_is_to_choose_from_is_found_by_name(origin: Repo) -> None:
    source = open_source(origin.root)
    assert find_units(source, "czj", 2015).meant == "caizheng"
    assert find_items(source, "rx", 2015).ids[0] == "hotline"
    offers = {offer.id: offer for offer in offer_standards(source, 2015, "hotline")}
    assert (offers["overdue"].points, offers["overdue"].measure) == ("0.5分", "件")
    record = source.corpus.deductions[0]
    assert find_records(source, record.id) == find_records(source, record.path) == (record,)
    assert record in find_records(source, source.corpus.units[record.unit].short_name)


def test_every_kind_has_a_form_that_a_person_can_read() -> None:
    for kind in KINDS:
        form = form_of(kind)
        assert form
        assert all(field.label and field.doc for field in form)
        assert len({field.name for field in form}) == len(form)
    evidence = next(field for field in form_of("deduction") if field.name == "evidence")
    assert [field.name for field in evidence.row] == ["title", "held_at", "sha256"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (FilledForm("nothing", {}), "没有“nothing”这种记录"),
        (FilledForm("reply", {}, "data/deductions/2015/hotline/none.yml"), "hotline/none.yml”这条记录"),
        (FilledForm("reply", {}, "../x"), "这条记录"),
        (FilledForm("unit", {}, "data/site.yml"), "这条记录"),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_refused(origin: Repo, entry: FilledForm, said: str) -> None:
    with pytest.raises(UserError, match=said):
        draft_records(open_source(origin.root), [entry])


ODD = ["\udcff", "\x00", "\x1b[31m", "a\u202eb", "\ufeff", "\u200b", "\x85"]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize("name", ["unit", "date", "item", "standard", "reason", "evidence/0/title", "count", "zzz"])
def test_what_no_file_may_hold_is_a_problem_of_its_field(origin: Repo, name: str, odd: str) -> None:
    found = problems_of(origin, "deduction", {**FINDING, name: f"甲{odd}乙"})
    assert "有看不见的或不允许的字符" in found[name]


@pytest.mark.parametrize(
    "text", ["- a", "# x", "{}", "a: b #c", "'", "true", "2015", "１.５", "::error::x", "../x", "é"]
)
def test_any_other_text_is_a_text(origin: Repo, text: str) -> None:
    drafts = draft_records(open_source(origin.root), [FilledForm("deduction", {**FINDING, "reason": text})])
    assert drafts.is_sound
    again = draft_records(open_source(origin.root), [FilledForm("deduction", {**FINDING, "zzz": text})]).drafts[0]
    assert [found.problem.code for found in again.errors] == ["KH201"]


def test_the_first_units_are_registered_whatever_the_scheme_still_lacks(tmp_path: Path) -> None:
    """A scheme that was written first names units that are not there; with a single one, its outcomes collide."""
    repo = start(tmp_path / "district")
    for path in sorted((repo.root / "data").rglob("*.yml")):
        folder = path.relative_to(repo.root).parts[1]
        if folder in ("units", "deductions", "appraisals") and path.stem != "kaoheban":
            path.unlink()
    given = {
        "name": "青山区教育局",
        "short_name": "区教育局",
        "kind": "department",
        "assessed/from": "2015",
        "id": "jiaoyu",
    }
    drafts = draft_records(open_source(repo.root), [FilledForm("unit", given)])
    assert drafts.is_sound, drafts.elsewhere
    assert {problem.place.file for problem in drafts.later} == {"data/schemes/2015.yml"}
    assert any("单位登记齐以前" in line for line in tell_drafts(drafts))
    assert write_drafts(drafts, "kaohe new unit")
    # What is wrong with the unit itself still forbids it.
    (bad,) = draft_records(open_source(repo.root), [FilledForm("unit", {**given, "id": "x", "kind": "none"})]).drafts
    assert not bad.is_sound
