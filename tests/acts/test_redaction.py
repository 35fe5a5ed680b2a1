"""Personal data that were merged, and published, leave nowhere any more; nothing else is excused by that."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.cli import main
from generator.load.project import open_project
from generator.model.redaction import REDACTED
from generator.model.system import list_files
from tests.acts.acting import act, codes_of, kaohe, lines_of
from tests.acts.clerks import clone_office
from tests.acts.redacting import CANARIES, HOME, PHONE, REASON, RECORD, TIES, Leaked, find_canaries, leak, redact
from tests.release.repository import Repo
from tests.shown import unmarked


@pytest.fixture(scope="module")
def leaked(tmp_path_factory: pytest.TempPathFactory) -> Leaked:
    return leak(tmp_path_factory.mktemp("leaked") / "project")


@pytest.fixture(scope="module")
def redacted(leaked: Leaked, tmp_path_factory: pytest.TempPathFactory) -> Leaked:
    made = Leaked(leaked.repo.copy(tmp_path_factory.mktemp("redacted") / "project"), leaked.before, leaked.held)
    redact(made)
    return made


@pytest.fixture
def copy(leaked: Leaked, tmp_path: Path) -> Repo:
    return leaked.repo.copy(tmp_path / "project")


@pytest.fixture
def after(redacted: Leaked, tmp_path: Path) -> Repo:
    return redacted.repo.copy(tmp_path / "project")


def read(repo: Repo, path: str) -> str:
    return (repo.root / path).read_text("utf-8")


def test_the_district_leaks_before_anything_is_redacted(leaked: Leaked, tmp_path: Path) -> None:
    """Or what follows would prove nothing."""
    assert build(leaked.repo, tmp_path / "site") == 0
    found = find_canaries(tmp_path / "site")
    assert {Path(name).suffix for name in found} >= {".html", ".js", ".json", ".csv", ".xlsx", ".docx", ".pdf"}
    assert "audit/log.html" in found


def build(repo: Repo, out: Path, *options: str) -> int:
    return kaohe(repo, "build", "--audience", "internal", "--out", str(out), *options)


def test_the_texts_alone_change_and_every_other_byte_stays(copy: Repo) -> None:
    before = read(copy, RECORD)
    fields = ("reason", "evidence/title", "evidence/held_at", "reply/text")
    act(copy, "redact", RECORD, *fields, "--reason", REASON, "--date", "2015-07-01")
    expected = before.replace(f"|\n    家住{HOME}，\n    已经回访\n", f"{REDACTED}\n")
    for text in (f"来电人 {PHONE} 反映逾期", f"工单 {PHONE} 摘录", "回访", "热线中心", HOME):
        expected = expected.replace(text, REDACTED, 1)
    assert read(copy, RECORD).split("\n") == expected.split("\n")
    assert lines_of(copy) == ["2015-q1", "redaction 2015-0701-1"]
    record = read(copy, "data/redactions/2015-0701-1.yml")
    assert record == (
        f"file: {RECORD}\nfields: [reason, evidence/title, evidence/held_at, reply/text]\nreason: {REASON}\n"
        f"decided: 2015-07-01\ncommit: {copy.head}\n"
    )
    assert codes_of(copy) == []


def test_lines_that_end_as_on_windows_stay_so(copy: Repo) -> None:
    path = copy.root / RECORD
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    act(copy, "redact", RECORD, "reason", "--reason", REASON, "--date", "2015-07-01")
    assert path.read_bytes() == before.replace(f"来电人 {PHONE} 反映逾期".encode(), REDACTED.encode())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((RECORD, "points"), "“points”不能遮盖"),
        ((RECORD, "date"), "“date”不能遮盖"),
        ((RECORD, "unit"), "“unit”不能遮盖"),
        ((RECORD, "standard"), "“standard”不能遮盖"),
        ((RECORD, "method"), "“method”不能遮盖"),
        ((RECORD, "evidence/sha256"), "“evidence/sha256”不能遮盖"),
        ((RECORD, "evidence"), "“evidence”不能遮盖"),
        ((RECORD,), "请写明遮盖哪些文字"),
        ((RECORD, "appeal/grounds"), "没有 appeal/grounds（申诉理由）"),
        (("data/schemes/2015.yml", "title"), "没有可以遮盖的文字"),
        (("data/units/jiaoyu.yml", "name"), "“name”不能遮盖"),
        (("data/nothing.yml", "reason"), "不是数据文件"),
        (("data/deductions/2015/hotline/x.yml", "reason"), "没有 reason（扣分事由）"),
        (("commit:HEAD", "author"), "提交只有提交说明可以遮盖"),
    ],
)
def test_what_is_no_text_or_is_not_there_is_refused(
    copy: Repo, arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head = copy.git("status", "--porcelain")
    assert kaohe(copy, "redact", *arguments, "--reason", REASON, "--date", "2015-07-01", "--yes") == 1
    assert told in capsys.readouterr().err
    assert copy.git("status", "--porcelain") == head


def test_what_was_redacted_or_is_not_merged_is_refused(after: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--reason", REASON, "--date", "2015-07-02", "--yes")
    assert kaohe(after, "redact", RECORD, "reason", *options) == 1
    assert "已经遮盖" in capsys.readouterr().err
    assert (
        kaohe(after, "redact", f"commit:{after.git('rev-list', 'HEAD', '--', 'data/exceptions.yml')}", *options) == 1
    )
    assert "已经遮盖" in capsys.readouterr().err
    other = "data/deductions/2015/window/0310-minzheng.yml"
    after.change(other, "points: 0.4", "points: 0.2")
    assert kaohe(after, "redact", other, "reason", *options) == 1
    assert "遮盖不与别的改动一起进行" in capsys.readouterr().err


def test_a_preview_shows_what_it_does_and_what_it_cannot_reach_and_never_the_text(
    copy: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kaohe(copy, "redact", RECORD, "reason", "--reason", REASON, "--date", "2015-07-01", "--dry-run") == 0
    said = capsys.readouterr().out
    assert not any(canary in said for canary in CANARIES)
    for words in ("reason（扣分事由）", "git 历史", "克隆", "归档包", "改写历史", "只是预览"):
        assert words in said
    assert copy.git("status", "--porcelain") == ""


def test_a_reason_that_repeats_the_number_is_refused(copy: Repo) -> None:
    options = ("--date", "2015-07-01", "--yes")
    assert kaohe(copy, "redact", RECORD, "reason", "--reason", f"写有 {PHONE}", *options) == 1
    assert copy.git("status", "--porcelain") == ""


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_file_of_a_site_holds_the_text_whatever_commit_it_is_built_from(
    redacted: Leaked, tmp_path: Path, audience: str
) -> None:
    for number, at in enumerate(("HEAD", redacted.held, "2015-q1", None)):
        out = tmp_path / f"site{number}"
        options = ("--at", at) if at else ()
        assert kaohe(redacted.repo, "build", "--audience", audience, "--out", str(out), *options) == 0
        assert len(list_files(out)) > 30
        assert find_canaries(out) == []
        manifest = json.loads((out / "manifest.json").read_bytes())
        assert manifest["redactions"] == ["2015-0701-1", "2015-0701-2"]


def test_no_command_prints_the_text(redacted: Leaked, capsys: pytest.CaptureFixture[str]) -> None:
    repo, held = redacted.repo, redacted.held
    commands: tuple[tuple[str, ...], ...] = (
        ("log",), ("log", "--json"), ("log", "--record", RECORD), ("log", "--unit", "caizheng"),
        ("diff", redacted.before, held), ("diff", redacted.before, held, "--json"),
        ("diff", redacted.before, "HEAD", "--markdown"), ("diff", held, "HEAD"),
        ("impact", "--base", redacted.before),
        ("score", "2015", "--unit", "caizheng", "--explain", "--at", held), ("score", "2015", "--json", "--at", held),
        ("score", "2015", "--unit", "caizheng", "--explain"), ("timeline", "2015"), ("timeline", "2015", "--json"),
        ("verify", "--all"), ("verify", "--json"), ("check", "--all"), ("check", "--json"), ("check", RECORD),
        ("check", "--base", redacted.before), ("check", "--base", held),
    )  # fmt: skip
    for command in commands:
        assert kaohe(repo, *command) in (0, 1), command
        said = capsys.readouterr()
        assert said.out, command
        assert not any(canary in said.out + said.err for canary in CANARIES), command


@pytest.mark.parametrize(
    "asked", [("--record", "0212-caizheng"), ("--unit", "caizheng"), ("--item", "hotline", "--unit", "caizheng")]
)
def test_the_log_of_a_record_tells_of_its_redaction(
    redacted: Leaked, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...]
) -> None:
    assert kaohe(redacted.repo, "log", *asked, "--json") == 0
    kinds = [row["path"] for row in json.loads(capsys.readouterr().out)]
    assert kinds.count("data/redactions/2015-0701-1.yml") == 1
    assert "data/redactions/2015-0701-2.yml" not in kinds  # of a commit's message
    assert kaohe(redacted.repo, "log", "--unit", "jiaoyu", "--json") == 0
    assert "data/redactions" not in capsys.readouterr().out


def test_a_clerk_whose_clone_stands_before_the_redaction_sees_it_masked(
    redacted: Leaked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The redaction is on the main branch that the clone knows; the files on the disk are older and hold the text."""
    repo = redacted.repo.copy(tmp_path / "project")
    repo.git("checkout", "-q", "-b", "work", redacted.held)
    assert PHONE in read(repo, RECORD)
    assert build(repo, tmp_path / "site") == 0
    assert find_canaries(tmp_path / "site") == []
    kaohe(repo, "check", "--all")
    kaohe(repo, "check", "--base", redacted.before)
    kaohe(repo, "impact", "--base", redacted.before)
    said = capsys.readouterr()
    assert not any(canary in said.out + said.err for canary in CANARIES)


