"""Templates are compiled once for as long as the program runs; one that was changed is compiled anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from generator.words.page_frame import open_templates


def test_a_template_is_compiled_once_and_again_when_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []
    compiling: Any = Environment.compile

    def compile_and_tell(self: Environment, source: str, *where: str) -> Any:
        compiled.append(source)
        return compiling(self, source, *where)

    monkeypatch.setattr(Environment, "compile", compile_and_tell)

    def fill() -> str:
        return open_templates([tmp_path]).get_template("page.html.j2").render(name="<a>")

    template = tmp_path / "page.html.j2"
    template.write_text("一{{ name }}", "utf-8")
    assert [fill(), fill()] == ["一&lt;a&gt;"] * 2
    template.write_text("二{{ name }}", "utf-8")
    assert [fill(), fill()] == ["二&lt;a&gt;"] * 2
    assert compiled == ["一{{ name }}", "二{{ name }}"]


def test_templates_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html.j2").write_text(name, "utf-8")
    made = [open_templates([tmp_path / name]).get_template("page.html.j2").render() for name in "一二一"]
    assert made == ["一", "二", "一"]
