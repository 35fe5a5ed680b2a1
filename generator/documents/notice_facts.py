"""Facts of the notice itself, from the text that its pages show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.rules.notice import NoticeDocument, NoticePart, find_kind, split_lead, split_printed

_BODY = {"heading", "item", "paragraph"}


def notice_facts(document: NoticeDocument) -> dict[str, Any]:
    """The cover's elements, and each part's paragraphs with their level and run-in heading.

    What the source lost (the annex, the seals, one signature) stays missing; the editor's notes say so.
    """
    cover, *parts = document.parts
    printed = find_kind(cover, "printed")
    office, day = split_printed(printed) if printed is not None else ("", "")
    return {
        "number": document.number,
        "title": document.title,
        "addressees": _text(cover, "addressees").rstrip("："),
        "signature": _text(cover, "signature"),
        "date": _text(cover, "date"),
        "copies": _text(cover, "copies").removeprefix("抄送："),
        "office": office,
        "printed": day,
        "cover": list(_paragraphs(cover)),
        "parts": [{"title": part.title, "paragraphs": list(_paragraphs(part))} for part in parts],
        "notes": [note for part in document.parts for note in part.notes if not note.startswith("编者注")],
    }


def _text(part: NoticePart, kind: Any) -> str:
    found = find_kind(part, kind)
    return found.text if found is not None else ""


def _paragraphs(part: NoticePart) -> Iterator[dict[str, Any]]:
    for clause in part.clauses:
        if clause.kind not in _BODY:
            continue
        lead, rest = (clause.published, "") if clause.kind == "heading" else split_lead(clause)
        yield {"level": clause.level if lead else 0, "lead": lead, "text": rest}
