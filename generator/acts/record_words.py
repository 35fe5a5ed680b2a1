"""What is shown of records before they are written, and said afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.acts.journal import FileWrite
from generator.acts.propose_act import ProposedBranch
from generator.acts.record_act import Drafts, effect_of
from generator.acts.record_draft import RecordDraft
from generator.acts.record_fields import FieldProblem
from generator.acts.record_kinds import form_of
from generator.acts.undo import tell_undo_branch, tell_undo_of
from generator.model.place import find_place
from generator.model.problem import Problem
from generator.public.redact import shown_comparison
from generator.words.brief_effect import brief_effect
from generator.words.comparison_words import view_comparison


def tell_drafts(drafts: Drafts) -> Iterator[str]:
    """The files with their text, the reminders, what they do to scores, and what has to follow."""
    for draft in drafts.drafts:
        yield f"将{'改写' if draft.before is not None else '写入'} {draft.path}"
        yield from (f"  {line}" for line in (draft.after or b"").decode().splitlines())
        yield from (f"提醒：{problem_words(draft, found)}" for found in draft.reminders)
    view = view_comparison(shown_comparison(effect_of(drafts), "internal"), internal=True)
    yield "对得分的影响："
    yield from (f"  {line}" for line in brief_effect(view))
    yield from _tell_corrections(drafts.corrections)
    for problem in drafts.later:
        yield f"提醒：单位登记齐以前，{problem.place.file} 还有一处不对：{problem.message}"


def problem_words(draft: RecordDraft, found: FieldProblem) -> str:
    """A problem with the name of its field before it."""
    labels = {field.name: field.label for field in form_of(draft.kind)}
    steps = found.field.split("/")
    names = ("/".join(steps[:end]) for end in range(len(steps), 0, -1))
    label = next((labels[name] for name in names if name in labels), "")
    head = f"{label}：" if label and not found.problem.message.startswith(f"缺少{label}") else ""
    hint = f"。{found.problem.hint}" if found.problem.hint else "。"
    return f"{head}{found.problem.message}{hint}"


def default_message(drafts: Drafts) -> str:
    """What a commit of the drafts says unless a person says it otherwise."""
    first = drafts.drafts[0]
    verb = "登记" if first.before is None else "补记"
    corpus = drafts.source.corpus
    place = find_place(first.path)
    record = next((r for r in corpus.deductions if r.path == first.path), None)
    of_unit = first.kind.register.unit if first.kind.register is not None else "unit"
    unit = corpus.units.get(record.unit if record is not None else first.fields.get(of_unit, ""))
    who = unit.short_name if unit is not None else first.fields.get("short_name", "")
    scheme = corpus.schemes.get(place.year) if place is not None else None
    item = scheme.items.get(place.item) if scheme is not None and place is not None else None
    about = f"：{item.name}" if item is not None else ""
    more = f"等 {len(drafts.drafts)} 条" if len(drafts.drafts) > 1 else ""
    return f"{verb}{who}{first.kind.title}{about}{more}"


def tell_written(root: Path, writes: Iterable[FileWrite], message: str) -> Iterator[str]:
    """What was written, how it is taken back, and what comes next."""
    written = tuple(writes)
    if not written:
        yield "内容没有变化，没有写入。"
        return
    yield from (f"已写入 {write.path}" for write in written)
    yield tell_undo_of(root, written)
    yield f'接下来提交：git add {" ".join(write.path for write in written)} && git commit -m "{message}"'


def tell_proposed(made: ProposedBranch) -> Iterator[str]:
    """The same of a branch."""
    yield f"已提交到新分支 {made.branch}（提交 {made.commit[:12]}）：{'、'.join(made.paths)}"
    yield "工作目录和别的分支都没有动。"
    yield tell_undo_branch(made.branch)
    yield f"接下来推送：git push origin {made.branch}，再请人审核合并"


def _tell_corrections(problems: Iterable[Problem]) -> Iterator[str]:
    names = list(dict.fromkeys(place.id for p in problems if (place := find_place(p.place.file)) is not None))
    if names:
        which = names[0] if len(names) == 1 else "--all"
        command = f"kaohe correct {which} --reason 原因"
        yield f"注意：{'、'.join(names)} 已经发布，这一改动须同时写明更正：写入以后运行 {command}，一起提交。"
