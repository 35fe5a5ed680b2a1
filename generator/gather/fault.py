"""What is wrong with a source: a code of the guide, what it is about, and one Chinese sentence."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass

# What a district did to what it had published: kept for ever. The rest is of this copy, and gone with a better one.
LASTING = frozenset({"KH920", "KH921", "KH922", "KH923", "KH924", "KH926", "KH928"})


@dataclass(frozen=True, slots=True, order=True)
class SourceFault:
    """One fault. `subject` is an act's line or a path, empty for the whole source; no text of a record is in it."""

    code: str
    subject: str
    sentence: str

    @property
    def lasts(self) -> bool:
        """Whether it is told for ever, whatever the source holds later."""
        return self.code in LASTING


@dataclass(frozen=True, slots=True)
class SourceBroken(Exception):
    """The one fault for which nothing more of a source can be looked at."""

    fault: SourceFault


def broken(code: str, sentence: str, subject: str = "") -> SourceBroken:
    """What is raised where nothing more can be looked at."""
    return SourceBroken(SourceFault(code, subject, sentence))
