"""`kaohe log` in scripted repositories: what it finds, how it says it, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, SCENARIOS, THREE, TWO, merges
from tests.history.scripted import HOTLINE, Story, deduction

Told = dict[str, Story]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Histories that are only read."""
    names = ("linear", "merges", "ours", "rebase", "rename", "shallow", "force-push")
    return {name: SCENARIOS[name](tmp_path_factory.mktemp(name) / "repository") for name in names}


def test_events_and_what_to_look_at(told: Told, kaohe: Caller) -> None:
    story = told["linear"]
    said = kaohe(story.root, "log")
    events, _, remarks = story.scrub(said.out).partition("\n\n需要留意的情况\n")
    assert (said.status, said.error) == (0, "")
    assert events.startswith("2015-01-05 09:00  区考核办  ")
    assert events.endswith("共 16 条。")
    assert "2015-03-05 09:00  未登记  登记扣分记录  data/deductions/2015/hotline/0305-jiaoyu.yml\n" in events
    assert [line for line in remarks.splitlines() if not line.startswith(" ")] == [
        "其他单位写入的内容（2）",
        "",
        "提交人未登记的改动（1）",
    ]
    assert "\n  <second>  " in remarks
    assert "@" not in said.out


FILTERS = [
    (("--unit", "jiaoyu"), ["start", "second", "revoke"]),
    (("--unit", "区教育局"), ["start", "second", "revoke"]),
    (("--item", "hotline", "--unit", "caizheng"), ["record", "amend", "appeal"]),
    (("--item", "window"), []),
    (("--record", "0305-jiaoyu"), ["second", "revoke"]),
    (("--record", TWO), ["second", "revoke"]),
    (("--office", "rexian"), ["record", "amend", "appeal", "revoke"]),
    (("--office", "区考核办", "--since", "2015-12-01"), ["tally", "rules"]),
    (("--since", "2015-02-16", "--until", "2015-03-05"), ["amend", "appeal", "second"]),
]


@pytest.mark.parametrize(("arguments", "steps"), FILTERS)
def test_a_unit_an_item_a_record_an_office_a_period(
    told: Told, kaohe: Caller, arguments: tuple[str, ...], steps: list[str]
) -> None:
    story = told["linear"]
    rows = kaohe(story.root, "log", *arguments, "--json").data
    assert [story.names[row["commit"]] for row in rows] == steps
    text = kaohe(story.root, "log", *arguments).out
    assert text.endswith(f"\n共 {len(steps)} 条。\n" if steps else "没有符合条件的记录。\n")
    assert "需要留意的情况" not in text


def test_an_event_as_json(told: Told, kaohe: Caller) -> None:
    story = told["linear"]
    row = kaohe(story.root, "log", "--record", ONE, "--json").data[1]
    assert row == {
        "kind": "amended", "path": ONE, "unit": "caizheng", "item": "hotline",
        "commit": story.id("amend"), "time": "2015-02-16T09:00:00+08:00", "committer": "rexian", "forge": None,
        "claimed_time": "2015-02-16T09:00:00+08:00", "written_in": story.id("amend"), "author": "rexian",
        "reason": "更正扣分", "details": "", "proposal": "#3",
        "signature": None, "signer": None, "commit_signature": None, "commit_signer": None,
        "fields": [{"field": "points", "old": "1.5", "new": "1"}],
        "renamed": None, "made_by_merge": False, "may_be_earlier": False,
    }  # fmt: skip
    (unknown,) = [row for row in kaohe(story.root, "log", "--json").data if row["commit"] == story.id("second")]
    assert (unknown["author"], unknown["committer"]) == (None, None)


def test_the_proposal_is_named_by_the_merge_and_by_a_squashed_commit(told: Told, kaohe: Caller) -> None:
    story = told["merges"]
    text = story.scrub(kaohe(story.root, "log", "--since", "2015-02-01").out)
    assert "提交 <inner2>，由区考核办经 <merge> 并入，合并请求 #7\n      事由：更正 0212-caizheng\n" in text
    assert "提交 <squash>，合并请求 #8\n      事由：记录 0305-jiaoyu\n" in text
    rows = {row["path"]: row for row in kaohe(story.root, "log", "--item", "hotline", "--json").data}
    assert [rows[path]["proposal"] for path in (ONE, TWO, THREE)] == ["#7", "#8", None]
    assert story.names[rows[ONE]["written_in"]] == "inner2"
    assert story.names[rows[ONE]["commit"]] == "merge"


def test_who_put_a_rebased_proposal_there_is_said(told: Told, kaohe: Caller) -> None:
    story = told["rebase"]
    (first, second) = kaohe(story.root, "log", "--record", ONE, "--json").data
    assert [story.names[row["commit"]] for row in (first, second)] == ["rebased-first", "rebased-second"]
    assert {(row["author"], row["committer"]) for row in (first, second)} == {("rexian", "kaoheban")}


def test_a_record_is_found_under_every_unit_it_was_ever_about(told: Told, kaohe: Caller) -> None:
    story = told["rename"]
    for unit in ("caizheng", "jiaoyu"):
        rows = kaohe(story.root, "log", "--unit", unit, "--record", "0212-caizheng-1", "--json").data
        assert [(story.names[row["commit"]], row["unit"]) for row in rows] == [
            ("record", "caizheng"),
            ("rename", "caizheng"),
            ("swap", "jiaoyu"),
        ]


