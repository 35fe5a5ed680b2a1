"""How files that were written are taken back before they are committed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.acts.journal import FileWrite

_NAMED = 8  # files that are named one by one


def undo_words(writes: Sequence[FileWrite]) -> Iterator[str]:
    """Lines that say how to take the writes back, and how to go on."""
    fresh = [write.path for write in writes if write.before is None]
    changed = [write.path for write in writes if write.before is not None]
    if fresh:
        if len(fresh) <= _NAMED:
            yield f"提交之前要收回新写的文件：rm {' '.join(fresh)}"
        else:
            folders = sorted({path.rpartition("/")[0] for path in fresh})
            way = f"git clean -i {' '.join(folders)}（先列出没有提交的文件，再由您确认）"
            yield f"提交之前要收回新写的 {len(fresh)} 个文件：{way}"
    if changed:
        named = " ".join(changed[:_NAMED]) + (" …" if len(changed) > _NAMED else "")
        yield f"提交之前要收回改动：git checkout HEAD -- {named}"
    folders = sorted({"/".join(write.path.split("/")[:2]) for write in writes})
    yield f"接下来：kaohe check，然后 git add {' '.join(folders)} && git commit"
