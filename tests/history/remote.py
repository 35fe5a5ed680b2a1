"""What `git clone` leaves beside the branch: the refs of the place that was cloned, its HEAD among them.

Half of all small repositories of the tests, dealt by a fixed seed, are told in such a clone: every commit that
follows is one that is not pushed. It costs three calls of git, where a real clone would cost a dozen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

SEED = 43


def deal_remote(root: Path, git: Callable[..., str]) -> None:
    """Gives the repository at `root` a remote whose main branch is its first commit, or leaves it alone."""
    test = re.sub(r"[0-9]*$", "", root.parent.name)  # pytest numbers its folders
    if Random(f"{SEED} {test} {root.name}").random() < 0.5:
        git("remote", "add", "origin", root.with_name("hub.git").as_uri())
        git("update-ref", "refs/remotes/origin/main", git("rev-list", "--max-parents=0", "HEAD"))
        git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
