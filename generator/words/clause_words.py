"""What a clause of a notice is called where something rests on it: its number and heading; the way to its words."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.quoted import quoted
from generator.rules.notice import Clause, NoticeDocument, NoticePart, split_lead
from generator.rules.scheme import Scheme
from generator.words import address
from generator.words.site_frame import Link

_LONGEST = 40  # characters of a heading that is run into its paragraph


def latest_clause(schemes: Mapping[int, Scheme], notices: Mapping[str, NoticeDocument], anchor: str) -> Link | None:
    """The clause at `anchor` in the notice of the latest scheme whose notice has it; None where none has it."""
    for _, scheme in sorted(schemes.items(), reverse=True):
        notice = notices.get(scheme.notice)
        for part in notice.parts if notice is not None else ():
            if any(clause.anchor == anchor for clause in part.clauses):
                title = clause_title(part, anchor)
                return Link(f"通知{quoted(title)}", address.clause_place(scheme.notice, anchor))
    return None


def clause_title(part: NoticePart, anchor: str) -> str:
    """The number and heading of the clause at `anchor`, for a paragraph those of the heading that it stands under;
    before the first heading the title of the document.
    """
    title = part.title
    for clause in part.clauses:
        title = _heading(clause) or title
        if clause.anchor == anchor:
            break
    return title


def _heading(clause: Clause) -> str:
    """The heading with its number; empty for a paragraph without one."""
    if clause.kind == "heading":
        return clause.published
    lead = split_lead(clause)[0].rstrip("。")
    return lead if len(lead) <= _LONGEST else f"{lead[:_LONGEST]}…"
