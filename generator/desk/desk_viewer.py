"""Who is at the desk, and for which office: read from the main branch's register, never from a proposal."""

from __future__ import annotations

from generator.desk.desk_config import DeskConfig
from generator.git.fast_import import Person
from generator.git.identity import read_identity
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE
from generator.model.problem import UserError
from generator.rules.corpus import Corpus

_LONGEST = 120  # characters of what a proxy says


@dataclass(frozen=True, slots=True)
class Viewer:
    """An office at the desk. Its commits bear the name of `author`; `leads` says whether it is the leading office."""

    office: str
    name: str
    leads: bool
    author: Person


def local_viewer(config: DeskConfig, corpus: Corpus) -> Viewer:
    """Who runs the desk on a machine of their own, as git's settings say; UserError where that is no office."""
    person = read_identity(config.project)
    if person is None:
        raise UserError(
            "git 不知道您是谁。请先运行 git config user.name 姓名 和 git config user.email 邮箱（登记过的那一个）。"
        )
    office = corpus.committers.office_of(person.email)
    if not office:
        raise UserError(
            f"git 设置里的邮箱（user.email）没有登记到任何单位。请考核办把它登记在主分支的 {COMMITTERS_FILE} 里。"
        )
    return _viewer(corpus, office, person)


def proxied_viewer(corpus: Corpus, said: str) -> Viewer:
    """Whom the proxy names, by a registered address or login; UserError where that is no office."""
    named = said.strip()
    if not named or len(named) > _LONGEST or "," in named or not named.isprintable():
        raise UserError("登录的账号没有传过来。请联系维护人员。")
    register = corpus.committers
    office = register.office_of(named) if "@" in named else register.office_of_login(named)
    if not office or register.is_desk(named) or register.is_desk_login(named):
        raise UserError(f"您的账号没有登记到任何单位。请考核办把它登记在主分支的 {COMMITTERS_FILE} 里。")
    address = named if "@" in named else register.address_for(office)
    if not address:
        raise UserError(f"您的单位没有登记邮箱，不能以它的名义提交。请考核办在主分支的 {COMMITTERS_FILE} 里补上。")
    return _viewer(corpus, office, Person(_name(corpus, office), address))


def _viewer(corpus: Corpus, office: str, author: Person) -> Viewer:
    leads = corpus.site is not None and corpus.site.lead == office
    return Viewer(office, _name(corpus, office), leads, author)


def _name(corpus: Corpus, office: str) -> str:
    found = corpus.units.get(office)
    return found.short_name if found is not None else office
