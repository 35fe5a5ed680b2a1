"""The two texts beside the files: how to read them, and under which licence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.unit import Site
from generator.opendata.calculation import CALCULATION
from generator.opendata.catalogue import License, license_of
from generator.opendata.disclosure import Disclosure
from generator.opendata.marking import MARK, file_name
from generator.opendata.table import DataTable
from generator.words.scheme_noun import site_noun
from generator.words.withheld_words import explain_withheld

# What a spreadsheet would take for a formula at the start of a cell, and the sign that is put before it.
PREFIXED = "= + - @ ＝ ＋ － ＠"
PREFIX = "'"


def readme_text(disclosure: Disclosure, tables: tuple[DataTable, ...]) -> str:
    """The readme in Chinese, with Unix line ends."""
    return "\n".join(_readme_lines(disclosure, tables)) + "\n"


def _readme_lines(disclosure: Disclosure, tables: tuple[DataTable, ...]) -> Iterator[str]:
    site = disclosure.site
    yield f"{site.title}　开放数据使用说明"
    yield ""
    for note in disclosure.notes:
        yield f"【注意】{note}"
        yield ""
    yield f"提供单位：{site.office}"
    yield f"数据截至：{disclosure.until.isoformat()}"
    if disclosure.commit:
        yield f"数据版本：{disclosure.commit}"
    yield f"许可协议：{license_of(disclosure).name}（见 {file_name(site, 'LICENSE.txt')}）"
    if site.contact:
        yield f"联系方式：{site.contact}"
    yield ""
    noun = site_noun(disclosure.corpus)
    yield from _files(site, noun)
    yield ""
    yield from _rules(noun)
    yield ""
    yield from _withheld(disclosure)
    yield ""
    yield "四、各表及其列"
    for table in tables:
        yield ""
        yield f"{table.name}（{table.title}，{len(table.rows)} 行）：{table.doc}"
        for column in table.columns:
            yield f"  {column.name}　{column.title}" + (f"：{column.doc}" if column.doc else "")


def _files(site: Site, noun: str) -> Iterator[str]:
    yield "一、文件"
    if site.demo:
        yield f"这是演示：每个文件的名称以 {file_name(site, '')} 开头，每张表的每一行都写着“{MARK}”。"
    yield "*.csv　　　　　　逗号分隔的表格，UTF-8 编码带 BOM，可以直接用 Excel、WPS 表格打开。"
    yield "*.json　　　　　 同样的内容，供程序使用；分数和比率写成字符串，以免丢失精度。"
    yield f"{file_name(site, 'kaohe-年度.xlsx')}　一个年度的工作簿，带公式，可以从{noun}记录和计票逐步验算出得分。"
    yield f"{file_name(site, CALCULATION)}　得分怎样由各表逐列算出，供程序使用；verify.py 据此重算。"
    yield "datapackage.json　各表、各列的机器可读说明（Frictionless Data Package）。"


def _rules(noun: str) -> Iterator[str]:
    yield "二、写法"
    yield f"日期写作 2015-06-18；是、否写作 true、false；空单元格表示没有这个值。{noun}写作正数。"
    yield f"CSV 中，文字如果（不计开头的空白）以 {PREFIXED}、制表符、回车、换行或者半角单引号开头，"
    yield f"前面会加一个半角单引号（{PREFIX}），防止被表格软件当作公式。以单引号开头的单元格，"
    yield "去掉第一个单引号就是原文。"
    yield "JSON 和 XLSX 中的文字都是原文。"


def _withheld(disclosure: Disclosure) -> Iterator[str]:
    yield "三、不公布的内容"
    yield "内部备注和尚未发布的记录不在其中；不出现任何个人，只出现单位。"
    if disclosure.changes_missing:
        yield f"变动记录（changes）没有内容：{disclosure.changes_missing}"
    limits = {year: disclosure.latest(year).result.scheme.suppress_below for year in disclosure.years()}
    yield from explain_withheld(limits)


def license_text(disclosure: Disclosure) -> str:
    """The licence notice in Chinese, with Unix line ends: which licence, where its text stands, how to cite."""
    found: License = license_of(disclosure)
    site = disclosure.site
    lines = [
        f"本文件夹中的数据由{site.office}提供，按以下许可协议开放使用：",
        "",
        f"{found.name}（{found.id}）",
        found.url,
        "",
    ]
    if found.id == "CC0-1.0":
        lines += ["可以自由使用、修改和传播，用于任何目的，无须注明来源。"]
    else:
        lines += [
            "可以自由使用、修改和传播，用于任何目的，只须注明来源；修改过的，须说明作了修改。",
            "建议注明：",
            f"{site.office}，《{site.title}》，数据截至 {disclosure.until.isoformat()}，{site.base_url}",
        ]
    lines += ["", "以上是说明，以许可协议全文为准。生成这些数据的程序另有许可协议。"]
    return "\n".join(lines) + "\n"
