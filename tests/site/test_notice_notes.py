"""An editor's notes do not stand between the words of a notice: they are folded, whole, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.site.notice_notes import fold_notes
from tests.site.sample import demo_pages

NOTE = (
    "<p>甲</p>\n<blockquote>\n<p><strong>编者注（不是公文原文）</strong></p>\n<p>底本如此。</p>\n</blockquote>\n"
    "<p>乙</p>"
)


def test_a_note_is_folded_below_its_heading() -> None:
    folded = fold_notes(NOTE, "notice/2015-41/index.md")
    assert "<summary>编者注（不是公文原文）</summary>\n<p>底本如此。</p>\n</details>\n<p>乙</p>" in folded
    assert "<blockquote>" not in folded


def test_other_texts_and_other_quotations_stay_as_they_are() -> None:
    assert fold_notes(NOTE, "guide/index.md") == NOTE
    quoted = "<blockquote>\n<p>引文</p>\n</blockquote>"
    assert fold_notes(quoted, "notice/2015-41/index.md") == quoted


@pytest.mark.needs("chromium")
def test_the_cover_leads_first_to_what_it_issues_and_to_what_became_of_it(browser: Browser) -> None:
    site: Path = demo_pages()
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{site / 'notice/2015-41/index.html'}")
    head = page.locator("article a >> visible=true")
    names = [link.get_attribute("href") for link in head.all()[:3]]
    assert names == [
        "../../clauses.html", "../../notice/2015-41/opinions.html", "../../notice/2015-41/measures.html",
    ]  # fmt: skip
    assert not page.get_by_text("CONTROL IBEss").is_visible()
    page.locator("summary").last.click()
    assert page.get_by_text("CONTROL IBEss").is_visible()
    page.close()
