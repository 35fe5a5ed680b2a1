"""Five additions to the program, each complete, as the edits that a person makes by hand.

`EDITS[name][path]` is a list of (text, what takes its place); of a new file one pair with an empty first text. What
the program writes itself (schemas, reference), expected outputs, tests and the note on the change are not among them.
"""

from __future__ import annotations

from pathlib import Path

Edits = dict[str, list[tuple[str, str]]]

FIELD: Edits = {
    "generator/model/deduction.py": [
        (
            "    reply: Annotated[Reply | None,",
            '    found_at: Annotated[str, Text(doc="发现地点", limit=80)] = ""\n    reply: Annotated[Reply | None,',
        )
    ],
    "generator/public/leaving.py": [("evidence notified reply", "evidence notified found_at reply")],
    "generator/opendata/record_tables.py": [
        (
            '        TableColumn("reason", "扣分事由",',
            '        TableColumn("found_at", "发现地点", "text", lambda of: of.record.found_at, required=False),\n'
            '        TableColumn("reason", "扣分事由",',
        )
    ],
    "generator/words/format_examples.py": [
        ("notified: 2015-06-19\n", "notified: 2015-06-19\nfound_at: 政务服务中心\n")
    ],
}  # fmt: skip

PAGE: Edits = {
    "generator/pages/sources_page.py": [
        (
            "",
            '''"""Where findings came from: one page for each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.load.edition import Edition
from generator.model.deduction import SOURCES
from generator.words import address
from generator.words.page_frame import Article, PageChoice, SearchEntry, Supplement, page_templates, render_body


def sources_page(year: int) -> str:
    """The address of the page of a year."""
    return f"{year}/sources.html"


def source_articles(edition: Edition, wanted: PageChoice) -> Iterator[Article]:
    """How many findings each source led to, year by year."""
    for year in edition.years:
        if sources_page(year) not in wanted:
            continue
        counts = Counter(record.source for record in edition.corpus.deductions_of(year))
        rows = [(SOURCES[source], str(count)) for source, count in sorted(counts.items())]
        url, title = sources_page(year), f"{year}年度线索来源"
        body = render_body(page_templates(edition), "sources_page", url, title=title, rows=rows)
        yield Article(
            url, title, "items", body, f"{title}。", (title,), entries=(SearchEntry(title, url, "页面"),)
        )


def source_links(edition: Edition, _: PageChoice) -> dict[str, list[Supplement]]:
    """The way to it from the items of its year."""
    found = {}
    for year in edition.years:
        items = address.items_page(year)
        way = f'<a href="{address.root_of(items)}{sources_page(year)}">各线索来源的记录数</a>'
        found[items] = [Supplement("sources", "线索来源", f"<p>{way}</p>")]
    return found
''',
        )
    ],
    "templates/pages/sources_page.html.j2": [
        (
            "",
            '{% extends "page.html.j2" %}\n{% block page %}\n<div class="kh-wrap"><h1>{{ title }}</h1>\n'
            "<dl>{% for name, count in rows %}<div><dt>{{ name }}</dt><dd>{{ count }} 条</dd></div>{% endfor %}</dl>"
            "</div>\n"
            "{% endblock %}\n",
        )
    ],
    "generator/site/page_files.py": [
        (
            "from generator.pages.year_source import year_articles\n",
            "from generator.pages.year_source import year_articles\n"
            "from generator.pages.sources_page import source_articles, source_links\n",
        ),
        ("    style_articles,\n]", "    style_articles,\n    source_articles,\n]"),
        ("    document_supplements,\n", "    document_supplements,\n    source_links,\n"),
    ],
}

DOCUMENT: Edits = {
    "generator/documents/reminder_facts.py": [
        (
            "",
            '''"""Facts of 整改提醒: how many findings of a period are still to be put right."""

from __future__ import annotations

from typing import Any

from generator.documents.letterhead import chinese_date, office_facts
from generator.rules.corpus import Corpus
from generator.score.result import YearResult


def reminder_facts(corpus: Corpus, result: YearResult) -> dict[str, Any]:
    """Facts of the reminder of a year."""
    found = [record.rectification for record in corpus.deductions_of(result.year)]
    count = sum(part is not None and part.accepted is None for part in found)
    return {
        **office_facts(corpus),
        "title": f"关于{result.year}年度整改情况的提醒",
        "count": str(count),
        "date": chinese_date(result.until),
    }
''',
        )
    ],
    "templates/documents/reminder.txt.j2": [
        (
            "",
            "标题: {{ title }}\n主送: {{ addressees }}\n本年度尚未销号的问题共 {{ count }} 个。\n"
            "署名: {{ office }}\n日期: {{ date }}\n",
        )
    ],
    "generator/documents/document_request.py": [
        (
            "from generator.documents.review_facts import review_facts\n",
            "from generator.documents.reminder_facts import reminder_facts\n"
            "from generator.documents.review_facts import review_facts\n",
        ),
        ('    "audit": "审计比对报告",\n', '    "audit": "审计比对报告",\n    "reminder": "整改提醒",\n'),
        (
            "        yield from _order_feedback(desk)\n",
            "        yield from _order_feedback(desk)\n"
            '        yield desk.order("reminder", "reminder", reminder_facts(desk.corpus, desk.result), None)\n',
        ),
    ],
}

