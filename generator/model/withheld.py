"""What stands in a corpus for records that a rule said it does not ask for: to ask for them is a fault of the rule.

A check that reads one year only may not leave out silently what another year would have said. So what was not read is
not empty: whatever is asked of it raises.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn


class WithheldError(Exception):
    """A rule asked for records that it does not declare to ask for."""


class _WithheldValue:
    """Raises at whatever is asked of it, but for which object it is and how it looks to a debugger."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise WithheldError("a rule asked for records that it does not declare to ask for")

    def __repr__(self) -> str:
        return "WITHHELD"

    __getattr__ = __getitem__ = __contains__ = __iter__ = __len__ = __bool__ = __hash__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __str__ = __format__ = _refuse
    __add__ = __radd__ = __or__ = __ror__ = __call__ = _refuse


WITHHELD: Final[Any] = _WithheldValue()
