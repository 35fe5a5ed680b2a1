"""One addition of points: the same record as a deduction, in a folder of its own, for a standard that adds."""

from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.deduction import Deduction
from generator.model.field import Identifier, Number, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind


@dataclass(frozen=True, slots=True)
class Bonus(Deduction):
    """加分. `id` is the file's name, `item` and `year` its folders; what becomes of it is as with a deduction."""

    KIND: ClassVar[FileKind] = "bonus"
    VERB: ClassVar[str] = "加"

    standard: Annotated[
        str, Identifier(doc="依据的加分标准", also=("标准", "依据", "条款"), of="standard", stands=True)
    ]
    points: Annotated[Decimal, Number(doc="加分分值", also=("加分", "分值", "分数"))]
    reason: Annotated[str, Text(doc="加分事由", also=("事由", "原因", "理由"), lines=True, stands=True)]
