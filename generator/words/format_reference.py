"""The format reference of the guide: every file and every field, from the declarations by which files are read."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, Union, get_args, get_origin

from generator.change.change_words import FILES
from generator.model.field import (
    Anything,
    Choice,
    Day,
    Field,
    Flag,
    Identifier,
    Number,
    Pattern,
    Rows,
    Table,
    Text,
    Whole,
    YearOrDay,
)
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.place import DATA, SIGNERS_FILE, FileKind, spoken_path
from generator.model.publication import PUBLICATION_FORM
from generator.read.shape import Slot, slots_of
from generator.read.strict_yaml import MAX_DEPTH
from generator.read.text import MAX_BYTES
from generator.rules.record_classes import RECORDS
from generator.words.format_examples import EXAMPLES
from generator.words.format_schema import TITLES

# Who writes each kind of file, in the order in which they are told of.
_WRITERS: Mapping[FileKind, str] = {
    "site": "考核办",
    "committers": "考核办",
    "unit": "考核办",
    "scheme": "考核办",
    "deduction": "考核实施部门",
    "bonus": "考核实施部门",
    "measure": "考核实施部门",
    "import": "考核办",
    "applies": "考核办",
    "amendment": "考核办",
    "appraisal": "考核办",
    "register": "考核办",
    "entry": "管理登记簿的单位",
    "tally": "管理登记簿的单位",
    "holidays": "考核办",
    "publication": "kaohe publish",
    "chain": "kaohe publish 等",
    "withdrawal": "kaohe withdraw",
    "correction": "kaohe correct",
    "redaction": "kaohe redact",
    "exceptions": "考核办",
    "mapping": "考核实施部门（kaohe import）",
    "index": "汇集各地的机关",
    "district": "汇集各地的机关",
    "counterparts": "汇集各地的机关",
}
_NAMED = {
    "unit": "单位",
    "findable": "单项、类别、单位或登记簿",
    "standard": "标准",
    "item": "单项",
    "category": "类别",
    "measure": "指标",
    "level": "级别",
    "part": "部分",
    "kind-of-part": "部分的种类的",
    "publication": "发布",
    "outcome": "结果运用",
    "group": "排名组",
    "body": "单位或机构",
    "panel": "评议主体",
    "aspect": "评议方面",
    "option": "评议选项",
    "component": "部分",
    "import": "其他考核",
    "grade": "等次",
    "field": "字段",
    "stage": "阶段",
    "deadline": "期限",
    "count": "统计数",
    "choice": "选项",
    "clause": "通知条款",
    "register": "登记簿",
    "entry": "登记簿记录",
    "district": "地区",
    "function": "职能",
}
_HEAD = f"""\
---
title: 数据格式
description: {DATA} 之下每种文件放在哪里、有哪些字段、每个字段怎样写。
---

# 数据格式

本页由程序根据读取数据所用的定义生成，与 `kaohe check` 的要求一致。程序的源代码里另有每种文件的 JSON Schema，
编辑器认得它的，填写时会自动提示字段和可选的值，并标出写法上的错误。

## 书写规则