def test_readers_see_that_when_and_why_a_text_was_redacted(redacted: Leaked, tmp_path: Path) -> None:
    assert build(redacted.repo, tmp_path / "site") == 0
    page = unmarked((tmp_path / "site/2015/records/hotline/0212-caizheng.html").read_text("utf-8"))
    assert REDACTED in page
    assert f"扣分事由、材料名称、存放处、答复内容里的文字已于 2015-07-01 遮盖，原因：{REASON}" in page
    history = page[page.index('id="history"') :]
    assert history.count("新增遮盖记录") == 1
    assert "遮盖扣分事由、材料名称、存放处、答复内容里的文字" in history
    other = (tmp_path / "site/2015/records/hotline/0305-jiaoyu.html").read_text("utf-8")
    assert "遮盖" not in other
    audit = (tmp_path / "site/audit.html").read_text("utf-8")
    assert "遮盖的文字" in audit
    assert REASON in audit
    assert f"提交 {redacted.held[:12]}" in audit


def test_a_file_that_had_another_name_is_masked_under_both(leaked: Leaked, tmp_path: Path) -> None:
    """A branch recorded it under another name, renamed it, and was merged."""
    repo = leaked.repo.copy(tmp_path / "project")
    old, new = "data/deductions/2015/window/0401-x.yml", "data/deductions/2015/window/2015-0401-jiaoyu-1.yml"
    repo.git("checkout", "-q", "-b", "work")
    text = read(repo, "data/deductions/2015/window/0310-minzheng.yml").replace("unit: minzheng", "unit: jiaoyu")
    text = text.replace("2015-03-10", "2015-04-01")
    repo.write(old, "\n".join(f"reason: 家住{HOME}" if row.startswith("reason") else row for row in text.split("\n")))
    repo.commit("登记", "2015-06-01")
    named = repo.head
    repo.git("mv", old, new)
    repo.commit("改名", "2015-06-02")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "work", date="2015-06-03T09:00:00+08:00")
    act(repo, "redact", new, "reason", "--reason", REASON, "--date", "2015-07-01")
    repo.commit("遮盖", "2015-07-01")
    assert build(repo, tmp_path / "site", "--at", named) == 0
    page = tmp_path / "site/2015/records/window/0401-x.html"
    assert HOME not in page.read_text("utf-8")
    assert REDACTED in page.read_text("utf-8")


