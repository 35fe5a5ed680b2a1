"""Histories told at random from a seed: whatever can befall a file, on the main branch and on others."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.history.scripted import HOTLINE, REGISTER, START, TINY, deduction, publication, revocation

ROOT = Path(__file__).parents[2]
UNITS = ("caizheng", "jiaoyu", "shuiwu", "minzheng")
REDACTED = f"{HOTLINE}/r1.yml"
REDACTION = (
    "data/redactions/2015-1.yml",
    f"file: {REDACTED}\nfields:\n  - reason\nreason: 误写\ndecided: 2015-06-01\ncommit: {'0' * 40}\n",
)
Files = dict[str, bytes]


def tell_random(root: Path, seed: int, commits: int = 60, redacts: bool = False) -> list[str]:
    """A project at `root` with so many commits drawn by `seed`; those of its first-parent line, oldest first."""
    root.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "--initial-branch=main", "--template=", str(root)], check=True)
    stream = b"".join(_Teller(Random(seed), redacts).tell(commits))
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run(["git", "-C", str(root), "reset", "-q", "--hard", "main"], check=True)
    listed = ["git", "-C", str(root), "rev-list", "--first-parent", "--reverse", "main"]
    return subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split()


class _Teller:
    """What is told, as a stream of `git fast-import`."""

    def __init__(self, drawn: Random, redacts: bool) -> None:
        self.drawn, self.redacts = drawn, redacts
        self.number, self.time = 0, 1_420_000_000
        self.former: list[tuple[str, bytes]] = []

    def tell(self, commits: int) -> Iterator[bytes]:
        main = _begin()
        yield self._commit("main", "登记基础数据", {}, main, [])
        tip = self.number
        while self.number < commits:
            if self.drawn.random() < 0.2:
                base, side = tip, dict(main)
                for _ in range(self.drawn.choice((1, 2, 3))):
                    before = dict(side)
                    self._change(side)
                    yield self._commit("side", "登记\n\n在分支上。", before, side, [base])
                    base = self.number
                if self.drawn.random() < 0.5:
                    before = dict(main)
                    self._change(main)
                    yield self._commit("main", "另改", before, main, [tip])
                    tip = self.number
                before = dict(main)
                if self.drawn.random() < 0.8:
                    main = {**main, **side} if self.drawn.random() < 0.5 else dict(side)
                if self.drawn.random() < 0.2:
                    self._change(main)
                yield self._commit(
                    "main", f"Merge pull request #{self.number} from x/side", before, main, [tip, base]
                )
            else:
                before = dict(main)
                for _ in range(self.drawn.choice((1, 1, 1, 2, 3))):
                    self._change(main)
                yield self._commit("main", self.drawn.choice(("更正 (#3)", "记录\n\n说明", "")), before, main, [tip])
            tip = self.number
        if self.redacts:
            yield self._commit("main", "遮盖", main, {**main, REDACTION[0]: REDACTION[1].encode()}, [tip])

    def _change(self, files: Files) -> None:
        """Something happens to a file."""
        paths = sorted(path for path in files if "/deductions/" in path)
        path = self.drawn.choice(paths) if paths and self.drawn.random() < 0.7 else self._path()
        turn = self.drawn.randrange(14)
        if turn < 6:
            files[path] = self._record()
        elif turn == 6:
            self._forget(files, path)
        elif turn == 7 and path in files:
            files[self._path()] = files.pop(path)  # renamed, or put in another's place
        elif turn == 8 and path in files:
            moved, number = path.replace("/hotline/", "/other/"), path.rpartition("/")[2]
            files.pop(path)
            files[moved if moved != path else f"{HOTLINE}/{number}"] = self._record()
        elif turn == 9:
            files[path] = self.drawn.choice((b"unit: [\n", b"\xff\xfe", b"", b"unit: caizheng\n"))
        elif turn == 10 and path in files:
            files[path] = files[path].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        elif turn == 11 and self.former:
            back, data = self.drawn.choice(self.former)
            files[back] = data
        else:
            self._change_another(files)

    def _change_another(self, files: Files) -> None:
        turn = self.drawn.randrange(7)
        scheme = "data/schemes/2015.yml"
        if turn == 0:
            files[scheme] = (TINY / scheme).read_bytes().replace(b"max: 40", b"max: %d" % self.drawn.randint(1, 40))
        elif turn == 1:
            unit = f"data/units/{self.drawn.choice(UNITS)}.yml"
            if unit in files and self.drawn.random() < 0.5:
                self._forget(files, unit)
            else:
                files[unit] = (TINY / unit).read_bytes() + self.drawn.choice((b"", "# 核对过\n".encode()))
        elif turn == 2:
            text = (TINY / "data/appraisals/2015/caizheng.yml").read_bytes()
            files[f"data/appraisals/2015/{self.drawn.choice(UNITS)}.yml"] = text
        elif turn == 3:
            files["data/publications/2015-q1.yml"] = publication("0" * 40).encode()
        elif turn == 4:
            entry = next(iter(sorted((ROOT / "data/registers/bodies/").rglob("*.yml")))).relative_to(ROOT).as_posix()
            files[entry] = (ROOT / entry).read_bytes() + self.drawn.choice((b"", b"# x\n"))
        elif turn == 5:
            declared = "data/registers/bodies.yml"
            text = (ROOT / declared).read_bytes()
            files[declared] = self.drawn.choice((text, text + b"# x\n", b"fields: [\n"))
        elif self.drawn.random() < 0.3:
            more = f"  - {{email: other{self.number}@kaohe.example, office: caizheng}}\n"
            files["data/committers.yml"] = (REGISTER + more).encode()
        else:
            files["content/notes.md"] = b"%d\n" % self.number

    def _forget(self, files: Files, path: str) -> None:
        if path in files:
            self.former.append((path, files.pop(path)))

    def _path(self) -> str:
        return f"{HOTLINE}/r{self.drawn.randrange(9)}.yml"

    def _record(self) -> bytes:
        more = self.drawn.choice(("", "", "sample: true\n", revocation("2015-03-09"), "internal_note: 内部\n"))
        day, points = f"2015-0{self.drawn.randint(1, 9)}-12", self.drawn.choice(("0.5", "1", "1.50", "2"))
        reason = self.drawn.choice(("对来电人诉求推诿", "逾期办结", '"引用：有冒号"'))
        return deduction(self.drawn.choice(UNITS), day, points, more, reason).encode()

    def _commit(self, branch: str, message: str, before: Files, after: Files, parents: list[int]) -> bytes:
        self.number += 1
        self.time += self.drawn.choice((-4000, 60, 3600, 90_000))
        who = self.drawn.choice(("rexian", "kaoheban", "stranger", f"other{self.number // 2}"))
        text = message.encode()
        rows = [f"commit refs/heads/{branch}\nmark :{self.number}\n".encode()]
        rows.append(
            f"committer x <{who}@kaohe.example> {self.time} +0800\ndata {len(text)}\n".encode() + text + b"\n"
        )
        rows += [b"%s :%d\n" % (word, parent) for word, parent in zip((b"from", b"merge"), parents, strict=False)]
        rows += [f"D {path}\n".encode() for path in before if path not in after]
        for path, data in after.items():
            if before.get(path) != data:
                rows.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        return b"".join(rows)


def _begin() -> Files:
    found = {"data/committers.yml": REGISTER.encode()}
    for name in START:
        place = TINY / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            found[path.relative_to(TINY).as_posix()] = path.read_bytes()
    return found
