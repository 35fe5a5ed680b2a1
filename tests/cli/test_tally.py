"""Tallies of a confidential register: counted where its entries lie, small ones withheld, and counted again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator.acts.tally_act import read_period
from generator.load.edition import Edition, open_edition
from generator.model.problem import UserError
from generator.words.count_tables import count_tables
from generator.words.shown_registers import open_registers
from tests.acts.acting import codes_of, start
from tests.cli.calling import Caller
from tests.release.repository import Repo

DECLARATION = """\
title: 线索
keeper: rexian
per: year
store: confidential
show: counts
at_least: 5
unit: about
date: received
fields:
  - {id: channel, label: 渠道, type: choice, required: true, share: public, choices: {phone: 话, mail: 信, web: 网}}
  - {id: about, label: 涉及单位, type: ref, to: unit, required: true, share: public}
  - {id: reporter, label: 反映人, type: text}
  - {id: received, label: 收到, type: day, required: true, share: public}
  - {id: settled, label: 办结, type: day, share: public}
stages:
  - {id: received, label: 办理中, date: received}
  - {id: settled, label: 已办结, date: settled, tone: good}
counts:
  - {id: received, label: 收到, by: [channel, quarter]}
  - {id: settled, label: 办结, where: {reached: [settled]}, by: [channel, quarter], share_of: received}
  - {id: all, label: 合计, by: [quarter]}
