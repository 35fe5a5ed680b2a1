#!/usr/bin/env python3
"""核验下载的考核网站。只用 Python 标准库（3.9 以上），可以通读后再运行。

    python3 verify.py 网站文件夹                       核对文件，重算得分
    python3 verify.py 网站文件夹 --repo 仓库或bundle    再核对 git 历史（需要 git）
    python3 verify.py 网站文件夹 --index 索引          再与上级索引见过的比较（索引的文件夹，或其中 seen/ 的一个文件）
    python3 verify.py 归档包                           核对包里的网站和历史
    （加 --all 逐项列出，不省略，并用中文写出每个数的算式）

做三件事：
  一、每个文件的 SHA-256 与 manifest.json 所记的相同，没有多余的文件。
  二、由 open-data/ 里的记录和计票，按 calculation.json 的算式重算每个单位的得分和名次，与网站公布的、发布记录里的
      相同。本程序只认算式，不认考核办法：写算式时把办法写错了，重算看不出来，须由人对照 --all 列出的算式。
  三、发布记录在主分支上写入后没有改动，前后相接，冻结的提交在它之前，标签指向写入它的提交，各件事的先后
      （chain.yml）只增不减，历史的内容没有损坏。已撤回的发布只核对记录本身。
有一处不符就以 1 结束。标签的签名请用 git verify-tag 另行核对。谁能同时改写网站和仓库，谁就能骗过本程序：
请把 manifest.json 与先前另存的比对，或用先前另存的 bundle 核验。
"""

import csv
import functools
import hashlib
import io
import json
import math
import operator
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

FOUND = {"不符": [], "待证": [], "符合": []}
RULES = []
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
    is_sealed = hashlib.sha256(text.encode()).hexdigest() == manifest.get("sha256")
    judge(is_sealed, "manifest.json 与它自己所记的 SHA-256 相符")
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
def index(site, name, *columns):
    """一张表的各行，按这几列的值分开。"""
    found = {}
    for row in table(site, name):
        found.setdefault(tuple(row[column] for column in columns), []).append(row)
    return found


def check_tables(site):
    """每张表的 CSV 和 JSON 内容相同：表格软件打开的，就是这里核验的。"""
    wrong, paths = [], sorted(site.glob("open-data/*.csv"))
    for path in paths:
        lines = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        shown = [{name: cell[cell[:1] == "'" :] for name, cell in line.items()} for line in lines]
        stored = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_int=str)
        words = {None: "", True: "true", False: "false"}
        if shown != [{name: words.get(value, value) for name, value in row.items()} for row in stored]:
            wrong.append(path.name)
    if paths:
        judge(not wrong, f"{len(paths)} 张表的 CSV 和 JSON 内容相同", f"{'、'.join(wrong)} 与同名的 JSON 不同")


def read(value, unit="points"):
    """JSON 里一格的值：文字、日期、是否照原样，其余是整数或写成字符串的小数；没有值的为 None。"""
    kind = {"text": str, "day": str, "flag": bool}.get(unit, int)
    if kind is int and type(value) in (int, str) and re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", str(value)):
        return Fraction(value)
    if value is not None and value is not WITHHELD and (kind is int or type(value) is not kind):
        raise ValueError(value)
    return value


def plain(value):
    """写给人看的值；除不尽的写成分数。"""
    if type(value) is not Fraction:
        return {None: "没有值", True: "是", False: "否"}.get(value, f"“{value}”")
    exact = Decimal(value.numerator) / value.denominator
    return f"{exact:f}" if Fraction(exact) == value else str(value)


def rounded(value, places, mode):
    """由精确值舍入一次。"""
    scaled = abs(value) * 10 ** range(30)[places]
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = {"half-up": twice >= 0, "half-even": twice > 0 or (twice == 0 and whole % 2), "down": False}[mode]
    return Fraction(whole + bool(up), 10**places) * (-1 if value < 0 else 1)


def tier(value, part):
    """value 所在的那一档的值；closed 为 high 时，等于界限的在这一档，否则在下一档。"""
    for step in part["tiers"]:
        bound = read(step["bound"])
        if bound is None or value < bound or (value == bound and part["closed"] == "high"):
            return read(step["value"], step["unit"])
    return None


