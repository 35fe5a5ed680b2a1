"""Where anybody may write about results in a public notice: the same words in the document and on its page."""

from __future__ import annotations

from generator.model.unit import Site

_NAMES = {"address": "地址", "telephone": "电话", "email": "电子邮箱"}


def opinion_places(site: Site | None) -> tuple[tuple[str, str], ...]:
    """Each way that the office has named, with what it is: (地址, …), (电话, …); where it has named none, how it is
    reached at all, or nothing.
    """
    if site is None:
        return ()
    named = tuple((name, value) for field, name in _NAMES.items() if (value := getattr(site.opinions, field)))
    return named or ((("联系方式", site.contact),) if site.contact else ())


def opinion_words(site: Site | None) -> str:
    """The same in a line without its full stop."""
    return "；".join(f"{name}：{value}" for name, value in opinion_places(site))
