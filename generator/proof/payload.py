"""What goes into an archive beside the site and the published records: the tools, and words for who opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote

from generator.model.appraisal import WITHHELD
from generator.model.place import folder_of
from generator.model.problem import UserError
from generator.model.system import digest_file, list_files
from generator.proof.archive_metadata import PackedFile
from generator.proof.bag import PAYLOAD
from generator.read.program import FILES, FOLDERS, PACKAGE, PROGRAM, SHIPPED

_LEFT_OUT = ("__pycache__", ".pyc")


def tool_files() -> Iterator[tuple[str, bytes]]:
    """Path and content of the program's own files, laid out as its sources are, wherever it runs from.

    The code, templates and texts, and the exact versions of what it needs: enough to build again. UserError where it
    runs from a place that lacks them.
    """
    if not (PROGRAM / "pyproject.toml").is_file() or not (PROGRAM / "requirements/run.txt").is_file():
        raise UserError("归档要带上程序的源代码和依赖锁定文件，这里没有。请重新安装 kaohe。")
    for name in FILES:
        if (PROGRAM / name).is_file():
            yield name, (PROGRAM / name).read_bytes()
    for folder in FOLDERS:
        yield from _tool_folder(folder, PROGRAM / folder)
    for path, data in _tool_folder("generator", PACKAGE):
        if not path.startswith(f"generator/{SHIPPED}/"):
            yield path, data
            # A file in the place of the folder for compiled code: Python then writes none when it runs from the bag.
            if path.endswith("__init__.py"):
                yield path.replace("__init__.py", "__pycache__"), b""


def _tool_folder(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in list_files(folder):
        if not any(path.endswith(end) or f"{end}/" in path for end in _LEFT_OUT):
            yield f"{name}/{path}", (folder / path).read_bytes()


def write_payload(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes the files (path relative to `folder`, content)."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def packed_files(folder: Path) -> list[PackedFile]:
    """All files below `folder` in order of path."""
    return [
        PackedFile(path, (folder / path).stat().st_size, digest_file(folder / path)) for path in list_files(folder)
    ]


def readme_text(
    title: str,
    audience: str,
    commit: str,
    publication: str,
    own_templates: bool = False,
    prefix: str = "",
    redactions: bool = False,
    withheld: int = 0,
) -> str:
    """What stands in the archive for who opens it: what is in it, how to check it, how to build it again.

    `prefix` is the project's folder in the repository: empty, or ending in `/`. `redactions` says whether some are
    known: then the site was built with them. `withheld` is how many appraisals are not among the public records.
    """
    inside = _INTERNAL if audience == "internal" else _PUBLIC
    templates = f"{PAYLOAD}/templates/      生成网站时所用的、本单位自己的模板\n" if own_templates else ""
    named = f" --templates BAG/{PAYLOAD}/templates" if own_templates else ""
    folder = quote(f"project/{prefix}".rstrip("/"))
    text = inside.format(
        payload=PAYLOAD,
        title=title,
        commit=commit,
        publication=publication,
        folder=folder,
        templates=templates,
        templates_option=named,
        redactions=_REDACTED_INSIDE.format(payload=PAYLOAD) if redactions else "",
        withheld=_WITHHELD.format(words=WITHHELD, number=withheld, payload=PAYLOAD) if withheld else "",
        lay=_LAY.format(payload=PAYLOAD, here=folder_of("redaction"), folder=folder) if redactions else "",
    )
    return text + (_LARGER.format(prefix=prefix) if prefix and audience == "internal" else "")


_HEAD = """{title}
归档包

这是按 BagIt（RFC 8493）封装的归档包。manifest-sha256.txt 和 manifest-sha512.txt 列出 {payload}/ 之下\
每个文件的校验值，
bag-info.txt 和 {payload}/metadata.xml 是著录信息。

{payload}/site/           发布时的网站，用浏览器打开 index.html；内有公文（documents/）和开放数据（open-data/）
{payload}/tools/          生成网站的程序、模板和依赖锁定文件（requirements/run.txt）
{payload}/site/verify/    只用 Python 标准库的核验程序 verify.py，可以通读
{templates}{payload}/fonts.txt       生成公文所用字体的校验值；字体有各自的许可，不在包内
"""
_CHECK = """
以下命令请在另一个空文件夹里运行，把 BAG 换成归档包的位置，以免在归档包里留下新文件。

一、核对文件没有变动
    (cd BAG && sha256sum -c manifest-sha256.txt)
    python3 BAG/{payload}/site/verify/verify.py BAG/{payload}/site
"""
_INSTALL = """    cp -r BAG/{payload}/tools tools
    python3 -m venv venv
    venv/bin/pip install --require-hashes -r tools/requirements/run.txt
    venv/bin/python tools/tools/fetch_fonts.py
    export PYTHONPATH=$PWD/tools
"""
_REDACTED_INSIDE = """{payload}/redactions/     归档时已有的遮盖记录。网站里的有关文字已经遮盖；
                     history.bundle 是完整的 git 历史，仍含遮盖以前的原文：
                     提供利用时请只给确需查阅的人，不要转给他人。
"""
_LAY = (
    "    mkdir -p {folder}/{payload}/redactions && cp BAG/{payload}/redactions/*.yml {folder}/{payload}/redactions/\n"
)
_WITHHELD = """
{words}，
{payload}/records/ 里因此没有这 {number} 份评议记录，由其余记录算出的结果与已发布的不同：
以上检查会报告 KH651，属于正常。
"""
_INTERNAL = (
    _HEAD
    + """{payload}/history.bundle  到这次发布为止的全部历史（git bundle），最后一个提交是
                     {commit}
{redactions}"""
    + _CHECK
    + """
二、核验历史和已发布的结果（需要 git）
    python3 BAG/{payload}/site/verify/verify.py BAG/{payload}/site --repo BAG/{payload}/history.bundle

三、重新生成网站并逐字节比较（需要 Python 3.11 以上、git 和 Python 软件包源）
"""
    + _INSTALL
    + """    git clone BAG/{payload}/history.bundle project
    （{payload}/fonts.txt 列有其他字体的，把它们放进 {folder}/fonts/；缺了只影响 PDF）
    venv/bin/python -m generator verify -C {folder} --against BAG
{lay}    venv/bin/python -m generator build -C {folder} --audience internal --at publication/{publication} \\
        --out site{templates_option}
    diff -r site BAG/{payload}/site
"""
)
_LARGER = """
考核项目是一个较大的仓库里的文件夹 {prefix}，历史里也有那个仓库的其他文件。
"""
_PUBLIC = (
    _HEAD
    + """{payload}/records/        已公开的记录，可以单独检查和计算
"""
    + _CHECK
    + """
二、由已公开的记录重算已发布的结果（需要 Python 3.11 以上和 Python 软件包源）
"""
    + _INSTALL
    + """    venv/bin/python -m generator check -C BAG/{payload}/records
{withheld}
这份归档包里没有历史。发布时的提交是
    {commit}
历史在内部归档包里，两者的网站清单（{payload}/site/manifest.json）和发布记录可以互相印证。
"""
)
