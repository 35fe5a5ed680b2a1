"""What a person decided about ties, as it is given on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.problem import UserError
from generator.model.publication import TieChoice


def parse_ties(ties: Sequence[str], grounds: Sequence[str], documents: Sequence[str]) -> tuple[TieChoice, ...]:
    """The choices: `outcome=unit,unit` each with its ground, or all with the one ground that is given.

    UserError, in one sentence, where they do not fit together.
    """
    grounds = list(grounds) * len(ties) if len(grounds) == 1 else list(grounds)
    documents = list(documents) * len(ties) if len(documents) == 1 else list(documents)
    if ties and len(grounds) != len(ties):
        raise UserError("每个 --tie 都要用 --ground 写明依据；依据相同的写一次即可。")
    if not ties and (grounds or documents):
        raise UserError("--ground 和 --tie-document 与 --tie 同用。")
    documents = documents or [""] * len(ties)
    if len(documents) != len(ties):
        raise UserError("--tie-document 写一次，或与 --tie 一一对应。")
    found = []
    for text, ground, document in zip(ties, grounds, documents, strict=True):
        outcome, sign, units = text.partition("=")
        if not sign or not outcome.strip():
            raise UserError(f"--tie 写作 结果=单位,单位，例如 --tie summons=jiaoyuju；都不确定写 --tie {outcome}=。")
        chosen = tuple(dict.fromkeys(unit.strip() for unit in units.replace("，", ",").split(",") if unit.strip()))
        found.append(TieChoice(outcome.strip(), chosen, ground, document))
    return tuple(found)
