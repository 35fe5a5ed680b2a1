"""From a clause of the notice to the registers that rest on it, without a word of the notice changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from generator.load.edition import Edition
from generator.site.clause_registers import link_registers

HTML = '<h2><a id="o-1"></a>一、<em>要求</em></h2>\n<p><a id="o-2"></a>飞行检查。</p>\n<p><a id="o-3"></a>其他。</p>'


def edition() -> Edition:
    register = [
        SimpleNamespace(id="looks", title="检查<1>", basis="o-2"),
        SimpleNamespace(id="tasks", title="任务", basis="o-2"),
        SimpleNamespace(id="other", title="其他", basis=""),
    ]
    schemes = {2015: SimpleNamespace(notice="2015-41")}
    corpus: Any = SimpleNamespace(schemes=schemes, registers={one.id: one for one in register})
    return cast(Edition, SimpleNamespace(corpus=corpus))


def test_a_line_follows_the_paragraph_of_the_clause() -> None:
    made = link_registers(HTML, "notice/2015-41/o.md", edition())
    line = (
        '\n<p class="kh-note">登记簿：<a href="../../registers/looks.html">检查&lt;1&gt;</a>、'
        '<a href="../../registers/tasks.html">任务</a></p>'
    )
    assert made.count("kh-note") == 1
    assert made.replace(line, "") == HTML
    assert f"飞行检查。</p>{line}" in made


def test_other_pages_and_notices_stay_as_they_are() -> None:
    assert link_registers(HTML, "guide/o.md", edition()) == HTML
    assert link_registers(HTML, "notice/2014-1/o.md", edition()) == HTML
