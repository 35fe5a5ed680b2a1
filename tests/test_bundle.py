"""What is carried to a machine without network: installed and used with the network cut, by the real installer."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from generator import __version__
from tests.loaded_script import load_script
from tests.run_once import folder_of_run
from tests.site.sample import DISTRICT
from tests.test_installed import shared_wheel

ROOT = Path(__file__).resolve().parents[1]
TOOLS = (
    "sh", "sed", "awk", "uname", "find", "wc", "grep", "sha256sum", "dirname", "cat", "mkdir", "ln", "cp", "rm",
    "env",
)  # fmt: skip
# No way out: a network of its own where the system allows that, else proxies that lead nowhere.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


def cut_off(
    *command: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command that can reach no network."""
    alone = ["unshare", "-rn"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode
    ):
        alone = []
    given = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "GIT_"))}
    given |= NOWHERE | dict(environment or {})
    return subprocess.run([*alone, *command], env=given, cwd=folder, capture_output=True, text=True, check=False)


def make_bundle(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "tools/make_bundle.py"), str(folder), "--program", str(shared_wheel())]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        (folder / "refused").write_text(made.stderr[-2_000:], "utf-8")
        return
    archive = next(folder.glob("*.tar.gz"))
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "unpacked", filter="data")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as it is unpacked on the machine; skipped by name where the packages cannot be fetched."""
    folder = folder_of_run(tmp_path_factory) / "bundle"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "unpacked").exists() and not (folder / "refused").exists():
            make_bundle(folder)
    if (folder / "refused").exists():
        if os.environ.get("KAOHE_STRICT_TOOLS") == "1":
            pytest.fail((folder / "refused").read_text("utf-8"))
        pytest.skip("the locked packages cannot be fetched")
    return next((folder / "unpacked").iterdir())


def copy_bundle(bundle: Path, target: Path) -> Path:
    """A copy in which files can be replaced (they are linked, not copied)."""
    shutil.copytree(bundle, target, copy_function=os.link)
    return target


def replace(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, "utf-8")


def install(bundle: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return cut_off("sh", str(bundle / "install.sh"), str(target), environment=environment)


def build(target: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return cut_off(str(target / "current/bin/kaohe"), "build", "-C", str(DISTRICT), "--out", str(out), folder=target)


def test_installed_and_used_with_the_network_cut(bundle: Path, tmp_path: Path) -> None:
    done = install(bundle, tmp_path / "opt")
    assert done.returncode == 0, done.stderr
    place = tmp_path / "opt" / __version__
    assert done.stdout.splitlines()[0] == f"已安装 kaohe {__version__}：{place}"
    built = build(tmp_path / "opt", tmp_path / "site")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site/index.html").is_file()
    assert list((tmp_path / "site").rglob("*.docx"))
    if list((bundle / "fonts").glob("*.otf")):
        assert list((tmp_path / "site").rglob("*.pdf"))
    again = install(bundle, tmp_path / "opt")
    assert (again.returncode, "已经装好了 kaohe" in again.stderr) == (1, True)
    (place / "installed").unlink()  # as an installation that was cut off leaves it
    assert install(bundle, tmp_path / "opt").returncode == 0
    checked = cut_off(str(tmp_path / "opt/current/bin/kaohe"), "check", "-C", str(DISTRICT), folder=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_where_a_program_is_not_to_be_had_the_site_is_built_and_says_what_is_missing(
    bundle: Path, tmp_path: Path
) -> None:
    bare = copy_bundle(bundle, tmp_path / "bundle")
    for name in ("typst", "pypandoc_binary", "vl_convert_python"):
        next(bare.glob(f"wheels/{name}-*")).unlink()
    replace(bare / "missing.txt", "typst 公文没有 PDF\npypandoc-binary 公文没有 DOCX\nvl-convert-python 网页没有图\n")
    (bare / "SHA256SUMS").unlink()
    load_script(ROOT / "tools/make_bundle.py").write_sums(bare)
    done = install(bare, tmp_path / "opt")
    assert done.returncode == 0, done.stderr
    assert "给这种机器没有 typst，网站照常生成，只是公文没有 PDF。" in done.stdout
    built = build(tmp_path / "opt", tmp_path / "site")
    assert built.returncode == 0, built.stderr
    assert "给这种机器没有 vl-convert-python，网站照常生成，只是网页没有图。" in done.stdout
    assert "网页：这台机器没有画图的程序，网页没有图，数字都在表里。" in built.stdout
    assert "公文：这台机器没有 pandoc，公文没有 DOCX。" in built.stdout
    assert "公文：这台机器没有 typst，公文没有 PDF。" in built.stdout
    site = tmp_path / "site"
    assert [path for path in site.rglob("*") if path.suffix in {".pdf", ".docx"}] == []
    listed = (site / "documents/index.html").read_text("utf-8")
    assert "这里的公文有网页，" in listed
    assert ".docx" not in listed
    assert ".pdf" not in listed


def test_a_damaged_bundle_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    for name, change in (
        ("changed", lambda folder: replace(folder / "README.txt", "改过\n")),
        ("lost", lambda folder: next(folder.glob("wheels/jinja2-*")).unlink()),
        ("more", lambda folder: (folder / "wheels/evil-1-py3-none-any.whl").write_text("x")),
    ):
        broken = copy_bundle(bundle, tmp_path / name)
        change(broken)
        done = install(broken, tmp_path / "opt")
        assert done.returncode == 1
        assert "没有安装。请重新" in done.stderr
        assert not (tmp_path / "opt").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("PYTHON=", "PYTHON=3.99"), "这台机器还缺 Python 3.99（连同 venv），没有安装；"),
        (("LIBC=", "LIBC=99.0"), "glibc 99.0 或更新的版本（现在是 "),
        (("MACHINE=", "MACHINE=sparc64"), f"这个安装包是给 sparc64 的机器做的，这台是 {platform.machine()}。"),
    ],
)
def test_what_else_is_missing_is_one_sentence(
    bundle: Path, tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    other = copy_bundle(bundle, tmp_path / "bundle")
    lines = (other / "bundle.txt").read_text("utf-8").splitlines()
    text = "".join(f"{change[1] if line.startswith(change[0]) else line}\n" for line in lines)
    replace(other / "bundle.txt", text)
    (other / "SHA256SUMS").unlink()
    load_script(ROOT / "tools/make_bundle.py").write_sums(other)
    done = install(other, tmp_path / "opt")
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "opt").exists()


def test_git_that_is_missing_is_said_with_everything_else(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    done = subprocess.run(
        ["sh", str(bundle / "install.sh"), str(tmp_path / "opt")],
        env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    words = f"这台机器还缺 Python {python}（连同 venv）、git 2.38 或更新的版本，没有安装；"
    assert (done.returncode, done.stderr.startswith(words)) == (1, True), done.stderr


def test_the_same_files_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1420000000")
    packer = load_script(ROOT / "tools/make_bundle.py")
    for folder, order in ((tmp_path / "a/kaohe", ("x", "甲", "b.sh")), (tmp_path / "b/kaohe", ("b.sh", "甲", "x"))):
        folder.mkdir(parents=True)
        for name in order:
            (folder / name).write_text(name, "utf-8")
    assert packer.tar_up(tmp_path / "a/kaohe") == packer.tar_up(tmp_path / "b/kaohe")
