"""The notice in the form of a document says what the text at hand says, and nothing besides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.documents.document_article import render_page
from generator.documents.document_files import order_notice, write_order
from generator.documents.document_request import RESET
from generator.documents.official_document import Note, OfficialDocument, Paragraph
from generator.documents.text_source import open_sources
from generator.read.notice_reader import read_notice
from generator.rules.notice import NoticeDocument

ROOT = Path(__file__).parents[2]
SOURCES = open_sources([ROOT / "templates" / "documents"])
NOTICES = [ROOT / "content/notice/2015-41", ROOT / "tests/site/district/content/notice/2015-1"]


@pytest.fixture(params=NOTICES, ids=lambda folder: folder.name)
def notice(request: pytest.FixtureRequest) -> NoticeDocument:
    return read_notice({path.name: path.read_text("utf-8") for path in request.param.glob("*.md")})


@pytest.fixture
def paper(notice: NoticeDocument) -> OfficialDocument:
    return write_order(SOURCES, order_notice(notice, "notice", date(2015, 4, 21)))


def plain(text: str) -> str:
    return re.sub(r"[\s*_\[\]]", "", text)


def test_it_has_no_banner_and_no_body_that_the_text_does_not_name(
    notice: NoticeDocument, paper: OfficialDocument
) -> None:
    named: dict[str, str] = {clause.kind: plain(clause.published) for clause in notice.parts[0].clauses}
    assert paper.banner.marks == ()
    assert plain(paper.banner.number) == plain(notice.number)
    assert plain("".join(paper.closing.names)) == named.get("signature", "")
    assert plain(paper.closing.date) == named.get("date", "")
    for text in (paper.colophon.copies, paper.colophon.office, paper.colophon.printed):
        assert plain(text) in "".join(named.values())


def test_every_paragraph_is_one_of_the_text_or_stands_under_the_editors_notes(
    notice: NoticeDocument, paper: OfficialDocument
) -> None:
    whole = plain("".join(clause.published for part in notice.parts for clause in part.clauses))
    notes = plain("".join(note for part in notice.parts for note in part.notes))
    own = [annex for annex in paper.annexes if "编者注" not in "".join(annex.title)]
    said = (*paper.blocks, *(block for annex in own for block in annex.blocks))
    for block in said:
        if isinstance(block, Paragraph):
            assert plain(block.lead + block.text) in whole, block
        assert not isinstance(block, Note), block
    for annex in paper.annexes:
        if annex not in own:
            assert all(plain(block.text) in notes for block in annex.blocks[1:] if isinstance(block, Paragraph))


def test_each_page_and_the_properties_say_that_it_was_set_anew(paper: OfficialDocument) -> None:
    assert paper.notice == RESET
    assert RESET in render_page(paper)


def test_the_file_bears_no_day_for_nobody_stated_when_it_was_made(paper: OfficialDocument) -> None:
    assert paper.day is None


def test_pages_that_were_added_say_so_at_their_head(paper: OfficialDocument) -> None:
    added = [annex for annex in paper.annexes if annex.after]
    assert len(added) == 1
    assert "编者补" in added[0].mark
    assert added[0].mark in render_page(paper)
    assert not any(annex.mark for annex in paper.annexes if not annex.after)


def test_no_body_that_the_notice_names_is_called_the_maker_of_the_file(paper: OfficialDocument) -> None:
    assert paper.author == "按底本整理"
    notes = "".join(getattr(block, "text", "") for annex in paper.annexes if annex.after for block in annex.blocks)
    assert "通知页" not in notes
    assert "连为一行" not in notes
    assert "移到标题之下" not in notes
