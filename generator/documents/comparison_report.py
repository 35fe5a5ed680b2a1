"""The comparison of two versions as one HTML file to be filed: no script, nothing fetched, prints well."""

from __future__ import annotations

from generator.read.program import SHIPPED_TEMPLATES
from generator.words.comparison_words import ComparisonView


def render_report(view: ComparisonView) -> str:
    """The whole file; every text of the data is literal."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(SHIPPED_TEMPLATES.folders("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("comparison.html.j2").render(view=view) + "\n"
