"""A project to begin with: no sample in it, everything that is not decided yet named as such."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from generator import __version__
from generator.acts.record_writer import canonical_bytes
from generator.acts.taken_over import TakenScheme, take_over_sample
from generator.check.settings import NOWHERE, suggest_authority
from generator.git.fast_import import BEIJING, NewCommit, Person, write_history
from generator.git.identity import read_identity
from generator.load.project import load_data
from generator.model.committer import Committer, Committers
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, DATA, KINDS, SITE_FILE, Place, path_pattern, scheme_file, unit_file
from generator.model.problem import UserError
from generator.model.unit import Site, Unit
from generator.read.program import PROGRAM
from generator.read.record import read_record
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record
from generator.rules.scheme import Scheme

LEAD = "kaoheban"  # the unit that stands for the office
_PLAIN_FILES = {".gitattributes": "gitattributes", ".gitignore": "gitignore", "mkdocs.yml": "mkdocs.yml"}
# What the forges run, each from its own place; the steps are one script for all.
_WORKFLOWS = {
    ".gitea/workflows/kaohe-comment.yml": "gitea-comment.yml",
    ".gitea/workflows/kaohe.yml": "gitea.yml",
    ".github/workflows/kaohe-comment.yml": "github-comment.yml",
    ".github/workflows/kaohe.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
    "ci/kaohe.sh": "ci/kaohe.sh",
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whose project it is to be. `base_url` is where the site will stand, empty where that is not known yet.

    `document` is the number of the notice that holds the scheme, `title` what the scheme is called; both may be
    empty. With `sample` the scheme is made from that one, else it is one to fill in.
    """

    district: str
    office: str
    year: int
    base_url: str = ""
    document: str = ""
    title: str = ""
    sample: Scheme | None = None


@dataclass(frozen=True, slots=True)
class NewProject:
    """What was made: the first commit, its files, and what `check` says is missing, each with its file."""

    commit: str
    files: tuple[str, ...]
    open_points: tuple[tuple[str, str], ...]


def begin_project(folder: Path, beginning: Beginning) -> NewProject:
    """Makes the project of `beginning` in `folder`: a repository with one commit on `main`.

    The folder must not exist, be empty, or be a repository without commits, as a forge gives it to be cloned.
    UserError where it is taken, where what was given makes no valid record (then nothing is written), or where git
    refuses.
    """
    refuse_taken(folder)
    author = read_identity(folder) or Person(beginning.office, "kaohe@localhost")
    made = skeleton_files(beginning, author.email)
    open_points = _check(made)
    when = datetime.now(BEIJING)
    folder.mkdir(parents=True, exist_ok=True)
    with write_history(folder) as writer:
        message = f"启用{beginning.district}考核项目"
        writer.add(NewCommit(1, (), author, when, author, when, message, made))
        commit = writer.id_of(1)
    return NewProject(commit, tuple(made), open_points)


def skeleton_files(beginning: Beginning, email: str) -> dict[str, bytes]:
    """Path and bytes of every file of a new project; `email` is that of who begins it."""
    site = Site(
        office=beginning.office,
        lead=LEAD,
        district=beginning.district,
        title=f"{beginning.district}机关考核",
        base_url=beginning.base_url or NOWHERE,
        demo=False,
        feed_authority=suggest_authority(beginning.base_url, str(beginning.year)) if beginning.base_url else "",
    )
    lead = Unit(LEAD, beginning.office, "考核办", "body", not_assessed="负责组织考核，自己不参加")
    records = {
        SITE_FILE: emit_record(site),
        COMMITTERS_FILE: emit_record(Committers((Committer(email=email, office=LEAD),))),
        unit_file(LEAD): emit_record(lead),
    }
    scheme = scheme_file(beginning.year)
    return {
        **{path: _material(name) for path, name in sorted(_PLAIN_FILES.items())},
        **{path: _material(name) for path, name in _WORKFLOWS.items()},
        "README.md": _fill("README.md", beginning).encode(),
        "content/.gitkeep": b"",
        **{path: text.encode() for path, text in sorted(records.items())},
        scheme: _first_scheme(scheme, beginning),
        **_for_editors(),
        "kaohe.txt": f"kaohe {__version__}\n".encode(),
        "requirements.txt": (PROGRAM / "requirements" / "run.txt").read_bytes(),
    }