def test_a_file_that_was_moved_and_changed_at_once_is_masked_where_it_was(leaked: Leaked, tmp_path: Path) -> None:
    """The same number in another item is the same record, whatever else was changed in it."""
    repo = leaked.repo.copy(tmp_path / "project")
    old, new = (f"data/deductions/2015/{item}/2015-0401-jiaoyu-1.yml" for item in ("window", "hotline"))
    text = read(repo, "data/deductions/2015/window/0310-minzheng.yml").replace("unit: minzheng", "unit: jiaoyu")
    text = text.replace("2015-03-10", "2015-04-01")
    text = "\n".join(f"reason: 家住{HOME}" if row.startswith("reason") else row for row in text.split("\n"))
    repo.write(old, text)
    named = repo.commit("登记", "2015-06-01")
    (repo.root / old).unlink()
    repo.write(new, text.replace("points: 0.5", "points: 0.4") + "# 改动\n")
    repo.commit("移到另一单项并更改", "2015-06-02")
    act(repo, "redact", new, "reason", "--reason", REASON, "--date", "2015-07-01")
    repo.commit("遮盖", "2015-07-01")
    assert build(repo, tmp_path / "site", "--at", named) == 0
    page = (tmp_path / "site/2015/records/window/2015-0401-jiaoyu-1.html").read_text("utf-8")
    assert HOME not in page
    assert REDACTED in page


