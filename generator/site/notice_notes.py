"""What an editor says of a notice is folded below its own heading: who reads the notice comes for its words."""

from __future__ import annotations

import re

_NOTE = re.compile(r"<blockquote>\n<p><strong>(编者注[^<]*)</strong></p>\n(.*?)</blockquote>", re.DOTALL)
_FOLDED = r'<details class="kh-editor kh-paper"><summary>\1</summary>\n\2</details>'


def fold_notes(html: str, source: str) -> str:
    """The HTML of the page rendered from the file `source`; in a notice its editor's notes are folded."""
    return _NOTE.sub(_FOLDED, html) if source.startswith("notice/") else html
