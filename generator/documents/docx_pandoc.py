"""The one place that starts pandoc: its own program of the installed package, sandboxed, with a time limit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.model.problem import UserError

SECONDS = 60  # of wall clock; a document takes a tenth of one
_NOWHERE = os.path.join(os.sep, "nonexistent")


@cache
def find_pandoc() -> str:
    """The pandoc of the locked package, never another that happens to be installed; empty where there is none."""
    spec = find_spec("pypandoc")
    folder = Path(spec.origin).parent / "files" if spec is not None and spec.origin else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    return ""


def pandoc_program() -> str:
    """As `find_pandoc`; UserError where there is none."""
    if found := find_pandoc():
        return found
    raise UserError(
        "没有 pandoc，不能生成 DOCX。请按 requirements.txt 重新安装 kaohe 所需的软件包（其中有 pypandoc-binary）。"
    )


def run_pandoc(prose: dict[str, Any], target: str, seconds: int = SECONDS) -> bytes:
    """What pandoc makes of a document of its own JSON form; UserError where it fails or takes longer than
    `seconds`.
    """
    command = [pandoc_program(), "--sandbox", f"--data-dir={_NOWHERE}", "-f", "json", "-t", target, "-o", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        start_new_session=True,
    ) as process:
        try:
            made, said = process.communicate(json.dumps(prose).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            raise UserError(f"pandoc 超过 {seconds} 秒没有完成，已经停止。") from None
        except BaseException:
            _kill(process)
            raise
    if process.returncode:
        raise UserError(f"pandoc 没有完成：{said.decode('utf-8', 'replace').strip()[:300]}")
    return made


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and whatever it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _environment() -> dict[str, str]:
    """Nothing of the user's: neither settings and templates of pandoc nor a locale."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {"HOME": _NOWHERE, "XDG_DATA_HOME": _NOWHERE, "APPDATA": _NOWHERE, "LC_ALL": "C.UTF-8"}
