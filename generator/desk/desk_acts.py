"""What the pages of irrevocable acts share: why an act is refused."""

from __future__ import annotations

from generator.acts.plan import Refusal
from generator.acts.record_fields import FieldProblem
from generator.desk.desk_form import sentence


def say_refusal(refusal: Refusal) -> list[str]:
    """Why an act is not carried out, in sentences: of ties without how the command is told about them."""
    asked = {line: tie.words if line == tie.told[0] else "" for tie in refusal.ties for line in tie.told}
    told = [sentence(FieldProblem("", problem)) for problem in refusal.problems]
    return [*told, *filter(None, (asked.get(reason, reason) for reason in refusal.reasons))]
