"""`kaohe fmt`: files become canonical, all or none, and mean what they meant."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.acts.fmt_act import carry_out_format, plan_format
from generator.acts.journal import FileWrite
from generator.acts.record_writer import canonical_bytes, write_records
from generator.cli import main
from generator.load.project import open_project
from generator.model.problem import UserError
from generator.model.unit import Unit
from tests.acts.acting import publish, start
from tests.desk.registers import ERRANDS
from tests.release.repository import TINY

UNIT = "data/units/jiaoyu.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "district")
    main(["fmt", "-C", str(tmp_path / "district")])
    return tmp_path / "district"


def untidy(root: Path) -> str:
    """A unit's file in disorder, with a comment; its canonical text."""
    tidy = (root / UNIT).read_text("utf-8")
    lines = tidy.splitlines()
    (root / UNIT).write_text("\n".join(["# 教育", *[f"{line}  " for line in reversed(lines)], ""]), "utf-8")
    return tidy


def test_a_file_in_disorder_is_put_in_order_and_means_the_same(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = open_project(root).corpus.units
    tidy = untidy(root)
    assert open_project(root).corpus.units == before
    capsys.readouterr()
    assert main(["fmt", "-C", str(root)]) == 0
    assert f"已整理 {UNIT}" in capsys.readouterr().out
    made = (root / UNIT).read_text("utf-8")
    assert sorted(made.splitlines()) == sorted([*tidy.splitlines(), "# 教育"])
    assert [line for line in made.splitlines() if line != "# 教育"] == tidy.splitlines()
    assert open_project(root).corpus.units == before
    assert plan_format(root).writes == ()
    assert not (root / ".kaohe").exists()


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0)])
def test_looking_writes_nothing(root: Path, option: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "-C", str(root), option]) == 0
    untidy(root)
    before = (root / UNIT).read_bytes()
    assert main(["fmt", "-C", str(root), option]) == code
    assert f"需要整理 {UNIT}" in capsys.readouterr().out
    assert (root / UNIT).read_bytes() == before


def test_a_file_that_cannot_be_read_is_told_and_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tidy = untidy(root)
    other = root / "data/units/caizheng.yml"
    other.write_text("name: [\n", "utf-8")
    assert main(["fmt", "-C", str(root)]) == 1
    shown = capsys.readouterr()
    assert "data/units/caizheng.yml" in shown.err
    assert "1 个有问题，没有改动" in shown.out
    assert other.read_text("utf-8") == "name: [\n"
    assert tidy.splitlines()[0] in (root / UNIT).read_text("utf-8").splitlines()[:2]


def test_only_the_named_files_are_looked_at(root: Path) -> None:
    untidy(root)
    assert plan_format(root, ["data/schemes"]).writes == ()
    assert [write.path for write in plan_format(root, [UNIT]).writes] == [UNIT]
    with pytest.raises(UserError, match="不是可以整理的数据文件"):
        plan_format(root, ["mkdocs.yml"])


def test_a_checkout_with_windows_line_ends_is_canonical(root: Path) -> None:
    (root / UNIT).write_bytes((root / UNIT).read_bytes().replace(b"\n", b"\r\n"))
    assert plan_format(root).writes == ()


def test_a_file_that_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    untidy(root)
    plan = plan_format(root)
    (root / UNIT).write_text("name: 别人写的\n", "utf-8")
    with pytest.raises(UserError, match="改动过"):
        carry_out_format(root, plan)
    assert (root / UNIT).read_text("utf-8") == "name: 别人写的\n"


def test_records_are_written_all_or_none_with_the_comments_that_are_there(root: Path) -> None:
    project = open_project(root)
    old = project.corpus.units["jiaoyu"]
    (root / UNIT).write_text("# 教育\n" + (root / UNIT).read_text("utf-8"), "utf-8")
    renamed = replace(old, short_name="教育")
    new = Unit("shiyan", "小河区试验局", "试验局", "department")
    records = {UNIT: renamed, "data/units/shiyan.yml": new}
    assert write_records(root, records, "登记") == tuple(records)
    units = open_project(root).corpus.units
    assert (units["jiaoyu"], units["shiyan"]) == (renamed, new)
    assert (root / UNIT).read_text("utf-8").startswith("# 教育\n")
    before = (root / UNIT).read_bytes()
    with pytest.raises(UserError):
        write_records(root, {UNIT: old, "data/units/Bad Name.yml": new}, "登记")
    assert (root / UNIT).read_bytes() == before


def test_what_cannot_be_read_back_is_not_written() -> None:
    with pytest.raises(UserError, match="没有写入"):
        canonical_bytes("data/units/a.yml", Unit("b", "甲", "甲", "department"))
    with pytest.raises(UserError, match="没有写入"):
        canonical_bytes("data/units/a.yml", Unit("a", "甲", "甲", "nothing"))


def test_an_act_is_never_made_canonical(root: Path) -> None:
    path = "data/publications/2015-q1.yml"
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("title: x\n", "utf-8")
    assert all(not isinstance(write, FileWrite) or write.path != path for write in plan_format(root).writes)
    with pytest.raises(UserError, match="不再改动"):
        plan_format(root, [path])


RECORD = "data/deductions/2015/hotline/0305-jiaoyu.yml"


def test_punctuation_is_mended_on_request_alone(root: Path) -> None:
    path = next(path for path in sorted((root / "data/units").glob("*.yml")))
    text = path.read_text("utf-8")
    path.write_text(text + "aliases: ['教育(文体)局', 'A(b)']\n" if "aliases" not in text else text, "utf-8")
    carry_out_format(root, plan_format(root))
    assert "教育(文体)局" in path.read_text("utf-8")
    carry_out_format(root, plan_format(root, punctuation=True))
    assert "教育（文体）局" in path.read_text("utf-8")
    assert "A(b)" in path.read_text("utf-8"), "English stays"
    assert plan_format(root, punctuation=True).writes == ()


def test_words_that_were_published_are_left_alone(tmp_path: Path) -> None:
    repo = start(tmp_path / "district")
    repo.change(RECORD, "reason: ", "reason: (来电)")
    repo.commit("写入半角括号", "2015-04-01")
    publish(repo, "2015-q1", "2015-04-10")
    repo.write("data/units/shiyan.yml", "name: 小河区(试验)局\nshort_name: 试验局\nkind: department\n")
    plan = plan_format(repo.root, punctuation=True)
    paths = {write.path for write in plan.writes}
    assert "data/units/shiyan.yml" in paths
    assert RECORD not in paths
    assert plan.refusals == (f"{RECORD} 的文字已经发布过，改动要写更正（kaohe correct），没有改。",)


def test_an_entry_of_a_register_is_put_in_order(root: Path) -> None:
    (root / "data/registers/errands").mkdir(parents=True)
    (root / "data/registers/errands.yml").write_text(ERRANDS.replace("keeper: rexian", "keeper: jiaoyu"), "utf-8")
    path = "data/registers/errands/2015/bridge.yml"
    (root / path).parent.mkdir()
    tidy = "matter: 修桥\nsort: daily\nowner: jiaoyu\nlisted: 2015-03-02\ndue: 2015-05-08\n"
    (root / path).write_text("\n".join(reversed(tidy.splitlines())) + "\n", "utf-8")
    plan = plan_format(root, [path])
    assert [(write.path, (write.after or b"").decode()) for write in plan.writes] == [(path, tidy)], plan
    (root / "data/registers/errands.yml").unlink()
    assert plan_format(root, [path]).refusals
