"""The program as an office has it: a package installed beside nothing but the office's data and settings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from generator.model.system import list_files
from generator.proof.payload import tool_files
from tests.release.publishing import tell_story
from tests.release.repository import Repo
from tests.run_once import made_once
from tests.site.sample import DISTRICT

ROOT = Path(__file__).resolve().parents[1]

# What the package is built from: not what tests, editors and earlier builds have left.
SOURCES = (
    "generator", "templates", "content", "schemas", "requirements", "tools", "mkdocs.yml", "pyproject.toml",
    "MANIFEST.in", "LICENSE", "README.md", "CHANGELOG.md", "Makefile",
)  # fmt: skip


def build_wheel(work: Path) -> None:
    """Builds the package in `work` from a copy of the sources, without network."""
    for name in SOURCES:
        target = work / "sources" / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--no-build-isolation", "-w", str(work), str(work / "sources")], check=True)


def shared_wheel() -> Path:
    """The package of the program as it lies here, built once in a run."""
    return next(made_once("wheel", build_wheel).glob("*.whl"))


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The package; nobody changes it."""
    return shared_wheel()


class Installed:
    """An environment that holds the package; what it needs comes from this environment, the program does not."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        names = {"base": str(folder), "platbase": str(folder)}
        site = Path(sysconfig.get_path("purelib", "venv", names))
        # A path in a .pth file is searched, the .pth files in it are not obeyed: so the editable program is not seen.
        (site / "needs.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--python", str(self.python)]
        subprocess.run([*pip, "install", "--no-deps", "--no-index", "--ignore-installed", str(wheel)], check=True)
        if (fonts := Path(sys.prefix) / "fonts").is_dir():
            (folder / "fonts").symlink_to(fonts)
        self.package = site / "generator"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def run(self, *arguments: str, cwd: Path, code: int = 0) -> str:
        """What the command prints; its errors are shown where the exit code is another."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [str(self.folder / "bin" / "kaohe"), *arguments]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed") / "venv", wheel)


def found_office(folder: Path) -> Repo:
    """An office's repository: data and the file that marks a project, nothing else."""
    office = Repo(folder / "office")
    shutil.copytree(DISTRICT / "data", office.root / "data")
    office.write("mkdocs.yml", "site_name: 考核\n")
    office.git("init", "-q", "--initial-branch=main", "--template=")
    office.commit("启用", "2015-12-20")
    return office


@pytest.fixture
def office(tmp_path: Path) -> Repo:
    """An office that a test may change."""
    return found_office(tmp_path)


@pytest.fixture(scope="session")
def built(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """An office that has built its site where it stands."""
    office = found_office(tmp_path_factory.mktemp("built"))
    installed.run("build", cwd=office.root)
    return office


def read_all(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def test_the_package_carries_the_program_and_no_district(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in ("templates/pages/home_page.html.j2", "templates/typst/official.typ", "templates/verify/verify.py",
                 "templates/theme/assets/kaohe.css", "schemas/scheme.json", "tools/fetch_fonts.py",
                 "requirements/run.txt", "content/guide/index.md", "mkdocs.yml", "LICENSE"):  # fmt: skip
        assert f"generator/shipped/{path}" in names
    assert [name for name in names if name.startswith("generator/shipped/content/notice")] == []
    assert [name for name in names if "__pycache__" in name or name.startswith(("data/", "tests/", "tools/"))] == []


def test_an_office_checks_and_builds_with_nothing_but_its_data(installed: Installed, built: Repo) -> None:
    assert "共 0 处问题" in installed.run("check", cwd=built.root)
    assert "区水务局" in installed.run("score", "2015", cwd=built.root)
    site = built.root / "site"
    for path in (
        "guide/clerk.html",
        "verify/verify.py",
        "assets/kaohe.css",
        "open-data/sample-results.csv",
        "manifest.json",
    ):
        assert (site / path).is_file(), path
    assert not (site / "notice").exists()
    assert sorted(path.name for path in built.root.iterdir()) == [".git", "data", "mkdocs.yml", "site"]


def test_what_is_installed_builds_the_bytes_that_the_sources_build(
    built: Repo, office: Repo, root: Path, tmp_path: Path
) -> None:
    """In another place, from another clone."""
    command = [sys.executable, "-m", "generator", "build", "-C", str(office.root), "--out", str(tmp_path / "two")]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert read_all(built.root / "site") == read_all(tmp_path / "two")


def test_a_project_s_own_templates_and_program_are_never_used(installed: Installed, office: Repo) -> None:
    """Whoever proposes data may propose any file: none of them is code."""
    trap = "import os\nopen(os.environ['TRAP'], 'w').close()\n"
    for path in ("generator/__init__.py", "generator/__main__.py", "sitecustomize.py", "yaml.py", "shipped/x.py"):
        office.write(path, trap)
    office.write(
        "templates/pages/home_page.html.j2", "{{ cycler.__init__.__globals__.os.system('touch \"$TRAP\"') }}owned"
    )
    office.write("templates/documents/feedback.txt.j2", "owned")
    office.write("mkdocs.yml", "hooks: [sitecustomize.py]\ntheme: {name: material, custom_dir: templates}\n")
    trap_sprung = office.root / "sprung"
    os.environ["TRAP"] = str(trap_sprung)
    try:
        installed.run("check", cwd=office.root)
        installed.run("build", cwd=office.root)
    finally:
        del os.environ["TRAP"]
    assert not trap_sprung.exists()
    assert "owned" not in (office.root / "site/index.html").read_text("utf-8")


def test_an_archive_packs_the_program_as_its_sources_are_and_rebuilds_the_same_site(
    installed: Installed, root: Path, tmp_path: Path
) -> None:
    """What these bytes build from the bag is looked at in proof/test_archive.py, where the sources pack it."""
    story = tell_story(tmp_path / "story")
    bag = tmp_path / "bag"
    installed.run("archive", "2015-final", "--yes", "--out", str(bag), cwd=story.root)
    packed = read_all(bag / "data/tools")
    assert packed == dict(tool_files())
    assert all(packed[path] == (root / path).read_bytes() for path in packed if not path.endswith("__pycache__"))
    assert "逐字节相同" in installed.run("verify", "--against", str(bag), "--rebuild", cwd=tmp_path)
