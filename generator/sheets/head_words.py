"""What the heads of offices' tables say, after the words that real tables use."""

from __future__ import annotations

import re
from functools import cache

from generator.sheets.half_width import half_width

# Field -> what a column of it is called. The fields of COLUMN_FIELDS are taken over, `ignore` ones are figures of
# others, and the rest tell what kind of table it is.
_WORDS = {
    "unit": "单位 被考核单位 被考评单位 被检查单位 受检单位 被扣分单位 扣分单位 考核对象 责任单位 责任部门 部门"
    " 部门名称 部门单位 部门(单位) 单位名称 单位全称 单位部门 单位(部门)"
    " 被考核部门 被督查单位 扣分部门 被考核单位名称",
    "date": "日期 时间 发现日期 发现时间 检查日期 检查时间 扣分日期 扣分时间 发生日期 发生时间 考核日期 考核时间"
    " 督查日期 督查时间 通报日期 通报时间",
    "item": "考核单项 单项 考核指标 指标 考核内容 考核事项 指标名称 单项名称",
    "category": "类别 考核类别 分类 考核分类 一级指标",
    "project": "考核项目 项目 项目名称 扣分项目",
    "standard": "标准 扣分标准 评分标准 考核标准 计分标准 扣分依据 依据 条款 评分细则 评分办法 考核细则 扣分条款",
    "reason": "事由 扣分事由 扣分事项 扣分原因 扣分理由 问题 存在问题 存在的问题 主要问题 问题描述 具体问题 发现问题"
    " 扣分内容 扣分情况 情况说明 事实 原因 理由 具体情况 具体事由 扣分说明 事项 具体事项 违规事实 扣分具体事由",
    "points": "扣分 扣分值 扣分分值 扣分数 扣减分 扣减分值 应扣分 实扣分 扣分分数 扣除分值 扣分结果"
    " 扣减分数 扣减数 扣罚分 扣罚分值 考核扣分 本次扣分 本期扣分"
    " 本月扣分 本季扣分 本季度扣分 当月扣分 当季扣分 本周扣分",
    "count": "次数 件数 人次 数量 例数 人数 起数",
    "method": "考核方式 方式 检查方式 考核方法",
    "source": "来源 线索来源 问题来源 信息来源",
    "due": "整改期限 整改时限 限期整改日期 整改截止日期",
    "internal_note": "备注 内部备注",
    "serial": "序号 编号 序 号 no no. 行号",
    "year": "年 年份",
    "month": "月 月份",
    "day": "日",
    "balance": "加减分 加扣分 增减分 奖惩分 奖扣分 加(减)分 加/减分 加、减分 加减分值 加扣分值 加减分情况 得失分",
    "rate": "每次 每件 每人次 单次扣分 每次扣分 每件扣分 每人次扣分 单件扣分 单项扣分 单价 扣分单价",
    "full": "满分 标准分 分值 权重 基准分 总分值 标准分值 基本分",
    "self": "自评 自评扣分 自查扣分 自评分 自评得分 自查得分",
    "total": "合计 扣分合计 合计扣分 总扣分 累计扣分 累计 小计 扣分总计 总计 全年"
    " 全年合计 年度合计 全年累计 本年累计 汇总",
    "score": "得分 考核得分 最后得分 最终得分 总分 实得分 综合得分 考评得分",
    "rank": "名次 排名 位次 排序",
    "grade": "等次 等级 考核等次 考核结果",
    "move": "较上季 较上月 升降 变化 位次变化",
    "bonus": "加分 加分值 加分分值 奖励分 加分情况",
    "result": "整改结果 整改情况 整改措施 整改完成情况 销号情况 是否整改 是否销号",
    "done": "完成日期 完成时间 整改日期 整改时间 整改完成日期 整改完成时间 销号日期",
    "signed": "签收人 签收日期 签字 填表人 审核人 经办人 负责人",
}
_UNIT_BEHIND = re.compile(
    r"\((?:分|分/[件次人起项例处个]|[件次人起项例处个]|人次|年月日|元|单位:?.*?|必填|选填|不用填|yyyy.*?)\)\Z"
)
_BRACKET = re.compile(r"\([^()]*\)\Z")
# Points at one stage of their way: of several such columns a person says which one counts.
_STAGE = re.compile(
    r"(?:初步?|初核|初定|复核后?|复议后?|最终|最后|核定|审定|认定|确认|实际|调整后|申诉后|原|拟|建议)扣(?:分|减分?)(?:值|分值|数)?\Z"
)
PARTS = ("year", "month", "day")  # of a day that is written in columns apart
FIGURES = ("serial", "rate", "full", "self", "total", "score", "rank", "grade", "move", "category")
TAKEN = ("unit", "date", "item", "standard", "reason", "points", "count", "method", "source", "due", "internal_note")


