#!/usr/bin/env python3
"""核验下载的考核网站。只用 Python 标准库（3.9 以上），可以通读后再运行。

    python3 verify.py 网站文件夹                       核对文件，重算得分
    python3 verify.py 网站文件夹 --repo 仓库或bundle    再核对 git 历史（需要 git）

做三件事：
  一、每个文件的 SHA-256 与 manifest.json 所记的相同，没有多余的文件。
  二、由 open-data/ 里的扣分记录、分值、评议计票重算每个单位的得分和名次，与网站公布的、发布记录里的相同。
  三、发布记录在主分支上写入后没有改动，前后相接，冻结的提交在它之前，标签指向写入它的提交，历史的内容没有损坏。
有一处不符就以 1 结束。标签的签名请用 git verify-tag 另行核对。谁能同时改写网站和仓库，谁就能骗过本程序：
请把 manifest.json 与先前另存的比对，或用先前另存的 bundle 核验。
"""

import argparse
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

COUNTS = {"符合": 0, "不符": 0, "待证": 0}
SETTINGS = (f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "core.commitGraph=false", "safe.directory=*")
FIXED = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_REPLACE_OBJECTS": "1"}
FIXED |= {"GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}


def say(status, sentence):
    """打印一项结果，并计数。"""
    COUNTS[status] += 1
    print(f"{status}  {sentence}")


def judge(is_right, what, detail=""):
    """核验 what：是则“符合”，否则“不符”并说明。"""
    say("符合" if is_right else "不符", what if is_right or not detail else f"{what}——{detail}")


def check_files(site):
    """逐个文件核对 manifest.json；返回清单。"""
    manifest = json.loads((site / "manifest.json").read_bytes())
    body = {name: value for name, value in manifest.items() if name != "sha256"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    judge(
        hashlib.sha256(text.encode()).hexdigest() == manifest.get("sha256"),
        "manifest.json 与它自己所记的 SHA-256 相符",
    )
    listed = manifest["files"]
    present = {p.relative_to(site).as_posix() for p in site.rglob("*") if not p.is_dir() or p.is_symlink()}
    wrong = dict.fromkeys(present - listed.keys() - {"manifest.json"}, "清单中没有这个文件")
    for path, digest in listed.items():
        if path not in present:
            wrong[path] = "文件夹里没有这个文件"
        elif (site / path).is_symlink() or hashlib.sha256((site / path).read_bytes()).hexdigest() != digest:
            wrong[path] = "内容与清单不符"
    for path, why in sorted(wrong.items()):
        say("不符", f"{path}：{why}")
    judge(not wrong, f"{len(listed)} 个文件与清单逐一相符，没有多余的文件", f"{len(wrong)} 个不符")
    return manifest


@functools.lru_cache(None)
def table(site, name):
    """open-data/ 里的一张表；没有则为空。"""
    path = site / "open-data" / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


@functools.lru_cache(None)
def grouped(site, name):
    """一张表的各行，按年度和单位分开。"""
    found = {}
    for row in table(site, name):
        found.setdefault((row["year"], row["unit"]), []).append(row)
    return found


def rounded(value, places, mode):
    """按考核办法的规则，由精确值舍入一次。"""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = {"half-up": twice >= 0, "half-even": twice > 0 or (twice == 0 and whole % 2), "down": False}[mode]
    return Fraction(whole + bool(up), 10**places) * (-1 if value < 0 else 1)


def effective(record, scheme):
    """一条记录的有效扣分：施行前不计分的和撤销的为零，复核减少的按减少后的计。"""
    if scheme["before"] == "not-counted" and record["date"] < scheme["in_force"]:
        return Fraction(0)
    if record["revoked_date"] or record["appeal_decision"] == "revoked":
        return Fraction(0)
    reduced = record["appeal_decision"] == "reduced" and record["appeal_points"] is not None
    return Fraction(record["appeal_points"] if reduced else record["points"])


def satisfaction(site, year, component, unit, until):
    """满意率，精确分数；尚未评议为 None，计票没有全部公开时为 "withheld"。"""
    held = [
        r["held"] for r in grouped(site, "appraisal-ballots").get((year, unit), []) if r["component"] == component
    ]
    if not held or max(held) > until:
        return None
    scale = [row for row in table(site, "appraisal-scale") if (row["year"], row["component"]) == (year, component)]
    weights = {(row["part"], row["id"]): row["weight"] for row in scale}
    counts = {}
    for row in grouped(site, "appraisal-tallies").get((year, unit), []):
        if row["suppressed"]:
            return "withheld"
        if row["component"] == component and weights["option", row["option"]] is not None:  # “不了解”不计入
            counts.setdefault((row["aspect"], row["panel"]), []).append(row)
    rates = {aspect: aspect_rate(weights, counts, aspect) for part, aspect in weights if part == "aspect"}
    if None in rates.values():
        return "withheld"
    total = sum(Fraction(weights["aspect", aspect]) for aspect in rates)
    return sum(Fraction(weights["aspect", aspect]) * rate for aspect, rate in rates.items()) / total


def aspect_rate(weights, counts, aspect):
    """一个方面的满意率：各主体的满意率按权重平均；有主体无票可计时另有规则，这里不重算，为 None。"""
    found = {}
    for panel in (name for part, name in weights if part == "panel"):
        rows = counts.get((aspect, panel), [])
        total = sum(row["count"] for row in rows)
        if total == 0:
            return None
        found[panel] = sum(Fraction(weights["option", row["option"]]) * row["count"] for row in rows) / total
    whole = sum(Fraction(weights["panel", panel]) for panel in found)
    return sum(Fraction(weights["panel", panel]) * rate for panel, rate in found.items()) / whole


def recompute(site, scheme, unit, until):
    """一个单位的得分；评议计票没有全部公开时为 None。"""
    year = scheme["year"]
    items = {row["item"]: row for row in table(site, "items") if row["year"] == year}
    lost = {}
    for record in grouped(site, "deductions").get((year, unit), []):
        if record["date"] <= until:
            lost[record["item"]] = lost.get(record["item"], Fraction(0)) + effective(record, scheme)
    parts = {row["component"]: Fraction(0) for row in items.values()}
    for item, points in lost.items():
        parts[items[item]["component"]] += min(points, Fraction(items[item]["max"]))  # 扣分以单项最高分值为限
    for row in grouped(site, "result-components").get((year, unit), []):
        if row["component"] not in parts:
            rate = satisfaction(site, year, row["component"], unit, until)
            if rate == "withheld":
                return None
            parts[row["component"]] = Fraction(row["max"]) * (1 - rate) if rate is not None else Fraction(0)
    places, mode = scheme["rounding_places"], scheme["rounding_mode"]
    if scheme["rounding_at"] == "component":
        parts = {name: rounded(value, places, mode) for name, value in parts.items()}
    total = Fraction(scheme["full_marks"]) - sum(parts.values())
    return rounded(total, places, mode) if scheme["rounding_at"] == "total" else total


def check_scores(site):
    """重算每个时段、每个单位的得分和名次。"""
    schemes = {row["year"]: row for row in table(site, "schemes")}
    groups = {}
    for row in table(site, "results"):
        groups.setdefault((row["period"], row["group"]), []).append(row)
    for (period, _), rows in sorted(groups.items()):
        scheme = schemes[rows[0]["year"]]
        totals = {row["unit"]: recompute(site, scheme, row["unit"], row["until"]) for row in rows}
        if None in totals.values():
            say("待证", f"{period}：有的评议计票没有公开（人数少的主体），这 {len(rows)} 个单位的结果不能在这里重算")
            continue
        wrong = []
        for row in rows:
            ahead = [total for total in totals.values() if total > totals[row["unit"]]]
            rank = 1 + (len(ahead) if scheme["ties"] == "shared" else len(set(ahead)))
            if (totals[row["unit"]], rank) != (Fraction(row["total"]), row["rank"]):
                total = Decimal(totals[row["unit"]].numerator) / totals[row["unit"]].denominator
                wrong.append(f"{row['unit']} 应为 {total} 分第 {rank} 名")
        judge(not wrong, f"{period}：{len(rows)} 个单位的得分和名次与重算一致", "；".join(wrong))


def check_published(site):
    """发布记录加上历次更正，应等于网站公布的结果。"""
    results = {(row["period"], row["unit"]): (row["total"], row["rank"]) for row in table(site, "results")}
    for record in table(site, "publications"):
        name = record["publication"]
        listed = [row for row in table(site, "publication-results") if row["publication"] == name]
        stands = {row["unit"]: (row["total"], row["rank"]) for row in listed}
        made = [row for row in table(site, "corrections") if row["publication"] == name]
        for correction in sorted(made, key=lambda row: (row["date"], row["correction"])):
            for row in table(site, "correction-results"):
                if row["correction"] == correction["correction"]:
                    if stands.get(row["unit"]) != (row["old_total"], row["old_rank"]):
                        say("不符", f"{row['correction']}：{row['unit']} 更正前的数与当时公布的不符")
                    stands[row["unit"]] = (row["new_total"], row["new_rank"])
        wrong = sorted(unit for unit in stands if results.get((record["period"], unit)) != stands[unit])
        judge(not wrong, f"{name}：发布的结果（更正 {len(made)} 次）与网站公布的一致", "、".join(wrong))


class Git:
    """只读地运行 git：不用仓库和用户的设置，不理会替换对象和改接。"""

    def __init__(self, folder):
        self.command = ["git", "-C", str(folder), *(word for name in SETTINGS for word in ("-c", name))]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {**kept, **FIXED}

    def run(self, *arguments):
        """git 的输出；失败时为 None。"""
        ran = subprocess.run([*self.command, *arguments], capture_output=True, env=self.environment, check=False)
        return ran.stdout if ran.returncode == 0 else None

    def line(self, *arguments):
        """输出的文字，去掉末尾的换行；失败时为空。"""
        return (self.run(*arguments) or b"").decode("utf-8", "replace").strip()

    def is_ancestor(self, older, newer):
        """older 是不是 newer 的祖先（或就是它）。"""
        return self.run("merge-base", "--is-ancestor", older, newer) is not None


def check_history(repo, manifest):
    """核对 git 历史；repo 是仓库文件夹，或 git bundle。"""
    with tempfile.TemporaryDirectory() as work:
        if repo.is_file():
            copy = Path(work, "copy.git")
            cloned = Git(work).run("clone", "--quiet", "--mirror", "--template=", str(repo.absolute()), str(copy))
            judge(cloned is not None, f"{repo.name} 是完好的 git bundle")
            repo = copy
        git = Git(repo)
        refs = [
            ref
            for ref in ("refs/heads/main", "refs/heads/master", "HEAD")
            if git.line("rev-parse", "-q", "--verify", ref)
        ]
        if not refs:
            say("不符", "没有可以读的主分支")
            return
        is_whole = git.run("fsck", "--full", "--no-dangling", "--no-progress") is not None
        judge(is_whole, "历史中每个对象都在，内容与编号相符（git fsck）")
        judge(git.line("rev-parse", "--is-shallow-repository") == "false", "历史从第一个提交开始，不是浅克隆")
        commit = manifest.get("commit")
        if commit:
            judge(git.is_ancestor(commit, refs[0]), f"网站所记的提交 {commit} 在主分支上", "历史被改写过")
        for entry in manifest.get("publications", []):
            check_publication(git, refs[0], entry)


def check_publication(git, main, entry):
    """核对一次发布在历史中的样子。"""
    name, path = entry["id"], f"data/publications/{entry['id']}.yml"
    paths = git.line("ls-tree", "-r", "--name-only", "--full-tree", main).splitlines()
    path = next((found for found in paths if found == path or found.endswith("/" + path)), path)
    record = git.run("cat-file", "blob", f"{main}:{path}")
    log = git.line(
        "log", "--first-parent", "--diff-merges=first-parent", "--format=%H", main, "--", path
    ).splitlines()
    if record is None or not log:
        say("不符", f"{name}：主分支上没有这次发布的记录")
        return
    digest = hashlib.sha256(record).hexdigest()
    judge(digest == entry["record_sha256"], f"{name}：记录的 SHA-256 与网站所记的相同", f"实为 {digest}")
    judge(len(log) == 1, f"{name}：记录由提交 {log[-1]} 写入，此后没有改动", f"{'、'.join(log[:-1])} 又改动过")
    fields = dict(re.findall(r"(?m)^(commit|previous|previous_sha256): (\S+)$", record.decode("utf-8", "replace")))
    frozen, previous = fields.get("commit", ""), fields.get("previous")
    is_before = frozen == entry["commit"] and frozen != log[-1] and git.is_ancestor(frozen, log[-1])
    judge(is_before, f"{name}：冻结的提交 {frozen} 在写入记录的提交之前")
    if previous:
        before = git.run("cat-file", "blob", f"{main}:{path[: -len(name + '.yml')]}{previous}.yml") or b""
        is_linked = hashlib.sha256(before).hexdigest() == fields.get("previous_sha256")
        judge(is_linked, f"{name}：接在 {previous} 之后，所记的 SHA-256 与其记录相符")
    target = git.line("rev-parse", "-q", "--verify", f"refs/tags/publication/{name}^{{commit}}")
    judge(target == log[-1], f"{name}：标签 publication/{name} 指向写入记录的提交", f"指向 {target or '无'}")


def main():
    """运行全部核验；有不符则返回 1。"""
    parser = argparse.ArgumentParser(description="核验下载的考核网站。")
    parser.add_argument("site", type=Path, help="网站文件夹（有 manifest.json）")
    parser.add_argument("--repo", type=Path, help="git 仓库的文件夹，或 git bundle 文件")
    given = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        manifest = check_files(given.site)
        if (given.site / "open-data").is_dir():
            check_scores(given.site)
            check_published(given.site)
        if given.repo:
            check_history(given.repo, manifest)
        else:
            say("待证", "没有给出 --repo，历史没有核对")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        say("不符", f"manifest.json 或开放数据缺失、不合格式，无法继续（{type(error).__name__}：{error}）")
    print("，".join(f"{count} 项{status}" for status, count in COUNTS.items()) + "。")
    return 1 if COUNTS["不符"] else 0


if __name__ == "__main__":
    sys.exit(main())
