"""`kaohe notify`: one unit hears of its own deductions, and that it heard is recorded."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, THREE, TWO
from tests.history.scripted import HOTLINE, Story, begin, deduction

FIRST = "deduction-notice-hotline-0212-caizheng.docx"
EVIDENCE = "evidence:\n  - {title: 工单流转记录, held_at: 政务热线平台}\n"
APPEALS = "appeals: {file_within: 10, decide_within: 15, kind: calendar, to: kaoheban}\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Three findings of three units in two quarters, a note of the office, and terms for appeals."""
    made = begin(tmp_path / "project")
    scheme = (made.root / "data/schemes/2015.yml").read_text("utf-8")
    files: dict[str, str | None] = {
        "data/schemes/2015.yml": scheme + APPEALS,
        ONE: "# 请核对\n" + deduction("caizheng", "2015-02-12", "1", EVIDENCE + "internal_note: 只许内部看见\n"),
        TWO: deduction("jiaoyu", "2015-03-05", "2", reason="别的单位的事"),
        THREE: deduction("caizheng", "2015-04-15", "1.5", reason="第二季度的事"),
    }
    made.commit("found", "登记", "2015-04-16", files)
    return made


def words_of(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as pack:
        found = re.findall("<w:t[^>]*>([^<]*)</w:t>", pack.read("word/document.xml").decode("utf-8"))
        return "".join(found).translate({0x2060: None, 0x200B: None})


def test_a_notice_has_rule_evidence_terms_and_nothing_of_others(story: Story, kaohe: Caller, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = kaohe(story.root, "notify", "0212-caizheng", "--out", str(out), "--date", "2015-04-20")
    assert (said.status, said.error) == (0, "")
    assert "小河区财政局，1 条扣分记录。只送这个单位，不公开。\n" in said.out
    assert "kaohe notify 0212-caizheng --record 送达日期\n" in said.out
    assert {path.name for path in out.iterdir()} <= {FIRST, FIRST.replace("docx", "pdf")}
    words = words_of(out / FIRST)
    for shown in (
        "扣分告知书", "小河区财政局", "推诿不办，视情节扣1至2分", "对来电人诉求推诿", "工单流转记录", "政务热线平台",
        "10个自然日内", "小河区考核工作办公室申诉", "15个自然日内作出复核决定", "2015年4月20日",
    ):  # fmt: skip
        assert shown in words, shown
    for hidden in ("只许内部看见", "别的单位的事", "第二季度的事", "jiaoyu"):
        assert hidden not in words, hidden


def test_a_quarter_is_told_at_once_and_without_one_what_was_not_told_yet(
    story: Story, kaohe: Caller, tmp_path: Path
) -> None:
    assert kaohe(story.root, "notify", "区财政局", "--quarter", "2", "--out", str(tmp_path / "q2")).status == 0
    words = words_of(tmp_path / "q2/deduction-notice-caizheng-2015-q2.docx")
    assert "第二季度的事" in words
    assert "对来电人诉求推诿" not in words
    assert kaohe(story.root, "notify", "caizheng", "--quarter", "1", "--record", "2015-04-18").status == 0
    story.commit("told", "登记告知", "2015-04-18")
    assert kaohe(story.root, "notify", "caizheng", "--out", str(tmp_path / "rest")).status == 0
    (path,) = (tmp_path / "rest").glob("*.docx")
    assert path.name == f"deduction-notice-hotline-{Path(THREE).stem}.docx"


def test_the_notice_is_of_the_history_not_of_the_files(story: Story, kaohe: Caller, tmp_path: Path) -> None:
    (story.root / ONE).write_text(deduction("caizheng", "2015-02-12", "2", reason="还没有提交的话"), "utf-8")
    assert kaohe(story.root, "notify", "0212-caizheng", "--out", str(tmp_path / "out")).status == 0
    assert "还没有提交的话" not in words_of(tmp_path / "out" / FIRST)


@pytest.mark.parametrize("folder", ["site", "site/notices", "data/notices", "built/documents"])
def test_a_notice_never_goes_where_it_would_be_published(story: Story, kaohe: Caller, folder: str) -> None:
    (story.root / "built").mkdir()
    (story.root / "built/manifest.json").write_text("{}", "utf-8")
    refused = kaohe.refused(story.root, "notify", "caizheng", "--out", str(story.root / folder))
    assert "告知书只给一个单位，不公开" in refused
    assert not (story.root / folder / FIRST).exists()


def test_a_notice_does_not_replace_another(story: Story, kaohe: Caller, tmp_path: Path) -> None:
    call = ("notify", "0212-caizheng", "--out", str(tmp_path / "out"))
    assert kaohe(story.root, *call).status == 0
    before = (tmp_path / "out" / FIRST).read_bytes()
    assert "已经有了，没有改动它" in kaohe.refused(story.root, *call)
    assert (tmp_path / "out" / FIRST).read_bytes() == before


def test_the_day_is_recorded_as_one_line_and_nothing_else_changes(story: Story, kaohe: Caller) -> None:
    before = (story.root / ONE).read_text("utf-8")
    said = kaohe(story.root, "notify", ONE, "--record", "2015-04-18")
    assert (said.status, said.error) == (0, "")
    assert f"git add {ONE} && git commit" in said.out
    assert f"git checkout -- {ONE}" in said.out
    after = (story.root / ONE).read_text("utf-8")
    assert after == before.replace("internal_note:", "notified: 2015-04-18\ninternal_note:")
    assert kaohe(story.root, "check").status == 0
    again = kaohe(story.root, "notify", ONE, "--record", "2015-04-19")
    assert again.out == "另有 1 条此前已经写了告知日期，没有改动。\n"
    assert (story.root / ONE).read_text("utf-8") == after


def test_line_ends_of_the_system_stay(story: Story, kaohe: Caller) -> None:
    path = story.root / TWO
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").rstrip(b"\r\n"))
    assert kaohe(story.root, "notify", TWO, "--record", "2015-04-18").status == 0
    assert path.read_bytes().endswith(b"\r\nnotified: 2015-04-18\r\n")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("caizheng",), "请用 --out 写明告知书放在哪里"),
        (("caizheng", "--out", "x", "--record", "2015-04-18"), "请用 --out 写明告知书放在哪里"),
        (("财政", "--out", "x"), "没有名为“财政”的单位，也没有这条扣分记录。是否想写"),
        (("shuiwu", "--out", "x"), "小河区水务局 2015 年度没有尚未告知的扣分记录。"),
        (("caizheng", "--quarter", "3", "--out", "x"), "小河区财政局 2015 年度没有第 3 季度的扣分记录。"),
        (("0212-caizheng", "--quarter", "1", "--out", "x"), "写了一条记录，就不用写 --quarter。"),
        (("0212-caizheng", "--record", "2015-02-11"), "告知日期 2015-02-11 早于发现问题的日期 2015-02-12"),
        (("0212-caizheng", "--record", "2999-01-01"), "晚于今天"),
        (("caizheng", "--year", "2014", "--out", "x"), "没有 2014 年度的考核办法。"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(
    story: Story, kaohe: Caller, arguments: tuple[str, ...], words: str
) -> None:
    assert words in kaohe.refused(story.root, "notify", *arguments)
    assert story.git("status", "--porcelain") == ""


def test_an_id_of_several_records_asks_for_the_path(story: Story, kaohe: Caller) -> None:
    other = ONE.replace("hotline", "window")
    text = deduction("caizheng", "2015-02-13", "0.4").replace("refused", "absent")
    story.commit("twice", "同名", "2015-04-17", {other: text})
    refused = kaohe.refused(story.root, "notify", "0212-caizheng", "--out", "x")
    assert refused.startswith(f"编号“0212-caizheng”的记录有 2 条，请写文件路径：{HOTLINE}/0212-caizheng.yml、")
