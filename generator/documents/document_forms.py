"""In which forms documents can be made on this machine: for some there is no typst, for some no pandoc."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from generator.documents.docx_pandoc import find_pandoc
from generator.documents.fonts import FontReport
from generator.model.lazy_dataclass import dataclass

_INSTALL = "请在能装它的机器上生成，或按 requirements.txt 安装"


@dataclass(frozen=True, slots=True)
class DocumentForms:
    """Which files stand beside the page of a document; the page itself is always made."""

    docx: bool
    pdf: bool

    @property
    def words(self) -> str:
        """The forms in words: 网页、DOCX 和 PDF; 网页和 DOCX; 网页."""
        forms = ["网页", *(["DOCX"] if self.docx else []), *(["PDF"] if self.pdf else [])]
        *others, last = forms
        return f"{'、'.join(others)}{' ' if others[1:] else ''}和 {last}" if others else last


def document_forms(fonts: FontReport) -> DocumentForms:
    """The forms that can be made with `fonts` and what is installed."""
    return DocumentForms(bool(find_pandoc()), all(fonts.chains.values()) and _has_typst())


def remark_on_tools() -> Iterator[str]:
    """What is missing on this machine, a sentence each, with the documents that are not made for it."""
    if not find_pandoc():
        yield f"这台机器没有 pandoc，公文没有 DOCX。{_INSTALL} pypandoc-binary"
    if not _has_typst():
        yield f"这台机器没有 typst，公文没有 PDF。{_INSTALL} typst"


def _has_typst() -> bool:
    return find_spec("typst") is not None
