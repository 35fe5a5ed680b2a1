"""Pages from views and templates: data are text wherever they stand, and what is missing is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from generator.site.site_map import robots_text, sitemap_text
from generator.words.page_frame import (
    POLICY,
    Article,
    Framer,
    Shell,
    Supplement,
    append_supplements,
    open_templates,
    render_body,
)
from generator.words.site_frame import Link, Section, SiteView, TrailView

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pages"
HOSTILE = "<script>a()</script>\"'&{{7*7}}"
ESCAPED = "&lt;script&gt;a()&lt;/script&gt;&#34;&#39;&amp;{{7*7}}"


def make_site(title: str = "小河区机关考核", **changes: object) -> SiteView:
    values: dict[str, object] = {
        "title": title,
        "office": "考核办",
        "district": "小河区",
        "base_url": "https://kaohe.example/",
        "domain": "kaohe.example",
        "code": "",
        "indexed": True,
        "notes": (),
        "sections": (Section("首页", "index.html", id="home"), Section("各单位", "units.html", id="units")),
        "facts": (("主办", "考核办"),),
        "footer_links": (Link("怎样计算", "method.html"),),
        "updated": "2015-12-31",
        "commit": "",
        "trail": TrailView("https://git.example/kaohe.git", "https://git.example/kaohe.git", ""),
    }
    return SiteView(**{**values, **changes})  # type: ignore[arg-type]


def make_article(url: str = "2015/units/a.html", title: str = "区财政局", **changes: object) -> Article:
    values: dict[str, object] = {"section": "units", "body": "<p>x</p>", "description": "说明", **changes}
    return Article(url, title, **values)  # type: ignore[arg-type]


def test_the_head_of_an_article() -> None:
    framer = Framer(open_templates([TEMPLATES]), make_site())
    frame = framer.frame(make_article(published=date(2015, 12, 31), keywords=("财政", "得分")))
    assert frame.root == "../../"
    assert frame.head.split("\n") == [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY.replace(chr(39), "&#39;")}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        "<title>区财政局 - 小河区机关考核</title>",
        '<meta name="description" content="说明">',
        '<meta name="keywords" content="财政,得分">',
        '<meta name="SiteName" content="小河区机关考核">',
        '<meta name="SiteDomain" content="kaohe.example">',
        '<meta name="ArticleTitle" content="区财政局">',
        '<meta name="PubDate" content="2015-12-31 00:00">',
        '<meta name="ContentSource" content="考核办">',
        '<link rel="canonical" href="https://kaohe.example/2015/units/a.html">',
        '<link rel="icon" href="../../assets/favicon.svg" type="image/svg+xml">',
    ]


def test_a_page_that_is_not_for_search_engines_says_so() -> None:
    framer = Framer(open_templates([TEMPLATES]), make_site(indexed=False))
    assert '<meta name="robots" content="noindex">' in framer.frame(make_article()).head


def test_the_menu_marks_where_one_is_and_leads_back_to_the_root() -> None:
    framer = Framer(open_templates([TEMPLATES]), make_site())
    header = framer.frame(make_article()).header
    assert '<a href="../../units.html" aria-current="true">各单位</a>' in header
    assert '<a href="../../index.html">首页</a>' in header
    assert "aria-current" not in framer.frame(make_article("method.html", section="other")).header


def test_hostile_text_in_the_frame_is_escaped() -> None:
    site = make_site(title=HOSTILE, office=HOSTILE, notes=(HOSTILE,), facts=((HOSTILE, HOSTILE),))
    frame = Framer(open_templates([TEMPLATES]), site).frame(
        make_article(title=HOSTILE, description=HOSTILE, keywords=(HOSTILE,), published=date(2015, 1, 1))
    )
    whole = frame.head + frame.header + frame.footer
    assert "<script" not in whole
    assert whole.count(ESCAPED) >= 10


def test_a_missing_value_is_an_error_and_not_a_gap(tmp_path: Path) -> None:
    (tmp_path / "x.html.j2").write_text("{{ unit.name }}", "utf-8")
    with pytest.raises(UndefinedError):
        render_body(open_templates([tmp_path]), "x", "x.html")


def test_a_template_sees_the_way_back_to_the_root(tmp_path: Path) -> None:
    (tmp_path / "x.html.j2").write_text("{{ root }}|{{ url }}|{{ words }}", "utf-8")
    assert render_body(open_templates([tmp_path]), "x", "a/b/c.html", words="<b>") == "../../|a/b/c.html|&lt;b&gt;"


def test_a_shell_is_filled_once_and_data_cannot_name_a_slot() -> None:
    shell = Shell.cut("<title><!--slot:head--></title><!--slot:article-->.")
    filled = shell.fill({"head": "<!--slot:article-->", "article": "A"})
    assert filled == "<title><!--slot:article--></title>A."
    with pytest.raises(KeyError):
        shell.fill({"head": ""})


def test_what_others_add_to_a_page_stands_where_it_has_room() -> None:
    templates = open_templates([TEMPLATES])
    article = make_article(body="<p>a</p><!--more--><p>b</p><!--more-->")
    body = append_supplements(templates, article, (Supplement("history", "历史<", "<p>y</p>"),))
    assert body.startswith("<p>a</p><section")
    assert '<h2 id="history-title">历史&lt;</h2>\n<p>y</p>\n</section>' in body
    assert body.endswith("<p>b</p>")
    assert append_supplements(templates, article, ()) == "<p>a</p><p>b</p>"


def test_the_map_of_a_site_is_sorted_and_escaped() -> None:
    text = sitemap_text("https://x.example/a/", ["b&c.html", "a b.html"]).decode()
    assert text.index("https://x.example/a/a%20b.html") < text.index("https://x.example/a/b%26c.html")


def test_search_engines_are_kept_away_from_made_up_data() -> None:
    assert robots_text("https://x.example/", indexed=False) == b"User-agent: *\nDisallow: /\n"
    assert robots_text("https://x.example/", indexed=True).endswith(b"Sitemap: https://x.example/sitemap.xml\n")
