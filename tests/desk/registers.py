"""Registers for the tests of the desk: with a keeper and a stage of units, kept by who writes, and confidential."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from tests.desk.desks import OFFICES
from tests.history.scripted import Story

SECRET = "张某反映"
ERRANDS = """\
title: 督办事项
about: 交办的事项，逐项办结。
keeper: rexian
per: year
show: records
unit: owner
date: listed
title_from: "{matter}"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: sort, label: 种类, type: choice, required: true, share: public, choices: {special: 专项, daily: 日常}}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: others, label: 配合单位, type: ref, to: unit, many: true, share: public}
  - {id: chief, label: 责任人, type: text, share: unit}
  - {id: background, label: 来由, type: text}
  - id: steps
    label: 步骤
    type: rows
    share: public
    rows: [{id: what, label: 做什么, type: text, required: true}, {id: due, label: 时间, type: day}]
  - {id: listed, label: 列入日期, type: day, required: true, share: public}
  - {id: due, label: 完成时限, type: day, required: true, share: public}
  - {id: done, label: 完成日期, type: day, share: public}
  - {id: result, label: 结果, type: text, lines: true, share: public}
  - {id: closed, label: 销号日期, type: day, share: public}
  - {id: waived, label: 免办日期, type: day, share: public}
stages:
  - {id: open, label: 办理中, date: listed}
  - {id: done, label: 已完成，待销号, date: done, needs: [result], by: unit}
ends:
  - {id: closed, label: 已销号, date: closed, after: done}
  - {id: waived, label: 免办, date: waived, by: office}
deadlines: [{id: finish, label: 完成时限, instead: due, until: done}]
checks: [{unique: [matter]}]
"""
MEETINGS = """\
title: 会议
keeper: {field: convener}
per: year
show: counts
at_least: 1
unit: convener
date: held
title_from: "{convener} {held}"
fields:
  - {id: convener, label: 召集单位, type: ref, to: unit, required: true, share: public}
  - {id: held, label: 日期, type: day, required: true, share: public}
  - {id: about-errand, label: 有关事项, type: ref, to: "register:errands"}
"""
LEADS = """\
title: 线索
keeper: jiaoyu
per: year
store: confidential
show: counts
at_least: 5
unit: about
date: received
title_from: "{about} {reporter}"
fields:
  - {id: about, label: 涉及单位, type: ref, to: unit, required: true, share: public}
  - {id: reporter, label: 反映人, type: text}
  - {id: handler, label: 承办单位, type: ref, to: unit, share: public}
  - {id: received, label: 收到, type: day, required: true, share: public}
  - {id: answered, label: 反馈, type: day, share: public}
  - {id: answer, label: 反馈内容, type: text}
stages:
  - {id: received, label: 办理中, date: received}
  - {id: answered, label: 已反馈, date: answered, needs: [answer], by: handler}
"""
OWN = "data/registers/errands/2015/2015-0311-caizheng-1.yml"
OTHERS = "data/registers/errands/2015/2015-0312-minzheng-1.yml"
LEAD = "data/registers/leads/2015/2015-0311-caizheng-1.yml"


def errand(matter: str, unit: str, more: str = "") -> str:
    """The file of an entry."""
    return (
        f"matter: {matter}\nsort: daily\nowner: {unit}\nchief: 王某\nbackground: {SECRET}\nlisted: 2015-03-11\n"
        f"due: 2015-04-30\n{more}internal_note: 催过一次\n"
    )


def with_registers(story: Story) -> Story:
    """The district with its registers and two entries; the confidential one is declared, and holds nothing here."""
    files: dict[str, str | None] = {
        "data/registers/errands.yml": ERRANDS,
        "data/registers/meetings.yml": MEETINGS,
        "data/registers/leads.yml": LEADS,
        OWN: errand("核对台账", "caizheng"),
        OTHERS: errand("清理账户", "minzheng").replace("03-11", "03-12"),
    }
    story.commit("registers", "设登记簿", "2015-03-12", files, who="kaoheban")
    return story


def confidential_of(root: Path, folder: Path) -> Story:
    """The repository of the confidential register, with units and declarations from the main one."""
    for name in ("data/units", "data/registers"):
        copytree(root / name, folder / name)
    for path in (folder / "data/registers").iterdir():
        if path.is_dir():
            for entry in path.rglob("*.yml"):
                entry.unlink()
    (folder / "mkdocs.yml").write_bytes((root / "mkdocs.yml").read_bytes())
    site = (root / "data/site.yml").read_text("utf-8").replace("lead: kaoheban", "lead: jiaoyu")
    (folder / "data/site.yml").write_text(f"{site}confidential: true\n", "utf-8")
    story = Story(folder)
    story.git("init", "-q", "--initial-branch=main", "--template=")
    accounts = "".join(
        f"  - {{email: {name}@kaohe.example, login: {name}, office: {name}}}\n"
        for name in OFFICES
        if name in ("jiaoyu", "shuiwu", "minzheng")
    )
    lead = f"about: caizheng\nreporter: {SECRET}\nhandler: shuiwu\nreceived: 2015-03-11\n"
    files: dict[str, str | None] = {"data/committers.yml": f"committers:\n{accounts}", LEAD: lead}
    story.commit("leads", "设保密登记簿", "2015-03-12", files, who="jiaoyu")
    return story
