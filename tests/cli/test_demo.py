"""`kaohe demo`: what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.cli.demo_command import DEFAULTS
from generator.demo.district import Options


def test_it_makes_a_project_and_says_what_to_do_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "示例"
    assert main(["demo", str(folder), "--units", "12", "--deductions", "30", "--seed", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"演示项目已生成：{folder}"
    assert lines[1].startswith("12 个被考核单位，1 个年度，30 条扣分记录，5 次发布，")
    assert main(["score", "2015", "-C", str(folder)]) == 0


def test_the_folder_is_looked_for_from_the_given_one(tmp_path: Path) -> None:
    assert main(["demo", "-C", str(tmp_path), "d", "--units", "3", "--deductions", "0"]) == 0
    assert (tmp_path / "d" / "data" / "site.yml").is_file()


def test_a_folder_that_is_taken_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("x")
    assert main(["demo", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"kaohe：“{tmp_path}”已经存在而且不是空文件夹。请换一个名字，或先把它移走。\n"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--units", "0"], "参数 --units：“0”不是 1 到 2000 之间的整数"),
        (["--years", "一"], "参数 --years：“一”不是 1 到 20 之间的整数"),
        (["--deductions", "1e9"], "参数 --deductions：“1e9”不是 0 到 1000000 之间的整数"),
        (["--seed", "-1"], "参数 --seed：“-1”不是 0 到 999999999 之间的整数"),
    ],
)
def test_sizes_have_bounds(given: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["demo", str(tmp_path / "d"), *given])
    assert exit_.value.code == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_the_defaults_are_those_of_the_shipped_data() -> None:
    assert Options(**DEFAULTS) == Options()
