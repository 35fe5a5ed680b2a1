"""What the demonstration's site tells of registers: what followed the ranking, how a finding was put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from generator.demo.demo_project import Made
from generator.load.edition import Edition, open_edition
from generator.pages.register_source import register_articles, register_supplements
from generator.words import address
from generator.words.file_words import file_words
from generator.words.page_frame import Supplement
from tests.shown import unmarked


@pytest.fixture(scope="module")
def edition(project: tuple[Path, Made]) -> Edition:
    folder, made = project
    found = open_edition(folder, commit=made.head)
    assert isinstance(found, Edition)
    return found


@pytest.fixture(scope="module")
def parts(edition: Edition) -> Mapping[str, Sequence[Supplement]]:
    """What registers add to the pages of units and deductions, by address."""
    return register_supplements(edition)


def text_of(body: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_page_of_each_unit_tells_what_followed_the_ranking(
    edition: Edition, parts: Mapping[str, Sequence[Supplement]]
) -> None:
    register = edition.corpus.registers["follow-up"]
    entries = edition.corpus.entries_by_register[register.id]
    assert {entry.value("outcome") for entry in entries} == {"praise", "talk", "no-commendation"}
    for entry in entries:
        (unit,) = entry.units
        told = [part for part in parts[address.unit_home(unit)] if part.title == register.pages.unit_section]
        (text,) = map(text_of, (part.body for part in told))
        assert register.by_id["outcome"].choices[entry.value("outcome")] in text
        assert "已办结" in text


def test_the_page_of_the_outcomes_tells_how_far_each_was_carried_out(
    edition: Edition, parts: Mapping[str, Sequence[Supplement]]
) -> None:
    """Each entry that rests on a publication of the year, with its state and the way to its page."""
    register = edition.corpus.registers["follow-up"]
    told = 0
    for year in edition.years:
        entries = [
            entry
            for entry in edition.corpus.entries_by_register[register.id]
            if entry.value("publication").startswith(f"{year}-")
        ]
        bodies = [part.body for part in parts.get(address.outcomes_page(year), ()) if part.title == register.title]
        assert len(bodies) == bool(entries)
        linked = re.findall(r'href="[./]*(registers/follow-up/[^"]+)"', "".join(bodies))
        assert sorted(linked) == sorted(address.entry_page(entry) for entry in entries)
        told += len(entries)
        assert "".join(bodies).count("已办结") >= len(entries)
    assert told == len(edition.corpus.entries_by_register[register.id]) > 0


def test_a_finding_and_what_puts_it_right_lead_to_each_other(
    edition: Edition, parts: Mapping[str, Sequence[Supplement]]
) -> None:
    entries = {entry.id: entry for entry in edition.corpus.entries_by_register["rectification"]}
    pages = {article.url: article.body for article in register_articles(edition)}
    linked = [record for record in edition.corpus.deductions if record.rectification and record.rectification.item]
    assert len(linked) == 3
    for record in linked:
        assert record.rectification is not None
        entry = entries[record.rectification.item]
        (part,) = parts[address.record_page(record)]
        assert entry.value("measure") in text_of(part.body)
        assert "已销号" in text_of(part.body)
        assert record.id in pages[address.entry_page(entry)]
        assert any(
            entry.value("measure") in text_of(part.body) for part in parts[address.unit_page(2015, record.unit)]
        )


def test_an_entry_leads_to_the_clause_it_rests_on(edition: Edition) -> None:
    entries = edition.corpus.entries_by_register["tasks"]
    pages = {article.url: article.body for article in register_articles(edition)}
    named = [entry for entry in entries if entry.value("clause")]
    assert named
    for entry in named:
        body = pages[address.entry_page(entry)]
        assert re.search(rf'#{entry.value("clause")}">通知“[^<]+”</a>', unmarked(body))
        assert entry.value("clause") not in text_of(body)


def test_the_file_of_what_was_counted_is_named_in_words(edition: Edition) -> None:
    tally = next(tally for tally in edition.corpus.tallies if tally.id == "2015-q3")
    title = edition.corpus.registers[tally.register].title
    assert file_words(edition.corpus, tally.path) == f"“{title}”2015年第三季度的统计数"
    assert file_words(edition.corpus, "data/registers/tasks.yml") == "登记簿“措施任务”的规定"


def test_what_is_of_a_period_stands_on_the_page_of_its_year_whenever_it_was_counted(
    edition: Edition, parts: Mapping[str, Sequence[Supplement]]
) -> None:
    register = edition.corpus.registers["hotline"]
    entries = edition.corpus.entries_by_register[register.id]
    late = [entry for entry in entries if entry.value("period") == "2015-Q4"]
    assert late
    assert {entry.day.year for entry in late} == {2016}
    for entry in late:
        told = {
            year: "".join(
                part.body for part in parts.get(address.unit_page(year, entry.unit), ()) if register.id in part.anchor
            )
            for year in (2015, 2016)
        }
        assert address.entry_page(entry) in told[2015]
        assert address.entry_page(entry) not in told[2016]