"""
PATH = "data/tallies/leads/2015-q1.yml"
Q1 = {"phone": (9, 9), "mail": (7, 1), "web": (14, 14)}  # received, settled; few are settled, 6 are left
Q2 = {"phone": (8, 8), "mail": (6, 6), "web": (3, 3)}


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves may be run on one."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))


def add_leads(repo: Repo, month: int, counts: dict[str, tuple[int, int]], name: str = "") -> None:
    """Leads of a month, some of them settled in the next days."""
    for channel, (received, settled) in counts.items():
        for number in range(received):
            day = f"2015-{month:02d}-{1 + number % 20:02d}"
            text = f"channel: {channel}\nabout: caizheng\nreporter: 张某{number}\nreceived: {day}\n"
            text += f"settled: 2015-{month:02d}-{8 + number % 20:02d}\n" if number < settled else ""
            repo.write(f"data/registers/leads/2015/{name}{month:02d}-{channel}-{number}.yml", text)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, Repo]:
    """The main repository, and the confidential one with two quarters of leads."""
    folder = tmp_path_factory.mktemp("tally")
    main, other = start(folder / "main" / "district"), start(folder / "other" / "district")
    for repo in (main, other):
        repo.write("data/registers/leads.yml", DECLARATION)
        repo.commit("声明线索登记簿", "2015-03-26")
    other.write("data/site.yml", (other.root / "data/site.yml").read_text("utf-8") + "confidential: true\n")
    add_leads(other, 2, Q1)
    add_leads(other, 5, Q2)
    other.commit("登记线索", "2015-07-02")
    return main, other


@pytest.fixture
def repos(origin: tuple[Repo, Repo], tmp_path: Path) -> tuple[Repo, Repo]:
    main, other = origin
    return main.copy(tmp_path / "main" / "district"), other.copy(tmp_path / "other" / "district")


def tally(kaohe: Caller, repos: tuple[Repo, Repo], period: str, *more: str) -> str:
    main, other = repos
    said = kaohe(main.root, "tally", "leads", period, "--confidential", str(other.root), *more)
    assert (said.status, said.error) == (0, "")
    return said.out


def text_of(repos: tuple[Repo, Repo], period: str) -> str:
    return (repos[0].root / f"data/tallies/leads/{period}.yml").read_text("utf-8").replace('"', "")


def test_counts_come_with_their_commit_and_what_is_small_stays_behind(
    repos: tuple[Repo, Repo], kaohe: Caller
) -> None:
    main, other = repos
    assert "只是预览，没有写入。" in tally(kaohe, repos, "2015-Q1", "--dry-run")
    assert not (main.root / PATH).exists()
    said = tally(kaohe, repos, "2015Q1")
    assert f"按保密仓库的提交 {other.head[:12]}" in said
    assert "办结：mail 不公开，phone 不公开，web 14" in said
    assert text_of(repos, "2015-q1").splitlines() == [
        "until: 2015-03-31",
        "counts:",
        "  received: {mail: 7, phone: 9, web: 14}",
        "  settled: {mail: withheld, phone: withheld, web: 14}",
        "  all: {all: 30}",
        f"commit: {other.head}",
    ]
    assert "张某" not in text_of(repos, "2015-q1")
    assert codes_of(main) == []
    main.git("add", "-A")
    assert "没有改动" in tally(kaohe, repos, "2015-Q1")


def test_a_later_tally_stands_beside_the_earlier_one(repos: tuple[Repo, Repo], kaohe: Caller) -> None:
    main, other = repos
    tally(kaohe, repos, "2015-Q1")
    main.commit("登记统计数", "2015-07-03")
    first = other.head
    add_leads(other, 2, {"web": (6, 6), "phone": (2, 0)}, "late-")
    other.commit("补记线索", "2015-07-05")
    tally(kaohe, repos, "2015-Q1")
    text = text_of(repos, "2015-q1")
    now, _, before = text.partition("earlier:")
    assert "web: 20" in now
    assert "phone: withheld" in now.partition("received:")[2].partition("\n")[0], "two more than was told"
    assert "web: 14" in before
    assert first in before
    assert codes_of(main) == []
    checked = kaohe(main.root, "check", "--confidential", str(other.root))
    assert checked.status == 0
    main.commit("再统计", "2015-07-06")
    edition = open_edition(main.root, audience="internal")
    assert isinstance(edition, Edition)
    registers = open_registers(edition)
    (register,) = edition.corpus.registers.values()
    cells = [cell for table in count_tables(registers, register) for row in table.rows for cell in row]
    assert "20（原为 14）" in cells


def test_a_quarter_and_the_year_do_not_give_each_other_away(repos: tuple[Repo, Repo], kaohe: Caller) -> None:
    tally(kaohe, repos, "2015-Q1")
    tally(kaohe, repos, "2015-Q2")
    assert "received: {mail: withheld, phone: 8, web: withheld}" in text_of(repos, "2015-q2")
    other = repos[1]
    other.write("data/notes.txt", "")
    (other.root / "data/notes.txt").unlink()
    other.git("commit", "-q", "--allow-empty", "-m", "年底", date="2016-01-05T09:00:00+08:00")
    tally(kaohe, repos, "2015")
    assert "received: {mail: withheld, phone: 17, web: withheld}" in text_of(repos, "2015")


def test_one_more_lead_is_not_told_by_the_difference_of_two_tallies(repos: tuple[Repo, Repo], kaohe: Caller) -> None:
    tally(kaohe, repos, "2015-Q1")
    add_leads(repos[1], 2, {"web": (1, 0)}, "late-")
    repos[1].commit("补记一条", "2015-07-03")
    tally(kaohe, repos, "2015-Q1")
    assert "received: {mail: withheld, phone: 9, web: withheld}" in text_of(repos, "2015-q1")
    assert "all: {all: withheld}" in text_of(repos, "2015-q1")


def test_check_and_verify_count_again(repos: tuple[Repo, Repo], kaohe: Caller) -> None:
    main, other = repos
    tally(kaohe, repos, "2015-Q1")
    main.commit("统计数", "2015-07-05")
    given = ("--confidential", str(other.root))
    assert "KH717" not in kaohe(main.root, "check", *given).out
    assert "leads/2015-q1 与保密仓库的提交" in kaohe(main.root, "verify", "--all", *given).out
    main.change(PATH, 'phone: "9", web: "14"}\n  settled', 'phone: "10", web: "14"}\n  settled')
    assert "KH717" not in kaohe(main.root, "check").out, "without the confidential repository nobody can tell"
    said = kaohe(main.root, "check", *given)
    assert said.status == 1
    assert "KH717 “received”的 phone 写着 10，与复算的数不同" in said.out
    assert kaohe(main.root, "verify", *given).status == 1
    main.change(PATH, other.head, "0" * 40)
    assert "KH717 保密仓库里没有提交 000000000000" in kaohe(main.root, "check", *given).out


def test_what_is_no_tally_is_refused(repos: tuple[Repo, Repo], kaohe: Caller) -> None:
    main, other = repos
    given = ("--confidential", str(other.root))
    assert "不是保密登记簿。可以写：leads（线索）" in kaohe.refused(main.root, "tally", "hotline", "2015-Q1", *given)
    assert "不是保密登记簿的仓库" in kaohe.refused(
        main.root, "tally", "leads", "2015-Q1", "--confidential", str(main.root)
    )
    assert "还没有过完" in kaohe.refused(main.root, "tally", "leads", "2015-Q3", *given)
    assert "没有“线索”的记录" in kaohe.refused(main.root, "tally", "leads", "2014-Q3", *given)
    main.change("data/registers/leads.yml", "at_least: 5", "at_least: 3")
    assert "的规定不同" in kaohe.refused(main.root, "tally", "leads", "2015-Q1", *given)
    with pytest.raises(UserError, match="不是时段"):
        read_period("2015-q5")
