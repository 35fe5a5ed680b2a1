"""kaohe: a government office's annual assessment of its departments, from YAML in git to a public site.

What others may build upon is named here and stays; everything else may move. `from generator import load_project`
reads a name from its module when it is first asked for, so that a command that needs little starts at once.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# name -> the module that holds it; their types stand in __init__.pyi.
_PUBLIC = {
    "find_root": "load.root",
    "load_project": "load.project:open_project",
    "score_year": "score.year",
    "Deduction": "model.deduction",
    "Evidence": "model.deduction",
    "Problem": "model.problem",
    "UserError": "model.problem",
    "canonical_bytes": "acts.record_writer",
    "write_records": "acts.record_writer",
    "Person": "git.fast_import",
    "propose": "acts.propose_act",
    "RecordSource": "acts.record_source",
    "open_source": "acts.record_source",
    "FilledForm": "acts.record_act",
    "Drafts": "acts.record_act",
    "draft_records": "acts.record_act",
    "effect_of": "acts.record_act",
    "write_drafts": "acts.record_act",
    "propose_drafts": "acts.record_act",
    "check_files": "acts.check_act",
    "check_draft": "acts.check_proposal",
    "check_branch": "acts.check_proposal",
    "compare_versions": "acts.compare_act",
    "find_impact": "acts.compare_act",
    "open_workspace": "acts.workspace",
    "PublishRequest": "acts.publish_act",
    "plan_publication": "acts.publish_act",
    "Plan": "acts.plan",
    "Refusal": "acts.plan",
    "carry_out": "acts.plan",
    "plan_tag": "acts.tag_act",
    "carry_out_tag": "acts.tag_act",
    "build": "acts.build_act",
    "verify": "acts.verify_act",
}
__all__ = ["__version__", *_PUBLIC]  # noqa: PLE0604, RUF100  # the names stand in the table


def __getattr__(name: str) -> Any:
    """A public name, from the module that holds it."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'generator' has no attribute {name!r}")
    module, _, inner = _PUBLIC[name].partition(":")
    return getattr(import_module(f"generator.{module}"), inner or name)