CHECK: Edits = {
    "generator/check/short_reasons.py": [
        (
            "",
            '''"""A reason says what was found."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.problem import Problem
from generator.model.unread import where_read


def check_short_reasons(corpus: Corpus) -> Iterator[Problem]:
    """KH669, a reminder: a reason of one character."""
    for record in corpus.deductions:
        yield from _check_reason(record)


@where_read
def _check_reason(record: Deduction) -> Iterator[Problem]:
    if len(record.reason) == 1:
        place = record.origin.place("reason")
        yield Problem(place, "KH669", "扣分事由只有一个字", "请写明发现了什么。", "warning")
''',
        )
    ],
    "generator/check/point_rules.py": [
        (
            "from generator.check.samples import check_samples\n",
            "from generator.check.samples import check_samples\n"
            "from generator.check.short_reasons import check_short_reasons\n",
        ),
        (
            "    YearRule(check_samples),\n",
            "    YearRule(check_samples),\n    YearRule(check_short_reasons),\n",
        ),
    ],
    "content/guide/problems.md": [
        (
            "请用 git fetch --unshallow 补全历史，再检查。\n```\n",
            "请用 git fetch --unshallow 补全历史，再检查。\n```\n\n### KH669 扣分事由只有一个字（提醒）\n\n"
            "一个字说不清发现了什么，被扣分的单位无从改正。\n\n```text\n"
            "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml:7:9: KH669 提醒：扣分事由只有一个字\n"
            "     7 | reason: 迟\n       |         ^\n    → 请写明发现了什么。\n```\n",
        )
    ],
}

VERB: Edits = {
    "generator/cli/count_command.py": [
        (
            "",
            '''"""`kaohe count`: how many deductions there are."""

from __future__ import annotations

import argparse

from generator.load.project import open_project
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Prints the number of deductions on the disk."""
    project = open_project(find_root(arguments.directory))
    print(f"扣分记录 {len(project.corpus.deductions)} 条。")
    return 0
''',
        )
    ],
    "generator/cli/__init__.py": [
        ('    "demo": "生成一个演示项目",\n', '    "demo": "生成一个演示项目",\n    "count": "数一数扣分记录",\n')
    ],
    "content/guide/office.md": [("\n## ", "\n`kaohe count` 说出一共登记了多少条扣分。\n\n## ")],
}

EDITS = {"field": FIELD, "page": PAGE, "document": DOCUMENT, "check": CHECK, "verb": VERB}
# What a test of the addition says, which comes with each and is not counted.
TESTS: Edits = {
    "tests/house/test_shown_fields.py": [
        ("    RECORDS[3], count=2,", '    RECORDS[3], found_at="窗口", count=2,'),
        ("RECORDS[3], revoked=", 'RECORDS[3], found_at="窗口", revoked='),
    ],
    "tests/cases/invalid/short-reason/spec.txt": [("", "# A reason of one character.\n")],
    "tests/cases/invalid/short-reason/data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml": [
        (
            "",
            "unit: jiaoyu\ndate: 2015-06-18\nstandard: overdue\npoints: 0.5\nmethod: spot-check\nsource: hotline\n"
            "reason: 迟\nevidence:\n  - {title: 工单流转记录, held_at: 政务热线平台}\n"
            "rectification: {due: 2015-07-10, done: 2015-07-05, accepted: 2015-07-08}\n",
        )
    ],
}


def apply(edits: Edits, root: Path) -> None:
    """Makes the edits below `root`; a text that is not there is an error, so that they follow the program."""
    for path, pairs in edits.items():
        target = root / path
        for old, new in pairs:
            if not old:
                assert not target.exists(), path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(new, "utf-8")
                continue
            text = target.read_text("utf-8")
            assert old in text, f"{path} has no {old!r}"
            target.write_text(text.replace(old, new, 1), "utf-8")
