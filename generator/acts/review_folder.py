"""What a review leaves for the forge: a comment and notes on lines, as files in a folder of the run."""

from __future__ import annotations

from pathlib import Path

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.model.system import explain_refusal


@dataclass(frozen=True, slots=True)
class ReviewFiles:
    """Where the three are: Markdown, workflow commands (GitHub), a Code Quality report (GitLab)."""

    comment: Path
    annotations: Path
    code_quality: Path


def write_review(folder: Path, comment: str, annotations: str, quality: str) -> ReviewFiles:
    """Writes the three; UserError where the folder cannot be written."""
    files = ReviewFiles(folder / "comment.md", folder / "annotations.txt", folder / "code-quality.json")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.comment.write_text(comment, "utf-8", newline="\n")
        files.annotations.write_text(annotations, "utf-8", newline="\n")
        files.code_quality.write_text(quality, "utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"“{folder}”写不进去：{explain_refusal(error)}。") from error
    return files
