"""The sections of the desk, in the order of its navigation. A new one is a module of its own and a line here."""

from __future__ import annotations

from flask import Flask

from generator.desk import (
    desk_appraisals,
    desk_batch_pages,
    desk_correcting,
    desk_entry_pages,
    desk_home,
    desk_proposal_pages,
    desk_publishing,
    desk_record_pages,
    desk_register_pages,
    desk_register_sight,
)
from generator.desk.desk_page import Desk, DeskSection


def _add_proposals(app: Flask, desk: Desk) -> None:
    desk_proposal_pages.add_routes(app, desk)
    desk_correcting.add_routes(app, desk)


SECTIONS: tuple[DeskSection, ...] = (
    DeskSection("/", "待办", lambda sight: True, desk_home.add_routes),
    DeskSection("/record", "登记", lambda sight: bool(sight.years()), desk_entry_pages.add_routes),
    DeskSection(
        "/batch",
        "表格",
        lambda sight: bool(sight.corpus.schemes) and (sight.viewer.leads or bool(sight.years())),
        desk_batch_pages.add_routes,
        desk_batch_pages.MOST_BYTES,
    ),
    DeskSection("/records", "记录", lambda sight: bool(sight.corpus.schemes), desk_record_pages.add_routes),
    DeskSection(
        "/registers",
        "登记簿",
        lambda sight: bool(desk_register_sight.registers_of(sight)),
        desk_register_pages.add_routes,
    ),
    DeskSection(
        "/appraisals",
        "评议",
        lambda sight: sight.viewer.leads and any(one.appraisals for one in sight.corpus.schemes.values()),
        desk_appraisals.add_routes,
    ),
    DeskSection(
        "/publish",
        "发布",
        lambda sight: sight.viewer.leads and bool(sight.corpus.schemes),
        desk_publishing.add_routes,
    ),
    DeskSection("/proposals", "提案", lambda sight: True, _add_proposals),
)
