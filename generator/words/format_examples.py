"""One file of each kind as an example for the format reference; the tests read every one of them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.place import SITE_FILE, FileKind, Place, folder_of
from generator.words.index_examples import INDEX_EXAMPLES

_RECORD = Place("deduction", 2015, "hotline-handling", "2015-0612-fagaiju-1").path
_OTHER = Place("deduction", 2015, "hotline-handling", "2015-0318-fagaiju-1").path
EXAMPLES: Mapping[FileKind, str] = {
    **INDEX_EXAMPLES,
    "site": f"""\
office: 示例区机关考核办公室
lead: kaoheban              # 考核办在 {folder_of("unit")}/ 里的编号
district: 示例区
title: 示例区机关考核
base_url: https://kaohe.example/shili/
demo: true                  # 正式使用时写 false
contact: 考核办综合科
opinions: {{address: 示例区示例路1号, telephone: 工作日 8:30 至 17:00 接听的号码}}
bodies:                     # 作出复核决定、没有登记为单位的机构
  - {{id: kaohezu, name: 示例区机关考核委员会}}
body: 示例区机关考核委员会
addressees: 区各部门，区各直属单位
copies: {{annual: 区人民代表大会常务委员会办公室}}
last_page: even
public_letters: [review]
words:                      # 口头上的叫法，网站查找时也认
  hotline-handling: [市长热线]
forge: gitea
""",
    "committers": """\
committers:
  - {email: hotline@office.invalid, office: zhengwuban}
  - {email: bianban@office.invalid, login: shili-bianban, office: bianban}
  - {login: shili-dangxiao, office: dangxiao}                # 在网页上提交，邮箱设为隐私
  - {email: desk@office.invalid, login: shili-dengji, office: kaoheban, desk: true}   # 网页登记代各单位提交
forges:                                                      # 代码托管平台自己的提交，如在网页上合并
  - {name: GitHub, email: noreply@github.com, private: users.noreply.github.com}
""",
    "unit": """\
name: 示例区发展和改革局
short_name: 区发改局
aliases: [区发改委]
kind: department
assessed: {from: 2015}      # 只承担考核工作的单位不写
""",
    "scheme": """\
year: 2015
title: 示例区机关2015年度工作作风考核办法
document: 示委发〔2015〕41号
subject: 工作作风考核
target_assessment: 年度目标管理考核
full_marks: 100
rounding: [{places: 2, mode: half-up, at: component, of: lost}]
components:
  - kind: deductions
    id: performance
    name: 日常考核
    max: 90
    categories:
      - id: government-service
        name: 政务服务
        items:
          - id: hotline-handling
            name: “12345”热线办理
            max: 90
            assessor: zhengwuban
            methods: [spot-check, quarterly]
            standards:
              - {id: overdue, text: 逾期办结，每件扣0.5分, points: 0.5}
              - {id: exposed, text: 被媒体曝光，视情节扣1至2分, points: {min: 1, max: 2}}
  - kind: appraisal
    id: appraisal
    name: 群众评议
    max: 10
    aspects:
      - {id: law, name: 依法行政, weight: 1}
      - {id: efficiency, name: 工作效率, weight: 1}
    options:
      - {id: satisfied, name: 满意, weight: 1}
      - {id: fairly, name: 基本满意, weight: 0.8}
      - {id: dissatisfied, name: 不满意, weight: 0}
      - {id: dont-know, name: 不了解, excluded: true}
    panels:
      - {id: delegates, name: 党代表、人大代表、政协委员, weight: 1}
    empty_panel: rescale
target_assessment_weight: 0.4
target_assessment_groups: [organs]
ranking:
  groups:
    - {id: organs, name: 机关部门和直属单位, kinds: [department, direct]}
    - {id: towns, name: 镇、街道, kinds: [town, subdistrict]}
  ties: shared
outcomes:
  - {id: praised, name: 通报表扬, at: [year], top: 10, groups: [organs], document: praise}
  - id: summons
    name: 约谈主要负责人
    at: [year]
    bottom: 3
    groups: [organs]
    excludes: [praised]     # 列入约谈的不再表扬，名额不递补
    document: summons
    # 由谁来谈，照考核办法的原话写；没有写的不填
    held_by: 主要领导
in_force: 2015-04-21
before: not-counted         # 施行前发现的，保留记录，不计分
own_items: {by: jiwei}      # 考核部门自己的单项由另一个单位考核
notice_period: {days: 5, kind: working}
appeals: {file_within: 10, decide_within: 15, kind: working}
""",
    "deduction": """\
unit: fagaiju
date: 2015-06-18
standard: overdue
points: 0.5
method: spot-check
source: hotline
reason: 12345 工单逾期 2 个工作日办结
evidence:
  - {title: 工单流转记录, held_at: 政务热线平台}
notified: 2015-06-19
reply: {date: 2015-06-24, text: 工单转交时已过一个工作日，请核对流转记录}
rectification: {due: 2015-07-10, done: 2015-07-05, accepted: 2015-07-08}
appeal:
  filed: 2015-06-25
  grounds: 工单转交时已过一个工作日
  decided: 2015-07-02
  decision: reduced
  points: 0.2
  reasons: 转交迟延属实，按实际逾期时间减少扣分
  decided_by: kaohezu
""",
    "bonus": """\
unit: fagaiju
date: 2015-09-10
standard: praised
points: 1
level: province             # 标准按级别定分的，写级别
fact: innovation-1          # 同一件事按标准只计一次的，几条记录写同一个编号
method: year-end
source: evaluation
reason: 改革经验由省级通报推广
evidence:
  - {title: 通报文件, held_at: 办公室}
