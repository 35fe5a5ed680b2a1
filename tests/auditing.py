"""The auditor's script, asked within this process: to start one took most of the time of a small site."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tests.loaded_script import load_script

SCRIPT = Path(__file__).parents[1] / "templates/verify/verify.py"


def run_verifier(script: Path, *words: str) -> tuple[int, str]:
    """The exit code of the script that lies at `script`, and what it says.

    It is loaded anew, so it knows nothing of an earlier run. That it needs nothing of this project is shown where it
    runs by itself (`tests/proof/test_site_against.py`).
    """
    is_own = script.read_bytes() == SCRIPT.read_bytes()  # whose bytecode is there
    module = load_script(SCRIPT if is_own else script)
    told = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.TextIOWrapper(told, write_through=True)) as said:
        patch.setattr(sys, "argv", [str(script), *words])
        code = int(module.main())
        said.detach()
    return code, told.getvalue().decode()
