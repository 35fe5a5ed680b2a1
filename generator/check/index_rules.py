"""An index above districts: what its own records must agree on, and that it holds no district's records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.model.index_records import FORMS, PARTS, PARTS_OF, DistrictRule, Index
from generator.model.place import COUNTERPARTS_FILE, INDEX_FILE, SITE_FILE, district_file, folder_of
from generator.model.problem import Location, Problem
from generator.model.unread import is_there, known, where_read
from generator.model.web_address import is_for_a_site
from generator.rules.corpus import Corpus


def is_index(corpus: Corpus) -> bool:
    """Whether these are the data of an index: its settings are there, whether or not they can be read."""
    return corpus.index is not None or INDEX_FILE in corpus.unread


def check_no_index(corpus: Corpus) -> Iterator[Problem]:
    """KH901: districts are gathered in an index alone."""
    hint = (
        f"请把它移到索引的项目里（用 kaohe init --index 建立，有 {INDEX_FILE}）；本项目就是索引的，请补上这个文件。"
    )
    for name in corpus.districts:
        yield Problem(Location(district_file(name)), "KH901", "只有索引才登记各地区", hint)
    if corpus.counterparts is not None:
        yield Problem(Location(COUNTERPARTS_FILE), "KH901", "只有索引才登记各地同职能的单位", hint)


def check_no_district(corpus: Corpus) -> Iterator[Problem]:
    """KH902: an index holds no assessment of its own."""
    held = [record.origin.file for record in corpus.units.values()]
    held += [record.origin.file for record in corpus.schemes.values()]
    held += [record.origin.file for record in corpus.deductions]
    held += [record.origin.file for record in corpus.publications.values()]
    files = [SITE_FILE] if corpus.site is not None else []
    for file in sorted([*files, *held])[:5]:
        hint = "请把它移到该地区自己的项目里；索引只汇集各地公布的内容。"
        yield Problem(Location(file), "KH902", f"索引（有 {INDEX_FILE}）里不放考核的记录", hint)


@where_read
def check_index(corpus: Corpus) -> Iterator[Problem]:
    """KH903: the address of the index's site."""
    if corpus.index is not None:
        yield from _check_address(corpus.index)


@where_read
def _check_address(index: Index) -> Iterator[Problem]:
    address = known(index.base_url)
    if not is_for_a_site(address):
        hint = "请写完整的地址，如 https://kaohe.example/suoyin/。"
        yield Problem(
            index.origin.place("base_url"), "KH903", "索引网站的地址应以 https:// 开头，接着是域名，以 / 结尾", hint
        )


def check_districts(corpus: Corpus) -> Iterator[Problem]:
    """What each district says, and what two of them may not share."""
    taken: dict[tuple[str, str], str] = {}
    for district in corpus.districts.values():
        if district.id[:1].isdigit():
            # It becomes a partition of the tables, and what looks like a number is read as one by some engines.
            hint = "编号是表格分区的名称，像数的会被有的程序当成数。请改用拼音等以小写字母开头的编号。"
            yield Problem(Location(district_file(district.id)), "KH909", "地区的编号应以字母开头", hint)
        yield from _check_parent(corpus, district)
        yield from _check_source(district, taken)
        yield from _check_restarts(district)


@where_read
def _check_parent(corpus: Corpus, district: DistrictRule) -> Iterator[Problem]:
    """KH904: the parent is a district, and not the district itself, however far up."""
    if not district.parent:
        return
    place = district.origin.place("parent")
    if district.parent not in corpus.districts:
        if district_file(district.parent) not in corpus.unread:
            hint = f"请先为它写 {district_file(district.parent)}，或者改正编号。"
            yield Problem(place, "KH904", f"没有登记上级地区 {district.parent}", hint)
        return
    above, seen = district.parent, {district.id}
    while above and above in corpus.districts and above not in seen:
        seen.add(above)
        above = corpus.districts[above].parent
    if above == district.id:
        yield Problem(place, "KH904", "上级地区绕了一圈又回到自己", "请改正 parent。")


@where_read
def _check_source(district: DistrictRule, taken: dict[tuple[str, str], str]) -> Iterator[Problem]:
    """KH905: a form that cannot hold the part; KH906: two districts from one place."""
    source = district.source
    if source is None:
        return
    if source.part not in PARTS_OF[source.form]:
        able = "、".join(f"{part}（{PARTS[part]}）" for part in PARTS_OF[source.form])
        words = f"{FORMS[source.form]}里没有“{PARTS[source.part]}”"
        yield Problem(district.origin.place("source", "part"), "KH905", words, f"这种来源的 part 可以是：{able}。")
    other = taken.setdefault((source.form, source.path.rstrip("/")), district.id)
    if other != district.id:
        words = f"与 {other} 是同一个来源"
        yield Problem(district.origin.place("source", "path"), "KH906", words, "每个地区各有自己的来源，请改正。")


@where_read
def _check_restarts(district: DistrictRule) -> Iterator[Problem]:
    """KH931: each restart follows the one before it, and changes something."""
    passed: set[str] = set()
    last = None
    for number, one in enumerate(known(district.restarted), 1):
        place = district.origin.place("restarted", number - 1)
        if last is not None and one.day < last:
            yield Problem(place, "KH931", "重新开始的日期早于上一次", "请按先后写，新的在后。")
        if one.before == one.after or one.before in passed:
            hint = "before 是以前最后见到的清单，after 是重新开始的清单，请核对。"
            yield Problem(place, "KH931", "重新开始前后的清单相同，或者登记了两次", hint)
        passed.add(one.before)
        last = one.day


@where_read
def check_counterparts(corpus: Corpus) -> Iterator[Problem]:
    """KH907: a name stands for one function."""
    found = corpus.counterparts
    if found is None:
        return
    meant: dict[str, str] = {}
    for name, function in known(found.functions).items():
        for unit in function.units:
            if meant.setdefault(unit, name) != name:
                words = f"“{unit}”既写在 {meant[unit]} 里，又写在 {name} 里"
                yield Problem(
                    found.origin.place("functions", name), "KH907", words, "一个名称只属于一项职能，请留一处。"
                )


def check_any_district(corpus: Corpus) -> Iterator[Problem]:
    """KH908, a reminder: there is nothing to gather yet."""
    if not any(district.source for district in corpus.districts.values() if is_there(district.source)):
        hint = f"请为每个地区写一个文件，如 {folder_of('district')}/shili.yml，写法见网站“使用指南”里的“数据格式”。"
        yield Problem(Location(folder_of("district")), "KH908", "还没有登记有来源的地区", hint, "warning")


INDEX_RULES: tuple[Callable[[Corpus], Iterable[Problem]], ...] = (
    check_no_district,
    check_index,
    check_any_district,
    check_districts,
    check_counterparts,
)
