"""Blocks of code within the steps of a list, and the steps after them: written as everywhere, read as they look."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest
from markdown import Markdown

from generator.read.markdown import EXTENSIONS, PlainText


def read(text: str) -> Element:
    html = Markdown(extensions=[*EXTENSIONS, PlainText()]).convert(text)
    return fromstring(f"<body>{html}</body>")  # made here


def steps(text: str) -> list[Element]:
    [ordered] = read(text).findall("ol")
    return ordered.findall("li")


STEPS = """\
1. 先看一遍：

    ```text
    kaohe import a.xlsx --dry-run

    # 不写入
    ```

    只列出将要写成的记录。
2. 写入：

    ~~~
    kaohe import a.xlsx
    ```
    ~~~
3. 提交。

完毕。
"""


def test_a_step_keeps_its_code_and_the_next_its_number() -> None:
    first, second, third = steps(STEPS)
    assert [code.text for code in first.iter("code")] == ["kaohe import a.xlsx --dry-run\n\n# 不写入\n"]
    assert [element.tag for element in first] == ["p", "pre", "p"]
    assert [code.text for code in second.iter("code")] == ["kaohe import a.xlsx\n```\n"]
    assert "".join(third.itertext()).strip() == "提交。"
    assert [element.text for element in read(STEPS).findall("p")] == ["完毕。"]


def test_a_list_within_a_step_and_a_remark_hold_code() -> None:
    nested = read("- 甲\n\n    - 乙\n\n        ```\n        a\n          b\n        ```\n")
    assert [code.text for code in nested.iterfind("ul/li/ul/li/pre/code")] == ["a\n  b\n"]
    remark = read('!!! note "注意"\n    先看：\n\n    ```yaml\n    a: 1\n    ```\n\n    再写。\n')
    assert [element.tag for element in remark[0]] == ["p", "p", "pre", "p"]


@pytest.mark.parametrize(
    "text",
    [
        "    ```\n    a\n    ```\n",  # shown with its marks: it belongs to no step
        "```text\n1. 甲\n\n    ```\n    a\n    ```\n```\n",
        "- 甲\n    - 乙\n- 丙\n",
        "1. 甲\n2. 乙\n   续\n3. 丙\n",
        "甲\n\n    a\n\n乙 ```\n",
    ],
)
def test_all_else_is_read_as_ever(text: str) -> None:
    assert Markdown(extensions=[*EXTENSIONS, PlainText()]).convert(text) == Markdown(
        extensions=[*EXTENSIONS]
    ).convert(text)


def test_code_that_is_not_closed_ends_with_its_step() -> None:
    first, second = steps("1. 甲\n\n    ```\n    a\n\n2. 乙\n")
    assert [code.text for code in first.iter("code")] == ["a\n"]
    assert "".join(second.itertext()).strip() == "乙"
