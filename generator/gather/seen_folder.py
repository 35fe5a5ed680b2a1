"""The folder of what was seen: read from the disk, where it must be as it was committed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.gather.seen import FOLDER, Seen, read_seen, seen_path
from generator.git.record_files import changed_on_disk
from generator.git.repository import Repository
from generator.model.index_records import DistrictRule
from generator.model.problem import UserError, escape_text


def seen_files(root: Path) -> dict[str, bytes]:
    """The files of `seen/` by their path."""
    folder = root / FOLDER
    if not folder.is_dir():
        return {}
    return {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def committed_seen(root: Path, repository: Repository) -> dict[str, bytes]:
    """As `seen_files`; UserError where what was seen is not what was committed: then it is no witness."""
    files = seen_files(root)
    changed = changed_on_disk(repository, FOLDER, files)
    if changed:
        more = f"等 {len(changed)} 个文件" if len(changed) > 1 else ""
        raise UserError(
            f"{escape_text(changed[0], 100)}{more}与最后一个提交里的不同：它只由 kaohe gather 写，写了就提交。"
            f"请用 git restore --source=HEAD -- {FOLDER} 恢复，再汇集。"
        )
    return files


def recall_seen(files: Mapping[str, bytes], district: str) -> Seen:
    """What was seen of a district; nothing where it was never gathered. UserError where its file cannot be read."""
    path = seen_path(district)
    if path not in files:
        return Seen(district)
    found = read_seen(files[path])
    if isinstance(found, str) or found.district != district:
        raise UserError(f"{path} {found if isinstance(found, str) else '是另一个地区的'}")
    return found


def recall_all(files: Mapping[str, bytes], districts: Mapping[str, DistrictRule]) -> dict[str, Seen]:
    """What was seen of every registered district that has a source, by id."""
    return {name: recall_seen(files, name) for name, district in districts.items() if district.source is not None}
