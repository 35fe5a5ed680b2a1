"""The public's own history of a district, and clones of it as anybody makes them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.git.branch import find_main
from generator.proof.public_history import PublicHistory, make_public_history
from generator.release.ledger import read_ledger
from tests.release.repository import Repo

STRANGER = {
    "GIT_AUTHOR_NAME": "外人", "GIT_AUTHOR_EMAIL": "who@ever.example",
    "GIT_COMMITTER_NAME": "外人", "GIT_COMMITTER_EMAIL": "who@ever.example",
}  # fmt: skip


def public_history(repo: Repo) -> PublicHistory:
    """That of the main branch."""
    opened = repo.opened
    return make_public_history(opened, read_ledger(opened, find_main(opened).tip))


def clone_of(history: PublicHistory | bytes, folder: Path) -> Repo:
    """A clone from the file, made by git in nobody's settings."""
    folder.mkdir(parents=True, exist_ok=True)
    data = history if isinstance(history, bytes) else history.bundle
    (folder / "history.bundle").write_bytes(data)
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    ran = subprocess.run(
        ["git", "clone", "-q", "history.bundle", "clone"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return Repo(folder / "clone", STRANGER)
