"""The tag of a publication: set on the commit that brought its record to the main branch."""

from __future__ import annotations

from pathlib import Path

from generator.acts.plan import Plan, Refusal, refuse
from generator.acts.workspace import require_whole
from generator.git.repository import Repository, open_repository
from generator.git.tagging import Tagger, read_tagger, set_tag
from generator.git.tags import read_tags
from generator.model.lazy_dataclass import dataclass
from generator.model.place import publication_file
from generator.proof.publication_tag import tag_message, tag_name
from generator.release.main_line import line_of_disk


@dataclass(frozen=True, slots=True)
class TagPlan:
    """The tag that would be set: its name, the commit, its message, and who sets it."""

    repository: Repository
    name: str
    target: str
    message: str
    tagger: Tagger
    shown: Plan


def plan_tag(root: Path, publication: str) -> TagPlan | Refusal:
    """What `kaohe publish --tag` would set, or why it does not; UserError where git does not know who sets it."""
    repository = open_repository(root)
    line = line_of_disk(repository)
    require_whole(line)
    ledger = line.ledger
    entry, name = ledger.publications.get(publication), tag_name(publication)
    if entry is None or entry.record is None:
        return refuse(f"主分支上没有 {publication_file(publication)}。请先提交记录并合并到主分支，再加标签。")
    if not line.has(entry.record.commit):
        return refuse(
            f"{entry.path} 冻结的提交 {entry.record.commit[:12]} 不在主分支的主线上，不能加标签。"
            "请先运行 kaohe check，按提示处理。"
        )
    if entry.changed:
        return refuse(f"{entry.path} 写入之后被改动过，不能加标签。请先运行 kaohe verify 查明。")
    if name in read_tags(repository, name):
        return refuse(f"标签 {name} 已经有了，没有改动它。")
    tagger = read_tagger(repository)
    signed = "签名" if tagger.key else "不签名（git config user.signingkey 没有配置密钥）"
    preview: tuple[str, ...] = (
        f"将加标签 {name}：{entry.record.title}",
        f"  加在提交 {entry.recorded} 上（{entry.day}），记录的 SHA-256：{entry.sha256}",
        f"  打标签的人：{tagger.name} <{tagger.email}>，{signed}",
        "  推送以后不要移动、改名或删除：核验以它为准",
    )
    if publication in ledger.withdrawals:
        preview = (*preview, "  这次发布已经撤回")
    afterwards = (f"推送之前要收回：git tag -d {name}", f"推送：git push origin {name}")
    shown = Plan(preview, (f"加标签 {name}？",), afterwards, command=f"kaohe publish {publication} --tag")
    return TagPlan(repository, name, entry.recorded, tag_message(entry.record, entry.sha256), tagger, shown)


def carry_out_tag(plan: TagPlan) -> str:
    """Sets the tag; a sentence about it. UserError where the key cannot sign."""
    tag = set_tag(plan.repository, plan.name, plan.target, plan.message, plan.tagger)
    signed = "，已签名" if tag.signature else "，没有签名（git config user.signingkey 没有配置密钥）"
    return f"标签 {tag.name} 已加在提交 {tag.target} 上{signed}。"
