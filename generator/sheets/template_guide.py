"""The page of explanations in our own workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.sheets.own_form import MARK
from generator.sheets.sheet_looks import SheetLooks

GUIDE = "说明"
HAND_IN = "在登记网页的“表格”里上传，或用 kaohe import 导入"
_DEDUCTIONS = (
    "每个单项一张工作表，每行登记一条扣分。表头写着“必填”的（蓝底）都要填，写着“选填”的（白底）需要时填，写着“不用填”的（灰底）不要动。",
    "写了单位而必填的格还空着，那一格显示粉红色。",
    "单位、标准、考核方式、线索来源从下拉列表里选；日期写成 {year}-06-18；扣分写数，不写“分”。",
    "一次登记几件的，件数写几件，扣分写合计：标准每人次扣 0.2 分、3 人次，扣分写 0.6，件数写 3。",
    "改已有的记录，就在它那一行里改，记录编号不要动。删掉一行不会撤销记录；要撤销的，在登记网页的“记录”里打开它，点“撤销”。",
    "佐证材料有几份的，在格里用 Alt+Enter 分行，存放处也逐行对应；都放在一处的只写一处。",
    "内部备注不公开。事由、佐证材料会公开，不写个人姓名、电话、身份证号。",
    f"填好以后保存，{HAND_IN}。先看到将要写入什么、得分怎样变化，确认以后才写入。",
    "从别处复制内容时，用“选择性粘贴—数值”，以免把下拉列表和格式冲掉。",
)
_APPRAISAL = (
    "每个评议主体一张工作表，每行一个单位。上方写评议的日期。",
    "每个方面各选项的票数之和应等于有效票；不相等的格显示粉红色。没有票的填 0。",
    "表头写着“不用填”的（灰底）不要动，其余的填票数；没有评议的单位整行空着。",
    f"填好以后保存，{HAND_IN}。先看到将要写入什么、得分怎样变化，确认以后才写入。",
)


def write_guide(
    page: Any, looks: SheetLooks, year: int, title: str, parts: Sequence[str], is_appraisal: bool = False
) -> None:
    """Writes the page: what the workbook of `year` is for, how it is filled in, and what sheets it has."""
    page.write_string(0, 0, f"{MARK}-guide", looks.plain)
    page.set_row(0, None, None, {"hidden": True})
    page.set_column(0, 0, 100)
    page.hide_gridlines(2)
    page.write_string(1, 0, f"{year}年度{title}", looks.title)
    row = 3
    for number, text in enumerate(_APPRAISAL if is_appraisal else _DEDUCTIONS, 1):
        page.write_string(row, 0, f"{number}. {text.format(year=year)}", looks.wrap)
        row += 1
    page.write_string(row + 1, 0, "工作表：" + "、".join(parts), looks.wrap)
    page.set_paper(9)
    page.fit_to_pages(1, 0)  # on paper, lines were cut off at the edge
    page.protect()
