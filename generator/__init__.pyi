"""The types of the public names; the names themselves are in __init__.py."""

from generator.acts.build_act import build
from generator.acts.check_act import check_files
from generator.acts.check_proposal import check_branch, check_draft
from generator.acts.compare_act import compare_versions, find_impact
from generator.acts.plan import Plan, Refusal, carry_out
from generator.acts.propose_act import propose
from generator.acts.publish_act import PublishRequest, plan_publication
from generator.acts.record_act import (
    Drafts,
    FilledForm,
    draft_records,
    effect_of,
    propose_drafts,
    write_drafts,
)
from generator.acts.record_source import RecordSource, open_source
from generator.acts.record_writer import canonical_bytes, write_records
from generator.acts.tag_act import carry_out_tag, plan_tag
from generator.acts.verify_act import verify
from generator.acts.workspace import open_workspace
from generator.git.fast_import import Person
from generator.load.project import open_project as load_project
from generator.load.root import find_root
from generator.model.deduction import Deduction, Evidence
from generator.model.problem import Problem, UserError
from generator.score.year import score_year

__all__ = [
    "Deduction",
    "Drafts",
    "Evidence",
    "FilledForm",
    "Person",
    "Plan",
    "Problem",
    "PublishRequest",
    "RecordSource",
    "Refusal",
    "UserError",
    "__version__",
    "build",
    "canonical_bytes",
    "carry_out",
    "carry_out_tag",
    "check_branch",
    "check_draft",
    "check_files",
    "compare_versions",
    "draft_records",
    "effect_of",
    "find_impact",
    "find_root",
    "load_project",
    "open_source",
    "open_workspace",
    "plan_publication",
    "plan_tag",
    "propose",
    "propose_drafts",
    "score_year",
    "verify",
    "write_drafts",
    "write_records",
]

__version__: str
