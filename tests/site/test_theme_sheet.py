"""What is sent of the theme's style: what the pages use, and nothing that they do not."""

from __future__ import annotations

import re
from pathlib import Path

from tools.prune_theme import KEPT, OUT, make, prune

ROOT = Path(__file__).parents[2]


def test_the_sheet_is_that_of_the_installed_theme() -> None:
    assert OUT.read_text("utf-8") == make(), "run `make theme`"


def test_it_is_small_and_asks_for_nothing_that_no_text_has() -> None:
    sheet = OUT.read_text("utf-8")
    assert len(sheet.encode()) < 30_000
    assert set(re.findall(r"\.((?:md-|admonition|footnote|headerlink)[\w-]*)", sheet)) <= KEPT
    assert not re.search(r"data-md|rtl|url\((?!\"data:image/svg)", sheet)


def test_what_is_used_is_kept_and_what_is_not_is_left_out() -> None:
    sheet = """
    :root { --used: red; --led-to: blue; --unused: green; }
    .md-typeset .admonition, .md-search { color: var(--used); background: url("a.svg#x"); }
    .md-header { color: var(--unused); }
    @media print { .md-typeset a { color: var(--far, black); } .md-tabs { display: none; } }
    .md-typeset { --far: var(--led-to); }
    [dir=rtl] .md-typeset { margin: 0; }
    #__drawer { display: none; }
    """
    kept = prune(sheet)
    assert ".md-typeset .admonition{" in kept
    assert ".md-typeset a{" in kept
    assert re.findall("--[a-z-]+(?=:)", kept) == ["--used", "--led-to", "--far"]
    assert not re.search("md-search|md-header|md-tabs|rtl|drawer|unused", kept)


def test_every_class_that_texts_get_is_one_that_is_kept(tmp_path: Path) -> None:
    """What the extensions of the site make of a text with everything in it."""
    import markdown
    import yaml

    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    named = [{name: {}} if isinstance(name, str) else name for name in settings["markdown_extensions"]]
    options = {name: given for entry in named for name, given in entry.items()}
    text = '# 标题\n\n## 一节\n\n!!! note "注"\n    一句[^1]。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n[^1]: 注文。\n'
    extensions = [*options, "tables", "fenced_code"]
    html = markdown.markdown(text, extensions=extensions, extension_configs=options)
    found = {name for names in re.findall('class="([^"]*)"', html) for name in names.split()}
    assert {"admonition", "footnote", "headerlink"} <= found <= KEPT
