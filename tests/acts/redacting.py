"""A district in which a telephone number and an address were merged and published; what leaves it, as plain text."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.acts.acting import act, publish, start
from tests.release.repository import Repo, record_quarter

RECORD = "data/deductions/2015/hotline/0212-caizheng.yml"
PHONE, HOME = "13987650432", "柳荫巷七号后院"
CANARIES = (PHONE, HOME)
REASON = "事由和材料名称里写有来电人的联系方式和住址"
TIES = ("--tie", "praised=", "--tie", "summons=", "--ground", "季度不运用")


@dataclass(frozen=True)
class Leaked:
    """The district; `before` holds no personal data yet, `held` the commit that brought them."""

    repo: Repo
    before: str
    held: str


def leak(root: Path) -> Leaked:
    """The number and the address stand in a reason, titles, a reply and a commit's message, and are published."""
    repo = start(root, 1)
    before = repo.head
    text = (repo.root / RECORD).read_text("utf-8")
    text = re.sub("reason: .*", f'reason: "来电人 {PHONE} 反映逾期"  # 核对过', text)
    text += f"evidence:\n  - {{title: 工单 {PHONE} 摘录, held_at: 热线中心}}\n  - {{title: 回访, held_at: {HOME}}}\n"
    repo.write(RECORD, f"{text}reply:\n  date: 2015-03-22\n  text: |\n    家住{HOME}，\n    已经回访\n")
    rows = ("reason", "evidence/title", "reply/text")
    listed = [f"- {{file: {RECORD}, field: {row}, reason: 误以为可以公开, decided: 2015-03-21}}\n" for row in rows]
    repo.write("data/exceptions.yml", "".join(listed))
    held = repo.commit(f"补记事由：{HOME}", "2015-03-22")
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    return Leaked(repo, before, held)


def redact(leaked: Leaked, day: str = "2015-07-01") -> None:
    """All of it is redacted, in two acts."""
    repo = leaked.repo
    fields = ("reason", "evidence/title", "evidence/held_at", "reply/text")
    act(repo, "redact", RECORD, *fields, "--reason", REASON, "--date", day)
    repo.commit("遮盖", day)
    act(repo, "redact", f"commit:{leaked.held}", "--reason", "提交说明里写有住址", "--date", day)
    repo.commit("遮盖提交说明", day)


def find_canaries(folder: Path) -> list[str]:
    """The files below `folder` in which one of the canaries stands: in bytes, unpacked, or as the text of a PDF."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(canary.encode() in data for canary in CANARIES for data in _contents(path))
    ]


def _contents(path: Path) -> list[bytes]:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        shown = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout
        return [data, shown, shown.replace(b"\n", b"")]
    if path.suffix in (".docx", ".xlsx", ".zip"):
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        return [data, *parts, *(re.sub(rb"<[^>]*>", b"", part) for part in parts)]
    return [data]
