"""Tags as git stores them: what each points at, what it says, and whether it carries a signature."""

from __future__ import annotations

from generator.git.objects import Object, read_objects
from generator.git.refs import refs_below
from generator.git.repository import Repository
from generator.model.lazy_dataclass import dataclass

_SIGNATURES = (b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN PGP MESSAGE-----")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag below `refs/tags/`. A lightweight tag has no object of its own and no words: `id` is then `target`.

    `inner_name` is the name that the tag object itself holds; `signed` what a signature covers, `signature` the
    signature, both empty where there is none.
    """

    name: str
    id: str
    target: str
    inner_name: str = ""
    message: str = ""
    signed: bytes = b""
    signature: bytes = b""

    @property
    def is_annotated(self) -> bool:
        """Whether it has an object of its own."""
        return bool(self.inner_name)


def read_tags(repository: Repository, prefix: str) -> dict[str, Tag]:
    """The tags whose names begin with `prefix`, by name. A tag whose object cannot be read is left out."""
    refs = refs_below(repository, f"refs/tags/{prefix}")
    objects = {found.id: found for found in read_objects(repository, sorted({*refs.values()}))}
    tags = {}
    for ref, name in refs.items():
        if name in objects:
            tag = _parse_tag(ref.removeprefix("refs/tags/"), objects[name])
            tags[tag.name] = tag
    return tags


def _parse_tag(name: str, found: Object) -> Tag:
    if found.kind != "tag":
        return Tag(name, found.id, found.id)
    head, _, body = found.data.partition(b"\n\n")
    fields = dict(line.split(" ", 1) for line in head.decode("utf-8", "replace").split("\n") if " " in line)
    at = min((place for mark in _SIGNATURES if (place := _line_start(body, mark)) >= 0), default=len(body))
    signed = found.data[: len(head) + 2 + at] if at < len(body) else b""
    return Tag(
        name,
        found.id,
        fields.get("object", ""),
        fields.get("tag", ""),
        body[:at].decode("utf-8", "replace"),
        signed,
        body[at:],
    )


def _line_start(body: bytes, mark: bytes) -> int:
    """Where `mark` begins a line, else -1."""
    if body.startswith(mark):
        return 0
    at = body.find(b"\n" + mark)
    return at + 1 if at >= 0 else -1
