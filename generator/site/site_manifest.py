"""manifest.json: what a site was built from, with what, and the SHA-256 of every file in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from generator import __version__
from generator.model.publication import Publication
from generator.release.freeze import last_publication
from generator.proof.manifest import MANIFEST, seal_manifest
from generator.documents.pdf import compiler_version
from generator.words.build_context import BuildContext

__all__ = ["MANIFEST", "manifest_text"]
FORMAT = 1
# What leaves its mark in the bytes of the site.
_TOOLS = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pypandoc_binary", "xlsxwriter")


def manifest_text(context: BuildContext, folder: Path, paths: Iterable[str]) -> bytes:
    """The manifest of the files at `paths` below `folder`: sorted, the same for the same input."""
    found: dict[str, Any] = {
        "kaohe_manifest": FORMAT,
        "commit": context.commit,
        "repository": context.corpus.site.repository if context.corpus.site is not None else "",
        "audience": context.audience,
        "demo": context.corpus.site is not None and context.corpus.site.demo,
        "updated": context.updated.isoformat() if context.updated else None,
        "previous_publication": _previous(context),
        # What was masked when this was built; whoever builds it again must know the same.
        "redactions": sorted({record.id for record in context.corpus.masks.redactions}),
        "publications": [_publication(context, record) for _, record in sorted(context.corpus.publications.items())],
        # Of templates that are not the program's: whoever builds this again must name the same.
        "templates": context.folders.digest() or None,
        "tools": {"kaohe": __version__, "typst": compiler_version(), **_versions()},
        "files": {path: sha256((folder / path).read_bytes()).hexdigest() for path in sorted(paths)},
    }
    return seal_manifest(found)


def _previous(context: BuildContext) -> dict[str, str] | None:
    record = last_publication(context.corpus)
    return None if record is None else {"id": record.id, "sha256": _record_sha256(context, record)}


def _publication(context: BuildContext, record: Publication) -> dict[str, str]:
    """What this site remembers of a publication: a later verification is held against it."""
    withdrawal = context.corpus.withdrawals.get(record.id)
    return {
        "id": record.id,
        "commit": record.commit,
        "record_sha256": _record_sha256(context, record),
        "results_sha256": record.results_sha256,
        **({"withdrawn": withdrawal.date.isoformat()} if withdrawal else {}),
    }


def _record_sha256(context: BuildContext, record: Publication) -> str:
    return sha256(context.tree.read(record.origin.file)).hexdigest()


def _versions() -> dict[str, str]:
    found = {}
    for package in _TOOLS:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
