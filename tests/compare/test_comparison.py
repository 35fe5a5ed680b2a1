"""What a comparison says of particular changes: in words, as Markdown, as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from generator.compare.comparison import Comparison, compare_files, compare_revisions
from generator.git.branch import find_main
from generator.read.tree import WorkTree
from generator.words.comparison_json import comparison_json
from generator.words.comparison_markdown import comparison_markdown, literal
from generator.words.comparison_words import comparison_text, signed, view_comparison
from tests.golden import expect
from tests.history.scenarios import ONE, THREE, TWO, linear, lost
from tests.history.scripted import HOTLINE, Story, begin, deduction, tallies
from tests.released import seen

EXPECTED = Path(__file__).with_name("expected")
WINDOW = "data/deductions/2015/window"


def proposal(root: Path) -> Story:
    """One proposal with everything in it: rules, units, records under a cap, an appraisal, a note, an address."""
    story = begin(root)
    first = deduction("caizheng", "2015-02-12", "0.4").replace("refused", "absent")
    story.commit(
        "before", "以前", "2015-02-12",
        {
            f"{WINDOW}/0212-caizheng.yml": first,
            f"{WINDOW}/0213-caizheng.yml": first.replace("02-12", "02-13"),
            ONE: deduction("caizheng", "2015-02-12", "1"),
            TWO: deduction("jiaoyu", "2015-03-05", "2"),
            **tallies("caizheng", "jiaoyu", "minzheng", "shuiwu"),
        },
    )  # fmt: skip
    unit = (story.root / "data/units/minzheng.yml").read_text("utf-8")
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8")
    register = (story.root / "data/committers.yml").read_text("utf-8")
    revoked = "revoked: {date: 2015-03-20, reasons: 不属该单位责任}\n"
    story.commit(
        "after", "提案", "2015-03-20",
        {
            "data/committers.yml": register + "  - {email: li@kaohe.example, office: shuiwu}\n",
            "data/schemes/2015.yml": scheme.replace("千人", "万人").replace("max: 40", "max: 1.5"),
            "data/units/minzheng.yml": unit.replace("{from: 2015}", "{from: 2016}"),
            "data/units/newcomer.yml": unit.replace("民政局", "新设局"),
            **tallies("newcomer"),
            f"{WINDOW}/0310-caizheng.yml": first.replace("02-12", "03-10"),
            ONE: deduction("caizheng", "2015-02-12", "1.2", "internal_note: 待核\n"),
            TWO: deduction("jiaoyu", "2015-03-05", "2", revoked),
            THREE: deduction("newcomer", "2015-04-15", "0.5"),
        },
    )  # fmt: skip
    return story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, Comparison]:
    story = proposal(tmp_path_factory.mktemp("proposal") / "repository")
    return story, compare_revisions(story.opened, story.id("before"), story.id("after"))


def test_a_proposal_for_a_terminal(told: tuple[Story, Comparison]) -> None:
    story, found = told
    text = story.scrub(comparison_text(view_comparison(seen(found))))
    expect(EXPECTED / "proposal.txt", text)


def test_a_proposal_as_markdown(told: tuple[Story, Comparison]) -> None:
    story, found = told
    text = story.scrub(comparison_markdown(view_comparison(seen(found))))
    expect(EXPECTED / "proposal.md", text)


def test_a_proposal_as_json(told: tuple[Story, Comparison]) -> None:
    story, found = told
    text = json.dumps(comparison_json(seen(found)), ensure_ascii=False, indent=2) + "\n"
    expect(EXPECTED / "proposal.json", story.scrub(text))


def test_internal_values_are_said_only_when_asked_for(told: tuple[Story, Comparison]) -> None:
    _, found = told
    view = view_comparison(seen(found))
    for text in (
        comparison_text(view),
        comparison_markdown(view),
        json.dumps(comparison_json(seen(found)), ensure_ascii=False),
    ):
        assert "待核" not in text
        assert "li@kaohe.example" not in text
    shown = view_comparison(seen(found), internal=True)
    for text in (comparison_text(shown), json.dumps(comparison_json(seen(found), internal=True), ensure_ascii=False)):
        assert "待核" in text


def test_the_working_tree_is_compared_like_a_commit(told: tuple[Story, Comparison]) -> None:
    story, found = told
    with_tree = compare_files(story.opened, story.id("before"), WorkTree(story.root))
    assert with_tree.moves == found.moves
    assert [(c.kind, c.path, c.fields) for c in with_tree.changes] == [
        (c.kind, c.path, c.fields) for c in found.changes
    ]
    assert comparison_text(view_comparison(seen(with_tree))).split("\n")[0] == f"{story.id('before')[:12]} → 当前文件"
    assert not with_tree.rewritten


def test_equal_states_say_so(told: tuple[Story, Comparison]) -> None:
    story, _ = told
    same = compare_revisions(story.opened, story.id("after"), story.id("after"))
    assert comparison_text(view_comparison(seen(same))).split("\n", 1)[1] == "两个版本的数据没有实质变化。\n"
    assert (
        comparison_markdown(view_comparison(seen(same))) == "### 对得分和名次的影响\n\n两个版本的数据没有实质变化。\n"
    )


def test_a_rename_and_a_loss_are_warned_of(tmp_path: Path) -> None:
    story = lost(tmp_path / "repository")
    found = compare_revisions(story.opened, story.id("record"), story.id("remove"))
    assert [(change.kind, change.path, change.other) for change in found.changes] == [
        ("renamed", ONE, f"{HOTLINE}/0212-caizheng-1.yml"),
        ("vanished", TWO, ""),
    ]
    view = view_comparison(seen(found))
    assert view.warnings == (f"1 个文件消失：{TWO}。", f"1 个文件改名：{ONE}。")
    (move,) = [move for move in found.moves if move.causes]
    assert (move.unit, [cause.delta for cause in move.causes]) == ("jiaoyu", [Decimal("1.5")])


def test_a_rewritten_history_is_warned_of(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    story.git("reset", "-q", "--hard", story.id("amend"))
    story.commit("rewritten", "改写", "2015-03-01", {TWO: deduction("jiaoyu", "2015-03-05", "0.1")})
    found = compare_revisions(story.opened, story.id("revoke"), story.id("rewritten"))
    assert (found.rewritten, found.base) == (True, story.id("amend"))
    where = f"（两者在 {story.id('amend')[:12]} 之后分开）"
    said = f"后一版本不是从前一版本而来{where}：前一版本的部分提交不在后一版本的历史之中。"
    assert view_comparison(seen(found)).warnings == (said,)
    back = compare_revisions(story.opened, story.id("amend"), story.id("revoke"))
    assert not back.rewritten
    story.git("checkout", "-q", "--orphan", "other")
    story.commit("orphan", "另起", "2015-03-02")
    apart = compare_revisions(story.opened, story.id("revoke"), story.id("orphan"))
    assert "两者没有共同的历史" in view_comparison(seen(apart)).warnings[0]


def test_a_shallow_clone_is_not_called_rewritten(tmp_path: Path) -> None:
    story = linear(tmp_path / "repository")
    story.git("tag", "early", story.id("record"))
    story.git("clone", "-q", "--depth", "1", f"file://{story.root}", str(tmp_path / "cut"))
    cut = Story(tmp_path / "cut")
    cut.git("fetch", "-q", "--depth", "1", "origin", "tag", "early")
    found = compare_revisions(cut.opened, story.id("record"), story.id("rules"))
    whole = compare_revisions(story.opened, story.id("record"), story.id("rules"))
    assert (found.moves, found.rewritten, found.cut, whole.cut) == (whole.moves, False, True, False)
    (warning,) = view_comparison(seen(found)).warnings
    assert warning == "这是浅克隆，看不出后一版本是否从前一版本而来。请用 git fetch --unshallow 补全。"
    last = compare_revisions(cut.opened, story.id("rules"), story.id("rules"))
    assert (last.cut, view_comparison(seen(last)).warnings) == (False, ())


def test_a_tie_over_an_edge_that_comes_or_goes_is_a_change_of_outcome(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    worst = {ONE: deduction("caizheng", "2015-02-12", "2"), **tallies("caizheng", "jiaoyu", "minzheng", "shuiwu")}
    story.commit("alone", "一家最后", "2015-02-12", worst)
    story.commit("tied", "两家最后", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", "2")})
    story.commit("apart", "又是一家", "2015-03-06", {TWO: deduction("jiaoyu", "2015-03-05", "1.9")})

    def told(old: str, new: str) -> tuple[list[dict[str, object]], str]:
        found = compare_revisions(story.opened, story.id(old), story.id(new))
        rows = [row for row in comparison_json(seen(found))["outcomes"] if row["unit"] == "caizheng"]
        return rows, comparison_text(view_comparison(seen(found)))

    row = {"unit": "caizheng", "year": 2015, "outcome": "summons", "old": True, "new": True}
    rows, text = told("alone", "tied")
    assert rows == [{**row, "old_tie": False, "new_tie": True}]
    assert "区财政局（2015）：得分 95.90，名次 4 → 3，“约谈主要负责人”转为并列，待人工确认\n" in text
    rows, text = told("tied", "apart")
    assert rows == [{**row, "old_tie": True, "new_tie": False}]
    assert "名次 3 → 4，确定进入“约谈主要负责人”（原为并列待确认）\n" in text


def test_a_correction_is_named_beside_the_change_it_explains(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    story.commit("before", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    correction = (
        f"date: 2015-05-06\nreason: 复核后减少\nrecords: [{ONE}]\nresults_sha256: {'0' * 64}\nresults: {{}}\n"
    )
    lower = deduction("caizheng", "2015-02-12", "1")
    files = {ONE: lower, "data/corrections/2015-q1-c1.yml": correction}
    story.commit("after", "更正", "2015-05-06", files, who="kaoheban")
    found = compare_revisions(story.opened, story.id("before"), find_main(story.opened).tip)
    (cause,) = next(move.causes for move in found.moves if move.unit == "caizheng")
    assert (cause.delta, cause.correction) == (Decimal("0.5"), "2015-q1-c1")
    assert "+0.50  热线办理（2015年第一季度通报第1次更正）" in comparison_text(view_comparison(seen(found)))


@pytest.mark.parametrize(
    ("value", "text"), [("0.5", "+0.50"), ("-0.5", "−0.50"), ("0", "0.00"), ("-0.00", "0.00"), ("-12.345", "−12.345")]
)
def test_differences_carry_their_sign(value: str, text: str) -> None:
    assert signed(Decimal(value), 2) == text


HOSTILE = (
    "**粗** _斜_ ~~删~~ `码` <b>x</b> <!-- --> &lt; [链接](http://x.example) ![图](x.png)",
    "http://x.example www.x.example @everyone #12 | 表 | 格 \\| \\",
    "# 标题", "- 列表", "> 引用", "1. 一", "<script>alert(1)</script>", "</details>", "::set-output name=x::y",
    "$x^2$", "[ ] 待办", "[^1]", ":smile:", "a\\", "***", "---",
)  # fmt: skip


def test_data_are_never_markup_in_a_proposal() -> None:
    import pypandoc

    document = "".join(f"- 字 {literal(text)}\n" for text in HOSTILE)
    tree = json.loads(pypandoc.convert_text(document, "json", format="gfm+emoji+footnotes+tex_math_dollars"))
    (items,) = [block["c"] for block in tree["blocks"]]
    for text, ((block,),) in zip(HOSTILE, ([item] for item in items), strict=True):
        assert {inline["t"] for inline in block["c"]} <= {"Str", "Space"}, text
        said = "".join(inline.get("c", " ") for inline in block["c"])
        assert said == f"字 {text}".replace("@", "＠")


def test_hostile_records_stay_on_their_line(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    evil = deduction("caizheng", "2015-02-12", reason='"</details>\\n::error::x\\n| a | b |"')
    story.commit("evil", "记录", "2015-02-12", {ONE: evil})
    worse = deduction("caizheng", "2015-02-12", reason='"<img src=x>\\n\\n# 标题"')
    story.commit("worse", "更正", "2015-02-13", {ONE: worse})
    view = view_comparison(seen(compare_revisions(story.opened, story.id("evil"), story.id("worse"))))
    for text in (comparison_text(view), comparison_markdown(view)):
        assert not [line for line in text.split("\n") if line.startswith(("::", "#", "| a")) and "### 对" not in line]
    assert "<img" not in comparison_markdown(view)
    assert comparison_markdown(view).count("</details>") == comparison_markdown(view).count("<details>")


def test_a_proposal_of_any_size_fits_into_a_comment(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    long = "很长的说明" * 30
    files: dict[str, str | None] = {
        f"{HOTLINE}/0212-{unit}-{number}.yml": deduction(unit, "2015-02-12", "1", reason=f"{long}{number}")
        for unit in ("caizheng", "jiaoyu", "minzheng", "shuiwu")
        for number in range(150)
    }
    story.commit("many", "记录", "2015-02-12", files)
    story.commit(
        "more",
        "更正",
        "2015-02-13",
        {path: (text or "").replace("points: 1", "points: 1.5").replace("很", "甚") for path, text in files.items()},
    )
    text = comparison_markdown(
        view_comparison(seen(compare_revisions(story.opened, story.id("start"), story.id("more"))))
    )
    assert len(text) < 40_000
    changed = comparison_markdown(
        view_comparison(seen(compare_revisions(story.opened, story.id("many"), story.id("more"))))
    )
    assert len(changed) < 40_000
    for said in (text, changed):
        assert said.count("<details>") == said.count("</details>") == 2
        assert "行从略，全部内容请用 kaohe diff --all 查看。" in said
        assert said.index("| 单位 |") < said.index("<details>")
    view = view_comparison(seen(compare_revisions(story.opened, story.id("many"), story.id("more"))))
    short, whole = comparison_text(view, 7_600), comparison_text(view)
    assert len(short.encode()) < 8_000 < len(whole.encode())
    assert short.splitlines()[:3] == whole.splitlines()[:3]
    left_out = whole.count("\n") - (short.count("\n") - 2)
    assert short.endswith(f"\n另有 {left_out} 行从略；看全部请加 --all。\n")


def test_nobody_enters_an_outcome_before_the_year_has_one(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    units = ("caizheng", "jiaoyu", "minzheng", "shuiwu")
    story.commit("one", "一家", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12", "2")})
    story.commit("two", "两家", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", "1")})
    story.commit("some", "评议录了一半", "2015-12-20", tallies(*units[:2]))
    story.commit("all", "评议录完", "2015-12-21", tallies(*units[2:]))

    def outcomes(old: str, new: str) -> set[tuple[object, object]]:
        found = comparison_json(seen(compare_revisions(story.opened, story.id(old), story.id(new))))
        return {(row["unit"], row["outcome"]) for row in found["outcomes"]}

    assert outcomes("one", "two") == outcomes("two", "some") == set()
    assert outcomes("some", "all") == {("caizheng", "summons"), ("minzheng", "praised"), ("shuiwu", "praised")}
