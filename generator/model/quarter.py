"""Quarters and years in words."""

from __future__ import annotations


def quarter_name(quarter: int | None) -> str:
    """第一季度; empty for a whole year."""
    return f"第{'一二三四'[quarter - 1]}季度" if quarter is not None else ""


def one_period(year: int | str, quarter: int | None) -> str:
    """A year, or one quarter of it: 2015年度, 2015年第二季度."""
    return f"{year}年度" if quarter is None else f"{year}年{quarter_name(quarter)}"


def span_words(span: str) -> str:
    """A period as it is written in data, in words: 2015年度 of 2015, 2015年第二季度 of 2015-Q2."""
    year, _, quarter = span.partition("-Q")
    return one_period(year, int(quarter) if quarter else None)


def span_name(year: int, quarter: int | None) -> str:
    """A year to date: 2015年度, or 2015年至第二季度末."""
    return f"{year}年度" if quarter is None else f"{year}年至{quarter_name(quarter)}末"
