"""What repositories look like where people work: not as `git init` leaves them, but cloned, ahead, behind, detached.

A scripted history is told once and then put into one of these shapes. Which one, a fixed seed deals, so that the
histories together meet every shape and no run of the tests takes longer for it; one year is told in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.history.scripted import Story

SEED = 41


@dataclass(frozen=True, slots=True)
class Shape:
    """`place` is where, below a folder, the history is told; `adds` what is unusual about the result (conditions)."""

    name: str
    reshape: Callable[[Story, Path], Story]
    place: str = "told"
    adds: tuple[str, ...] = ()

    def tell(self, tell: Callable[[Path], Story], folder: Path) -> Story:
        """The history that `tell` tells, in this shape, in `folder`."""
        root = folder / self.place
        root.parent.mkdir(parents=True, exist_ok=True)
        if self.place != "told":
            _begin_outer(root.parent)
        return self.reshape(tell(root), folder)


def deal(names: Iterable[str]) -> dict[str, Shape]:
    """One shape for each name, always the same; every shape comes before any comes again."""
    chosen = Random(SEED)
    left: list[Shape] = []
    dealt = {}
    for name in sorted(names):
        if not left:
            left = list(SHAPES)
            chosen.shuffle(left)
        dealt[name] = left.pop()
    return dealt


def publish(story: Story, folder: Path) -> str:
    """A bare repository with all of the history, as a hub keeps it; its address."""
    hub = folder / "hub.git"
    story.git("init", "-q", "--bare", "--initial-branch=main", "--template=", str(hub))
    # A submodule's commits are not looked for; a stand-in (refs/replace) is handed on like everything else.
    story.git("push", "-q", "--mirror", "--no-recurse-submodules", str(hub))
    story.git(f"--git-dir={hub}", "pack-refs", "--all")
    return hub.as_uri()


def clone(story: Story, address: str, root: Path) -> Story:
    """What `git clone` makes of it, with the stand-ins that git does not fetch by itself."""
    story.git("clone", "-q", "--template=", address, str(root))
    made = Story(root, story.names)
    made.git("fetch", "-q", "origin", "+refs/replace/*:refs/replace/*")
    return made


def made(story: Story, _: Path) -> Story:
    """As `git init` and the commits left it."""
    return story


def cloned(story: Story, folder: Path) -> Story:
    """A clone of a hub: remote-tracking branches, origin/HEAD, packed refs, one pack."""
    return clone(story, publish(story, folder), folder / "clone")


def ahead(story: Story, folder: Path) -> Story:
    """A clone whose last commit is not pushed; it came by a fetch, which left FETCH_HEAD."""
    address = publish(story, folder)
    story.git(f"--git-dir={folder / 'hub.git'}", "update-ref", "refs/heads/main", "refs/heads/main~1")
    found = clone(story, address, folder / "clone")
    found.git("fetch", "-q", str(story.root), "main")
    found.git("merge", "-q", "--ff-only", "FETCH_HEAD")
    return found


def behind(story: Story, folder: Path) -> Story:
    """A clone that has fetched and not merged: its own main lacks the last commit."""
    found = cloned(story, folder)
    found.git("reset", "-q", "--hard", "main~1")
    return found


def runner(story: Story, folder: Path) -> Story:
    """As a hosted runner checks out: remote-tracking branches, a detached HEAD, no branch of its own."""
    address = publish(story, folder)
    found = Story(folder / "clone", story.names)
    found.root.mkdir()
    found.git("init", "-q", "--initial-branch=main", "--template=")
    found.git("remote", "add", "origin", address)
    specs = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*", "+refs/replace/*:refs/replace/*")
    found.git("fetch", "-q", "--no-tags", "origin", *specs)
    found.git("checkout", "-q", "--detach", "refs/remotes/origin/main")
    return found


def worktree(story: Story, folder: Path) -> Story:
    """A worktree beside the repository, which itself has something else checked out."""
    story.git("checkout", "-q", "--detach")
    story.git("worktree", "add", "-q", str(folder / "worktree"), "main")
    return Story(folder / "worktree", story.names)


def clone_of_a_clone(story: Story, folder: Path) -> Story:
    """A clone of somebody's clone, where a proposal was checked out: origin/HEAD is that proposal."""
    between = cloned(story, folder)
    between.git("branch", "proposal", "main~1")
    between.git("symbolic-ref", "HEAD", "refs/heads/proposal")
    found = clone(between, between.root.as_uri(), folder / "second")
    found.git("checkout", "-q", "--detach", "origin/main")
    return found


def folder_of_a_larger_repository(story: Story, _: Path) -> Story:
    """The project is a folder of a repository that holds other things too."""
    return story


def _begin_outer(root: Path) -> None:
    root.mkdir(exist_ok=True)
    outer = Story(root)
    outer.git("init", "-q", "--initial-branch=main", "--template=")
    outer.put({"README": "机关的资料\n", "data/other.yml": "a: 1\n"})
    outer.git("add", "-A")
    outer.git("commit", "-q", "-m", "别的资料", who="somebody", day="2014-12-01")


SHAPES = (
    Shape("made", made),
    Shape("cloned", cloned),
    Shape("ahead", ahead),
    Shape("behind", behind, adds=("behind",)),
    Shape("runner", runner, adds=("detached",)),
    Shape("worktree", worktree),
    Shape("clone-of-a-clone", clone_of_a_clone, adds=("detached",)),
    Shape("folder", folder_of_a_larger_repository, place="outer/考核"),
)
