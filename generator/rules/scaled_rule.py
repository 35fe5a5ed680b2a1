"""A part whose points are set against those of the other units: 以最高分为满分，其余按比例折算."""

from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Number, Part
from generator.model.lazy_dataclass import dataclass
from generator.model.ranking_rule import RANKED_AMONG

SCALED_BY = {
    "best": "最高分折算为最高的分值，其余按与最高分的比例",
    "range": "最高分、最低分各折算为一个分值，其余按所在的位置",
}
ALL_EQUAL = {"top": "都按最高的分值", "bottom": "都按最低的分值"}


@dataclass(frozen=True)
class ScaledRule:
    """The best of a group has `top` points; the others in proportion, or between `bottom` and it."""

    by: Annotated[str, Choice(doc="怎样折算", names=SCALED_BY)]
    among: Annotated[str, Choice(doc="在哪些单位中比", names=RANKED_AMONG)]
    top: Annotated[Decimal | None, Number(doc="最高分折算成几分；就是本部分分值的不写")] = None
    bottom: Annotated[Decimal | None, Number(doc="最低分折算成几分；by 是 range 的要写")] = None
    equal: Annotated[str, Choice(doc="各单位得分都相同的；by 是 range 的要写", names=ALL_EQUAL)] = ""


Scaled = Annotated[ScaledRule | None, Part(doc="按各单位得分的高低折算的，怎样折算；没有的不写")]
