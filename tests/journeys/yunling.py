"""A county that is not the sample's: five bodies, two items, no appraisal, one year, written by hand."""

from __future__ import annotations

UNITS = {
    "dubanshi": ("云岭县督查考核办公室", "县督考办", "not_assessed: 承担考核工作\n"),
    "shuili": ("云岭县水利局", "县水利局", "assessed: {from: 2016}\n"),
    "jiaotong": ("云岭县交通运输局", "县交通局", "assessed: {from: 2016}\n"),
    "nongye": ("云岭县农业农村局", "县农业局", "assessed: {from: 2016}\n"),
    "wenlv": ("云岭县文化和旅游局", "县文旅局", "assessed: {from: 2016}\n"),
}
SITE = """\
office: 云岭县督查考核办公室
district: 云岭县
title: 云岭县重点工作考核
base_url: https://kaohe.yunling.example/
lead: dubanshi
demo: false
feed_authority: tag:kaohe.yunling.example,2016:gongzuo
repository: https://git.yunling.example/kaohe.git
"""
SCHEME = """\
year: 2016
title: 云岭县2016年度重点工作考核办法
document: 云办发〔2016〕8号
full_marks: 100
rounding: [{places: 2, mode: half-up, at: component, of: lost}]
components:
  - kind: deductions
    id: work
    name: 重点工作
    max: 100
    categories:
      - id: projects
        name: 项目建设
        items:
          - id: progress
            name: 项目进度
            max: 60
            assessor: dubanshi
            methods: [spot-check, quarterly]
            standards:
              - {id: late, text: 节点逾期，每项扣1分, points: 1}
          - id: reports
            name: 信息报送
            max: 40
            assessor: dubanshi
            methods: [spot-check]
            standards:
              - {id: missing, text: 漏报迟报，每次扣0.5分, points: 0.5}
ranking: {groups: [{id: departments, name: 县直部门, kinds: [department]}], ties: shared}
outcomes:
  - {id: praised, name: 县政府通报表扬, at: [quarter, year], top: 1}
  - {id: talk, name: 提醒谈话, at: [quarter, year], bottom: 1}
notice_period: {days: 5, kind: calendar}
"""


def founding_files() -> dict[str, str]:
    """What the office writes before anything is found."""
    files = {"mkdocs.yml": "site_name: 云岭县\n", "data/site.yml": SITE, "data/schemes/2016.yml": SCHEME}
    for name, (full, short, assessed) in UNITS.items():
        text = f"name: {full}\nshort_name: {short}\nkind: department\n{assessed}"
        files[f"data/units/{name}.yml"] = text
    return files


def deduction(unit: str, day: str, item: str, reason: str) -> dict[str, str]:
    """One finding, as its file."""
    standard, points = {"progress": ("late", "1"), "reports": ("missing", "0.5")}[item]
    text = (
        f"unit: {unit}\ndate: {day}\nstandard: {standard}\npoints: {points}\n"
        "method: spot-check\nsource: supervision\n"
        f"reason: {reason}\nevidence:\n  - {{title: 督查通报, held_at: 县督考办}}\n"
    )
    return {f"data/deductions/2016/{item}/{day[:4]}-{day[5:7]}{day[8:]}-{unit}-1.yml": text}
