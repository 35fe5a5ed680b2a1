"""Building a site again from nothing but a packed history, as anyone does who was handed the archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.git.branch import find_main
from generator.git.bundle import clone_bundle
from generator.git.git_tree import GitTree
from generator.model.act import Act
from generator.model.problem import UserError
from generator.model.redaction import Redaction
from generator.model.system import digest_file, list_files
from generator.proof.finding import Finding, fails
from generator.proof.manifest import MANIFEST, Manifest
from generator.public.periods import Audience
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.read.yaml_writer import emit_record
from generator.site.site_build import Say, build_site


def build_from_bundle(
    bundle: Path,
    work: Path,
    out: Path,
    audience: Audience,
    fonts: Path | None = None,
    folders: Templates = SHIPPED_TEMPLATES,
    say: Say = lambda words, count: None,
    prefix: str = "",
    redactions: Iterable[Redaction] = (),
    pictures: bool = True,
) -> None:
    """Builds the last commit of `bundle` into `out`; `work` is an empty folder for what is needed meanwhile.

    `redactions` are later than that commit, which does not know them: they are laid where everyone would lay them.

    `fonts` is where the office keeps its own: they are no part of a history, but of what a PDF looks like. `folders`
    are those of the templates. `prefix` is the project's folder in the repository: empty, or ending in `/`.
    Without `pictures` none are drawn.
    """
    repository = clone_bundle(bundle, work / "project", prefix)
    if fonts is not None and fonts.is_dir() and not (repository.root / "fonts").exists():
        shutil.copytree(fonts, repository.root / "fonts")
    lay_redactions(repository.root, redactions)
    commit = find_main(repository).tip
    tree = GitTree(repository, commit)
    built = build_site(repository.root, out, audience, tree, commit, say, folders, pictures)
    if built.problems:
        raise UserError(f"提交 {commit} 的数据有 {len(built.problems)} 处问题，不能生成网站。")


def lay_redactions(root: Path, redactions: Iterable[Redaction]) -> None:
    """Lays redactions beside those of the project at `root`, so that they count for whatever is built there."""
    for record in redactions:
        path = root / Act("redact", record.id).path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(emit_record(record).encode())


def compare_rebuilt(again: Path, manifest: Manifest, data: bytes) -> Iterator[Finding]:
    """A finding for each file that the rebuilt site has otherwise than `manifest`, whose own bytes are `data`."""
    built = {path: digest_file(again / path) for path in list_files(again) if path != MANIFEST}
    for path in sorted(built.keys() | manifest.files.keys()):
        if path not in built:
            yield fails("rebuild", path, "重新生成时没有这个文件。")
        elif path not in manifest.files:
            yield fails("rebuild", path, "重新生成时多出这个文件。")
        elif built[path] != manifest.files[path]:
            yield fails("rebuild", path, "重新生成的内容与清单不同。")
    if (again / MANIFEST).read_bytes() != data:
        yield fails("rebuild", MANIFEST, "重新生成的清单与网站的清单不同：数据、模板或工具的版本不一样。")
