"""Quarters and years in words."""

from __future__ import annotations


def quarter_name(quarter: int | None) -> str:
    """第一季度; empty for a whole year."""
    return f"第{'一二三四'[quarter - 1]}季度" if quarter is not None else ""


def span_name(year: int, quarter: int | None) -> str:
    """A year to date: 2015年度, or 2015年至第二季度末."""
    return f"{year}年度" if quarter is None else f"{year}年至{quarter_name(quarter)}末"
