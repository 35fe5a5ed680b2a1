"""Lists of many years: the latest years on one page, as many as a telephone reads, and each earlier one by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def part_years(numbers: Mapping[int, int], most: int) -> list[tuple[int, ...]]:
    """The years of each page, the latest first; `numbers` says how much there is of a year.

    The first page has as many years as have `most` at the most, and at least one. A year is not cut in two, and one
    that once stands by itself stays where it is.
    """
    latest = sorted(numbers, reverse=True)
    together, number = latest[:1], 0
    for year in latest:
        number += numbers[year]
        together += [year] if year not in together and number <= most else []
    return [tuple(together), *((year,) for year in latest[len(together) :])]


def years_words(years: Sequence[int]) -> str:
    """The first and the last of the years of a page, the latest first: 2016, or 2015—2016; empty for none."""
    return "—".join(map(str, sorted({*years[:1], *years[-1:]})))
