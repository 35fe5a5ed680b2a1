"""The process that sets documents: typst and the fonts are in its memory, and go with it."""

from __future__ import annotations

import json
from collections.abc import Callable

from generator.model.worker import answer_questions


def main() -> None:
    """Sets each document that it is given as the data of the layout, until there are no more."""
    import typst

    answer_questions(open_compiler, typst.TypstError)


def open_compiler(opening: bytes) -> Callable[[bytes], bytes]:
    """A warm compiler for one layout and one set of fonts; `opening` is JSON: layout, root, fonts (folders)."""
    import typst

    given = json.loads(opening)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=given["fonts"])
    compiler = typst.Compiler(root=given["root"], font_paths=fonts, ignore_system_fonts=True)
    layout = given["layout"].encode()

    def compile_document(data: bytes) -> bytes:
        made = compiler.compile(
            input=layout, format="pdf", sys_inputs={"document": data.decode()}, pdf_standards=["a-2a", "ua-1"]
        )
        if not isinstance(made, bytes):
            raise TypeError("typst made no single file")
        return made

    return compile_document
