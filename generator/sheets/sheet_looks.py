"""How the cells of our own sheets look, and which of them a person may fill in."""

from __future__ import annotations

from typing import Any

_FONT = "Microsoft YaHei"
_LINE = "#C9CFDB"


class SheetLooks:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.plain = self._make()
        self.title = self._make(bold=True, font_size=14)
        self.hint = self._make(font_color="#6B7280")
        self.fixed = self._make(
            bg_color="#E5E7EB", font_color="#4B5563", border=1, border_color=_LINE, text_wrap=True
        )
        self.needed = self._make(bold=True, bg_color="#DBEAFE", border=1, border_color=_LINE, text_wrap=True)
        self.optional = self._make(bold=True, border=1, border_color=_LINE, text_wrap=True)
        self.locked = self._make(bg_color="#F3F4F6", font_color="#6B7280", border=1, border_color=_LINE, font_size=9)
        self.lacking = book.add_format({"bg_color": "#FDE2E2"})
        self.wrap = self._make(text_wrap=True, valign="top")
        open_ = {"locked": False, "border": 1, "border_color": _LINE}
        self.text = self._make(num_format="@", text_wrap=True, **open_)
        self.choice = self._make(text_wrap=True, **open_)
        self.day = self._make(num_format="yyyy-mm-dd", align="center", **open_)
        self.points = self._make(num_format="0.0#", align="center", **open_)
        self.whole = self._make(num_format="0", align="center", **open_)

    def of(self, name: str) -> Any:
        """The format of the cells of a field."""
        if name in ("record", "base"):
            return self.locked
        if name in ("date", "due"):
            return self.day
        if name in ("unit", "standard", "method", "source"):
            return self.choice
        return {"points": self.points, "count": self.whole}.get(name, self.text)

    def _make(self, **properties: Any) -> Any:
        return self._book.add_format({"font_name": _FONT, "font_size": 10, "valign": "vcenter", **properties})