def _first_scheme(path: str, beginning: Beginning) -> bytes:
    """The scheme of the first year: made from the sample, or the one to fill in, with what is known of it."""
    title = beginning.title or f"{beginning.year}年度机关考核办法"
    if beginning.sample is not None:
        wanted = TakenScheme(beginning.year, title, beginning.document, LEAD)
        return canonical_bytes(path, take_over_sample(beginning.sample, wanted))
    empty = _fill("scheme.yml", beginning).encode()
    scheme = read_record(path, Place("scheme", beginning.year), empty).record
    asked = tuple(question for question in scheme.open if question.at != "document" or not beginning.document)
    known = replace(scheme, title=title, document=beginning.document or scheme.document, open=asked)
    return canonical_bytes(path, known, empty)


def _for_editors() -> dict[str, bytes]:
    """What lets an editor say while somebody types what is wrong with a file."""
    schemas = {path.name: path.read_bytes() for path in sorted((PROGRAM / "schemas").glob("*.json"))}
    # A register's own follows from its declaration: those of the sample are no other project's.
    schemas = {name: data for name, data in schemas.items() if not name.startswith("register-")}
    patterns = {f"schemas/{kind}.json": path_pattern(kind) for kind in KINDS if f"{kind}.json" in schemas}
    settings = {
        "yaml.schemas": patterns,
        "yaml.schemaStore.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
    }
    text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    return {f"schemas/{name}": data for name, data in schemas.items()} | {".vscode/settings.json": text.encode()}


def _material(name: str) -> bytes:
    return files("generator.acts").joinpath("material", "skeleton", name).read_bytes()


def _fill(name: str, beginning: Beginning) -> str:
    """A text with its marks replaced; a text that is data holds no mark for what a person has typed."""
    marks = {
        "@YEAR@": str(beginning.year),
        "@LEAD@": LEAD,
        "@OFFICE@": beginning.office,
        "@TITLE@": f"{beginning.district}机关考核",
    }
    text = _material(name).decode()
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def refuse_taken(folder: Path) -> None:
    """Raises UserError where a project cannot be begun in `folder`."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"“{folder}”不是文件夹，没有建立项目。请另选一个位置。")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise UserError(f"“{folder}”里已经有文件，没有建立项目。请换一个空的文件夹，或刚克隆下来的空仓库。")
    if not (folder / ".git").exists() and (outer := _outer_repository(folder)):
        raise UserError(
            f"“{folder}”在 git 仓库“{outer}”里面，没有建立项目：仓库里再套仓库，外面的仓库管不到里面的文件。"
            "请换到那个仓库以外的文件夹。"
        )
    if (folder / ".git").is_dir() and _has_commits(folder / ".git"):
        raise UserError(f"“{folder}”是已经有历史的仓库，没有建立项目。请换一个空的文件夹。")


def _outer_repository(folder: Path) -> Path | None:
    """The repository in which `folder` would lie."""
    return next((above for above in folder.resolve().parents if (above / ".git").exists()), None)


def _has_commits(git: Path) -> bool:
    return (git / "packed-refs").is_file() or any(path.is_file() for path in (git / "refs").rglob("*"))


def _check(made: dict[str, bytes]) -> tuple[tuple[str, str], ...]:
    """What is missing; UserError with the first problem where what was typed makes no valid record."""
    data = {path: content for path, content in made.items() if path.startswith(DATA)}
    found = load_data(MemoryTree(data)).problems
    for problem in found:
        if problem.severity == "error":
            raise UserError(f"{problem.message}。{problem.hint}没有建立项目。")
    return tuple((problem.place.file, problem.message) for problem in found)
