"""Where anybody may write about results in a public notice: the same words in the document and on its page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.unit import Site

_NAMES = {"address": "地址", "telephone": "电话", "email": "电子邮箱"}


def opinion_places(site: Site | None) -> Iterator[tuple[str, str]]:
    """Each way that the office has named, with what it is: (地址, …), (电话, …); none where it has named none."""
    for field, name in _NAMES.items():
        value = getattr(site.opinions, field) if site is not None else ""
        if value:
            yield name, value


def opinion_words(site: Site | None) -> str:
    """The same in a line without its full stop; where none is named, how the office is reached at all, or nothing."""
    found = "；".join(f"{name}：{value}" for name, value in opinion_places(site))
    if found or site is None or not site.contact:
        return found
    return f"联系方式：{site.contact}"
