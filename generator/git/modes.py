"""What the modes of git's trees mean."""

from __future__ import annotations

from generator.read.tree import EntryKind

# Any other is no file.
KINDS: dict[str, EntryKind] = {
    "100644": "file",
    "100755": "file",
    "100664": "file",
    "120000": "symlink",
    "160000": "submodule",
}
