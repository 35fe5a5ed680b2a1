"""What stood in the data when something was issued: it stands so, whatever the data say afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from generator.model.holidays import Holidays
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Site, Unit
from generator.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Issued:
    """The scheme of its year, the letterhead, the days off and the units in the commit on which an act rests.

    That is the frozen commit of a publication, and for corrections and withdrawals the one that brought them. None
    stands for a scheme or site that the history at hand does not tell.
    """

    scheme: Scheme | None = None
    site: Site | None = None
    holidays: Mapping[int, Holidays] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
