"""Changes of a project at random, drawn from a seed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path


class Editor:
    """Changes a project at random: records of any year, what all years share, names, files that are no good."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.drawn = random.Random(seed)

    def edit(self) -> str:
        """One change; what it was."""
        name = self.drawn.choice([name for name in dir(self) if name.startswith("do_")])
        getattr(self, name)()
        return name

    def pick(self, folder: str, pattern: str = "*.yml") -> Path:
        return self.drawn.choice(sorted((self.root / "data" / folder).rglob(pattern)))

    def record(self) -> Path:
        return self.pick("deductions")

    def rewrite(self, path: Path, old: str, new: str) -> None:
        lines = path.read_text("utf-8", "replace").splitlines(keepends=True)
        path.write_text("".join(new + "\n" if line.startswith(old) else line for line in lines), "utf-8")

    def append(self, path: Path, text: str) -> None:
        path.write_text(path.read_text("utf-8", "replace") + text, "utf-8")

    def do_reason(self) -> None:
        self.rewrite(self.record(), "reason:", f"reason: 第{self.drawn.randrange(9)}次核实,联系电话13800138000")

    def do_points(self) -> None:
        self.rewrite(self.record(), "points:", "points: 99")

    def do_unit(self) -> None:
        self.rewrite(self.record(), "unit:", "unit: nobody")

    def do_delete(self) -> None:
        self.record().unlink()

    def do_twice(self) -> None:
        path = self.record()
        shutil.copy(path, path.with_name(f"{path.stem[:-1]}{self.drawn.randrange(2, 9)}.yml"))

    def do_other_year(self) -> None:
        path = self.record()
        there = self.record().parent
        (there / path.name).write_bytes(path.read_bytes())

    def do_rename(self) -> None:
        path = self.record()
        path.rename(path.with_name(self.drawn.choice(["复制.yml", f"{path.stem}.txt", f"{path.stem}.YML", "x.yml"])))

    def do_break(self) -> None:
        self.append(self.record(), self.drawn.choice(["oops: [\n", "多余: 1\n", "revoked: {date: 2015-02-30}\n"]))

    def do_evidence(self) -> None:
        for path in (self.record(), self.record()):
            title = self.drawn.choice(["甲的通报", "乙的通报"])
            lines = path.read_text("utf-8").splitlines()
            lines = [line for line in lines if line[:1] != " " or "sha256" not in line]
            lines = [f"  - title: {title}" if line.startswith("  - title") else line for line in lines]
            at = next((at for at, line in enumerate(lines) if line.startswith("  - title")), None)
            if at is not None:
                lines.insert(at + 1, f"    sha256: {'ab' * 32}")
                path.write_text("\n".join(lines) + "\n", "utf-8")

    def do_decision(self) -> None:
        for path in (self.record(), self.record()):
            text = path.read_text("utf-8", "replace")
            if "appeal:" not in text:
                year = path.parts[-3]
                self.append(path, f"appeal: {{filed: {year}-12-30, grounds: 有误, document: 考〔2015〕1号}}\n")

    def do_waiting(self) -> None:
        path = self.record()
        self.rewrite(path, "notified:", "")
        self.append(path, f"reply: {{date: {int(path.parts[-3]) + 1}-01-08, text: 已知悉}}\n")

    def do_from(self) -> None:
        entry = self.pick("registers", "*/*.yml")
        register = entry.parent.parent if entry.parent.name.isdigit() else entry.parent
        text = f"from:\n  - {{register: {register.name}, record: {self.drawn.choice([entry.stem, 'none'])}}}\n"
        for path in (self.record(), self.record()):
            if "\nfrom:" not in path.read_text("utf-8", "replace"):
                self.append(path, text)

    def do_entry(self) -> None:
        entry = self.pick("registers", "*/*.yml")
        self.drawn.choice([entry.unlink, lambda: self.append(entry, "revoked: {date: 2015-12-01, reason: 误登}\n")])()

    def do_named_unit(self) -> None:
        self.rewrite(self.pick("units"), "short_name:", "short_name: 某局")

    def do_no_unit(self) -> None:
        self.pick("units").unlink()

    def do_broken_unit(self) -> None:
        self.append(self.pick("units"), "多余: 1\n")

    def do_scheme(self) -> None:
        self.rewrite(self.pick("schemes"), "title:", "title: 考核办法(试行)")

    def do_broken_scheme(self) -> None:
        self.append(self.pick("schemes"), self.drawn.choice(["多余: 1\n", "open: [{at: x, ask: 怎么办}]\n"]))

    def do_no_scheme(self) -> None:
        self.pick("schemes").unlink()

    def do_days(self) -> None:
        self.pick("holidays").unlink()

    def do_site(self) -> None:
        self.rewrite(self.root / "data/site.yml", "demo:", "demo: false")

    def do_exempt(self) -> None:
        found = self.drawn.choice([self.record(), self.record(), self.root / "data/deductions/2015/hotline/none.yml"])
        row = f"- {{file: {found.relative_to(self.root)}, field: reason, reason: 核对过, decided: 2015-05-01}}\n"
        path = self.root / "data/exceptions.yml"
        path.write_text((path.read_text("utf-8") if path.exists() else "") + row, "utf-8")

    def do_ballots(self) -> None:
        one, other = self.pick("appraisals"), self.pick("appraisals")
        turn = self.drawn.randrange(3)
        if turn == 0:
            one.unlink()
        elif turn == 1:
            other.write_bytes(one.read_bytes())
        else:
            self.append(one, "多余: 1\n")

    def do_amend(self) -> None:
        year = self.drawn.choice([2015, 2016, 2017])
        folder = self.root / f"data/amendments/{year}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"title: 修改\ndate: {year}-05-01\nfrom: {year}-06-01\nchanges:\n  - {{at: title, to: 改}}\n"
        (folder / "one.yml").write_text(text, "utf-8")

    def do_stray(self) -> None:
        place = self.drawn.choice(["deductions/2016年/x.yml", "deductions/x.yml", "Deductions/x.yml", "说明.docx"])
        path = self.root / "data" / place
        path.parent.mkdir(exist_ok=True)
        shutil.copy(self.record(), path)
