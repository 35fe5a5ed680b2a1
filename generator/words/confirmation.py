"""What an office has confirmed of what it took over from a sample, in words."""

from __future__ import annotations

from generator.rules.item import Confirmation


def confirmed_words(found: Confirmation | None) -> str:
    """When and by which document it was confirmed; empty where it was not."""
    return "" if found is None else f"沿用示例，{found.date} 经考核办确认（{found.document}）"
