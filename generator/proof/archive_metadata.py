"""What an archive asks to know of a bag, as XML and for `bag-info.txt`.

The names of the elements are those of DA/T 46-2009 (文书类电子文件元数据方案).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.model.unit import Site

RETENTIONS = ("永久", "30年", "10年")
SECRECY = {"public": "公开", "internal": "内部"}
_GENRES = {"quarterly": "通报", "public-notice": "公示", "final": "通报"}
# Format, and the program that writes it.
_FORMATS = {
    "pdf": ("PDF/A-2a", "typst"),
    "docx": ("OOXML 文字处理文档（DOCX）", "pandoc"),
    "xlsx": ("OOXML 电子表格（XLSX）", "XlsxWriter"),
    "bundle": ("git bundle（第 2 版）", "git"),
    "html": ("HTML", "kaohe"),
    "csv": ("CSV（UTF-8）", "kaohe"),
    "json": ("JSON", "kaohe"),
    "xml": ("XML", "kaohe"),
    "yml": ("YAML", "kaohe"),
    "css": ("CSS", "kaohe"),
    "js": ("JavaScript", "kaohe"),
    "py": ("Python 源程序", "kaohe"),
    "svg": ("SVG", "kaohe"),
    "txt": ("文本", "kaohe"),
    "md": ("Markdown", "kaohe"),
    "j2": ("Jinja2 模板", "kaohe"),
    "typ": ("Typst 模板", "kaohe"),
    "sh": ("shell 脚本", "kaohe"),
    "toml": ("TOML", "kaohe"),
}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the payload: its path within it, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def format(self) -> str:
        """The name of its format, from its extension."""
        suffix = self._suffix()
        return _FORMATS[suffix][0] if suffix in _FORMATS else suffix.upper() or "文本"

    @property
    def program(self) -> str:
        """The program that wrote it."""
        return _FORMATS.get(self._suffix(), ("", "kaohe"))[1]

    def _suffix(self) -> str:
        name = self.path.rpartition("/")[2]
        return name.rpartition(".")[2].lower() if "." in name else ""


@dataclass(frozen=True, slots=True)
class Description:
    """One bag: the publication, whose it is, for whom, how long it is kept, and the tools that made it."""

    publication: Publication
    site: Site
    audience: str
    retention: str
    commit: str
    tools: tuple[tuple[str, str], ...]


def bag_info(description: Description, files: Sequence[PackedFile]) -> dict[str, str]:
    """The entries of `bag-info.txt`: those of RFC 8493 and those of the archive."""
    record, site = description.publication, description.site
    tools = dict(description.tools)
    return {
        "Source-Organization": site.office,
        "External-Identifier": record.id,
        "External-Description": record.title,
        "Internal-Sender-Identifier": description.commit,
        "Bagging-Date": record.date.isoformat(),
        "Bag-Software-Agent": f"kaohe {tools['kaohe']}",
        "题名": record.title,
        "文件编号": record.document or "无",
        "责任者": site.office,
        "日期": record.date.isoformat(),
        "年度": str(record.year),
        "保管期限": description.retention,
        "密级": SECRECY[description.audience],
        "格式": "、".join(sorted({file.format for file in files})),
        "大小": f"{sum(file.size for file in files)} 字节，{len(files)} 个文件（不含 metadata.xml）",
        "创建程序": "；".join(f"{name} {version}" for name, version in description.tools),
    }


def metadata_xml(description: Description, files: Sequence[PackedFile]) -> bytes:
    """The description of the bag and of every file in it, as XML in UTF-8."""
    root = Xml.Element("电子文件元数据", {"依据": "DA/T 46-2009"})
    for name, value in _whole(description, files):
        _add(root, name, value)
    properties = Xml.SubElement(root, "电子属性")
    _add(properties, "信息系统描述", "；".join(f"{name} {version}" for name, version in description.tools))
    for file in files:
        _add_file(properties, file)
    Xml.indent(root)
    text: str = Xml.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _whole(description: Description, files: Sequence[PackedFile]) -> Iterator[tuple[str, str]]:
    """Path and text of the elements that describe the whole."""
    record, site = description.publication, description.site
    yield "聚合层次", "文件"
    yield "来源/立档单位名称", site.office
    yield "电子文件号", f"{record.id}@{description.commit}"
    yield "档号/年度", str(record.year)
    yield "档号/保管期限", description.retention
    yield "内容描述/题名", record.title
    if record.document:
        yield "内容描述/文件编号", record.document
    yield "内容描述/责任者", site.office
    yield "内容描述/日期", record.date.isoformat()
    yield "内容描述/文种", _GENRES[record.kind]
    yield "内容描述/密级", SECRECY[description.audience]
    yield "形式特征/件数", str(len(files))
    yield "形式特征/语种", "汉语"
    yield "形式特征/稿本", "定稿"
    yield "结果摘要值", record.results_sha256


def _add(parent: Xml.Element, path: str, text: str) -> Xml.Element:
    """The element at `path` below `parent`, made where it is not there yet, with `text`."""
    element = parent
    for name in path.split("/"):
        found = element.find(name)
        element = Xml.SubElement(element, name) if found is None else found
    element.text = text
    return element


def _add_file(parent: Xml.Element, file: PackedFile) -> None:
    element = Xml.SubElement(parent, "计算机文件")
    _add(element, "计算机文件名", file.path)
    _add(element, "格式信息", file.format)
    _add(element, "计算机文件大小", str(file.size)).set("单位", "字节")
    _add(element, "文档创建程序", file.program)
    _add(element, "摘要值", file.sha256).set("算法", "SHA-256")
