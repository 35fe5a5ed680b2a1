"""The texts of a project (`content/`) as one build uses them: those of its commit, or those on the disk."""

from __future__ import annotations

from pathlib import Path

from generator.read.content import Texts, is_taken, read_content
from generator.read.program import PROGRAM
from generator.site.folder import write_files

_GUIDE = "guide/"


def lay_out_content(texts: Texts, folder: Path) -> None:
    """Writes into the new folder `folder` what of `texts` goes into the site."""
    folder.mkdir(parents=True)
    write_files(folder, sorted(laid_out(texts).items()))


def laid_out(texts: Texts) -> Texts:
    """What of `texts` goes into the site: the guide is the program's, unless the project has one of its own."""
    files = {path: data for path, data in texts.items() if is_taken(path)}
    if not any(path.startswith(_GUIDE) for path in files):
        files |= {path: data for path, data in read_content(PROGRAM).items() if path.startswith(_GUIDE)}
    return files
