"""An import in rounds: what is answered lets the next questions be asked, until none is left."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from generator.acts.import_act import ImportPlan, Tell, open_import, plan_import
from generator.acts.import_answers import read_answers
from generator.acts.import_session import ImportSession
from generator.cli.import_questions import ask_questions, can_ask
from generator.cli.progress import show_progress


def plan_in_rounds(root: Path, arguments: argparse.Namespace) -> tuple[ImportSession, ImportPlan | None]:
    """The session and what it would do with all answers that could be had; None where the person stopped."""
    say, done = show_progress()
    try:
        return _plan(root, arguments, say, done)
    finally:
        done()


def _plan(
    root: Path, arguments: argparse.Namespace, say: Tell, done: Callable[[], None]
) -> tuple[ImportSession, ImportPlan | None]:
    answers = read_answers(Path(arguments.answers)) if arguments.answers else {}
    tree = None
    if arguments.branch:
        from generator.acts.import_branch import main_tree

        tree = main_tree(root)
    session = open_import(root, [Path(file) for file in arguments.files], answers, tree, say)
    keep = not arguments.no_mapping
    asks = can_ask() and not (arguments.dry_run or arguments.json or arguments.yes)
    plan = plan_import(session, keep, say)
    while plan.questions and asks:
        done()
        given = ask_questions(plan.questions)
        if given is None:
            return session, None
        session.answers |= given
        plan = plan_import(session, keep, say)
    return session, plan
