"""The irrevocable acts and their order: what is published, corrected, withdrawn and redacted, one line for each."""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, ClassVar, Literal

from generator.model.field import Pattern, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import CORRECTION_ID, PUBLICATION_ID, FileKind, Place, find_place, folder_of

_ACT_FORM = re.compile(rf"(?:{PUBLICATION_ID}(?: withdrawn)?|{CORRECTION_ID}|redaction [a-z0-9][a-z0-9-]{{0,63}})\Z")
ActVerb = Literal["publish", "correct", "withdraw", "redact"]
VERBS: tuple[ActVerb, ...] = ("publish", "correct", "withdraw", "redact")
_WITHDRAWN, _REDACTION = " withdrawn", "redaction "
# The kind of the file that records each act.
FILE_OF: Mapping[ActVerb, FileKind] = {
    "publish": "publication",
    "correct": "correction",
    "withdraw": "withdrawal",
    "redact": "redaction",
}
_FOLDERS = tuple(folder_of(kind) for kind in FILE_OF.values())


@dataclass(frozen=True, slots=True)
class Act:
    """One irrevocable act: `id` is that of the publication published or withdrawn, of the correction or redaction."""

    verb: ActVerb
    id: str

    @property
    def line(self) -> str:
        """Its line in chain.yml."""
        match self.verb:
            case "withdraw":
                return self.id + _WITHDRAWN
            case "redact":
                return _REDACTION + self.id
            case _:
                return self.id

    @property
    def path(self) -> str:
        """Its file."""
        return Place(FILE_OF[self.verb], id=self.id).path

    @property
    def command(self) -> str:
        """The command that draws it up."""
        if self.verb == "correct":
            return f"kaohe correct {self.id.rpartition('-c')[0]}"
        return {"publish": "kaohe publish ", "withdraw": "kaohe withdraw ", "redact": "kaohe redact "}[self.verb] + (
            self.id if self.verb != "redact" else "…"
        )


def act_at(path: str) -> Act | None:
    """The act that the file due at `path` records; None if none is."""
    if not path.startswith(_FOLDERS):  # it is asked of every file of ten years
        return None
    place = find_place(path)
    return next((Act(verb, place.id) for verb, kind in FILE_OF.items() if place and place.kind == kind), None)


def parse_act(line: str) -> Act | None:
    """The act that a line of chain.yml names; None where it names none."""
    if not _ACT_FORM.match(line):
        return None
    if line.startswith(_REDACTION):
        return Act("redact", line.removeprefix(_REDACTION))
    if line.endswith(_WITHDRAWN):
        return Act("withdraw", line.removesuffix(_WITHDRAWN))
    return Act("correct" if "-c" in line else "publish", line)


@dataclass(frozen=True)
class Chain:
    """data/publications/chain.yml: all irrevocable acts in order, one a line; its order is *the* order.

    A line is the id of a publication or correction, that of a publication and ` withdrawn`, or `redaction ` and that
    of a redaction.
    """

    ROOT: ClassVar[str] = "lines"

    lines: Annotated[
        tuple[str, ...],
        Rows(doc="全部不可撤销的行为，按先后每行一件", minimum=1),
        Pattern(doc="一件行为", pattern=_ACT_FORM, form="2016-q4、2016-q4-c1、2016-q4 withdrawn 或 redaction 编号"),
    ]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts in order."""
        return tuple(act for line in self.lines if (act := parse_act(line)) is not None)
