"""Under a clause of the notice: its items and what they took, its registers with their state, who is responsible."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from generator.load.edition import open_edition
from generator.pages.clause_account import clause_accounts
from tests.pages.test_history_source import texts


@pytest.fixture(scope="module")
def accounts(sample: Path) -> Mapping[str, str]:
    """Of the sample district's notice."""
    edition = open_edition(sample, "public")
    assert not isinstance(edition, list | tuple)
    return clause_accounts(edition)["2015-41"]


def lines(account: str) -> list[str]:
    return texts(html.fromstring(account).iterfind(".//li"))


def test_a_clause_tells_what_became_of_it(accounts: Mapping[str, str]) -> None:
    """Clause 11: the items that rest on it, the register of inspections, the task that names it."""
    found = lines(accounts["opinions-m11"])
    items = [line for line in found if line.startswith("考核单项：")]
    assert items
    assert all("个单位中" in line and "责任单位：" in line for line in items)
    (register,) = (line for line in found if line.startswith("登记簿：监督检查"))
    assert "共 " in register
    assert "责任单位：" in register
    assert any(line.startswith("措施任务：") and "责任单位：" in line for line in found)


def test_outcomes_stand_at_their_clause(accounts: Mapping[str, str]) -> None:
    assert any(line.startswith("结果运用：") for line in lines(accounts["opinions-m13"]))


def test_every_link_leads_back_to_the_root_of_the_site(accounts: Mapping[str, str]) -> None:
    drawn = [html.fromstring(account) for account in accounts.values()]
    links = [link.get("href", "") for part in drawn for link in part.iterfind(".//a")]
    assert links
    assert all(link is not None and link.startswith("../../") for link in links)


def test_each_box_of_a_sample_says_in_its_head_that_it_is_made_up(accounts: Mapping[str, str]) -> None:
    heads = {"".join(texts(html.fromstring(account).iterfind(".//p"))) for account in accounts.values()}
    assert heads == {"示例区2015年度办理情况（演示，编造）"}


def test_rates_stand_at_the_clause_that_asks_for_them(accounts: Mapping[str, str]) -> None:
    """The register of rates rests on clause (四); those of the hotline are what clause （六） asks for."""
    hotline = [line for line in lines(accounts["opinions-2-6"]) if line.startswith("登记簿：目标指标")]
    assert len(hotline) == 1
    assert not any(line.startswith("登记簿：目标指标") for line in lines(accounts["opinions-2-4"]))
