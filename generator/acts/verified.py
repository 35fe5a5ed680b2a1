"""What a verification came to."""

from __future__ import annotations

from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.proof.finding import Finding, is_sound


@dataclass(frozen=True, slots=True)
class Verified:
    """Everything that was verified: `head` and `main` are commits, empty if there is no history at hand."""

    head: str
    main: str
    findings: tuple[Finding, ...]
    publications: tuple[dict[str, Any], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is as it should be, and anything was verified at all."""
        return is_sound(self.findings)
