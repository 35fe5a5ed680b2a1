"""Packs all that a machine without network needs: `make bundle`, or `python tools/make_bundle.py DIST`.

For this architecture and this minor version of Python: the locked packages as wheels (what is published as source
only is built here), the program, the fonts, an installer with checksums. Of a package for which there is no wheel on
this machine the bundle goes without, if the site can be built without it: then `missing.txt` says which documents are
not made. The same commit and the same wheels give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Without these the site is built all the same; what is then missing of it.
OPTIONAL = {"typst": "公文没有 PDF", "pypandoc-binary": "公文没有 DOCX", "vl-convert-python": "网页没有图"}
# What is packed: what the program needs, and what the form in the browser needs besides.
LOCKS = ("desk.txt", "run.txt")
_ENTRY = re.compile(r"(?m)^([a-z0-9-]+)==.*(?:\n[ ].*)*")
README = """\
kaohe {version} 离线包，给 {machine} 的 Linux 和 Python {python} 用。

把整个文件夹拷到内网的机器上，运行：

    sh install.sh            装到 /opt/kaohe/{version}
    sh install.sh 文件夹     装到别处

需要系统已有 Python {python}（连同 venv）、git 2.38、glibc {libc} 或更新的版本；缺的，安装时一次说清。
其余的都在包里，不用网络。怎样使用，见网站“使用指南”里的“管理员”。
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--program", type=Path, required=True, help="the wheel of the program")
    parser.add_argument(
        "--without", nargs="*", default=[], help="leave out, as if there were no wheel for this machine"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        made = pack(Path(work), given.out, given.program, given.without)
    print(made)
    return 0


def pack(work: Path, out: Path, program: Path, without: list[str]) -> Path:
    """Makes the bundle in `out`; its path."""
    version = program.name.split("-")[1]
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = work / f"kaohe-{version}-py{python}-{platform.machine()}"
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    missing = gather_wheels(wheels, work, without)
    shutil.copy(program, wheels)
    copy_fonts(folder / "fonts")
    words = {"version": version, "machine": platform.machine(), "python": python, "libc": oldest_libc(wheels)}
    facts = {"VERSION": version, "PYTHON": python, "MACHINE": words["machine"], "LIBC": words["libc"]}
    (folder / "bundle.txt").write_text("".join(f"{name}={value}\n" for name, value in facts.items()), "utf-8")
    (folder / "missing.txt").write_text("".join(f"{name} {OPTIONAL[name]}\n" for name in missing), "utf-8")
    (folder / "README.txt").write_text(README.format(**words), "utf-8")
    shutil.copy(ROOT / "tools/bundle/install.sh", folder)
    write_sums(folder)
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"{folder.name}.tar.gz"
    archive.write_bytes(tar_up(folder))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", "utf-8")
    return archive


def gather_wheels(wheels: Path, work: Path, without: list[str]) -> list[str]:
    """Puts a wheel of every locked package into `wheels`; the names of the optional ones that there are none of."""
    locks = [path.read_text("utf-8") for name in LOCKS if (path := ROOT / "requirements" / name).is_file()]
    entries = {entry[1]: entry[0] for lock in locks for entry in _ENTRY.finditer(lock)}
    listed = {name: text for name, text in entries.items() if name not in OPTIONAL}
    fetch(wheels, work, "\n".join(listed.values()), [])
    missing = []
    for name in OPTIONAL:
        try:
            if name in without:
                raise subprocess.CalledProcessError(1, name)
            fetch(wheels, work, entries[name], ["--only-binary", ":all:"])
        except subprocess.CalledProcessError:
            missing.append(name)
    return missing


def fetch(wheels: Path, work: Path, entries: str, options: list[str]) -> None:
    """Wheels of these entries of the lock, each held against its digest; source is built with what is installed."""
    wanted = work / "wanted.txt"
    wanted.write_text(entries + "\n", "utf-8")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--require-hashes", "--no-build-isolation"]
    subprocess.run([*command, "--use-pep517", *options, "-w", str(wheels), "-r", str(wanted)], check=True)


def copy_fonts(target: Path) -> None:
    """The free fonts, where they were fetched (`make fonts`)."""
    target.mkdir()
    for font in sorted((Path(sys.prefix) / "fonts").glob("*.otf")):
        shutil.copy(font, target)


def oldest_libc(wheels: Path) -> str:
    """The oldest glibc on which every wheel runs, as their names say (PEP 600)."""
    found = [(2, 17)]
    for wheel in wheels.glob("*manylinux*.whl"):
        tags = re.findall(r"manylinux_(\d+)_(\d+)", wheel.name)
        if tags:
            found.append(min((int(major), int(minor)) for major, minor in tags))
    return ".".join(map(str, max(found)))


def write_sums(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths
    ]
    (folder / "SHA256SUMS").write_text("".join(rows), "utf-8")


def tar_up(folder: Path) -> bytes:
    """The folder as tar.gz: names sorted, owned by nobody, dated by the commit."""
    when = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = when
        entry.mode = 0o755 if entry.isdir() or entry.name.endswith(".sh") else 0o644
        return entry

    data = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=data, mode="wb", compresslevel=1, mtime=when) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(folder, folder.name, filter=plain, recursive=False)
        for path in sorted(folder.rglob("*")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.add(path, name, filter=plain, recursive=False)
    return data.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
