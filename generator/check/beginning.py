"""What a project needs before anything can be recorded in it: whose it is, units, a scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.model.place import DATA, DATA_FOLDER, SITE_FILE, folder_of, spoken_path, unit_file
from generator.model.problem import Location, Problem
from generator.rules.corpus import Corpus

_FORMAT = "写法见网站“使用指南”里的“数据格式”"
_SITE = (
    "{office: 某区机关考核工作办公室, lead: kaoheban, district: 某区, title: 某区机关考核, "
    'base_url: "https://kaohe.example/", demo: false, feed_authority: "tag:kaohe.example,2026:kaohe", '
    "repository: 向考核办书面申请}"
)
_UNIT = "{name: 某区机关考核工作办公室, short_name: 区考核办, kind: body, not_assessed: 牵头考核}"


def gather_beginning(corpus: Corpus) -> list[Any]:
    """Whether there are records of points, appraisals, and files that could not be read."""
    return [bool(corpus.deductions), bool(corpus.appraisals), bool(corpus.unread)]


def check_beginning(corpus: Corpus) -> Iterator[Problem]:
    """KH380 nothing at all; KH353 no site; KH382 no unit; KH381 no scheme, where no record says so already."""
    return judge_beginning(corpus, [gather_beginning(corpus)])


def judge_beginning(corpus: Corpus, gathered: Sequence[Any]) -> Iterator[Problem]:
    """The same by what was `gathered` of the years."""
    has_points, has_appraisals, has_unread = (any(row[at] for row in gathered) for at in range(3))
    if _is_empty(corpus, has_points or has_appraisals or has_unread):
        hint = (
            f"请用 kaohe init 新建项目；或者自己写，先写 {SITE_FILE}，例如：{_SITE}。"
            f"再写 {folder_of('unit')}/ 和 {folder_of('scheme')}/，{_FORMAT}。"
        )
        yield Problem(Location(DATA_FOLDER), "KH380", f"{DATA} 里还没有数据", hint)
        return
    if corpus.site is None and SITE_FILE not in corpus.unread:
        hint = f"请写明主办单位、地区、网站名称、地址和是否演示，例如：{_SITE}。{_FORMAT}。"
        yield Problem(Location(SITE_FILE), "KH353", f"缺少 {SITE_FILE}", hint)
    if not corpus.units:
        example = f"例如 {unit_file('kaoheban')}：{_UNIT}"
        hint = f"请为每个单位写一个文件，文件名就是编号，从考核办开始，{example}。{_FORMAT}。"
        yield Problem(Location(folder_of("unit")), "KH382", "还没有登记单位", hint)
    others = any(path.startswith(folder_of("scheme")) for path in corpus.unread)  # those of years not asked for
    if not corpus.schemes and not others and not has_points and not has_appraisals and not corpus.publications:
        hint = f"请写 {spoken_path('scheme')}：有哪些单项和扣分标准、怎样排名。{_FORMAT}。"
        yield Problem(Location(folder_of("scheme")), "KH381", "还没有考核办法", hint)


def _is_empty(corpus: Corpus, has_records: bool) -> bool:
    """Whether there is not one file of data."""
    tables = (corpus.units, corpus.schemes, corpus.publications, corpus.corrections)
    return corpus.site is None and corpus.register is None and not has_records and not any(tables)