def test_a_shallow_clone_says_what_is_missing(told: Told, kaohe: Caller) -> None:
    story = told["shallow"]
    missing = "这是浅克隆，较早的历史不在其中：最早的提交之前的登记和改动看不到。请用 git fetch --unshallow 补全。\n"
    found = kaohe(story.root, "log", "--record", TWO)
    assert found.out.endswith(f"\n{missing}")
    assert "这条记录可能更早就有。\n" in found.out
    (row,) = kaohe(story.root, "log", "--record", TWO, "--json").data
    assert (row["kind"], row["may_be_earlier"]) == ("recorded", True)
    remarks = kaohe(story.root, "log", "--remarks").out
    assert remarks.startswith(missing)
    assert "（游离的 HEAD）" in remarks
    told_as_data = kaohe(story.root, "log", "--remarks", "--json").data
    assert [row["kind"] for row in told_as_data["conditions"]] == ["shallow", "detached"]
    assert told_as_data["conditions"][0]["subjects"] == [story.id("revoke")]


def test_remarks_alone_and_as_json(told: Told, kaohe: Caller) -> None:
    story = told["ours"]
    text = story.scrub(kaohe(story.root, "log", "--remarks").out)
    assert text.splitlines()[0] == "合并时舍弃的改动（2）"
    rows = kaohe(story.root, "log", "--remarks", "--json").data["remarks"]
    assert [(row["kind"], story.names[row["commit"]], row["path"]) for row in rows] == [
        ("dropped", "ours", ONE),
        ("dropped", "ours", TWO),
    ]
    assert kaohe(told["merges"].root, "log", "--remarks").out == "没有。\n"


def test_a_force_push_is_named(told: Told, kaohe: Caller) -> None:
    story = told["force-push"]
    rows = kaohe(story.root, "log", "--remarks", "--json").data["remarks"]
    assert [(row["kind"], story.names[row["commit"]]) for row in rows] == [
        ("rewritten", "pushed-away"),
        ("rewritten", "published"),
        ("tag", "published"),
    ]


@pytest.mark.needs("ssh-keygen")
def test_ssh_signatures_are_said(tmp_path: Path, kaohe: Caller) -> None:
    story = SCENARIOS["signed"](tmp_path / "repository")
    rows = kaohe(story.root, "log", "--item", "hotline", "--json").data
    assert [(story.names[row["commit"]], row["signature"], row["signer"]) for row in rows] == [
        ("good", "good", "rexian"),
        ("unknown", "unknown", None),
        ("foreign", "good", "kaoheban"),
        ("without", "unsigned", None),
        ("bad", "bad", None),
    ]
    text = story.scrub(kaohe(story.root, "log", "--item", "hotline").out)
    assert [line.strip() for line in text.splitlines() if "：签名" in line or "：没有签名" in line] == [
        "提交 <good>：签名有效（区热线中心）。",
        "提交 <unknown>：签名所用的密钥没有登记。",
        "提交 <foreign>：签名有效（区考核办）。",
        "提交 <without>：没有签名。",
        "提交 <bad>：签名无效，内容在签名之后被改动过。",
    ]


@pytest.mark.needs("gpg", "gpgconf")
def test_openpgp_signatures_are_said(tmp_path: Path, kaohe: Caller) -> None:
    story = SCENARIOS["signed-openpgp"](tmp_path / "repository")
    rows = kaohe(story.root, "log", "--item", "hotline", "--json").data
    assert [(row["signature"], row["signer"]) for row in rows] == [
        ("good", "rexian"),
        ("bad", None),
        ("expired", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "nosuch"), "没有名为“nosuch”的单位。"),
        (("--unit", "财政"), "没有名为“财政”的单位。是否想写 caizheng（小河区财政局）？"),
        (("--office", "\x1b[31m"), "没有名为“\\u001B[31m”的单位。"),
        (("--item", "hotlines"), "没有编号为“hotlines”的考核单项。编号写在 data/schemes 的考核办法里。"),
        (("--since", "2015-12-21", "--until", "2015-01-01"), "--since 的日期晚于 --until 的日期。"),
        (("--remarks", "--unit", "caizheng"), "--remarks 说的是整个历史，不能与其他条件同用。"),
    ],
)
def test_what_was_never_there_is_one_sentence(
    told: Told, kaohe: Caller, arguments: tuple[str, ...], words: str
) -> None:
    assert kaohe.refused(told["linear"].root, "log", *arguments) == words


def test_a_branch_is_not_passed_over_in_silence(tmp_path: Path, kaohe: Caller) -> None:
    """Only the main branch is read, which is said, and how to read the branch."""
    made = merges(tmp_path / "repository")
    made.git("checkout", "-q", "-b", "proposal")
    made.commit("own", "登记", "2015-05-05", {f"{HOTLINE}/0505-minzheng.yml": deduction("minzheng", "2015-05-05")})
    note = "这里只读主分支（main）。当前分支 proposal 另有 1 个提交不在其中，用 --at HEAD 查看。\n\n"
    for verb in (("log", "--record", "0212-caizheng"), ("timeline", "2015")):
        assert kaohe(made.root, *verb).out.startswith(note)
        said = kaohe(made.root, *verb, "--json")
        assert (said.error, json.loads(said.out) != []) == (note, True)
        assert note not in kaohe(made.root, *verb, "--at", "HEAD").out
    rows = kaohe(made.root, "log", "--at", "HEAD", "--unit", "minzheng", "--json").data
    assert [row["commit"] for row in rows] == [made.id("start"), made.id("own")]
    (moved,) = kaohe(made.root, "timeline", "2015", "--at", "@", "--json").data["moments"][-1]["scores"]
    assert (moved["unit"], moved["new"]) == ("minzheng", "98.50")
    made.git("checkout", "-q", "--detach", "main~1")  # behind main nothing is missing
    assert "--at HEAD" not in kaohe(made.root, "log").out
