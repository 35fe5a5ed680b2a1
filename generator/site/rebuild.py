"""Building a site again from nothing but a packed history, as anyone does who was handed the archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from generator.history.clone import clone_bundle
from generator.history.revision import find_main
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.release.finding import Finding, fails
from generator.release.manifest import MANIFEST, Manifest
from generator.site.build import Say, build_site
from generator.site.folder import list_files
from generator.view.period import Audience


def build_from_bundle(
    bundle: Path,
    work: Path,
    out: Path,
    audience: Audience,
    fonts: Path | None = None,
    folders: Templates = SHIPPED_TEMPLATES,
    say: Say = lambda words, count: None,
) -> None:
    """Builds the last commit of `bundle` into `out`; `work` is an empty folder for what is needed meanwhile.

    `fonts` is where the office keeps its own: they are no part of a history, but of what a PDF looks like. `folders`
    are those of the templates.
    """
    repository = clone_bundle(bundle, work / "project")
    if fonts is not None and fonts.is_dir() and not (repository.root / "fonts").exists():
        shutil.copytree(fonts, repository.root / "fonts")
    commit = find_main(repository).tip
    built = build_site(repository.root, out, audience, GitTree(repository, commit), commit, say, folders)
    if built.problems:
        raise Broken(f"提交 {commit} 的数据有 {len(built.problems)} 处问题，不能生成网站。")


def compare_rebuilt(again: Path, manifest: Manifest, data: bytes) -> Iterator[Finding]:
    """A finding for each file that the rebuilt site has otherwise than `manifest`, whose own bytes are `data`."""
    built = {path: _digest(again / path) for path in list_files(again) if path != MANIFEST}
    for path in sorted(built.keys() | manifest.files.keys()):
        if path not in built:
            yield fails("rebuild", path, "重新生成时没有这个文件。")
        elif path not in manifest.files:
            yield fails("rebuild", path, "重新生成时多出这个文件。")
        elif built[path] != manifest.files[path]:
            yield fails("rebuild", path, "重新生成的内容与清单不同。")
    if (again / MANIFEST).read_bytes() != data:
        yield fails("rebuild", MANIFEST, "重新生成的清单与网站的清单不同：数据、模板或工具的版本不一样。")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
