"""Puts what became of each clause after its paragraph in the notice, whose own words stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ANCHOR = re.compile(r'<a id="([a-z0-9-]+)"></a>')
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li)>")
_BEGIN, _END = "<!--became-->", "<!--/became-->"
_ADDED = re.compile(rf"\n{_BEGIN}.*?{_END}", re.DOTALL)


def add_accounts(html: str, source: str, accounts: Mapping[str, Mapping[str, str]]) -> str:
    """The HTML of a page rendered from the file `source`, with the account of each clause, by notice and anchor."""
    folder, _, rest = source.partition("/")
    account = accounts.get(rest.partition("/")[0], {}) if folder == "notice" else {}
    made, end = [], 0
    for found in _ANCHOR.finditer(html):
        block = _BLOCK_END.search(html, found.end())
        if found[1] in account and block is not None:
            made += [html[end : block.end()], f"\n{_BEGIN}{account[found[1]]}{_END}"]
            end = block.end()
    return "".join([*made, html[end:]])


def without_accounts(html: str) -> str:
    """The HTML of a notice as it was published."""
    return _ADDED.sub("", html)
