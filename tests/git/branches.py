"""Histories drawn at random, with branches that are merged, as git has them and as a model."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from generator.change.renames import pair_renames
from generator.git.objects import hash_object

NAMES = [f"data/deductions/2015/hotline/{name}.yml" for name in range(80)]
COMMITS, LAST = 40, "b39"
Tree = dict[str, bytes]


class Branches:
    """Commits drawn by `seed`, with merges of branches and within branches, as git has them and as a model."""

    def __init__(self, root: Path, seed: int) -> None:
        self.drawn, self.trees = Random(seed), list[Tree]()
        self.parents: list[list[int]] = []
        subprocess.run(["git", "init", "-q", "--initial-branch=main", "--template=", str(root)], check=True)
        stream = b"".join(self._tell())
        subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=stream, check=True)

    def _tell(self) -> Iterator[bytes]:
        for at in range(COMMITS):
            count = min(at, self.drawn.choice((1, 1, 2)))
            parents = self.drawn.sample(range(max(0, at - 5), at), min(count, at))
            tree = dict(self.trees[parents[0]]) if parents else {}
            for parent in parents[1:]:
                tree |= {path: data for path, data in self.trees[parent].items() if self.drawn.random() < 0.6}
            self._move(tree)
            self.trees.append(tree)
            self.parents.append(parents)
            yield f"commit refs/heads/b{at}\nmark :{at + 1}\ncommitter x <x@x> {at + 1} +0000\ndata 1\nx\n".encode()
            for word, parent in zip(("from", "merge"), parents, strict=False):
                yield f"{word} :{parent + 1}\n".encode()
            yield b"deleteall\n"
            for path, data in tree.items():
                yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"

    def _move(self, tree: Tree) -> None:
        """Enters, takes away or renames a file or two."""
        for _ in range(self.drawn.choice((1, 2, 3))):
            what = self.drawn.random()
            data = tree.pop(self.drawn.choice(sorted(tree)), None) if tree and what < 0.7 else None
            if what < 0.6 or what > 0.7:
                tree[self.drawn.choice(NAMES)] = data or b"unit: %d\n" % self.drawn.randrange(999)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What each commit that the last one reaches renamed, against its first parent."""
        reached, waiting = set[int](), [len(self.trees) - 1]
        while waiting:
            reached.add(at := waiting.pop())
            waiting += self.parents[at]
        for tree, parents in ((self.trees[at], self.parents[at]) for at in reached):
            before = self.trees[parents[0]] if parents else {}
            gone = {path: hash_object("blob", before[path]) for path in before.keys() - tree.keys()}
            came = {path: hash_object("blob", tree[path]) for path in tree.keys() - before.keys()}
            yield from pair_renames(dict(sorted(gone.items())), dict(sorted(came.items()))).items()
            yield from ((old, new) for old in gone for new in came if gone[old] == came[new])

    def names(self, path: str) -> set[str]:
        """All that a file may have been called."""
        found, pairs = {path}, list(self.pairs())
        for _ in NAMES:
            found |= {name for pair in pairs if found & {*pair} for name in pair}
        return found - {path}
