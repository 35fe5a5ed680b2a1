"""The place of a figure among those of other units: how a standard says it, and its columns."""

from __future__ import annotations

from typing import Literal, Protocol

from generator.rules.expression import Op, rank
from generator.rules.standard_kind import ItemPlace
from generator.rules.standard_record import StandardRecord

ORDERS = {"highest": "数值最高的第一", "lowest": "数值最低的第一"}
TIED_POINTS = {"shared": "并列的都得这一名次的分值", "mean": "并列的平分所占各名次的分值"}
OneTies = Literal["shared", "mean"]


class PlacedStandard(StandardRecord, Protocol):
    """A standard that asks for the place of a figure."""

    @property
    def order(self) -> str:
        """Which figure is the first: one of ORDERS."""

    @property
    def among(self) -> str:
        """Among which units: one of RANKED_AMONG."""


def lay_place(
    standard: PlacedStandard,
    place: ItemPlace,
    figure: Op,
    ties: OneTies = "shared",
    step: str = "place",
    called: str = "名次",
) -> Op:
    """The place of `figure`; those who tie have the first of their places, or the mean of them."""
    found = rank((figure.column,), place.figures.match(standard.among), ties, standard.order == "lowest")
    return place.lay_as(standard, step, f"{standard.text}（{called}）", found, "rank")


def lay_number(standard: PlacedStandard, place: ItemPlace, figure: Op) -> Op:
    """How many units have a place."""
    found = place.figures.among("count", figure.column, standard.among)
    return place.lay_as(standard, "number", f"{standard.text}（参加排名的单位数）", found, "number")
