"""The page of style: every element that the pages use, drawn by the templates' own macros, for those who change them.

Nothing on it is of an assessment; what it shows was made up here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace as Sample

from generator.load.edition import Edition
from generator.pages.chart import Segment
from generator.pages.picture_views import spread_pictures
from generator.rules.effect_words import EFFECTS
from generator.words import address
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, page_templates, render_body
from generator.words.result_words import points_noun
from generator.words.said_beside import NamedValue
from generator.words.site_frame import Link

_TITLE = "样式"
_ABOUT = "网页用到的全部元素，改样式、改模板时对照。"
_STATES = {
    "draft": "未发布",
    "quarterly": "已发布",
    "public-notice": "公示",
    "final": "正式结果",
    "withdrawn": "已撤回",
}
_TONES = {
    "counted": "",
    "reduced": "复核减分后计入",
    "partly": "部分计入",
    "void": "已撤销，不计入",
    "early": "施行前，不计分",
    "free": "只指出",
    "absorbed": "超过上限，未计入",
}


def style_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The one page of style; with the pictures of the newest year, where there is a year."""
    if address.STYLE not in wanted:
        return iter(())
    result = edition.result_of(edition.years[-1]) if edition.years else None
    body = render_body(
        page_templates(edition),
        "style_page",
        address.STYLE,
        title=_TITLE,
        about=_ABOUT,
        states=_STATES,
        bars=_bars(),
        records=[_record(tone, name) for tone, name in _TONES.items()],
        step=_step(),
        tiles=[
            Sample(name="短的数", value="66", about="个"),
            Sample(name="长的数", value="1,168.10", about="分；另有一句较长的说明，看折行"),
            Sample(name="没有说明", value="—", about=""),
        ],
        facts=[
            NamedValue("名称", "一行的值"),
            NamedValue("较长的名称和值", "分两段的值，第一段。\n第二段。", lines=True),
            NamedValue("指明的记录", "记录的标题", id="2015-0624-caizheng-1", url=address.STYLE),
        ],
        tags=[
            Sample(name="通报表扬", good=True, edge_tie=False, clash=""),
            Sample(name="约谈", good=False, edge_tie=True, clash=""),
        ],
        pictures=spread_pictures(edition, result) if result else (),
        noun=points_noun(result) if result else "扣分",
    )
    return iter([Article(address.STYLE, _TITLE, "guide", body, _ABOUT)])


def _bars() -> dict[str, tuple[Segment, ...]]:
    """Bars in each tone, and one of several parts."""
    single = {tone: (Segment("0", "60", tone),) for tone in ("a", "b", "c", "d", "score", "absorbed", "late")}
    return {
        **single,
        "a、b、absorbed": (Segment("0", "30", "a"), Segment("30", "20", "b"), Segment("50", "10", "absorbed")),
    }


def _record(tone: str, name: str) -> Sample:
    """A record as its card shows it."""
    return Sample(
        tone=tone,
        tone_name=name,
        anchor=f"style-{tone}",
        date="2015-06-24",
        method="不定期抽查",
        source="督查督办",
        counted="0.5",
        words=EFFECTS["loses"],
        reason="事由：一件事没有按期办结，说明文字较长时在这里折行。",
        reply=Sample(facts=[Sample(value="2015-06-30"), Sample(value="情况属实，接受扣分。")] if not name else []),
        standard=Sample(name="逾期未办结，每件扣0.5分"),
        made_up=True,
        effect="扣 0.5 分，经复核另有决定",
        appeal=Sample(state=""),
        rectification=Sample(state="已销号", fate="已销号"),
        url=address.STYLE,
    )


def _step() -> Sample:
    leaf = Sample(label="一笔记录", value="0.5", formula="不定期抽查，扣 0.5 分", clause=None, inputs=(), record="")
    return Sample(
        label="得分",
        value="99.50",
        formula="满分 − 扣分：100 − 0.50",
        clause=Link("通知原文", address.STYLE),
        inputs=(leaf,),
        record="",
    )
