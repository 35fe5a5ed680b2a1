"""Printing the problems of a check, as text or as JSON."""

from __future__ import annotations

import sys

from generator.acts.check_act import read_lines
from generator.model.problem import Problem
from generator.read.tree import Tree


def print_problems(tree: Tree, problems: list[Problem], as_json: bool, everything: bool) -> int:
    """Prints `problems`, of very many the first of each kind, and a closing line, or JSON; returns the exit code."""
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        from generator.cli.output import print_json
        from generator.words.problem_text import problem_json

        print_json([problem_json(problem) for problem in problems])
        return 1 if errors else 0
    warnings = len(problems) - errors
    if problems:
        from generator.words.problem_list import list_problems

        for text in list_problems(problems, read_lines(tree), everything):
            sys.stdout.write(text)
        print(f"共 {errors} 处问题" + (f"，{warnings} 处提醒" if warnings else "") + "。")
    else:
        print("没有发现问题。")
    return 1 if errors else 0
