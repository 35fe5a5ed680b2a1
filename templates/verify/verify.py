#!/usr/bin/env python3
"""核验下载的考核网站。只用 Python 标准库（3.9 以上），可以通读后再运行。

    python3 verify.py 网站文件夹                       核对文件，重算得分
    python3 verify.py 网站文件夹 --repo 仓库或bundle    再核对 git 历史（需要 git）
    python3 verify.py 归档包                           核对包里的网站和历史
    （加 --all 逐项列出，不省略）

做三件事：
  一、每个文件的 SHA-256 与 manifest.json 所记的相同，没有多余的文件。
  二、由 open-data/ 里的扣分记录、分值、评议计票重算每个单位的得分和名次，与网站公布的、发布记录里的相同。
  三、发布记录在主分支上写入后没有改动，前后相接，冻结的提交在它之前，标签指向写入它的提交，各件事的先后
      （chain.yml）只增不减，历史的内容没有损坏。已撤回的发布只核对记录本身。
有一处不符就以 1 结束。标签的签名请用 git verify-tag 另行核对。谁能同时改写网站和仓库，谁就能骗过本程序：
请把 manifest.json 与先前另存的比对，或用先前另存的 bundle 核验。
"""

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

FOUND = {"不符": [], "待证": [], "符合": []}
SHOWN = 20
SETTINGS = (f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "core.commitGraph=false", "safe.directory=*")
SETTINGS += ("core.quotePath=false",)
FIXED = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_REPLACE_OBJECTS": "1"}
FIXED |= {"GIT_GRAFT_FILE": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}


def say(status, sentence):
    """记下一项结果。"""
    FOUND[status].append(sentence)


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
    if not listed:
        say("不符", "清单里没有任何文件，没有可以核对的")
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
    paths = [site / "open-data" / f"{word}{name}.json" for word in ("", "sample-")]  # 演示数据的文件名有 sample-
    return next((json.loads(path.read_text("utf-8")) for path in paths if path.is_file()), [])


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
        if record["withdrawn"]:
            say("待证", f"{name}：已于 {record['withdrawn']} 撤回，不再有效，没有与网站公布的结果比较")
            continue
        for correction in sorted(made, key=lambda row: row["order"]):
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

    def find_main(self):
        """主分支：本地的和克隆来的，取较新的一个；没有则为当前检出的，都没有为空。"""
        names = ("heads/main", "remotes/origin/main", "heads/master", "remotes/origin/master")
        refs = [f"refs/{name}" for name in names if self.line("rev-parse", "-q", "--verify", f"refs/{name}")]
        refs = [ref for ref in refs if ref.rpartition("/")[2] == refs[0].rpartition("/")[2]]
        if len(refs) == 2 and self.is_ancestor(*refs):
            return refs[1]
        return refs[0] if refs else "HEAD" if self.line("rev-parse", "-q", "--verify", "HEAD") else ""

    def is_ancestor(self, older, newer):
        """older 是不是 newer 的祖先（或就是它）。"""
        return self.run("merge-base", "--is-ancestor", older, newer) is not None

    def trace(self, main, path):
        """主分支上改动过这个文件的提交，新的在前，以及文件在仓库里的完整路径。"""
        paths = self.line("ls-tree", "-r", "--name-only", "--full-tree", main).splitlines()
        path = next((found for found in paths if found == path or found.endswith("/" + path)), path)
        asked = ("log", "--first-parent", "--diff-merges=first-parent", "--format=%H", main, "--", path)
        return self.line(*asked).splitlines(), path


def check_history(repo, manifest):
    """核对 git 历史；repo 是仓库文件夹，或 git bundle。"""
    with tempfile.TemporaryDirectory() as work:
        if repo.is_file():
            copy = Path(work, "copy.git")
            cloned = Git(work).run("clone", "--quiet", "--mirror", "--template=", str(repo.absolute()), str(copy))
            judge(cloned is not None, f"{repo.name} 是完好的 git bundle")
            repo = copy
        git = Git(repo)
        main = git.find_main()
        if not main:
            say("不符", "没有可以读的主分支")
            return
        is_whole = git.run("fsck", "--full", "--no-dangling", "--no-progress") is not None
        judge(is_whole, "历史中每个对象都在，内容与编号相符（git fsck）")
        judge(git.line("rev-parse", "--is-shallow-repository") == "false", "历史从第一个提交开始，不是浅克隆")
        commit = manifest.get("commit")
        if commit:
            judge(git.is_ancestor(commit, main), f"网站所记的提交 {commit} 在主分支上", "历史被改写过")
        else:
            say("待证", "网站是由没有提交的文件生成的，没有可以在历史中核对的提交")
        if manifest.get("publications"):
            check_order(git, main)
        else:
            say("待证", "网站没有记下任何发布，历史中的发布没有核对")
        for entry in manifest.get("publications", []):
            check_publication(git, main, entry)