""",
    "measure": """\
values:
  - {period: 2015-Q1, measure: cases, done: 9, of: 10, date: 2015-04-02}
  - period: 2015-Q2
    measure: cases
    done: 7
    of: 10
    date: 2015-07-03
    evidence:
      - {title: 办结台账, held_at: 政务热线平台}
""",
    "import": """\
source: {title: 全省平安建设考核结果, document: 示综〔2015〕3号, date: 2015-12-30}
scores: {fagaiju: 50.34375, jiaoyuju: 48.1}
ranks:
  fagaiju: {rank: 3, of: 21}
  jiaoyuju: {rank: 8, of: 21}
""",
    "applies": """\
- {item: public-service, unit: fagaiju, reason: 没有公共服务事项, decided: 2015-04-20, decided_by: kaohezu}
""",
    "amendment": """\
from: 2015-07-01
document: 示委发〔2015〕60号
changes:
  - {at: components/performance/items/hotline-handling/max, to: 60}
  - at: components/performance/items/hotline-handling/standards/overdue
    to: {text: 逾期办结，每件扣1分, points: 1}
reason: 逾期办结较多，提高扣分
""",
    "appraisal": """\
held: 2015-12-18
panels:
  delegates:
    ballots: {issued: 120, returned: 117, valid: 115}
    tallies:
      law: {satisfied: 80, fairly: 25, dissatisfied: 4, dont-know: 6}
      efficiency: {satisfied: 78, fairly: 27, dissatisfied: 5, dont-know: 5}
""",
    "register": """\
title: 督查事项
about: 交办事项的督查，没有办结的逐条列出
keeper: quweiban             # 由谁管理；各单位自己登记的写 {field: reporter}
per: year
show: records                # 公众能看到每一条
unit: owner
date: given
title_from: "{matter}（{owner}）"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: kind, label: 分类, type: choice, required: true, share: public, choices: {class: 分类, project: 跟踪}}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: given, label: 交办日期, type: day, required: true, share: public}
  - {id: done, label: 办结日期, type: day, share: public}
  - {id: result, label: 办理结果, type: text, lines: true, share: public}
  - {id: contact, label: 联系人, type: text}   # 不写 share 的不公开
stages:
  - {id: given, label: 办理中, date: given}
ends:
  - {id: done, label: 已办结, date: done, needs: [result], by: unit}
deadlines:
  - {id: report, label: 办理期限, from: given, days: 10, kind: working, until: done}
counts:
  - {id: all, label: 交办, by: [unit]}
  - {id: in-time, label: 按时办结, where: {within: report}, by: [unit], share_of: all}
pages: {columns: [matter, owner, given], unit_section: 督查事项}
documents: {quarterly: register}
""",
    "tally": f"""\
until: 2015-03-31
counts:
  all: {{fagaiju: 14, jiaoyuju: 31}}
  in-time: {{fagaiju: withheld, jiaoyuju: withheld}}
commit: {"0123456789abcdef0123456789abcdef01234567"}
earlier:                    # 补记以后再统计的，以前的由 kaohe tally 留在这里
  - counts:
      all: {{fagaiju: 14, jiaoyuju: 20}}
    commit: {"89abcdef0123456789abcdef0123456789abcdef"}
""",
    "holidays": """\
days_off: [2016-01-01, 2016-02-08, 2016-02-09, 2016-02-10, 2016-02-11, 2016-02-12]
days_made_up: [2016-02-06, 2016-02-14]
document: 国务院办公厅关于2016年部分节假日安排的通知
""",
    "chain": """\
- 2015-q1
- 2015-q1-c1
- redaction 2015-0612
- 2015-q2
- 2015-q2 withdrawn
- 2015-q2-2
""",
    "withdrawal": """\
date: 2015-07-22
reasons: 误将尚未复核的扣分计入，重新核对后再发布
""",
    "mapping": """\
columns:
  - {text: 序号, field: ignore}
  - {text: 被考核单位, field: unit}
  - {text: 日期, field: date}
  - {text: 扣分事项, field: reason}
  - {text: 扣分, field: points}
item: hotline-handling
method: quarterly
source: hotline
standards:
  - {text: 热线工单超期, item: hotline-handling, standard: overdue}
""",
    "exceptions": f"""\
- file: {SITE_FILE}
  field: contact
  reason: 考核办值班手机，对外公布
  decided: 2015-01-05
- file: {_RECORD}
  field: evidence/title
  reason: 是工单编号
  decided: 2015-06-15
""",
    "redaction": f"""\
file: {_RECORD}
fields: [reason, evidence/title]
reason: 事由里写有来电人的联系方式
decided: 2015-08-03
commit: {"0123456789abcdef0123456789abcdef01234567"}
""",
    "publication": f"""\
title: 关于2015年第一季度工作作风考核情况的通报
date: 2015-04-10
commit: {"0123456789abcdef0123456789abcdef01234567"}
results_sha256: {"0123456789abcdef" * 4}
results:                    # 由程序写出；成文日期、段落、并列处的确定由考核办填写
  fagaiju: {{total: 99.5, rank: 2}}
  jiaoyuju: {{total: 99.8, rank: 1}}
form: 2
ties:
  - {{outcome: praised, units: [jiaoyuju], ground: 考核工作会议研究确定}}
""",
    "correction": f"""\
date: 2015-05-06
reason: 复核决定减少一笔扣分
records: [{_OTHER}]
results_sha256: {"0123456789abcdef" * 4}
results:
  fagaiju: {{old: {{total: 99.5, rank: 2}}, new: {{total: 99.8, rank: 1}}}}
""",
}
