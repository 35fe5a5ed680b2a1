"""Facts of 撤回公告: which publication was taken back, why, and what holds since."""

from __future__ import annotations

from typing import Any

from generator.documents.letterhead import chinese_date, mark_number, office_facts
from generator.model.publication import PUBLICATION_KINDS, Withdrawal
from generator.public.periods import standing_publication
from generator.public.released import AnyReleased
from generator.release.titles import assessment_name, quote_title, withdrawal_title


def withdrawal_facts(corpus: AnyReleased, withdrawal: Withdrawal) -> dict[str, Any]:
    """Facts of the withdrawal of a publication; `instead` is the title of the one that stood in its place that day.

    What was published after it is not known to the letter.
    """
    record = corpus.publications[withdrawal.publication]
    instead = standing_publication(corpus, record.year, record.quarter, record.kind)
    if instead is not None and instead.date > withdrawal.date:
        instead = None
    return {
        **office_facts(corpus),
        "title": withdrawal_title(record),
        "number": mark_number(corpus, withdrawal.document),
        "publication": quote_title(record.title),
        "publication_number": mark_number(corpus, record.document),
        "published": chinese_date(record.date),
        "reasons": withdrawal.reasons.rstrip("。"),
        "assessment": assessment_name(corpus.schemes[record.year], record.quarter),
        "kind": PUBLICATION_KINDS[record.kind],
        "corrected": bool(corpus.corrections_of(record.id)),
        "instead": quote_title(instead.title) if instead is not None else "",
        "since": chinese_date(instead.date) if instead is not None else "",
        "date": chinese_date(withdrawal.date),
    }
