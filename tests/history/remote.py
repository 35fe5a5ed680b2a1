"""What `git clone` leaves beside the branch: the refs of the place that was cloned, its HEAD among them.

Half of all small repositories of the tests, dealt by a fixed seed, are told in such a clone: every commit that
follows is one that is not pushed. It is laid down in the files that git keeps it in: a real clone would cost a dozen
calls of git.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

SEED = 43
MADE = "made"  # the folder of what a run makes once: each of its copies is dealt with by itself
_REMOTE = """[remote "origin"]
\turl = {url}
\tfetch = +refs/heads/*:refs/remotes/origin/*
"""


def deal_remote(root: Path, git: Callable[..., str]) -> None:
    """Gives the repository at `root` a remote whose main branch is its first commit, or leaves it alone."""
    test = re.sub(r"[0-9]*$", "", root.parent.name)  # pytest numbers its folders
    if root.parent.name != MADE and Random(f"{SEED} {test} {root.name}").random() < 0.5:
        place = root / ".git"
        with (place / "config").open("a", encoding="utf-8") as settings:
            settings.write(_REMOTE.format(url=root.with_name("hub.git").as_uri()))
        refs = place / "refs/remotes/origin"
        refs.mkdir(parents=True)
        (refs / "main").write_text(git("rev-list", "--max-parents=0", "HEAD") + "\n")
        (refs / "HEAD").write_text("ref: refs/remotes/origin/main\n")


def read_head(root: Path, git: Callable[..., str]) -> str:
    """The id of the last commit; where it lies in a file, no process is started for it."""
    place = root / ".git"
    name = (place / "HEAD").read_text().removeprefix("ref: ").strip() if place.is_dir() else "-"
    loose = place / name
    return loose.read_text().strip() if loose.is_file() else git("rev-parse", "HEAD")
