"""The Markdown of a notice becomes records. The form is strict, so that page and document print the same text.

A notice is a folder: `index.md` is the cover notice; the documents it issues are the files that it links to as
`> - [标题](measures.md)`, in that order. Blocks are parted by blank lines. A block is one published clause on one
line, beginning with its anchor, or an editor's note of which every line begins with `>`:

    ## <a id="measures-3"></a>三、考核方法
    <a id="measures-3-p1"></a>考核采用百分制……

Anchors follow from the numbers in the text, so a clause keeps its anchor as long as the notice is the same:

    cover-title, measures-title         title of a part; the part is the name of its file, `cover` for index.md
    opinions-1                          一、
    opinions-1-2                        （二） below 一、
    opinions-m13                        13、: these numbers run on across the sections of a part
    opinions-p1                         first paragraph without a number before the first heading
    measures-3-p1, opinions-3-1-p1      first such paragraph below the heading 三、, or below （一） of 三、
    cover-number, cover-to, cover-signature, cover-date, cover-copies, cover-printed
                                        发文字号, 主送, 署名, 成文日期, 抄送, 印发 on the cover; cover-p1 its text
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Location, Problem
from generator.read.content import Texts
from generator.rules.notice import COVER, Clause, ClauseKind, NoticeDocument, NoticePart

FOLDER = "notice"  # below content/
COVER_FILE = "index.md"
_CLAUSE = re.compile(r'(?:(?P<marks>#{1,3}) )?<a id="(?P<anchor>[a-z0-9-]{1,64})"></a>(?P<text>\S(?:.*\S)?)')
_LINK = re.compile(r"> - \[[^\]]+\]\((?P<part>[a-z][a-z0-9]{0,31})\.md\)", re.MULTILINE)
# What Markdown or a browser could take for markup; none of it is needed in an official text.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|]")
_NOTE_MARKUP = re.compile(r"\*\*|`|\[([^\]]+)\]\([^)]+\)")
_DIGITS = "一二三四五六七八九"
_CHINESE = f"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"
_NUMBERS = (
    (1, re.compile(f"{_CHINESE}、")),
    (2, re.compile(f"（{_CHINESE}）")),
    (3, re.compile("[1-9][0-9]{0,2}、")),
)
_COVER_KINDS: dict[str, ClauseKind] = {
    "cover-number": "number",
    "cover-to": "addressees",
    "cover-signature": "signature",
    "cover-date": "date",
    "cover-copies": "copies",
    "cover-printed": "printed",
}


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str
    heading: int = 0
    anchor: str = ""

    @property
    def published(self) -> bool:
        return bool(self.anchor)


def list_notices(texts: Texts) -> dict[str, dict[str, bytes]]:
    """The Markdown files of each notice in the texts of a project, by the name of its folder and by file name."""
    found: dict[str, dict[str, bytes]] = {}
    for path, data in texts.items():
        match path.removeprefix(f"{FOLDER}/").split("/"):
            case [notice, name] if path.startswith(f"{FOLDER}/") and name.endswith(".md"):
                found.setdefault(notice, {})[name] = data
    return found


def read_notices(texts: Texts) -> dict[str, NoticeDocument]:
    """All notices in the texts of a project, by the name of their folder; what `check_notice` reports is left out."""
    return {
        notice: read_notice({name: data.decode("utf-8", "replace") for name, data in files.items()})
        for notice, files in sorted(list_notices(texts).items())
        if COVER_FILE in files
    }


def read_notice(files: Mapping[str, str]) -> NoticeDocument:
    """The notice in `files` (file name to text); what `check_notice` reports is left out."""
    parts = tuple(_read_part(part, files[name]) for part, name in _list_parts(files) if name in files)
    number = next((c.text for part in parts for c in part.clauses if c.kind == "number"), "")
    return NoticeDocument(number, parts[0].title if parts else "", parts)


def check_notice(folder: str, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything in `files` that departs from the form, with its place below `folder`, in order."""
    listed = dict.fromkeys(name for _, name in _list_parts(files))
    problems = [
        Problem(
            Location(f"{folder}/{name}"), "KH121", "缺少公文正文文件", f"请补上，或在 {COVER_FILE} 中删去它的链接。"
        )
        for name in listed
        if name not in files
    ]
    problems += [
        Problem(Location(f"{folder}/{name}"), "KH122", f"{COVER_FILE} 没有列出这个文件", "请在随文印发的文件中列出。")
        for name in files
        if name not in listed
    ]
    for part, name in _list_parts(files):
        if name in files:
            problems.extend(_check_part(f"{folder}/{name}", part, files[name]))
    return tuple(sorted(problems))


def _list_parts(files: Mapping[str, str]) -> list[tuple[str, str]]:
    linked = dict.fromkeys(_LINK.findall(files.get(COVER_FILE, "")))
    return [(COVER, COVER_FILE), *((part, f"{part}.md") for part in linked)]


