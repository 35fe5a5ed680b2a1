"""What others may build upon: the names of `generator`, used without a command line."""

from __future__ import annotations

import ast
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import generator
from generator import (
    Deduction,
    FilledForm,
    Person,
    Plan,
    PublishRequest,
    Refusal,
    build,
    canonical_bytes,
    carry_out,
    carry_out_tag,
    check_branch,
    check_draft,
    check_files,
    compare_versions,
    draft_records,
    effect_of,
    load_project,
    open_source,
    open_workspace,
    plan_publication,
    plan_tag,
    propose,
    propose_drafts,
    score_year,
    verify,
    write_drafts,
    write_records,
)
from generator.git.clock import BEIJING
from tests.acts.acting import start
from tests.scored import total_of

ROOT = Path(__file__).resolve().parents[1]
WANG = Person("王 录入", "wang@kaohe.example")


def test_a_deduction_is_drawn_up_checked_proposed_merged_and_published(tmp_path: Path) -> None:
    repo = start(tmp_path / "district")
    root = repo.root
    project = load_project(root)
    assert project.errors == []
    pattern = project.corpus.deductions[0]
    record = Deduction(
        id="2015-0330-jiaoyu-1",
        year=2015,
        item=pattern.item,
        unit="jiaoyu",
        date=date(2015, 3, 30),
        standard=pattern.standard,
        points=Decimal("0.5"),
        method=pattern.method,
        source=pattern.source,
        reason="工单逾期1个工作日办结",
    )
    files = {record.path: canonical_bytes(record.path, record)}
    known = {problem.code for problem in check_draft(root, {}) if problem.severity == "error"}
    assert {p.code for p in check_draft(root, files) if p.severity == "error"} == known
    wrong = {record.path: files[record.path].replace(b"jiaoyu", b"nobody")}
    assert {p.code for p in check_draft(root, wrong) if p.severity == "error"} - known

    made = propose(
        root, files, "登记区教育局工单逾期", WANG, record.id, when=datetime(2015, 3, 31, 9, tzinfo=BEIJING)
    )
    assert not (root / record.path).exists()
    assert {p.code for p in check_branch(root, record.id) if p.severity == "error"} == known
    repo.git("merge", "-q", "--ff-only", record.id)
    assert repo.head == made.commit
    assert load_project(root).corpus.deductions_of(2015).count(record) == 1
    movement = compare_versions(root, made.base, made.commit)
    assert record.path in {change.path for change in movement.changes}
    totals = {unit.unit.id: total_of(unit) for unit in score_year(load_project(root).corpus, 2015, 1).units}
    before = {unit.unit.id: total_of(unit) for unit in score_year(project.corpus, 2015, 1).units}
    assert before["jiaoyu"] - totals["jiaoyu"] == Decimal("0.5")

    workspace = open_workspace(root)
    assert isinstance(plan_publication(workspace, PublishRequest("2015-q9")), Refusal)
    plan = plan_publication(workspace, PublishRequest("2015-q1", date=date(2015, 4, 10)))
    assert isinstance(plan, Plan)
    carry_out(workspace, plan)
    repo.commit("发布 2015 年第一季度", "2015-04-10")
    assert [problem for problem in check_files(root) if problem.severity == "error"] == []
    tag = plan_tag(root, "2015-q1")
    assert not isinstance(tag, Refusal)
    carry_out_tag(tag)
    assert verify(str(root)).holds
    published = load_project(root).corpus.publications["2015-q1"]
    assert published.commit == made.commit

    assert write_records(root, {record.path: record}, "再写一次") == ()
    built = build(root, tmp_path / "site")
    assert built.files == sum(path.is_file() for path in (tmp_path / "site").rglob("*"))


def test_every_public_name_is_there_with_its_types() -> None:
    names = set(generator.__all__) - {"__version__"}
    assert all(getattr(generator, name) for name in names)
    stub = ast.parse((ROOT / "generator/__init__.pyi").read_text("utf-8"))
    typed = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(typed) == names
    for name, (module, inner) in typed.items():
        value = getattr(generator, name)
        assert value.__module__ == module, name
        assert value.__name__ == inner, name


def test_what_a_person_fills_in_becomes_a_record_and_a_proposal(tmp_path: Path) -> None:
    root = start(tmp_path / "district").root
    fields = {
        "item": "hotline", "unit": "区教育局", "date": "2015-03-30", "standard": "overdue", "method": "spot-check",
        "source": "hotline", "reason": "工单逾期1个工作日办结",
    }  # fmt: skip
    wrong = draft_records(open_source(root), [FilledForm("deduction", {**fields, "unit": "区外单位"})])
    assert [problem.field for problem in wrong.drafts[0].problems if problem.problem.severity == "error"] == ["unit"]
    drafts = draft_records(open_source(root), [FilledForm("deduction", fields)])
    assert drafts.is_sound
    assert [move.unit for move in effect_of(drafts).moves] == ["jiaoyu"]
    written = write_drafts(drafts, "test")
    assert [write.path for write in written] == ["data/deductions/2015/hotline/2015-0330-jiaoyu-1.yml"]
    upon = draft_records(open_source(root, "main"), [FilledForm("deduction", {**fields, "date": "2015-03-31"})])
    assert propose_drafts(upon, "登记扣分", WANG, "hotline-0331").paths == (
        "data/deductions/2015/hotline/2015-0331-jiaoyu-1.yml",
    )
