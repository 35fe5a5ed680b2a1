"""The texts that a project adds to its site: where their pages lie, and that they load nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from generator.check.notice_rules import check_notices
from generator.check.privacy import PAGE_FIELD, tell_personal
from generator.model.problem import Location, Problem, escape_text, is_unseen
from generator.read.content import CONTENT, PICTURES, Texts, is_taken, page_of
from generator.read.markdown import is_foreign, list_resources
from generator.read.text import read_text
from generator.rules.corpus import Corpus

# Pages and files that the program makes, and folders in which all are made by it.
RESERVED_PAGES = {
    "index.html": "首页",
    "units.html": "各单位",
    "method.html": "怎样计算",
    "search.html": "全站查找",
    "publications.html": "发布和更正",
    "data.html": "开放数据",
    "audit.html": "审计",
    "registers.html": "登记簿",
    "calendar.html": "工作日历",
    "compare.html": "比较两个版本",
    "notice/index.html": "通知原文",
    "clauses.html": "通知落实情况",
    "style.html": "样式",
    "404.html": "没有这个页面",
    "shell.html": "网页的框架",
    "manifest.json": "网站清单",
    "sitemap.xml": "网站地图",
    "robots.txt": "给搜索引擎的说明",
}
RESERVED_FOLDERS = {
    "units": "各单位的网页",
    "documents": "公文",
    "publications": "发布和更正的网页",
    "audit": "审计的网页",
    "registers": "登记簿的网页",
    "calendar": "日历订阅",
    "compare": "版本比较",
    "open-data": "开放数据",
    "feeds": "订阅源",
    "verify": "核验程序",
    "public-history": "公开历史",
    "assets": "样式和脚本",
}
_YEAR = re.compile(r"[12][0-9]{3}")
_AWKWARD = frozenset('\\:*?"<>|')  # of these a name on Windows, or an address, cannot have any
_MARKDOWN = "请删去，改用 Markdown 的写法；图片放进 content/ 再引用。"
_ELSEWHERE = "请把图片放进 content/ 再引用；引用别处的，读者的浏览器会去访问那个网站。指向别处的普通链接可以保留。"


def check_texts(texts: Texts, corpus: Corpus) -> list[Problem]:
    """Every problem of the project's own texts, the notices among them, in order of place."""
    return sorted(
        [
            *_check_names(texts),
            *_check_pages(texts),
            *_check_words(texts),
            *_check_persons(texts, corpus),
            *check_notices(texts, corpus),
        ]
    )


def _place(path: str, line: int = 0) -> Location:
    return Location(escape_text(f"{CONTENT}/{path}", 200), line, 1 if line else 0)


def _check_names(texts: Texts) -> Iterator[Problem]:
    """KH148: a name that no address can have; KH144, a reminder: a file that does not go into the site."""
    for path in texts:
        if any(character in _AWKWARD or is_unseen(character) for character in path):
            hint = '请改名：不用看不见的字符和 \\ : * ? " < > |。'
            yield Problem(_place(path), "KH148", "文件夹或文件名里有网址不能用的字符", hint)
        elif not is_taken(path) and not any(part.startswith(".") for part in path.split("/")):
            hint = f"content/ 里只有文字（.md）和图片（{'、'.join(PICTURES)}）进入网站。"
            yield Problem(_place(path), "KH144", "这个文件不会进入网站", hint, "warning")


def _check_pages(texts: Texts) -> Iterator[Problem]:
    """KH140: a page that the program makes is not replaced; KH141: two files do not make one page."""
    seen: dict[str, str] = {}
    for path in filter(is_taken, texts):
        page = page_of(path)
        made = _name_reserved(page.casefold())
        first = seen.setdefault(page.casefold(), path)
        if made:
            hint = "请改名，或放进 content/ 里自己的文件夹，例如 content/about/index.md。"
            yield Problem(_place(path), "KH140", f"它的网页 {escape_text(page)} {made}，那是程序生成的", hint)
        elif first != path:
            words = f"它的网页 {escape_text(page)} 与 {escape_text(f'{CONTENT}/{first}', 200)} 的相同"
            yield Problem(_place(path), "KH141", words, "请改名或删除其中一个；不同的大小写也算相同。")


def _name_reserved(page: str) -> str:
    """What `page` does to what the program makes itself, in words; an empty text where nothing."""
    if page in RESERVED_PAGES:
        return f"会代替“{RESERVED_PAGES[page]}”"
    folder, slash, _ = page.partition("/")
    made = f"{folder}年度的网页" if _YEAR.fullmatch(folder) else RESERVED_FOLDERS.get(folder, "")
    return f"会混入{made}" if slash and made else ""


def _check_words(texts: Texts) -> Iterator[Problem]:
    """What a text holds: its encoding, and KH142, KH143 and KH147, what its page would load."""
    for path, data in texts.items():
        if not (path.endswith(".md") and is_taken(path)):
            continue
        text = read_text(f"{CONTENT}/{path}", data)
        if isinstance(text, Problem):
            yield text
        else:
            yield from _check_resources(path, text, texts)


def _check_resources(path: str, text: str, texts: Texts) -> Iterator[Problem]:
    for found in list_resources(text):
        place = _place(path, found.line)
        if found.kind == "element":
            words = f"HTML 的 <{found.address.lower()}> 在这里不起作用，会照原样显示"
            yield Problem(place, "KH143", words, _MARKDOWN)
        elif is_foreign(found.address):
            yield Problem(place, "KH142", f"图片在别的网站上：{escape_text(found.address)}", _ELSEWHERE)
        elif not _is_there(path, found.address, texts):
            hint = f"图片应在 content/ 里，扩展名是 {'、'.join(PICTURES)}，地址从这一页算起。"
            yield Problem(place, "KH147", f"没有这个图片：{escape_text(found.address)}", hint)


def _check_persons(texts: Texts, corpus: Corpus) -> Iterator[Problem]:
    """KH327, KH385 for the texts of pages, line by line, unless a text was looked at and is listed."""
    listed = {entry.file for entry in (corpus.exemptions.entries if corpus.exemptions else ())}
    for path, data in texts.items():
        text = read_text(f"{CONTENT}/{path}", data) if path.endswith(".md") and is_taken(path) else ""
        if isinstance(text, str) and f"{CONTENT}/{path}" not in listed:
            for number, line in enumerate(text.split("\n"), start=1):
                yield from tell_personal(_place(path, number), f"{CONTENT}/{path}", PAGE_FIELD, line)


def _is_there(path: str, address: str, texts: Iterable[str]) -> bool:
    found = unquote(re.split(r"[?#]", address)[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found))
    return target in texts and target.endswith(PICTURES)