def head_field(text: str) -> str:
    """What a column with this head holds; empty where the head is not known."""
    plain = plain_head(text)
    found = _fields().get(plain, "") or ("points" if _STAGE.match(plain) else "")
    if not found and plain.endswith(")"):  # 存在问题(事实); of points it may say which they are
        found = _fields().get(_BRACKET.sub("", plain), "")
        return "" if found in ("points", *FIGURES) else found
    return found


@cache
def plain_head(text: str) -> str:
    """A head without blanks, line breaks, the unit in brackets and a colon behind."""
    plain = half_width(text).lower().rstrip(":")
    return _UNIT_BEHIND.sub("", plain)


@cache
def _fields() -> dict[str, str]:
    return {plain_head(word): name for name, words in _WORDS.items() for word in words.split()}


_SUM_ROW = re.compile(
    r"(?:[一二三四0-9]+季度|[0-9]+月份?|[本上][月季年页]度?|上半年|全年|全区)?(?:扣分)?"
    r"(?:小计|合计|总计|共计|平均|平均分|累计|汇总|总分|总扣分|均值|最[高低大小](?:分|值)?|共[0-9]+[条项件人次个家]+)"
    r"(?:扣分|数)?(?:\([^()]*\))?\Z"
    r"|(?:结?转|过|续|接|承)(?:次|下|上|前)页(?:累计|合计|小计)?\Z"
)
_NOTE_ROW = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|附注|※|\*)[:：1一（(、.]|(?:注|说明)\Z|[-—]*以下(?:空白|无正文)[-—]*\Z"
)
_SIGNED_ROW = re.compile(
    r"(?:填表人|制表人?|制表单位|审核人?|复核人?|负责人|分管领导|主要领导|单位盖章|盖章|签字|签名|经办人|联系人|联系电话"
    r"|填报人|填报单位|填报日期|填报时间|填表日期|考核组签名|考核组|单位\(盖章\)|领导签字|签收人|日期)[^:]{0,6}:"
)


def is_sum(text: str) -> bool:
    """Whether a row that begins like this sums up others."""
    return bool(_SUM_ROW.match(plain_head(text)))


def is_sum_of(text: str) -> bool:
    """Whether a row that begins like this sums up those of one unit or group: 区教育局小计."""
    return bool(re.match(r"[^0-9,、;:]{2,16}(?:小计|合计|总计|共计)\Z", plain_head(text)))


def is_note(text: str) -> bool:
    """Whether a text below a table explains it."""
    return bool(_NOTE_ROW.match(half_width(text)))


def is_label(text: str) -> bool:
    """Whether a text is a word with a colon and hardly more: 主办：张三."""
    return bool(re.match(r"[^:0-9]{2,8}:[^:,;。]{0,10}\Z", half_width(text)))


def is_signature(text: str) -> bool:
    """Whether a text is a line to be signed or filled in."""
    plain = half_width(text)
    return bool(_SIGNED_ROW.match(plain)) or plain.endswith("签名:")
