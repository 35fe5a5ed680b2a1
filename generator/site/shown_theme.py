"""The theme as MkDocs lists it: without the fourteen thousand icons that no site gets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class ShownTheme(Theme):
    """A theme of whose files only those are listed that a site could get.

    MkDocs holds the name of each file against a dozen patterns, and then leaves out what lies in a folder whose name
    begins with a dot: a quarter of what a small site costs. A template is found there as ever.
    """

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """The same theme, listed so."""
        shown = cls.__new__(cls)
        vars(shown).update(vars(theme))
        return shown

    def get_env(self) -> Environment:
        """The theme's environment for templates."""
        environment = super().get_env()
        environment.loader = _ShownFiles(self.dirs)
        return environment


class _ShownFiles(FileSystemLoader):
    """Finds every template, and lists those in no hidden folder."""

    def list_templates(self) -> list[str]:
        """Their names, sorted."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                within = Path(folder).relative_to(top)
                found.update((within / name).as_posix() for name in names)
        return sorted(found)