def _split_blocks(text: str) -> Iterator[_Block]:
    """The blocks of a file; one that is not in the form of a clause has no anchor."""
    start, lines = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line:
            start = start if lines else number
            lines.append(line)
        elif lines:
            found = _CLAUSE.fullmatch("\n".join(lines))
            if found:
                yield _Block(start, found["text"], len(found["marks"] or ""), found["anchor"])
            else:
                yield _Block(start, "\n".join(lines))
            lines = []


def _read_part(part: str, text: str) -> NoticePart:
    blocks = list(_split_blocks(text))
    title = next((block.text for block in blocks if block.heading == 1), "")
    clauses = tuple(_read_clause(block) for block in blocks if block.published and block.heading != 1)
    return NoticePart(part, title, clauses, tuple(_read_notes(blocks)))


def _read_clause(block: _Block) -> Clause:
    for level, pattern in _NUMBERS:
        found = pattern.match(block.text)
        if found:
            number, text = found.group(), block.text[found.end() :]
            return Clause(block.anchor, level, number, text, "heading" if block.heading else "item")
    kind: ClauseKind = "heading" if block.heading else _COVER_KINDS.get(block.anchor, "paragraph")
    return Clause(block.anchor, 0, "", block.text, kind)


def _read_notes(blocks: Iterable[_Block]) -> Iterator[str]:
    for block in blocks:
        for line in block.text.split("\n"):
            note = _NOTE_MARKUP.sub(r"\1", line.removeprefix(">").strip().removeprefix("- "))
            if note and not block.published and line.startswith(">"):
                yield note


def _name_clauses(part: str, clauses: Iterable[Clause]) -> Iterator[str]:
    """The anchor that each clause should have."""
    section = scope = part
    paragraphs = Counter[str]()
    for clause in clauses:
        name = clause.anchor
        if clause.level == 1:
            name = section = f"{part}-{_count(clause.number)}"
        elif clause.level == 2:
            name = f"{section}-{_count(clause.number)}"
        elif clause.level == 3:
            name = f"{part}-m{clause.number.rstrip('、')}"
        elif clause.kind == "paragraph":
            paragraphs[scope] += 1
            name = f"{scope}-p{paragraphs[scope]}"
        scope = name if clause.kind == "heading" else scope
        yield name


def _count(number: str) -> int:
    """The value of a Chinese number up to 99, marks around it ignored."""
    tens, ten, ones = number.strip("（）、").rpartition("十")
    value = _DIGITS.index(ones) + 1 if ones else 0
    if ten:
        value += 10 * (_DIGITS.index(tens) + 1 if tens else 1)
    return value


def _check_part(file: str, part: str, text: str) -> Iterator[Problem]:
    blocks = list(_split_blocks(text))
    yield from _check_form(file, blocks)
    titles = [block for block in blocks if block.heading == 1]
    if len(titles) != 1 or titles[0] is not blocks[0]:
        yield Problem(Location(file), "KH125", "标题应有且只有一个，位于文件开头", "请写成“# ”开头的一行。")
    if part == COVER and not any(block.anchor == "cover-number" for block in blocks):
        yield Problem(Location(file), "KH128", "没有发文字号", "请以锚点 cover-number 写明发文字号。")
    body = [block for block in blocks if block.published and block.heading != 1]
    names = [*(f"{part}-title" for _ in titles), *_name_clauses(part, map(_read_clause, body))]
    yield from _check_anchors(file, [*titles, *body], names)


def _check_form(file: str, blocks: Iterable[_Block]) -> Iterator[Problem]:
    for block in blocks:
        place = Location(file, block.line, 1)
        if block.published:
            for found in _MARKUP.finditer(block.text):
                reason = f"公文原文中有排版符号 {found.group()}，网页上会显示成别的样子"
                yield Problem(place, "KH124", reason, "请核对原文；确有此字符的，改用全角。")
        elif not all(line.startswith(">") for line in block.text.split("\n")):
            hint = "公文每段写成一行、以锚点开头、前后各空一行；编者注每行以“>”开头。"
            yield Problem(place, "KH123", "这一段既不是带锚点的公文原文，也不是编者注", hint)


def _check_anchors(file: str, blocks: Iterable[_Block], names: Iterable[str]) -> Iterator[Problem]:
    seen = set[str]()
    for block, name in zip(blocks, names, strict=True):
        place = Location(file, block.line, 1)
        if block.anchor != name:
            yield Problem(place, "KH126", f"锚点写的是 {block.anchor}，按序号应是 {name}", "请改正锚点。")
        elif name in seen:
            yield Problem(place, "KH127", f"锚点 {name} 重复", "请核对序号。")
        seen.add(name)