def check_order(git, main):
    """chain.yml 在每个提交里都以上一个提交里的各行开头：只增不减，先后不变。"""
    log, path = git.trace(main, "data/publications/chain.yml")
    before = b""
    for commit in reversed(log):
        after = git.run("cat-file", "blob", f"{commit}:{path}") or b""
        if not after.startswith(before):
            say("不符", f"chain.yml：提交 {commit} 删改了原有的行")
        before = after
    judge(bool(before), f"chain.yml：{before.count(chr(10).encode())} 件事，先后只增不减", "主分支上没有这个文件")


def check_publication(git, main, entry):
    """核对一次发布在历史中的样子。"""
    name = entry["id"]
    log, path = git.trace(main, f"data/publications/{name}.yml")
    record = git.run("cat-file", "blob", f"{main}:{path}")
    if record is None or not log:
        say("不符", f"{name}：主分支上没有这次发布的记录")
        return
    digest = hashlib.sha256(record).hexdigest()
    judge(digest == entry["record_sha256"], f"{name}：记录的 SHA-256 与网站所记的相同", f"实为 {digest}")
    judge(len(log) == 1, f"{name}：记录由提交 {log[-1]} 写入，此后没有改动", f"{'、'.join(log[:-1])} 又改动过")
    if entry.get("withdrawn"):
        return
    fields = dict(re.findall(r"(?m)^(commit|previous|previous_sha256): (\S+)$", record.decode("utf-8", "replace")))
    frozen, previous = fields.get("commit", ""), fields.get("previous")
    line = git.line("rev-list", "--first-parent", log[-1]).splitlines()
    is_before = frozen == entry["commit"] and frozen in line[1:]
    judge(is_before, f"{name}：冻结的提交 {frozen} 在主分支的主线上，在写入记录的提交之前")
    if previous:
        before = git.run("cat-file", "blob", f"{main}:{path[: -len(name + '.yml')]}{previous}.yml") or b""
        is_linked = hashlib.sha256(before).hexdigest() == fields.get("previous_sha256")
        judge(is_linked, f"{name}：接在 {previous} 之后，所记的 SHA-256 与其记录相符")
    target = git.line("rev-parse", "-q", "--verify", f"refs/tags/publication/{name}^{{commit}}")
    judge(target == log[-1], f"{name}：标签 publication/{name} 指向写入记录的提交", f"指向 {target or '无'}")


def read_words(words):
    """命令行写的网站文件夹、仓库、是否逐项列出；写法不对时为 None。"""
    words = [part for word in words for part in (word.split("=", 1) if word.startswith("--repo=") else [word])]
    rest = [word for word in words if word != "--all"]
    repo = None
    if "--repo" in rest[:-1]:
        at = rest.index("--repo")
        repo = Path(rest[at + 1])
        del rest[at : at + 2]
    return (Path(rest[0]), repo, "--all" in words) if len(rest) == 1 and rest[0][:1] != "-" else None


def check_all(site, repo):
    """全部核验；给的是归档包（或里面的 data）时，核验包里的网站和历史。"""
    inner = next((site / path for path in ("data", ".") if (site / path / "site/manifest.json").is_file()), None)
    if inner and not (site / "manifest.json").is_file():
        site = inner / "site"
        repo = repo or next((path for path in [inner / "history.bundle"] if path.is_file()), None)
    if not (site / "manifest.json").is_file():
        say("不符", f"“{site}”里没有 manifest.json，不是网站文件夹，也不是归档包")
        return
    manifest = check_files(site)
    if table(site, "results"):
        check_scores(site)
    else:
        say("待证", "没有开放数据（open-data/），或者其中没有结果，得分没有重算")
    check_published(site)
    if repo:
        check_history(repo, manifest)
    else:
        say("待证", "没有给出 --repo，历史没有核对")


def main():
    """运行全部核验；有不符，或者没有一项能核验，返回 1。"""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = read_words(sys.argv[1:])
    if given is None:
        print(__doc__)
        return 0 if {"-h", "--help"} & set(sys.argv) else 2
    try:
        check_all(*given[:2])
    except OSError as error:
        say("不符", f"找不到或读不出“{error.filename}”，无法继续")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        say("不符", "manifest.json 或开放数据不合格式，无法继续")
    is_sound = FOUND["符合"] and not FOUND["不符"]
    numbers = "，".join(f"{len(found)} 项{status}" for status, found in FOUND.items())
    print(f"结论：{'没有发现不符' if is_sound else '不符'}。{numbers}。")
    for status, found in FOUND.items():
        shown = found if given[2] else found[:SHOWN]
        print("".join(f"{status}  {sentence}\n" for sentence in shown), end="")
        if len(shown) < len(found):
            print(f"      ……另有 {len(found) - len(shown)} 项，用 --all 列出")
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
