"""Where the public's own history stood when an act was drawn up."""

from typing import Annotated

from generator.model.field import COMMIT, Pattern, Text
from generator.model.lazy_dataclass import dataclass

_FORM = "40 位小写十六进制数"


@dataclass(frozen=True)
class PublicMark:
    """The act before in the public's own history, and the ids of the commit and the tag by which it is shown there.

    A redaction makes that history anew, with other ids; these stay as they were then.
    """

    act: Annotated[str, Text(doc="公开历史里的上一件，如 2016-q4 或 2016-q4-c1", limit=80)]
    commit: Annotated[str, Pattern(doc="它在公开历史里的提交", pattern=COMMIT, form=_FORM)]
    tag: Annotated[str, Pattern(doc="它在公开历史里的标签对象", pattern=COMMIT, form=_FORM)]
