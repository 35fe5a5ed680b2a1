"""The words of a change: the same in a check, a comparison, a log, a remark, a verification and on the site."""

from __future__ import annotations

from generator.change.record_change import ChangeKind, RecordChange
from generator.model.place import POINTS, FileKind
from generator.model.problem import escape_text

FILES: dict[FileKind, str] = {
    "site": "网站设置",
    "committers": "提交人登记表",
    "signers": "签名人登记",
    "scheme": "考核办法",
    "holidays": "节假日安排",
    "unit": "单位",
    "deduction": "扣分记录",
    "bonus": "加分记录",
    "measure": "指标数值",
    "import": "其他考核的结果",
    "applies": "不适用的单项",
    "amendment": "考核办法的修改",
    "appraisal": "评议计票",
    "register": "登记簿的规定",
    "entry": "登记簿的记录",
    "tally": "登记簿的统计数",
    "publication": "发布记录",
    "chain": "发布次序",
    "withdrawal": "撤回记录",
    "correction": "更正记录",
    "redaction": "遮盖记录",
    "exceptions": "核对过的文字",
    "mapping": "表格的读法",
    "index": "索引的设置",
    "district": "索引中的地区",
    "counterparts": "各地同职能的单位",
}
CHANGES: dict[ChangeKind, str] = {
    "recorded": "登记",
    "amended": "更改",
    "revoked": "撤销",
    "reinstated": "取消撤销",
    "renamed": "改名",
    "vanished": "消失",
    "restored": "重新出现",
    "unreadable": "读不出",
}
_TITLES: dict[ChangeKind, str] = {
    "recorded": "登记{}",
    "amended": "更改{}",
    "revoked": "撤销{}",
    "reinstated": "取消对{}的撤销",
    "renamed": "{}改名",
    "vanished": "{}消失",
    "restored": "{}重新出现",
    "unreadable": "{}读不出",
}
# What is 登记; other files are 新增, and so is what 登记簿 begins: 登记登记簿的记录 would say it twice.
_WRITTEN_DOWN: tuple[FileKind, ...] = (*POINTS, "measure", "import", "appraisal")
NEVER_DELETED = "记录不得删除，不再扣分的应写明撤销。"
NEVER_RENAMED = "编号一经使用不再改变"


def kind_words(kind: ChangeKind, file: FileKind) -> str:
    """What happened to a file of a kind: 登记扣分记录, 新增考核办法, 撤销扣分记录."""
    words = "新增{}" if kind == "recorded" and file not in _WRITTEN_DOWN else _TITLES[kind]
    return words.format(FILES[file])


def change_words(change: RecordChange) -> str:
    """What a change did, with what came along with a rename: 登记扣分记录, 扣分记录改名并更改."""
    words = kind_words(change.kind, change.file)
    return f"{words}并{CHANGES[change.turn]}" if change.turn else words


def rename_words(change: RecordChange) -> str:
    """Whither a record was renamed, and how far it was changed with it: 改名为 …，并更改 2 处."""
    words = f"改名为 {escape_text(change.other, 200)}"
    if not change.turn:
        return words
    what = f"更改 {len(change.fields)} 处" if change.turn == "amended" else CHANGES[change.turn]
    return f"{words}，并{what}"


def change_sentence(change: RecordChange) -> str:
    """What a change of a kind that nobody expects did, with the path, as one sentence; empty for any other."""
    path = escape_text(change.path, 200)
    match change.kind:
        case "vanished":
            return f"{path} 被删除。{NEVER_DELETED}"
        case "renamed":
            return f"{path} 被{rename_words(change)}。{NEVER_RENAMED}。"
        case "restored":
            changed = f"有 {len(change.fields)} 处与消失前不同" if change.fields else "内容与消失前相同"
            return f"{path} 重新出现，{changed}。"
        case "reinstated":
            return f"{path} 原已撤销，又恢复计分。"
        case "unreadable":
            return f"{path} 的内容读不出来，不计分。"
        case _:
            return ""
