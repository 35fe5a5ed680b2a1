"""Files that systems, editors and browsers leave behind: known by their names, told with their cause."""

from __future__ import annotations

import re

from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA

SYSTEM, TEMPORARY, COPY = "KH129", "KH130", "KH131"


@dataclass(frozen=True, slots=True)
class Junk:
    """What left a file behind, and what to do; of a copy or a backup, the name of the `original`."""

    code: str
    message: str
    hint: str
    original: str = ""


_DELETE = "与数据无关，可以删除。"
_OF_SYSTEMS = (
    (re.compile(r"\.DS_Store|\._.*|\.AppleDouble|\.Spotlight-.*|\.Trashes|\.fseventsd|Icon\r"), "macOS"),
    (re.compile(r"(?:eh)?thumbs\.db|desktop\.ini|.*\.lnk", re.IGNORECASE), "Windows"),
    (re.compile(r"\.directory|\.Trash-.*|\.nfs[0-9a-f]{8,}|\.fuse_hidden.*"), "Linux"),
)
_PLACEHOLDER = re.compile(r"\.(?:git)?keep")
_TEMPORARY = (
    # What a program keeps beside a file while it is open, the file's name in brackets.
    (re.compile(r"~\$(.+)"), "Office 或 WPS 打开文件时的锁文件"),
    (re.compile(r"\.~lock\.(.+)#"), "LibreOffice 打开文件时的锁文件"),
    (re.compile(r"\.~(.+)"), "WPS 打开文件时的锁文件"),
    (re.compile(r"\.?(.+)\.kate-swp"), "Kate 编辑文件时的交换文件"),
    (re.compile(r"\.#(.+)"), "Emacs 编辑文件时的锁文件"),
)
_SWAP = re.compile(r"\.?(.+)\.sw[n-p]")
_UNFINISHED = re.compile(r"(?:(.+)\.(?:part|crdownload|download)|~.*\.tmp|.+\.tmp|#.+#)")
_BACKUP = re.compile(r"(.+?)(?:~|\.(?:bak|old|orig|save|rej|mine|backup)(?:[.0-9]*))", re.IGNORECASE)
_COPIES = (
    re.compile(r"(.+?)[ -]*(?:\bcopy|[_—]?(?:的?副本|的?拷贝|复件))(?: ?[(（]?[0-9]+[)）]?)?", re.IGNORECASE),
    re.compile(r"(.+?) ?[(（][1-9][0-9]?[)）]"),  # a second download
    re.compile(r"(?:副本|复件|拷贝)(?: ?[(（][0-9]+[)）])?[- ]?(.+)"),
    re.compile(r"(.+?)[ _-]?[(（]?[^()（）]*(?:冲突|conflict)[^()（）]*[)）]?", re.IGNORECASE),
)


def recognize_junk(name: str) -> Junk | None:
    """What left a file of this `name` behind; None where no cause is known."""
    for pattern, system in _OF_SYSTEMS:
        if pattern.fullmatch(name):
            return Junk(SYSTEM, f"这是 {system} 自动生成的文件", _DELETE)
    if _PLACEHOLDER.fullmatch(name):
        return Junk(SYSTEM, "这是让 git 保留空文件夹的占位文件", f"{DATA} 之下的文件夹用到时会自动建立，可以删除。")
    return _recognize_temporary(name) or _recognize_copy(name)


def _recognize_temporary(name: str) -> Junk | None:
    for pattern, cause in _TEMPORARY:
        if found := pattern.fullmatch(name):
            hint = f"请关闭打开着“{found[1]}”的程序，它会自行消失；程序已经关闭的，可以删除。"
            return Junk(TEMPORARY, f"这是 {cause}", hint)
    if found := _SWAP.fullmatch(name):
        hint = f"请保存“{found[1]}”并退出 Vim；上次是意外退出的，先在 Vim 里恢复没有保存的内容，再删除。"
        return Junk(TEMPORARY, "这是 Vim 编辑文件时的交换文件", hint)
    if _UNFINISHED.fullmatch(name):
        return Junk(TEMPORARY, "这是程序没有写完的临时文件", "请关闭正在保存或下载的程序；已经关闭的，可以删除。")
    return None


def _recognize_copy(name: str) -> Junk | None:
    """A backup, or a copy of a data file: its name but for what a system or a browser adds."""
    if found := _BACKUP.fullmatch(name):
        return Junk(COPY, f"像是 {found[1]} 的备份", "", found[1])
    stem, dot, extension = name.rpartition(".")
    if not dot or extension.lower() not in ("yml", "yaml"):
        return None
    for pattern in _COPIES:
        if (found := pattern.fullmatch(stem)) and found[1].strip():
            original = f"{found[1].strip()}.{extension}"
            return Junk(COPY, f"像是 {original} 的副本（重复下载或复制所得）", "", original)
    return None
