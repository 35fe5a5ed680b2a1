"""The program's own files beside its code: templates, the guide, settings, what an archive takes along.

Run from its sources they lie at the top of the project; an installed package carries the same folders in `shipped/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import generator
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError

PACKAGE = Path(generator.__file__).resolve().parent
# What belongs to the program besides its code; `tools/wheel.py` takes it along into an installed package.
FOLDERS = ("templates", "content/guide", "schemas", "requirements", "tools")
FILES = ("mkdocs.yml", "pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "Makefile")
SHIPPED = "shipped"
PROGRAM = PACKAGE / SHIPPED if (PACKAGE / SHIPPED).is_dir() else PACKAGE.parent
_PARTS = ("pages", "documents", "typst", "theme", "report")  # of the templates, what an office may have its own of


@dataclass(frozen=True, slots=True)
class Templates:
    """Where templates are taken from: the folder `own` that whoever builds has named, then the program's.

    A project's own templates are never found in it: they are code, and anybody may propose a file.
    """

    own: Path | None = None

    def folders(self, part: str) -> tuple[Path, ...]:
        """The folders in which the templates of `part` (pages, documents, …) are looked for, in this order."""
        return tuple(top / part for top in self._tops() if (top / part).is_dir())

    def find(self, name: str) -> Path:
        """The file `name` (typst/official.typ): the office's own, else the program's."""
        return next(path for top in self._tops() if (path := top / name).is_file())

    def digest(self) -> str:
        """The SHA-256 of the names and bytes of the office's own templates; an empty text where it has none."""
        return "" if self.own is None else _digest(self.own, self.files())

    def digest_of(self, part: str) -> str:
        """The SHA-256 of the names and bytes of all templates of `part`, the office's own and the program's."""
        found = sha256()
        for folder in self.folders(part):
            paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
            found.update(_digest(folder, sorted(paths)).encode())
        return found.hexdigest()

    def files(self) -> list[str]:
        """The paths of the office's own templates below their folder, sorted."""
        if self.own is None:
            return []
        found = (path for part in _PARTS for path in (self.own / part).rglob("*") if path.is_file())
        return sorted(path.relative_to(self.own).as_posix() for path in found if "__pycache__" not in path.parts)

    def _tops(self) -> tuple[Path, ...]:
        shipped = PROGRAM / "templates"
        return (shipped,) if self.own is None else (self.own, shipped)


def _digest(folder: Path, paths: Iterable[str]) -> str:
    found = sha256()
    for path in paths:
        data = (folder / path).read_bytes()
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


SHIPPED_TEMPLATES = Templates()


def open_own_templates(named: str | None) -> Templates:
    """The templates for a folder named on the command line; UserError where it holds none."""
    if named is None:
        return SHIPPED_TEMPLATES
    own = Path(named).absolute()
    if not any((own / part).is_dir() for part in _PARTS):
        listed = "、".join(f"{part}/" for part in _PARTS)
        raise UserError(f"“{named}”不是模板文件夹：里面应有 {listed} 中的至少一个，与程序的 templates/ 同样摆放。")
    return Templates(own)
