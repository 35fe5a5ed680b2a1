"""`kaohe score`: results as a table, one unit's derivation, or JSON."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from generator.cli.arguments import parse_year
from generator.cli.output import print_json, refuse_errors
from generator.load.project import open_project
from generator.load.root import find_root
from generator.model.problem import UserError
from generator.read.unit_lookup import find_unit
from generator.score.result import UnitResult, YearResult
from generator.score.year import score_year


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("year", metavar="年度", type=parse_year, help="如 2015")
    parser.add_argument("--quarter", metavar="季度", type=int, choices=(1, 2, 3, 4), help="算到该季度最后一天")
    parser.add_argument("--at", metavar="版本", help="用 git 的某个版本，而不是当前文件")
    parser.add_argument("--unit", metavar="单位", help="只看一个单位，写编号、全称、简称或别名")
    parser.add_argument("--explain", action="store_true", help="列出得分的推导过程（与 --unit 同用）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the results; 1 where the data have problems that forbid computing."""
    if arguments.explain and not arguments.unit:
        raise UserError("--explain 须与 --unit 同用，例如：kaohe score 2015 --unit fagaiju --explain")
    project = open_project(find_root(arguments.directory), arguments.at, year=arguments.year)
    if refuse_errors(project):
        return 1
    result = score_year(project.corpus, arguments.year, arguments.quarter)
    shown = result.units if not arguments.unit else (_find_unit(result, arguments.unit),)
    if arguments.json:
        from generator.score.result_json import year_json

        print_json(year_json(replace(result, units=shown), project.commit))
    else:
        _print_text(result, shown, project.corpus.site is not None and project.corpus.site.demo, arguments.explain)
    return 0


def _print_text(result: YearResult, shown: tuple[UnitResult, ...], demo: bool, explain: bool) -> None:
    from generator.words.derivation import derivation_text, ranking_text

    sys.stdout.write(derivation_text(result, shown[0]) if explain else ranking_text(result, shown))
    if demo:
        print("（演示数据，不反映任何单位的真实情况。）")


def _find_unit(result: YearResult, wanted: str) -> UnitResult:
    """The unit called `wanted`; UserError with the nearest one if there is none."""
    missing = f"{result.year} 年度没有名为“{{}}”的被考核单位。"
    found = {unit.unit.id: unit for unit in result.units}
    return found[find_unit((unit.unit for unit in result.units), wanted, missing)]