# 运算。NUMERIC：有一个数没有值，结果就没有值；COMPARED：有一边没有值，结果为否；OF_ROWS：没有值的行不计。
NUMERIC = {"add": sum, "mul": math.prod, "min": min, "max": max, "neg": lambda v: -v[0]}
NUMERIC |= {"sub": lambda v: v[0] - sum(v[1:]), "div": lambda v: v[0] / v[1] if v[1] else None}
COMPARED = {"gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le, "eq": operator.eq}
LOGICAL = {"and": all, "or": any, "not-none": lambda v: v[0] is not None}
LOGICAL |= {"if": lambda v: v[1] if v[0] else v[2], "nz": lambda v: v[1] if v[0] is None else v[0]}
OF_ROWS = {"sum": lambda v: sum(v, Fraction(0)), "mean": lambda v: sum(v) / len(v) if v else None}
OF_ROWS |= {"highest": lambda v: max(v, default=None), "lowest": lambda v: min(v, default=None)}
OF_ROWS |= {"count": lambda v: Fraction(len(v)), "get": lambda v: v[0] if v else None}
WITHHELD = object()  # 没有公开的数；用到它的，都不能在这里算


class Book:
    """一个时段的计算：各表的行，逐列算出。"""

    def __init__(self, described, rows):
        self.rows, self.groups, self.begun = rows, {}, {}
        self.columns = {(t["id"], column["id"]): column for t in described["tables"] for column in t["columns"]}
        for name, column_id in described["order"]:  # 每一列都在它要用的各列之后
            for row in rows[name]:
                self.compute(name, row, self.columns[name, column_id])

    def compute(self, name, row, column):
        """算出一格。要用的数没有公开的，由公布的精确的数接着算，记在 begun 里。"""
        stands = row.get(("公布", column["id"]))
        row[column["id"]] = value = self.value(column["follows"], name, row)
        if value is WITHHELD and stands is not None and "places" not in column["printed"]:
            row[column["id"]] = stands
            if column["unit"] != "flag":
                self.begun.setdefault(row["unit"], column["title"])

    def value(self, part, name, row):
        """算式 part 在表 name 的一行里的值。"""
        kind = part["op"]
        if kind == "const":
            return read(part["value"], part["unit"])
        if kind == "col":
            return row[part["column"]]
        if kind == "rank" or kind in OF_ROWS:
            return self.place(part, name, row) if kind == "rank" else self.combine(part, row)
        values = [self.value(each, name, row) for each in part["args"]]
        if WITHHELD in (values[:1] if kind in ("if", "nz") else values):
            return WITHHELD
        if kind in LOGICAL:
            return LOGICAL[kind](values)
        if kind in COMPARED or None in values:
            return (None not in values and COMPARED[kind](*values)) if kind in COMPARED else None
        if kind == "round":
            return rounded(values[0], part["places"], part["mode"])
        return tier(values[0], part) if kind == "tier" else NUMERIC[kind](values)

    def combine(self, part, row):
        """对一张表里符合条件的各行的运算：match 各列与本行的相同，where 各列是所写的文字。"""
        kind, columns = part["op"], [theirs for theirs, _ in part["match"] + part["where"]]
        key = (kind, part["table"], part["column"], *columns)
        if key not in self.groups:
            found = {}
            for each in self.rows[part["table"]]:
                value = each[part["column"]]
                found.setdefault(tuple(map(each.get, columns)), []).extend([] if value is None else [value])
            self.groups[key] = {group: WITHHELD if WITHHELD in v else OF_ROWS[kind](v) for group, v in found.items()}
        wanted = (*(row[own] for _, own in part["match"]), *(text for _, text in part["where"]))
        return self.groups[key][wanted] if wanted in self.groups[key] else OF_ROWS[kind]([])

    def place(self, part, name, row):
        """名次：在 within 各列相同的行里，依次比较 by 各列；没有值的不排。"""
        fellows = [each for each in self.rows[name] if all(each[c] == row[c] for c in part["within"])]
        own, *others = [tuple(each[c] for c in part["by"]) for each in [row, *fellows]]
        if None in own or any(WITHHELD in by for by in others):
            return None if None in own else WITHHELD
        is_ahead = operator.lt if part["lowest_first"] else operator.gt
        ahead = [by for by in others if None not in by and is_ahead(by, own)]
        half = Fraction(others.count(own) - 1 if part["ties"] == "mean" else 0, 2)
        return 1 + half + len(set(ahead) if part["ties"] == "dense" else ahead)


def read_rows(site, year, described, period="", until=""):
    """一张表在一个时段的各行：已知的列和公布的数，按 calculation.json 所写的来处，取自开放数据。"""
    rows, found = described["rows"], {}
    wanted = [(rows["period"], period)] if "period" in rows else []
    wanted += [("period", rows["only"])] if "only" in rows else []
    for row in (row for name in rows["tables"] for row in index(site, name, "year").get((year,), [])):
        is_other = any(row[name] != value for name, value in wanted)
        if is_other or ("day" in rows and not rows.get("since", "") <= row[rows["day"]] <= until):
            continue
        cells = {}
        for column in described["columns"]:
            given, at = column.get("given"), column.get("printed")
            if given:
                cells[column["id"]] = read(find_cell(site, year, given, row), column["unit"])
            if at:
                lines = index(site, at["table"], "period", "unit", *at["where"])
                for line in lines.get((period, row["unit"], *at["where"].values()), []):
                    cells["公布", column["id"]] = read(line[at["column"]], column["unit"])
        key = tuple(cells[name] for name in described["key"])
        if key in found and not (rows.get("distinct") and found[key] == cells):
            raise ValueError("两行的主键相同")
        found[key] = cells
    return list(found.values())


def find_cell(site, year, given, row):
    """一个已知的数：在开放数据的这一行里，或者在另一张表对应的一行里。"""
    if "withheld" in given and row[given["withheld"]]:
        return WITHHELD
    if "table" in given:
        where = {**given["where"], **{theirs: row[own] for theirs, own in given["match"].items()}}
        (row,) = index(site, given["table"], "year", *where)[(year, *where.values())]
    value = row.get(given.get("column"))
    return given.get("missing") if value is None else value


def check_scores(site):
    """按 calculation.json 重算每个时段、每个单位的数，与公布的比较。"""
    books = (table(site, "calculation") or {"calculations": []})["calculations"]
    for book in books:
        RULES.extend(f"{'、'.join(book['periods'])}　{sentence}" for sentence in rule_sentences(book["tables"]))
    for (period,), results in sorted(index(site, "results", "period").items()):
        found = [book for book in books if period in book["periods"]]
        if len(found) == 1:
            check_period(site, found[0], period, results)
        else:
            say("不符", f"{period}：calculation.json 没有写明怎样计算，得分没有重算")


def check_period(site, described, period, results):
    """重算一个时段，与公布的数比较。"""
    tables, wrong, found = described["tables"], {}, set()
    (until,) = {row[t["rows"]["until"]] for t in tables if "until" in t["rows"] for row in results}
    book = Book(described, {t["id"]: read_rows(site, described["year"], t, period, until) for t in tables})
    for (name, column_id), column in book.columns.items():
        for row in (row for row in book.rows[name] if ("公布", column_id) in row):
            value, stands, at = row[column_id], row["公布", column_id], column["printed"]
            found.add((at["table"], at["column"], row["unit"]))
            if "places" in at and type(value) is Fraction and stands != value:
                value = rounded(value, at["places"], at["mode"])
            if value is not WITHHELD and value != stands:
                wrong.setdefault(row["unit"], []).append(f"{column['title']} {plain(value)}")
    detail = "；".join(f"{unit} 应为 {'、'.join(figures)}" for unit, figures in wrong.items())
    judge(not wrong, f"{period}：{len(results)} 个单位的得分和名次与重算一致", detail)
    if not {("results", name, row["unit"]) for name in ("total", "rank") for row in results} <= found:
        say("不符", f"{period}：calculation.json 没有写明得分和名次怎样计算")
    if book.begun:
        reasons = {column["given"].get("because") for column in book.columns.values() if "given" in column} - {None}
        why = f"{period}：{'、'.join(sorted(reasons))}"
        start = "、".join(f"“{title}”" for title in dict.fromkeys(book.begun.values()))
        say("待证", f"{why}，{len(book.begun)} 个单位从公布的{start}算起，此前的没有重算")


MODES = {"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去尾数"}
TIES = {"shared": "并列的以后顺延", "dense": "并列的以后不跳号", "mean": "并列的取平均名次"}
ENDS = {"sum": "之和", "mean": "的平均值", "highest": "的最高值", "lowest": "的最低值", "get": "", "count": "的项数"}
ENDS |= {"min": " 中最小的", "max": " 中最大的", "neg": " 的相反数", "not-none": "有值"}
LIMITS = {"low": "低于", "high": "不超过"}
SIGNS = {"add": " ＋ ", "sub": " − ", "mul": " × ", "div": " ÷ ", "and": " 且 ", "or": " 或 "}
SIGNS |= {"gt": " ＞ ", "ge": " ≥ ", "lt": " ＜ ", "le": " ≤ ", "eq": " ＝ ", "nz": "，没有值的为 "}


def rule_sentences(tables):
    """每张表、每一列的来处或者算式，一列一句，供人与考核办法对照。"""
    titles = {t["id"]: t["title"] for t in tables}
    for t in tables:
        all_titles = [column["title"] for column in t["columns"]]
        for column in t["columns"]:
            more = f"（{column['id']}）" if all_titles.count(column["title"]) > 1 else ""
            titles[t["id"], column["id"]] = f"〔{column['title']}{more}〕"
    for t in tables:
        for column in t["columns"]:
            name, clause = f"{t['title']}{titles[t['id'], column['id']]}", column.get("clause")
            if "given" in column:
                where = column["given"].get("table", "、".join(t["rows"]["tables"]))
                yield f"{name}取自 {where} 的 {column['given'].get('column', '各行')}"
            else:
                yield f"{name}＝ {words(column['follows'], t['id'], titles)}{f'（依据 {clause}）' if clause else ''}"


def words(part, name, titles):
    """一个算式的中文。"""
    kind, other = part["op"], part.get("table")
    if kind == "const":
        return plain(read(part["value"], part["unit"]))
    if kind == "col":
        return titles[name, part["column"]]
    if kind in OF_ROWS:
        same = [f"{titles[other, theirs]}与本行{titles[name, own]}相同" for theirs, own in part["match"]]
        same += [f"{titles[other, theirs]}为“{text}”" for theirs, text in part["where"]]
        return f"{titles[other]}中{'、'.join(same)}各行的{titles[other, part['column']]}{ENDS[kind]}"
    if kind == "rank":
        by, within = ("、".join(titles[name, column] for column in part[key]) for key in ("by", "within"))
        order = "低到高" if part["lowest_first"] else "高到低"
        return f"{within}{within and '相同的'}各行中，按{by}从{order}的名次，{TIES[part['ties']]}"
    said = [words(each, name, titles) for each in part["args"]]
    args = [said[at] if each["op"] in ("const", "col") else f"（{said[at]}）" for at, each in enumerate(part["args"])]
    if kind == "if":
        return f"如果 {args[0]}，为 {args[1]}，否则为 {args[2]}"
    if kind == "round":
        return f"{args[0]} {MODES[part['mode']]}到 {part['places']} 位小数"
    if kind == "tier":
        low, steps = LIMITS[part["closed"]], []
        for step in part["tiers"]:
            limit = f"{low} {step['bound']} 的" if step["bound"] else "其余的"
            steps.append(f"{limit}为 {plain(read(step['value'], step['unit']))}")
        return f"按 {args[0]} 分档：{'，'.join(steps)}"
    return SIGNS.get(kind, "、").join(args) + ENDS.get(kind, "")


def rules_digest(tables):
    """各表的主键、各列和算式的 SHA-256，不含标题和来处：发布记录里所记的。"""
    found = []
    for t in tables:
        columns = [{name: c[name] for name in ("id", "unit", "follows") if name in c} for c in t["columns"]]
        found.append({"id": t["id"], "key": t["key"], "columns": columns})
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_published(site):
    """发布记录加上历次更正，应等于网站公布的结果。"""
    results = {(row["period"], row["unit"]): (row["total"], row["rank"]) for row in table(site, "results")}
    described = (table(site, "calculation") or {"calculations": []})["calculations"]
    books = {period: rules_digest(book["tables"]) for book in described for period in book["periods"]}
    for record in table(site, "publications"):
        name = record["publication"]
        listed = index(site, "publication-results", "publication").get((name,), [])
        stands = {row["unit"]: (row["total"], row["rank"]) for row in listed}
        made = [row for row in table(site, "corrections") if row["publication"] == name]
        rules = record.get("calculation_sha256")
        if record["withdrawn"]:
            say("待证", f"{name}：已于 {record['withdrawn']} 撤回，不再有效，没有与网站公布的结果比较")
            continue
        for correction in sorted(made, key=lambda row: row["order"]):
            rules = correction.get("calculation_sha256") or rules
            for row in table(site, "correction-results"):
                if row["correction"] == correction["correction"]:
                    if stands.get(row["unit"]) != (row["old_total"], row["old_rank"]):
                        say("不符", f"{row['correction']}：{row['unit']} 更正前的数与当时公布的不符")
                    stands[row["unit"]] = (row["new_total"], row["new_rank"])
        wrong = sorted(unit for unit in stands if results.get((record["period"], unit)) != stands[unit])
        if rules and rules != books.get(record["period"], rules):
            say("待证", f"{name}：calculation.json 的算式与发布（更正）时所记的不同，请用 --all 列出对照")
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


def find_seen(above, manifest):
    """索引见过的这个地区的记录：按发布者（authority）找；没有写明的，找有同一件行为、同样结果的。"""
    paths = [above] if above.is_file() else sorted((above / "seen").glob("*.json"))
    all_seen = [json.loads(path.read_text("utf-8")) for path in paths]
    own = [seen for seen in all_seen if (seen["state"] or {}).get("authority") and manifest.get("authority")]
    own = [seen for seen in own if seen["state"]["authority"] == manifest["authority"]]
    results = {
        (act["line"], act.get("results_sha256")) for act in manifest.get("acts", []) if "results_sha256" in act
    }
    alike = [s for s in all_seen if results & {(act["line"], act.get("results_sha256")) for act in s["acts"]}]
    return (own + alike + [None])[0]


def check_index(above, manifest):
    """与上级索引见过的比较：见过的行为都在，先后、日期和结果都没有变，新的都在后面。"""
    seen = find_seen(above, manifest)
    if seen is None:
        say("不符", f"索引“{above.name}”里没有见过这个网站的任何发布：没有登记，或者全部被改写过")
        return
    name = f"索引“{above.name}”（{seen['district']}）"
    for chain in seen.get("former", []):
        say("待证", f"{name}重新开始过，以前见过的 {len(chain['acts'])} 件行为另外保留")
    if seen.get("unheld"):
        say("待证", f"{name}有 {len(seen['unheld'])} 次收下公开历史时没有以前的可以逐个提交比较")
    for fault in seen["faults"]:
        say("待证", f"{name}以前记下：{fault['sentence']}")
    if manifest.get("sha256") in seen["manifests"]:
        say("符合", f"{name}见过同一份清单")
        return
    now, wrong = {act["line"]: act for act in manifest.get("acts", [])}, 0
    for act in seen["acts"]:
        for part in ("date", "results_sha256"):
            found = now.get(act["line"], {}).get(part)
            if found != act.get(part):
                wrong += 1
                say("不符", f"{name}见过 {act['line']}，{part} 是 {act.get(part)}，网站的是 {found or '无'}")
    lines = [act["line"] for act in seen["acts"]]
    if list(now)[: len(lines)] != lines and not wrong:
        wrong += 1
        say("不符", f"{name}见过的先后是 {'、'.join(lines)}，网站的不同")
    if not wrong:
        say("符合", f"{name}见过的 {len(lines)} 件行为都在，先后、日期和结果都没有变")


def read_words(words):
    """命令行写的网站文件夹、仓库、索引、是否逐项列出；写法不对时为 None。"""
    options = ("--repo", "--index")
    words = [part for word in words for part in (word.split("=", 1) if word.split("=")[0] in options else [word])]
    rest = [word for word in words if word != "--all"]
    given = {}
    for option in options:
        if option in rest[:-1]:
            at = rest.index(option)
            given[option] = Path(rest[at + 1])
            del rest[at : at + 2]
    if len(rest) != 1 or rest[0][:1] == "-":
        return None
    return Path(rest[0]), given.get("--repo"), given.get("--index"), "--all" in words


def check_all(site, repo, above=None):
    """全部核验；给的是归档包（或里面的 data）时，核验包里的网站和历史。"""
    inner = next((site / path for path in ("data", ".") if (site / path / "site/manifest.json").is_file()), None)
    if inner and not (site / "manifest.json").is_file():
        site = inner / "site"
        repo = repo or next((path for path in [inner / "history.bundle"] if path.is_file()), None)
    if not (site / "manifest.json").is_file():
        say("不符", f"“{site}”里没有 manifest.json，不是网站文件夹，也不是归档包")
        return
    manifest = check_files(site)
    check_tables(site)
    if table(site, "results"):
        check_scores(site)
    else:
        say("待证", "没有开放数据（open-data/），或者其中没有结果，得分没有重算")
    check_published(site)
    if above:
        check_index(above, manifest)
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
        check_all(*given[:3])
    except OSError as error:
        say("不符", f"找不到或读不出“{error.filename}”，无法继续")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, csv.Error):
        say("不符", "manifest.json 或开放数据不合格式，无法继续")
    is_sound = FOUND["符合"] and not FOUND["不符"]
    numbers = "，".join(f"{len(found)} 项{status}" for status, found in FOUND.items())
    print(f"结论：{'没有发现不符' if is_sound else '不符'}。{numbers}。")
    for status, found in FOUND.items():
        shown = found if given[3] else found[:SHOWN]
        print("".join(f"{status}  {sentence}\n" for sentence in shown), end="")
        if len(shown) < len(found):
            print(f"      ……另有 {len(found) - len(shown)} 项，用 --all 列出")
    if RULES:
        print("说明  得分按 calculation.json 的算式重算。算式是否合乎考核办法，程序不能判断，请用 --all 列出对照")
    print("".join(f"算式  {sentence}\n" for sentence in RULES if given[3]), end="")
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
