"""Texts that came with a proposal are only text: no HTML, no template, no script, no page of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from generator.site.site_build import build_site
from tests.conftest import ROOT
from tests.site.sample import copy_district

HOSTILE = """---
title: 指南
template: ../../../../etc/passwd
---

# 指南

<meta http-equiv="refresh" content="0;url=https://evil.example/">
<script>owned()</script>

甲<iframe src="https://evil.example/"></iframe><style>*{display:none}</style><form action="https://evil.example/"></form>

<base href="https://evil.example/"><svg onload=owned()></svg><!-- 注释 --><a id="x" onclick="owned()">乙</a>

[丙](javascript:owned()) [丁](data:text/html,owned) ![戊](java\tscript:owned()) <javascript:owned()> [己](VBScript:x)

![庚](https://evil.example/p.png) ![辛][far] ![壬](//evil.example/p.png) ![癸](/\\evil.example/p.png)

[far]: https://evil.example/q.png

{{ config }} {% include "x" %} <a id="good-anchor"></a>尾
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_district(tmp_path_factory.mktemp("hostile") / "district")
    shutil.copytree(ROOT / "content/guide", root / "content/guide")
    (root / "content/guide/unit.md").write_text(HOSTILE, "utf-8")
    (root / "content/guide/evil.html").write_text("<script>owned()</script>", "utf-8")
    (root / "content/guide/evil.js").write_text("owned()", "utf-8")
    (root / "content/guide/evil.svg").write_text("<svg onload='owned()'/>", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.site_build.PRODUCERS", [])
        # The first line of defence, which names each of them and refuses, is tried elsewhere.
        patch.setattr("generator.check.pages.check_texts", lambda texts, corpus: [])
        assert build_site(root, root.parent / "site").problems == ()
    return root.parent / "site"


def test_what_a_text_holds_is_shown_and_does_nothing(site: Path) -> None:
    page = html.fromstring((site / "guide/unit.html").read_bytes())
    body = page.find(".//article")
    assert body is not None
    tags = {element.tag for element in body.iter() if isinstance(element.tag, str)}
    assert not tags & {"meta", "script", "iframe", "style", "form", "base", "svg", "object", "embed"}
    for element in body.iter():
        assert not [name for name in map(str, element.attrib) if name.startswith("on")]
        for name in ("href", "src"):
            assert (
                not str(element.get(name, ""))
                .lower()
                .replace("\t", "")
                .startswith(("javascript", "data:", "vbscript"))
            )
    assert [element.get("src") for element in body.iter("img")] == [None] * 5, "no picture of another host"
    text = " ".join(str(body.xpath("string()")).split())
    for shown in ("<script>owned()</script>", "<iframe", "<base href", "{{ config }}", '{% include "x" %}'):
        assert shown in text
    assert page.xpath("//a[@id='good-anchor']")
    refresh = page.xpath("//meta[@http-equiv]/@http-equiv")
    assert refresh == ["Content-Security-Policy"]


def test_no_page_and_no_script_of_a_proposal_is_taken(site: Path) -> None:
    assert not list(site.rglob("evil.*"))
