"""Building a published site anew from the history, and comparing it with the files that were given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.model.redaction import Redaction
from generator.pictures.drawing import PICTURES, has_library
from generator.proof.bag import PAYLOAD
from generator.proof.finding import Finding, holds, left_open
from generator.proof.manifest import MANIFEST, Manifest, read_manifest
from generator.proof.pack import BUNDLE, TEMPLATES, pack_history
from generator.public.periods import AUDIENCES, Audience
from generator.read.program import Templates, open_own_templates
from generator.site.rebuild import build_from_bundle, compare_rebuilt


def check_rebuilt(repository: Repository, place: Path, named: str | None) -> Iterator[Finding]:
    """Whether the project, at the commit that the site at `place` names, gives the same files again.

    `place` is the folder of a site, or a bag; `named` the folder of templates that was given, None for the bag's own.
    """
    is_bag = (place / "bagit.txt").is_file()
    folder = place / PAYLOAD / "site" if is_bag else place
    if not (folder / MANIFEST).is_file():
        words = f"“{place.name}”不是网站文件夹或归档包，没有可以重新生成来比的。"
        yield left_open("rebuild", place.name, words)
        return
    data = (folder / MANIFEST).read_bytes()
    manifest = read_manifest(data)
    if isinstance(manifest, str):
        return  # found before
    packed = place / PAYLOAD / TEMPLATES
    folders = open_own_templates(str(packed) if named is None and is_bag and packed.is_dir() else named)
    known = {record.id: record for record in masks_of(repository).redactions}
    if words := _refuse(manifest, folders, known):
        yield left_open("rebuild", MANIFEST, words)
        return
    problems = _compare(repository, manifest, data, folders, [known[name] for name in manifest.redactions])
    same = f"由提交 {str(manifest.commit)[:12]} 重新生成的 {len(manifest.files)} 个文件逐字节相同。"
    yield from problems or [holds("rebuild", MANIFEST, same)]


def _refuse(manifest: Manifest, folders: Templates, known: dict[str, Redaction]) -> str:
    """Why the site cannot be built again; empty if it can."""
    if manifest.commit is None:
        return "网站是由未提交的文件生成的，没有可以重新生成的提交。"
    if manifest.templates != folders.digest():
        words = "网站是用自己的模板生成的，请用 --templates 指明原来的那个模板文件夹，再重新生成。"
        return words if manifest.templates else "网站没有用自己的模板，请去掉 --templates。"
    if not (PICTURES in manifest.left_out or has_library()):
        return "网站有图，这台机器没有画图的程序，不能照原样重新生成。请按 requirements.txt 安装后再核验。"
    if unknown := [name for name in manifest.redactions if name not in known]:
        return f"网站生成时还有遮盖 {'、'.join(unknown)}，这里的历史里没有，不能照原样重新生成。"
    return ""


def _compare(
    repository: Repository, manifest: Manifest, data: bytes, folders: Templates, masked: list[Redaction]
) -> list[Finding]:
    """The findings about files that differ, empty if none does."""
    assert manifest.commit is not None
    with TemporaryDirectory() as work:
        bundle, again = Path(work, BUNDLE), Path(work, "site")
        pack_history(repository, manifest.commit, bundle)
        audience: Audience = next((known for known in AUDIENCES if known == manifest.audience), "public")
        fonts, prefix = repository.root / "fonts", repository.prefix
        drawn = PICTURES not in manifest.left_out
        build_from_bundle(
            bundle, Path(work), again, audience, fonts, folders, prefix=prefix, redactions=masked, pictures=drawn
        )
        return list(compare_rebuilt(again, manifest, data))
