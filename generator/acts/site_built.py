"""What came of a build."""

from __future__ import annotations

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class SiteBuilt:
    """What came of a build: the number of files, 0 if nothing was built because of `problems` or missing fonts.

    `remarks` are sentences about fonts and about what this machine cannot make.
    """

    files: int = 0
    remarks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
