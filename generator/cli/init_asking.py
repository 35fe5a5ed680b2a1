"""What `kaohe init` asks: whose project, which year, which notice, and from which scheme it starts."""

from __future__ import annotations

import argparse

from generator.acts.index_skeleton import IndexBeginning
from generator.acts.plan import today
from generator.acts.skeleton import Beginning
from generator.cli.arguments import parse_year
from generator.cli.questions import ask, can_ask, choose, until
from generator.model.problem import UserError

SCHEMES = {"empty": "空白的，从头填写", "sample": "照示例的考核办法改，每个数都要核对确认"}
_NEEDED = {"district": "地区", "office": "主办单位", "year": "年度"}


def complete_beginning(arguments: argparse.Namespace) -> Beginning:
    """The beginning that the flags and, on a terminal, the answers give; UserError where something is missing."""
    missing = _find_missing(arguments, "项目")
    district = arguments.district or ask("地区名称，例如 小河区", needed=True)
    office = arguments.office or ask("考核办全称，即网站的主办单位", needed=True)
    year = arguments.year or int(until("第一个考核年度", _read_year, str(today().year)))
    document, url, scheme = arguments.document, arguments.url, arguments.scheme
    if can_ask() and missing:  # whoever gives all that is needed by flags is asked nothing more
        document = ask("考核办法的发文字号，例如 小河委发〔2026〕7号") if document is None else document
        url = ask("网站将来的地址，以 / 结尾") if url is None else url
        scheme = scheme or choose("从哪一份考核办法开始", SCHEMES, default="empty")
    sample = None
    if scheme == "sample":
        from generator.demo.register import make_scheme

        sample = make_scheme(year)
    return Beginning(district, office, year, url or "", document or "", arguments.title, sample)


def _find_missing(arguments: argparse.Namespace, what: str) -> list[str]:
    """What is to be asked for; UserError where nothing can be asked."""
    missing = [name for name in _NEEDED if not getattr(arguments, name)]
    if missing and not can_ask():
        listed = "、".join(f"{_NEEDED[name]}（--{name}）" for name in missing)
        raise UserError(f"缺少{listed}。这里不能提问，请用选项写明。没有建立{what}。")
    return missing


def complete_index(arguments: argparse.Namespace) -> IndexBeginning:
    """The beginning of an index that the flags and, on a terminal, the answers give."""
    _find_missing(arguments, "索引")
    region = arguments.district or ask("地区名称，例如 示例市", needed=True)
    office = arguments.office or ask("汇集各地发布的机关全称，即索引网站的主办单位", needed=True)
    year = arguments.year or int(until("从哪一年度起要求各地公布", _read_year, str(today().year)))
    return IndexBeginning(region, office, year, arguments.url or "")


def _read_year(text: str) -> str:
    try:
        return str(parse_year(text))
    except argparse.ArgumentTypeError:
        return ""