def test_a_project_in_a_folder_of_a_larger_repository_is_masked_as_well(tmp_path: Path) -> None:
    """Its history before a move within the larger repository is none of its own."""
    outer = Repo(tmp_path / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    made = leak(outer.root / "考核")
    old, new = "data/deductions/2015/hotline/0415-shuiwu.yml", "data/deductions/2015/hotline/2015-0415-shuiwu-1.yml"
    text = read(made.repo, old)
    made.repo.write(
        old, "\n".join(f"reason: 家住{HOME}" if row.startswith("reason") else row for row in text.split("\n"))
    )
    named = made.repo.commit("登记", "2015-06-01")
    made.repo.git("mv", old, new)
    made.repo.commit("改名", "2015-06-02")
    act(made.repo, "redact", new, "reason", "--reason", REASON, "--date", "2015-07-01")
    made.repo.commit("遮盖", "2015-07-01")
    redact(made)
    assert codes_of(made.repo) == []
    for number, at in enumerate(("HEAD", named, made.held)):
        assert build(made.repo, tmp_path / f"site{number}", "--at", at) == 0
        assert find_canaries(tmp_path / f"site{number}") == []


def test_nothing_published_needs_a_correction_for_it(redacted: Leaked, capsys: pytest.CaptureFixture[str]) -> None:
    assert codes_of(redacted.repo) == []
    kaohe(redacted.repo, "verify", "--all")
    said = capsys.readouterr().out
    assert (
        f"{RECORD} 只遮盖了文字（reason、evidence/title、evidence/held_at、reply/text，2015-07-01，{REASON}）" in said
    )
    assert kaohe(redacted.repo, "correct", "2015-q1", "--reason", "x", "--date", "2015-07-02", "--yes") == 1
    assert "不需要更正" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("standard: overdue\npoints: 0.5", "standard: overdue\ncount: 2\npoints: 1", "KH651"),
        ("date: 2015-02-12", "date: 2015-02-13", "KH630"),
        ("source: hotline", "source: complaint", "KH630"),
        ("unit: caizheng", "unit: minzheng", "KH651"),
        (f"held_at: {REDACTED}}}\n  -", "held_at: 别处}\n  -", "KH640"),
        (f'reason: "{REDACTED}"', "reason: 逾期", "KH640"),
        (f'reason: "{REDACTED}"', f"reason: 来电人 {PHONE} 反映逾期", "KH640"),
    ],
)
def test_what_changes_with_it_is_told_as_without_it(
    copy: Repo, old: str, new: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = ("reason", "evidence/title", "evidence/held_at", "reply/text")
    act(copy, "redact", RECORD, *fields, "--reason", REASON, "--date", "2015-07-01")
    copy.change(RECORD, old, new)
    assert code in codes_of(copy)
    capsys.readouterr()
    assert kaohe(copy, "check") == 1
    assert not any(canary in capsys.readouterr().out for canary in CANARIES)
    copy.commit("遮盖", "2015-07-01")
    assert kaohe(copy, "verify") == 1
    said = capsys.readouterr().out
    assert "当前数据" in said.partition("不符\n")[2].partition("待证")[0]
    assert not any(canary in said for canary in CANARIES)


def test_a_correction_in_words_is_still_needed_for_another_text(copy: Repo) -> None:
    act(copy, "redact", RECORD, "evidence/title", "--reason", REASON, "--date", "2015-07-01")
    copy.change(RECORD, f"来电人 {PHONE} 反映逾期", "逾期")
    assert codes_of(copy) == ["KH630"]
    act(copy, "correct", "2015-q1", "--reason", "写错", "--date", "2015-07-01", *TIES)
    assert codes_of(copy) == []


def test_no_digest_of_the_text_is_kept(redacted: Leaked) -> None:
    folder = redacted.repo.root / "data/redactions"
    written = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert {line.partition(":")[0] for line in written.splitlines()} == {
        "file",
        "fields",
        "reason",
        "decided",
        "commit",
    }


def test_two_clerks_meet_a_conflict_and_the_second_draws_up_anew(leaked: Leaked, tmp_path: Path) -> None:
    one, other = clone_office(tmp_path, leaked.repo, date(2015, 7, 1))
    for clerk, fields in ((one, ("reason",)), (other, ("reply/text", "evidence/title"))):
        clerk.begin("work")
        clerk.act("redact", RECORD, *fields, "--reason", REASON)
        clerk.commit("遮盖")
    assert one.merges_cleanly("work")
    assert other.meets_conflict("work") == "data/redactions/2015-0701-1.yml"
    other.act("redact", RECORD, "reply/text", "evidence/title", "--reason", REASON)
    other.commit("合入主分支")
    assert other.merges_cleanly("work")
    assert lines_of(other.repo) == ["2015-q1", "redaction 2015-0701-1", "redaction 2015-0701-2"]
    assert open_project(other.repo.root).errors == []
    assert not any(canary in read(other.repo, RECORD) for canary in (PHONE,))


@pytest.mark.parametrize("later", [0, 1])
def test_who_redacts_what_another_has_redacted_is_told_how_to_give_way(
    leaked: Leaked, tmp_path: Path, later: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the same day both have the same id, on the next another."""
    one, other = clone_office(tmp_path, leaked.repo, date(2015, 7, 1))
    other.day += timedelta(later)
    for clerk, fields in ((one, ("reason",)), (other, ("reason", "evidence/title"))):
        clerk.begin("work")
        clerk.act("redact", RECORD, *fields, "--reason", REASON)
        clerk.commit("遮盖")
    assert one.merges_cleanly("work")
    other.meets_conflict("work")
    capsys.readouterr()
    options = ("--reason", REASON, "--date", str(other.day), "--yes")
    assert other.kaohe("redact", RECORD, "reason", "evidence/title", *options) == 1
    told = capsys.readouterr().err
    steps = told.partition("要放弃这里写的 ")[2].partition("：")[2].partition("；然后 git commit 完成合并。")[0]
    for step in steps.split("；"):
        assert step.startswith("git "), told
        other.git(*step.split()[1:])
    assert "还有别的字段要遮盖的，再写那些字段。" in told
    other.act("redact", RECORD, "evidence/title", "--reason", REASON)
    other.commit("合入主分支")
    assert other.merges_cleanly("work")
    assert lines_of(other.repo) == ["2015-q1", "redaction 2015-0701-1", f"redaction 2015-070{1 + later}-{2 - later}"]
    assert open_project(other.repo.root).errors == []


def test_a_proposal_of_a_redaction_alone_may_be_merged(copy: Repo) -> None:
    copy.git("checkout", "-q", "-b", "work")
    act(copy, "redact", RECORD, "reason", "--reason", REASON, "--date", "2015-07-01")
    copy.commit("遮盖", "2015-07-01")
    assert kaohe(copy, "check", "--base", "main") == 0


def test_an_act_keeps_its_bytes_and_what_leaves_of_it_is_masked(copy: Repo, tmp_path: Path) -> None:
    """A correction whose reason names somebody, and a withdrawal."""
    text = read(copy, RECORD)
    copy.write(RECORD, f"{text}revoked: {{date: 2015-07-01, reasons: 记错单位}}\n")
    act(copy, "correct", "2015-q1", "--reason", f"住在{HOME}的投诉人撤诉", "--date", "2015-07-01", *TIES)
    copy.commit("更正", "2015-07-01")
    act(copy, "withdraw", "2015-q1", "--reason", f"住在{HOME}的投诉人来信", "--date", "2015-07-01")
    copy.commit("撤回", "2015-07-01")
    paths = {"data/corrections/2015-q1-c1.yml": "reason", "data/withdrawals/2015-q1.yml": "reasons"}
    before = {path: read(copy, path) for path in paths}
    for path, field in paths.items():
        act(copy, "redact", path, field, "--reason", REASON, "--date", "2015-07-02")
        copy.commit("遮盖", "2015-07-02")
    fields = ("reason", "evidence/title", "evidence/held_at", "reply/text")
    act(copy, "redact", RECORD, *fields, "--reason", REASON, "--date", "2015-07-02")
    copy.commit("遮盖", "2015-07-02")
    held = copy.git("rev-list", "HEAD", "--", "data/exceptions.yml")
    act(copy, "redact", f"commit:{held}", "--reason", REASON, "--date", "2015-07-02")
    copy.commit("遮盖", "2015-07-02")
    assert {path: read(copy, path) for path in paths} == before
    assert codes_of(copy) == []
    assert build(copy, tmp_path / "site") == 0
    assert find_canaries(tmp_path / "site") == []
    assert "投诉人" not in "".join(path.read_text("utf-8") for path in (tmp_path / "site/feeds").rglob("*.xml"))


def test_what_stood_in_a_field_that_is_gone_is_masked_in_the_versions_that_had_it(copy: Repo, tmp_path: Path) -> None:
    text = read(copy, RECORD)
    copy.write(RECORD, text[: text.index("reply:")])
    copy.commit("删去答复", "2015-06-01")
    act(copy, "redact", RECORD, "reply/text", "--reason", REASON, "--date", "2015-07-01")
    assert f"commit: {copy.git('rev-parse', 'HEAD^')}" in read(copy, "data/redactions/2015-0701-1.yml")
    assert read(copy, RECORD) == text[: text.index("reply:")]
    assert build(copy, tmp_path / "site", "--at", "2015-q1") == 0
    page = (tmp_path / "site/2015/records/hotline/0212-caizheng.html").read_text("utf-8")
    assert "已经回访" not in page
    assert REDACTED in page


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_bag_made_afterwards_is_masked_and_can_be_built_again(
    redacted: Leaked, tmp_path: Path, audience: str, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = redacted.repo.copy(tmp_path / "project")
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 0
    bag = tmp_path / "bag"
    assert kaohe(repo, "archive", "2015-q1", "--audience", audience, "--out", str(bag), "--yes") == 0
    said = capsys.readouterr().out
    held = {name for name in find_canaries(bag) if name != "data/history.bundle"}
    assert held == set()
    readme = (bag / "data/README.txt").read_text("utf-8")
    if audience == "public":
        assert main(["check", "-C", str(bag / "data/records")]) == 0
        return
    assert "历史（history.bundle）仍含原文" in said
    assert "仍含遮盖以前的原文" in readme
    script, site = bag / "data/site/verify/verify.py", bag / "data/site"
    command = [sys.executable, str(script), str(site), "--repo", str(bag / "data/history.bundle")]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()
    assert not any(canary.encode() in ran.stdout + ran.stderr for canary in CANARIES)
    # As the bag's own words say: from the bundle, with the redactions laid beside it.
    clone = tmp_path / "clone"
    repo.git("clone", "-q", str(bag / "data/history.bundle"), str(clone))
    (clone / "data/redactions").mkdir(parents=True)
    assert "cp BAG/data/redactions/*.yml project/data/redactions/" in readme
    for path in (bag / "data/redactions").iterdir():
        shutil.copy(path, clone / "data/redactions")
    shutil.copytree(repo.root / "fonts", clone / "fonts") if (repo.root / "fonts").exists() else None
    again = tmp_path / "again"
    options = ("--audience", "internal", "--at", "publication/2015-q1", "--out", str(again))
    assert main(["build", "-C", str(clone), *options]) == 0
    assert list_files(again) == list_files(bag / "data/site")
    assert all((again / name).read_bytes() == (bag / "data/site" / name).read_bytes() for name in list_files(again))


def test_a_site_is_built_again_with_the_redactions_that_it_was_built_with(
    redacted: Leaked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = redacted.repo.copy(tmp_path / "project")
    assert build(repo, tmp_path / "site", "--at", redacted.held) == 0
    other = "data/deductions/2015/window/0310-minzheng.yml"
    act(repo, "redact", other, "reason", "--reason", "写有住址", "--date", "2015-07-02")
    repo.commit("再遮盖一处", "2015-07-02")
    capsys.readouterr()
    kaohe(repo, "verify", "--against", str(tmp_path / "site"), "--rebuild", "--json")
    found = [row for row in json.loads(capsys.readouterr().out)["findings"] if row["kind"] == "rebuild"]
    assert [row["status"] for row in found] == ["holds"]


@pytest.mark.parametrize(
    ("field", "asked"),
    [("evidence/held_at", f"写有 {HOME}"), ("reason", f"写有尾号{PHONE[3:]}的号码")],
)
def test_a_reason_that_repeats_the_text_is_refused(
    copy: Repo, field: str, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--date", "2015-07-01", "--dry-run")
    capsys.readouterr()
    assert kaohe(copy, "redact", RECORD, field, "--reason", asked, *options) == 1
    said = capsys.readouterr()
    assert "写的理由重复了被遮盖的内容" in said.out + said.err
