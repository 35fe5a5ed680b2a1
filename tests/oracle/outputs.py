"""What kaohe makes of a fixed history, one digest for each file: sites, a bag, and every command's JSON.

Only the command line is called, so that whatever moves behind it leaves this alone.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from hashlib import sha256
from pathlib import Path

from generator.cli import VERBS, main

HERE = Path(__file__).parent
Files = dict[str, bytes]

# The questions that each history is asked: a name for the answer -> verb and arguments.
_ALWAYS = {
    "check": "check",
    "score": "score 2015",
    "score-q2": "score 2015 --quarter 2",
    "log": "log",
    "remarks": "log --remarks",
    "timeline": "timeline 2015",
    "verify": "verify",
}
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "shipped": _ALWAYS,
    "demonstration": {
        **_ALWAYS,
        "score-at": "score 2015 --at publication/2015-q3",
        "check-base": "check --base publication/2015-q2",
        "impact": "impact --base publication/2015-q4",
        "diff": "diff publication/2015-q3 publication/2015-final",
        "log-unit": "log --unit fagaiju",
        "timeline-unit": "timeline 2015 --unit fagaiju",
    },
}
_PEOPLE = {
    "GIT_AUTHOR_NAME": "考核",
    "GIT_AUTHOR_EMAIL": "kaohe@example.com",
    "GIT_COMMITTER_NAME": "考核",
    "GIT_COMMITTER_EMAIL": "kaohe@example.com",
    "GIT_AUTHOR_DATE": "2016-03-01T09:00:00+08:00",
    "GIT_COMMITTER_DATE": "2016-03-01T09:00:00+08:00",
}


def git(folder: Path, *arguments: str) -> None:
    """Runs git in `folder`, the same on every machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**kept, **_PEOPLE, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=environment)


def call(root: Path, *arguments: str) -> tuple[str, str, int]:
    """What a command prints about the project at `root`: its answer, its complaints, its exit code."""
    said, complaint = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complaint):
        code = main([arguments[0], "-C", str(root), *arguments[1:]])
    if code > 1:
        raise RuntimeError(f"kaohe {' '.join(arguments)}: {code}: {complaint.getvalue()}")
    return said.getvalue(), complaint.getvalue(), code


def _ask(root: Path, question: str) -> bytes:
    said, _, code = call(root, *question.split(), "--json")
    return f"{said}exit {code}\n".encode()


def _do(root: Path, *arguments: str) -> None:
    said, complaint, code = call(root, *arguments)
    if code:
        raise RuntimeError(f"kaohe {' '.join(arguments)}: {said}{complaint}")


def make_outputs(name: str, folder: Path) -> Files:
    """All outputs of the history `name`, made below `folder`, by their names; what may differ is masked.

    Of the shipped data the site; of the demonstration a bag, the site for its office, and the site for the public
    once the same data are no demonstration any more.
    """
    root = folder / "project"
    git(folder, "clone", "-q", str(HERE / f"{name}.bundle"), str(root))
    git(root, "remote", "remove", "origin")  # only what the bundle holds is asked
    made: Files = {}
    for answer, question in QUESTIONS[name].items():
        made[f"json/{answer}.json"] = _ask(root, question)
    if name == "shipped":
        made |= _build(root, folder / "site", "site")
    else:
        _do(root, "archive", "2015-q2", "--audience", "public", "--yes", "--out", str(folder / "bag"))
        made |= {f"bag/{path}": data for path, data in _read(folder / "bag")}
        made |= _build(root, folder / "internal", "internal", "--audience", "internal")
        _end_demonstration(root)
        made |= _build(root, folder / "public", "public")
    return dict(sorted(_mask(made)))


def _build(root: Path, out: Path, name: str, *arguments: str) -> Files:
    _do(root, "build", "--at", "HEAD", "--out", str(out), *arguments)
    return {f"{name}/{path}": data for path, data in _read(out)}


def _end_demonstration(root: Path) -> None:
    """The same data as of a real district, its scheme confirmed: of these the public sees only what was published."""
    data = root / "data"
    for path in sorted(data.rglob("*.yml")):
        text = path.read_text("utf-8")
        changed = text.replace("sample: true\n", "").replace("demo: true\n", "demo: false\n")
        if path.parent.name == "schemes":
            document = f"示例考发〔{path.stem}〕1号"
            changed += f"confirmed: {{date: {path.stem}-01-05, document: {document}}}\n"
        if changed != text:
            path.write_text(changed, "utf-8", newline="\n")
    git(root, "commit", "-q", "-a", "-m", "转为正式数据")


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


# Of a bag: what packs the program itself, or only says again what the other files say.
_LEFT_OUT = re.compile(r"bag/(?:data/tools/|data/fonts\.txt|(?:tag)?manifest-sha)")
_SPOKEN_OF_TOOLS = ("Bag-Software-Agent:", "Payload-Oxum:", "创建程序:", "大小:", "格式:")


def _mask(made: Files) -> Iterator[tuple[str, bytes]]:
    """The outputs without what depends on the program's own files or on the machine."""
    for path, data in made.items():
        if path.endswith("/manifest.json"):
            yield path, _mask_manifest(data)
        elif path == "bag/bag-info.txt":
            lines = [line for line in data.decode().splitlines() if not line.startswith(_SPOKEN_OF_TOOLS)]
            yield path, "\n".join(lines).encode()
        elif path == "bag/data/metadata.xml":
            head, _, _ = data.decode().partition("<电子属性>")
            yield path, re.sub("<件数>[0-9]+</件数>", "", head).encode()
        elif not _LEFT_OUT.match(path):
            yield path, data


def _mask_manifest(data: bytes) -> bytes:
    """The manifest without the tool's version, its seal, and the digests, each of which is compared by itself."""
    found = json.loads(data)
    del found["tools"]["kaohe"]
    kept = {name: value for name, value in found.items() if name not in ("files", "sha256")}
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode()


def digests(files: Files) -> dict[str, str]:
    """The beginning of the SHA-256 of each file, by its path."""
    return {path: sha256(data).hexdigest()[:16] for path, data in files.items()}


def stored(name: str) -> dict[str, str]:
    """The digests that are kept."""
    rows = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return {path: digest for digest, _, path in (row.partition("  ") for row in rows)}


def store(name: str, found: Mapping[str, str]) -> None:
    """Keeps these digests from now on."""
    text = "".join(f"{digest}  {path}\n" for path, digest in sorted(found.items()))
    (HERE / f"{name}.txt").write_text(text, "utf-8", newline="\n")


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """What is not as it was, one line for each file."""
    words = {(True, True): "changed", (True, False): "gone", (False, True): "new"}
    return [
        f"{words[path in old, path in new]}: {path}"
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    ]


def verbs_with_json() -> set[str]:
    """The verbs that can answer in JSON."""
    found = set()
    for verb in VERBS:
        said = io.StringIO()
        with redirect_stdout(said), suppress(SystemExit):
            main([verb, "--help"])
        if "--json" in said.getvalue():
            found.add(verb)
    return found


def has_fonts() -> bool:
    """Whether the free fonts are here, without which no PDF is made and no page links to one."""
    return any((Path(sys.prefix) / "fonts").glob("*.otf"))
