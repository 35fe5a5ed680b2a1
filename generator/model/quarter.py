"""Quarters and years in words."""

from __future__ import annotations

from datetime import date, timedelta

from generator.model.lazy_dataclass import dataclass


def quarter_name(quarter: int | None) -> str:
    """第一季度; empty for a whole year."""
    return f"第{'一二三四'[quarter - 1]}季度" if quarter is not None else ""


def spans_of(year: int, over: str) -> list[str]:
    """The months (2019-01) or the quarters (2019-Q1) of a year, in order."""
    if over == "quarter":
        return [f"{year}-Q{quarter}" for quarter in range(1, 5)]
    return [f"{year}-{month:02}" for month in range(1, 13)]


def span_of(day: date, over: str) -> str:
    """The month or quarter in which a day lies."""
    return f"{day.year}-Q{(day.month + 2) // 3}" if over == "quarter" else f"{day.year}-{day.month:02}"


def span_begin(span: str) -> date:
    """The first day of a year (2019), a quarter (2019-Q4) or a month (2019-03)."""
    year, at = _span_at(span)
    return date(year, (at or (1, 1))[0], 1)


def span_end(span: str) -> date:
    """The last day of a year, a quarter or a month."""
    year, at = _span_at(span)
    last = (at or (1, 12))[1]
    return date(year + last // 12, last % 12 + 1, 1) - timedelta(1)


def _span_at(span: str) -> tuple[int, tuple[int, int] | None]:
    """The year, and the first and last month of it that a span covers; None for all of it."""
    year, _, at = span.partition("-")
    if at.startswith("Q"):
        return int(year), (3 * int(at[1:]) - 2, 3 * int(at[1:]))
    return int(year), (int(at), int(at)) if at else None


def quarter_of(span: str) -> str:
    """The quarter in which a month lies: 2019-Q1 of 2019-03; a quarter or a year itself."""
    year, at = _span_at(span)
    return span if at is None or "Q" in span else f"{year}-Q{(at[0] + 2) // 3}"


def span_name(span: str) -> str:
    """A month or a quarter within its year: 3月, 第一季度."""
    _, _, at = span.partition("-")
    return quarter_name(int(at[1:])) if at.startswith("Q") else f"{int(at)}月"


def one_period(year: int | str, quarter: int | None) -> str:
    """A year, or one quarter of it: 2015年度, 2015年第二季度."""
    return f"{year}年度" if quarter is None else f"{year}年{quarter_name(quarter)}"


def span_words(span: str) -> str:
    """A period as it is written in data, in words: 2015年度 of 2015, 2015年第二季度 of 2015-Q2, 2015年3月."""
    year, _, at = span.partition("-")
    return f"{year}年{span_name(span)}" if at else one_period(year, None)


def tally_period(key: str) -> str:
    """The period of counts in words: 2015年 of 2015, 2015年第一季度 of 2015-q1."""
    year, _, quarter = key.partition("-q")
    return f"{year}年{quarter_name(int(quarter) if quarter else None)}"


@dataclass(frozen=True, slots=True)
class CoveredSpan:
    """What the results of a period cover, in words: the year, the year to a quarter's end, or that quarter `alone`.

    Which of the two a quarter is, its scheme says: `Scheme.covers`.
    """

    year: int
    quarter: int | None
    alone: bool = False

    @property
    def name(self) -> str:
        """The period: 2015年度, 2015年至第二季度末, of a quarter alone 2015年第二季度."""
        return one_period(self.year, None) if self.quarter is None else f"{self.year}年{self.short}"

    @property
    def short(self) -> str:
        """The period within its year: 全年, 至第二季度末, 第二季度."""
        if self.quarter is None:
            return "全年"
        return quarter_name(self.quarter) if self.alone else f"至{quarter_name(self.quarter)}末"

    @property
    def to_date(self) -> bool:
        """Whether it is a quarter that counts from the beginning of the year."""
        return self.quarter is not None and not self.alone

    @property
    def sums(self) -> str:
        """What stands before figures that run from the beginning of the year: 累计; empty where they do not."""
        return "累计" if self.to_date else ""

    @property
    def covers(self) -> str:
        """What of the year a quarter's results cover, in a sentence; empty for a year."""
        if self.quarter is None:
            return ""
        return "从年初算到这个季度的最后一天。" if self.to_date else "只算这一个季度，从第一天到最后一天。"
