"""Who is which office: the register of those who commit, and the hubs that commit in their name (design §3, Who).

An author's address is whatever the author typed, so it says who somebody claims to be; only the login of the hub on
which a proposal was made is proof of more. People appear as offices, and their addresses go no further than here.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Annotated, ClassVar

from generator.model.field import Flag, Identifier, Part, Pattern, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+\Z")
_NUMBER = re.compile(r"[0-9]+[+-](?=.)")  # a hub may put a number before the login in the address it gives out


@dataclass(frozen=True, kw_only=True)
class Committer:
    """The office behind an address or a login; neither is ever published."""

    email: Annotated[str, Text(doc="提交人邮箱，不公开；与 login 至少写一个", limit=120, internal=True)] = ""
    login: Annotated[str, Text(doc="在代码托管平台上的登录名，不公开", limit=60, internal=True)] = ""
    office: Annotated[str, Identifier(doc="所属单位", of="unit")]
    desk: Annotated[
        bool,
        Flag(doc="网页登记（kaohe desk）代各单位提交时用的身份；它的签名公钥另行登记", internal=True),
    ] = False


@dataclass(frozen=True, kw_only=True)
class Forge:
    """A hub: what it commits under when a proposal is merged or a file is edited on its pages.

    `private` is the host of the addresses that it gives to those who keep theirs to themselves.
    """

    name: Annotated[str, Text(doc="代码托管平台的名称，显示在网页上", limit=30)]
    email: Annotated[str, Text(doc="平台自己提交时用的邮箱，如合并请求、网页上编辑", limit=120, internal=True)] = ""
    private: Annotated[
        str,
        Pattern(
            doc="平台代发的隐私邮箱的域名（@ 之后的部分）；写了就能由 login 认出提交人",
            pattern=_HOST,
            form="小写的域名，如 users.noreply.example.com",
        ),
    ] = ""


@dataclass(frozen=True)
class Committers:
    """data/committers.yml: which office each committer works for, and which committers are hubs. It never leaves."""

    INTERNAL: ClassVar[bool] = True

    committers: Annotated[tuple[Committer, ...], Rows(doc="提交人登记表"), Part(doc="一名提交人")]
    forges: Annotated[tuple[Forge, ...], Rows(doc="代码托管平台"), Part(doc="一个平台")] = ()
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    def office_of(self, address: str) -> str:
        """The office of an author's or committer's address, empty where none is registered.

        An address that a hub gave out belongs to the login in it: `login@host`, or with a number before it.
        """
        key = address.casefold()
        if key in self._by_email:
            return self._by_email[key]
        local, _, host = key.rpartition("@")
        if host not in self._private:
            return ""
        return self.office_of_login(local) or self.office_of_login(_NUMBER.sub("", local, count=1))

    def office_of_login(self, login: str) -> str:
        """The office of a login, empty where none is registered."""
        return self._by_login.get(login.casefold(), "")

    def is_desk(self, address: str) -> bool:
        """Whether a desk commits under `address` for all offices."""
        return any(entry.desk and entry.email.casefold() == address.casefold() for entry in self.committers)

    def is_desk_login(self, login: str) -> bool:
        """Whether a desk sends proposals of all offices under this login."""
        return any(entry.desk and entry.login.casefold() == login.casefold() for entry in self.committers)

    def address_for(self, office: str) -> str:
        """The first address that is registered for an office, empty where none is."""
        return next((one.email for one in self.committers if one.office == office and one.email and not one.desk), "")

    def forge_of(self, address: str) -> str:
        """The name of the hub that commits under `address`, empty where it is none's."""
        return self._forges.get(address.casefold(), "")

    @cached_property
    def _by_email(self) -> Mapping[str, str]:
        return {entry.email.casefold(): entry.office for entry in self.committers if entry.email}

    @cached_property
    def _by_login(self) -> Mapping[str, str]:
        return {entry.login.casefold(): entry.office for entry in self.committers if entry.login}

    @cached_property
    def _forges(self) -> Mapping[str, str]:
        return {entry.email.casefold(): entry.name for entry in self.forges if entry.email}

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(entry.private for entry in self.forges if entry.private)
