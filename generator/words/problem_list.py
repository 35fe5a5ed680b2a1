"""All problems of a run as a person reads them: each, where they fit on a few screens, else the first of each kind.

Data may hold thousands of faulty files, a proposal may have lost a whole folder; what is said of it stays within
LIMIT bytes. JSON has them all, and so has the text where everything is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.model.place import DATA_FOLDER
from generator.model.problem import Problem
from generator.words.problem_text import format_problem

LIMIT = 7_600  # bytes of UTF-8; with a closing line, and what a command says besides, it stays below 8,000
Lines = Callable[[Problem], Sequence[str] | None]
_LONGEST = 1_200  # bytes of one problem where there are too many
_FIRST = 3  # problems of a kind that are listed, as far as there is room
_REST = "以上只列出一部分。看全部请加 --all；只看一个文件：kaohe check 文件。"
_ROOM = 400  # bytes kept for the kinds of which nothing could be listed
_NAMED = 12  # such kinds that are named


def list_problems(problems: Sequence[Problem], lines: Lines, everything: bool = False) -> Iterator[str]:
    """The pieces of the text, each ending with a newline; `lines` gives the file that a problem is in, or None."""
    if everything:
        yield from (_format(problem, lines) for problem in problems)
        return
    said, size = [], 0
    for problem in problems:
        said.append(_format(problem, lines))
        size += len(said[-1].encode())
        if size > LIMIT:
            yield from _summarize(problems, lines)
            return
    yield from said


def _format(problem: Problem, lines: Lines) -> str:
    return format_problem(problem, lines(problem)) + "\n"


def _summarize(problems: Sequence[Problem], lines: Lines) -> Iterator[str]:
    """Each kind with how many there are and the first few: first one of each, then more, as far as there is room."""
    kinds = _group(problems)
    room = LIMIT - _ROOM - len(_REST.encode())
    shown: dict[tuple[bool, str], list[str]] = {}
    for number in range(_FIRST):
        for kind, found in kinds.items():
            if number >= len(found) or (number and kind not in shown):
                continue
            text = _cut(_format(found[number], lines))
            needed = len(text.encode()) + (0 if kind in shown else len(_head(kind, found, _FIRST).encode()))
            if needed <= room:
                shown.setdefault(kind, []).append(text)
                room -= needed
    for kind, texts in shown.items():
        yield _head(kind, kinds[kind], len(texts))
        yield from texts
    left = [(kind, found) for kind, found in kinds.items() if kind not in shown]
    if left:
        named = "、".join(f"{code}（{len(found)} 处）" for (_, code), found in left[:_NAMED])
        yield f"—— 另有 {named}{'等' if len(left) > _NAMED else ''}\n"
    yield _REST + "\n"


def _group(problems: Iterable[Problem]) -> dict[tuple[bool, str], list[Problem]]:
    """The problems by kind, a code as error or as reminder: errors first, of them what the whole project has."""
    kinds: dict[tuple[bool, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.severity == "warning", problem.code), []).append(problem)

    def rank(kind: tuple[bool, str]) -> tuple[bool, bool, int, str]:
        is_reminder, code = kind
        return is_reminder, kinds[kind][0].place.file != DATA_FOLDER, -len(kinds[kind]), code

    return {kind: kinds[kind] for kind in sorted(kinds, key=rank)}


def _head(kind: tuple[bool, str], found: Sequence[Problem], shown: int) -> str:
    files = len({problem.place.file for problem in found})
    number = f"{len(found)} 处{'提醒' if kind[0] else ''}"
    where = f"，在 {files} 个文件里" if files > 1 else ""
    only = f"，先列 {shown} 处" if shown < len(found) else ""
    return f"—— {kind[1]}：{number}{where}{only}\n"


def _cut(text: str) -> str:
    """`text` within _LONGEST bytes, the cut shown."""
    data = text.encode()
    return text if len(data) <= _LONGEST else data[:_LONGEST].decode("utf-8", "ignore") + "…\n"
