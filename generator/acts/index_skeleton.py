"""An index to begin with: its settings, and a list of functions to be completed; the districts come one by one."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from generator import __version__
from generator.acts.skeleton import NewProject, refuse_taken
from generator.check.settings import NOWHERE
from generator.git.fast_import import BEIJING, NewCommit, Person, write_history
from generator.git.identity import read_identity
from generator.load.project import load_data
from generator.model.index_records import DueRule, Index
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COUNTERPARTS_FILE, DATA, INDEX_FILE
from generator.model.problem import UserError
from generator.read.program import PROGRAM
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record

_FILES = {".gitattributes": "gitattributes", ".gitignore": "gitignore", "mkdocs.yml": "mkdocs.yml"}
_DUE = (DueRule("notice", "01-31", True), DueRule("final", "03-31", True))


@dataclass(frozen=True, slots=True)
class IndexBeginning:
    """Whose index it is to be: region, office, the first year that is asked for, and where its site will stand."""

    region: str
    office: str
    since: int
    base_url: str = ""


def begin_index(folder: Path, beginning: IndexBeginning) -> NewProject:
    """Makes the index in `folder`: a repository with one commit on `main`. UserError as for a project."""
    refuse_taken(folder)
    made = index_files(beginning)
    found = load_data(MemoryTree({path: data for path, data in made.items() if path.startswith(DATA)})).problems
    for problem in found:
        if problem.severity == "error":
            raise UserError(f"{problem.message}。{problem.hint}没有建立索引。")
    author = read_identity(folder) or Person(beginning.office, "kaohe@localhost")
    when = datetime.now(BEIJING)
    folder.mkdir(parents=True, exist_ok=True)
    with write_history(folder) as writer:
        writer.add(NewCommit(1, (), author, when, author, when, f"启用{beginning.region}考核索引", made))
        commit = writer.id_of(1)
    return NewProject(commit, tuple(made), tuple((one.place.file, one.message) for one in found))


def index_files(beginning: IndexBeginning) -> dict[str, bytes]:
    """Path and bytes of every file of a new index."""
    index = Index(
        office=beginning.office,
        region=beginning.region,
        title=f"{beginning.region}各地机关考核索引",
        base_url=beginning.base_url or NOWHERE,
        demo=False,
        since=beginning.since,
        due=_DUE,
    )
    readme = _material("README.md").decode().replace("@TITLE@", index.title).replace("@OFFICE@", index.office)
    schemas = ("index", "district", "counterparts")
    return {
        **{path: _material(name) for path, name in sorted(_FILES.items())},
        "README.md": readme.encode(),
        "content/.gitkeep": b"",
        INDEX_FILE: emit_record(index).encode(),
        COUNTERPARTS_FILE: _material("counterparts.yml"),
        **{f"schemas/{name}.json": (PROGRAM / "schemas" / f"{name}.json").read_bytes() for name in schemas},
        "kaohe.txt": f"kaohe {__version__}\n".encode(),
        "requirements.txt": (PROGRAM / "requirements" / "index.txt").read_bytes(),
    }


def _material(name: str) -> bytes:
    return files("generator.acts").joinpath("material", "index", name).read_bytes()
