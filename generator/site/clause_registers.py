"""From a clause of the notice to the registers that rest on it: a line after its paragraph, outside its words."""

from __future__ import annotations

import re
from html import escape

from generator.load.edition import Edition
from generator.words import address

_ANCHOR = re.compile(r'<a id="([a-z0-9-]+)"></a>')
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li)>")
_ROOT = "../../"  # from the folder of a notice


def link_registers(html: str, source: str, edition: Edition) -> str:
    """The HTML of a page rendered from the file `source`, with the registers behind the clauses of a notice."""
    folder, _, rest = source.partition("/")
    notice = rest.partition("/")[0]
    if folder != "notice" or all(scheme.notice != notice for scheme in edition.corpus.schemes.values()):
        return html
    links: dict[str, list[str]] = {}
    for register in edition.corpus.registers.values():
        if register.basis:
            url = _ROOT + address.register_page(register.id)
            links.setdefault(register.basis, []).append(f'<a href="{escape(url)}">{escape(register.title)}</a>')
    made, end = [], 0
    for found in _ANCHOR.finditer(html):
        block = _BLOCK_END.search(html, found.end())
        if found[1] in links and block is not None:
            made += [html[end : block.end()], f'\n<p class="kh-note">登记簿：{"、".join(links[found[1]])}</p>']
            end = block.end()
    return "".join([*made, html[end:]])
