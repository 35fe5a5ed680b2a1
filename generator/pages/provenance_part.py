"""From what the site was made, and what can be proved of it: a part of the pages on which a reader asks for that.

It alone says the commit, and what of the history can be taken away: what else these pages say need not be made anew
for the next commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.load.edition import Edition
from generator.pages.public_source import public_history_link
from generator.words import address
from generator.words.page_frame import ALL_PAGES, PageChoice, Supplement, page_templates, render_body
from generator.words.site_frame import view_site


def provenance_supplements(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Mapping[str, Sequence[Supplement]]:
    """The part for the audit page and for that of open data, as far as they are wanted."""
    urls = [url for url in (address.AUDIT, address.DOWNLOADS) if url in wanted]
    return {url: [Supplement("provenance", "从哪里来，能核对什么", _body(edition, url))] for url in urls}


def _body(edition: Edition, url: str) -> str:
    public = public_history_link(edition)
    return render_body(
        page_templates(edition), "provenance_part", url, site=view_site(edition), public_history=public
    )
