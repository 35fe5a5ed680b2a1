"""An index of a few districts on the disk, for tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.acts.gather_act import GatherReport, gather
from generator.acts.index_skeleton import IndexBeginning, begin_index
from tests.gather.published import Published, whole_year

__all__ = ["IndexFolder", "whole_year"]


class IndexFolder:
    """An index in `root`, its districts mirrored in `mirrors`."""

    def __init__(self, folder: Path, begin: bool = True) -> None:
        self.root = folder / "index"
        self.mirrors = folder / "mirrors"
        if not begin:
            return
        begin_index(self.root, IndexBeginning("示例市", "示例市机关考核办公室", 2015, "https://kaohe.example/shi/"))
        self.register("shi", "name: 示例市\nlevel: city\n")

    def register(self, name: str, text: str) -> None:
        """Writes the file of a district."""
        path = self.root / "data" / "districts" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    def add(self, made: Published, name: str = "", form: str = "folder", part: str = "open-data") -> Path:
        """Registers a district and writes what it published; the folder in which that lies."""
        name = name or f"d{made.number}"
        where = self.mirrors / name
        self.register(
            name,
            f"name: {made.name}\nlevel: county\nparent: shi\n"
            f"source: {{form: {form}, path: ../mirrors/{name}, part: {part}}}\n",
        )
        return made.write(where)

    def gather(self, full: bool = False, workers: int = 1) -> GatherReport:
        """Gathers."""
        return gather(self.root, full, workers)

    def codes(self, report: GatherReport | None = None) -> dict[str, list[str]]:
        """The codes of what is wrong, by district, after gathering."""
        found = report or self.gather()
        return {name: sorted({fault.code for fault in faults}) for name, faults in found.faults.items()}

    def tables(self) -> dict[str, str]:
        """The digest of every file of the tables."""
        return digests(self.root / "tables")

    def seen(self) -> dict[str, str]:
        """The digest of every file of what was seen."""
        return digests(self.root / "seen")


def digests(folder: Path) -> dict[str, str]:
    """Path and SHA-256 of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