- 文件是 UTF-8（无 BOM）编码的 YAML，扩展名是 `.yml`，一个文件只写一份；
  不超过 {MAX_BYTES // 1024} KB，嵌套不超过 {MAX_DEPTH} 层。
- 每行写 `字段: 值`，半角冒号之后加一个空格；下一层缩进两个半角空格，不用制表符（Tab）和全角空格。
- 列表每项以短横线加空格开头，也可以写作 `[a, b]`；一组字段可以写作 `{{a: 1, b: 2}}`。括号、逗号都用半角。
- 没有可填的字段整行不写，不留空。字段的先后不限，不能重复。
- 数用半角数字，如 `0.5`；不写成 `.5`、`1e3`、`1,000`、`50%`，不带单位。日期写作 `2015-06-18`。
- 值先按原样读作文字，再按字段的要求理解：`reason: 12345` 是文字，不会变成数；`no` 不会变成“否”。
- 文字里有冒号加空格，或者以 `{{`、`[`、`&`、`*`、`!`、`|`、`>`、`%`、`@` 等符号开头时，给整段文字加双引号。
- 空格加 `#` 之后是注释。文字里要用 `#` 时，给整段文字加双引号。
- 分行的文字，在冒号后写 `|-`，文字从下一行写起，每行缩进两格。
- 不支持锚点和引用（`&`、`*`）、合并键（`<<`）、类型标签（`!`）和指令（`%`）。
- 文字里不能有看不见的字符（零宽字符、控制文字方向的字符、自造字等）和兼容字符。
- 编号用小写字母、数字和连字符，以字母或数字开头，不超过 64 个字符；不用 `con`、`nul` 等 Windows 保留的名字。
  编号就是文件或文件夹的名字，登记之后不再改变，也不给别的对象用。

## 文件放在哪里
"""


@dataclass(frozen=True, slots=True)
class _Nested:
    """A record inside a record: where it stands, and what it is."""

    title: str
    record: type


def format_reference() -> str:
    """The page `content/guide/format.md` as Markdown."""
    return _HEAD + "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield ""
    yield "| 文件 | 内容 | 由谁填写 |"
    yield "|---|---|---|"
    for kind, writer in _WRITERS.items():
        shown = f"程序（`{writer}`）" if writer.startswith("kaohe") else writer
        anchor = f"[{TITLES[kind]}](#{kind})" if kind in RECORDS else FILES[kind]
        yield f"| `{spoken_path(kind)}` | {anchor} | {shown} |"
    yield f"| `{SIGNERS_FILE}` | 标签签名人的公钥，OpenSSH 的格式 | 考核办 |"
    yield ""
    yield f"`{DATA}` 之下不放别的文件。`年度` 是四位数，`单位`、`单项`、`记录`、`编号` 是编号。"
    for kind in filter(RECORDS.__contains__, _WRITERS):
        yield from _section(kind)


_ABOUT: Mapping[FileKind, str] = {
    "publication": f"文件名就是编号，说明种类和时段：{PUBLICATION_FORM}。",
    "correction": "文件名是被更正的发布加 `-c1`、`-c2`……",
    "withdrawal": "文件名是被撤回的发布。撤回以后，这一时段可以用新的编号再发布。",
    "bonus": "文件名和各个字段都与扣分记录相同；依据的标准是加分的标准，就写在这里。",
    "measure": "考核办法的标准写明由指标计分的，数值写在这里，不另写扣分记录。",
    "import": "文件名是考核办法里引用的编号。各单位的得分、名次，或者对各单位都相同的一个数，至少写一种。",
    "amendment": "年度中途修改考核办法的，原来的办法不动，改动写在这里：记录按发现之日施行的标准核对，"
    "分值上限、权重、等次和结果运用按时段最后一天施行的计算。",
    "register": "一种登记簿怎样登记、谁能看到、怎样统计。它的每条记录是一个文件：按年度存放的在"
    "年度的文件夹里，不分年度的直接在登记簿的文件夹里。记录的字段就是这里声明的，此外都可以写"
    "`revoked`（撤销：date、reasons）、`sample` 和 `internal_note`。",
    "tally": "保密登记簿的记录不在这个仓库里，只有统计数；用 `all` 表示不再细分。",
    "chain": "它的先后就是各件事的先后：只在末尾添加，由写出那件事的命令一并写出，不手工改。",
}


def _section(kind: FileKind) -> Iterator[str]:
    yield ""
    yield f"## {TITLES[kind]}（{kind}）"
    yield ""
    yield f"`{spoken_path(kind)}`"
    yield ""
    if kind in _ABOUT:
        yield _ABOUT[kind]
        yield ""
    yield "```yaml"
    yield EXAMPLES[kind].rstrip("\n")
    yield "```"
    yield from _fields(RECORDS[kind])
    for nested in _nested(RECORDS[kind], "", set()):
        yield ""
        yield f"### {nested.title}"
        yield from _fields(nested.record)


def _fields(record: type) -> Iterator[str]:
    yield ""
    if hasattr(record, "ROOT"):
        [slot] = slots_of(record)
        yield f"整个文件是{_form(slot.type, slot.markers)}：{_doc(slot)}。"
        return
    yield "| 字段 | 说明 | 写法 | 必填 |"
    yield "|---|---|---|---|"
    for slot in slots_of(record):
        need = "是" if slot.required else ""
        yield f"| `{slot.name}` | {_doc(slot)} | {_form(slot.type, slot.markers)} | {need} |"


def _doc(slot: Slot) -> str:
    if not slot.markers:
        return "种类"
    marker = slot.markers[0]
    hidden = "（内部，不公开）" if marker.internal and "不公开" not in marker.doc else ""
    return marker.doc + hidden


def _nested(record: type, above: str, seen: set[type]) -> Iterator[_Nested]:
    """The records inside `record`, each once, under the fields that first lead to it, in order of writing."""
    for slot in slots_of(record):
        path = f"{above}`{slot.name}`"
        for found in _records(slot.type):
            if found in seen:
                continue
            seen.add(found)
            kind = next((part for part in slots_of(found) if not part.markers), None)
            choice = f"（kind: {get_args(kind.type)[0]}）" if kind else ""
            yield _Nested(path + choice, found)
            yield from _nested(found, f"{path}{choice} › ", seen)


def _records(hint: Any) -> Iterator[type]:
    """The record classes that a type holds."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    elif get_origin(hint) is not Literal:
        for argument in get_args(hint):
            yield from _records(argument)


def _form(hint: Any, markers: tuple[Field, ...]) -> str:
    """How a value of this type is written, in Chinese."""
    arguments, origin, inner = get_args(hint), get_origin(hint), markers[1:] or markers
    if origin is Literal:
        return f"`{arguments[0]}`"
    if origin in (Union, types.UnionType):
        options = [_form(option, markers) for option in arguments if option is not type(None)]
        return "，或".join(dict.fromkeys(options))
    if origin is tuple:
        least = _least(markers[0])
        return f"列表{least}，每项是{_lead(_form(arguments[0], inner))}"
    if origin is not None:
        least = _least(markers[0])
        of = _NAMED[markers[0].of] if isinstance(markers[0], Table) else ""
        return f"若干“{of}编号: 值”{least}，值是{_lead(_form(arguments[1], inner))}"
    if dataclasses.is_dataclass(hint):
        return "一组字段（见本节）"
    return _SCALARS[type(markers[0])](markers[0])


def _lead(form: str) -> str:
    """`form` after Chinese words: code is set off by a space."""
    return f" {form}" if form.startswith("`") else form


def _least(marker: Field) -> str:
    minimum = marker.minimum if isinstance(marker, Rows | Table) else 0
    return f"（至少 {minimum} 项）" if minimum else ""


def _text(marker: Text) -> str:
    return f"文字，{'可分行' if marker.lines else '一行'}，不超过 {marker.limit} 字"


def _identifier(marker: Identifier) -> str:
    return f"{_NAMED[marker.of]}的编号" if marker.of else "编号"


def _number(marker: Number) -> str:
    word = "，或 `none`" if marker.endless else ""
    return (
        f"数，{format_points(marker.minimum)} 到 {format_points(marker.maximum)}，最多 {marker.places} 位小数{word}"
    )


def _whole(marker: Whole) -> str:
    return f"整数，{marker.minimum} 到 {marker.maximum}"


def _choice(marker: Choice) -> str:
    return "、".join(f"`{key}` {name}" for key, name in marker.names.items())


_SCALARS: dict[type[Field], Callable[[Any], str]] = {
    Anything: lambda marker: "与考核办法里这个位置的写法相同",
    Text: _text,
    Identifier: _identifier,
    Number: _number,
    Whole: _whole,
    YearOrDay: lambda marker: f"年度，{marker.minimum} 到 {marker.maximum}；或日期",
    Day: lambda marker: "日期",
    Flag: lambda marker: "`true` 或 `false`",
    Choice: _choice,
    Pattern: lambda marker: marker.form,
}
