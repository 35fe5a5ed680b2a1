"""Questions that are ready to be asked of the tables of an index."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """One question: its id for `kaohe ask`, what it asks, the tables that it needs, and the question itself."""

    id: str
    title: str
    tables: tuple[str, ...]
    sql: str


QUESTIONS: tuple[ReadyQuestion, ...] = (
    ReadyQuestion(
        "published",
        "每个地区每一年度有几次发布、几次撤回",
        ("publications",),
        "SELECT district, year, count(*) AS 发布, count(withdrawn) AS 撤回 FROM publications "
        "GROUP BY district, year ORDER BY district, year",
    ),
    ReadyQuestion(
        "corrections",
        "更正的原因",
        ("corrections",),
        "SELECT district, date, publication, reason FROM corrections ORDER BY date, district, correction",
    ),
    ReadyQuestion(
        "scores",
        "每个地区每一年度得分的个数、最低和最高（年度结果，分组列出；不同考核办法的不能相比）",
        ("results",),
        'SELECT district, year, "group", count(total) AS 单位, min(total) AS 最低, max(total) AS 最高 FROM results '
        "WHERE period = year::VARCHAR GROUP BY ALL ORDER BY ALL",
    ),
    ReadyQuestion(
        "standards",
        "用得最多的扣分标准",
        ("deductions",),
        "SELECT standard_text, count(*) AS 次数, count(DISTINCT district) AS 地区, sum(counted) AS 计入扣分 "
        "FROM deductions GROUP BY standard_text ORDER BY 次数 DESC, standard_text LIMIT 50",
    ),
    ReadyQuestion(
        "counterparts",
        "同一职能的单位在哪些单项上扣分",
        ("deductions", "units"),
        "SELECT function, item_name, count(*) AS 次数, count(DISTINCT d.district) AS 地区, sum(counted) AS 计入扣分 "
        "FROM deductions d JOIN unit_functions f ON d.district = f.district AND d.unit = f.unit "
        "GROUP BY function, item_name ORDER BY function, 计入扣分 DESC, item_name",
    ),
    ReadyQuestion(
        "unmapped",
        "没有归到任何职能的单位",
        ("units",),
        "SELECT u.district, u.unit, u.name FROM units u LEFT JOIN unit_functions f "
        "ON u.district = f.district AND u.unit = f.unit WHERE f.function IS NULL ORDER BY u.district, u.unit",
    ),
)
