"""The comment on a proposal: whether it can be merged, what is wrong where, what it moves; details folded."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.words.comment_text import clean_comment
from generator.words.comparison_markdown import comparison_markdown, literal
from generator.words.comparison_words import ComparisonView
from generator.words.problem_text import problem_json

_FIRST = 8  # problems that stand before the fold
_MOST = 80
_NAMED = 6  # files besides data


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the comment is made from; `others` are files that are neither data nor texts.

    `preview` says where the site can be seen as it would be, empty: nowhere.
    """

    base: str
    head: str
    conflicts: tuple[str, ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]
    effect: ComparisonView | None
    preview: str = ""


def review_comment(view: ReviewView) -> str:
    """The comment as Markdown, complete and within what a forge takes."""
    return clean_comment("".join(f"{line}\n" for line in _lines(view)))


def _lines(view: ReviewView) -> Iterator[str]:
    errors = [problem for problem in view.problems if problem.severity == "error"]
    reminders = [problem for problem in view.problems if problem.severity != "error"]
    yield f"### {_verdict(view, len(errors), len(reminders))}"
    yield ""
    if view.conflicts:
        yield "下面的文件两边都改了，git 合不到一起。请先把主分支合入这个分支，逐个改好，再推送："
        yield ""
        yield from (f"- {literal(path)}" for path in view.conflicts[:_MOST])
        yield ""
    if view.others:
        more = f"等 {len(view.others)} 个" if len(view.others) > _NAMED else ""
        named = "、".join(literal(path) for path in view.others[:_NAMED])
        yield f"**注意：数据和网页以外的文件也改了：{named}{more}。管着自动检查和程序版本的，请先弄清楚为什么要改。**"
        yield ""
    yield from _problems("要改的", errors)
    if reminders:
        yield from _fold(f"提醒 {len(reminders)} 处", reminders)
    if view.effect is not None:
        yield from comparison_markdown(view.effect).splitlines()
        yield ""
    if view.preview:
        yield f"网站预览（含草稿，不含内部备注）：{literal(view.preview, 300)}"
        yield ""
    yield f"以主分支 {view.base[:12]} 合并 {view.head[:12]} 之后的数据为准；主分支再有变动的，合并之前要再检查一次。"


def _verdict(view: ReviewView, errors: int, reminders: int) -> str:
    if view.conflicts:
        return f"与主分支冲突：{len(view.conflicts)} 个文件"
    if errors:
        return f"不能合并：{errors} 处要改"
    return f"检查通过{f'，{reminders} 处提醒' if reminders else ''}"


def _problems(title: str, problems: list[Problem]) -> Iterator[str]:
    if not problems:
        return
    yield from (_row(problem) for problem in problems[:_FIRST])
    yield ""
    if len(problems) > _FIRST:
        yield from _fold(f"{title}其余 {len(problems) - _FIRST} 处", problems[_FIRST:])


def _fold(title: str, problems: list[Problem]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from (_row(problem) for problem in problems[:_MOST])
    if len(problems) > _MOST:
        yield f"- 另有 {len(problems) - _MOST} 处，请看这次运行的记录。"
    yield ""
    yield "</details>"
    yield ""


def _row(problem: Problem) -> str:
    """One problem: where, what, what to do."""
    row = problem_json(problem)
    line = f" 第 {row['line']} 行" if problem.place.line else ""
    return (
        f"- {literal(row['file'])}{line}：{row['code']} {literal(row['message'], 160)}。{literal(row['hint'], 160)}"
    )
