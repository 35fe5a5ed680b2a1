"""CODEOWNERS from the scheme: who reviews which folder, in the form that the forge understands.

GitHub and GitLab take patterns like those of .gitignore, the last that fits counts. Gitea and Forgejo take regular
expressions (Go) that must fit the whole path, and ask everybody whose line fits.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from generator.check.entry_ownership import keepers_of
from generator.model.lazy_dataclass import dataclass
from generator.model.place import BY_ITEM, COMMITTERS_FILE, FileKind, folder_of
from generator.model.problem import UserError
from generator.model.register_rule import RegisterRule
from generator.rules.corpus import Corpus
from generator.rules.item import Item, OtherAssessor
from generator.rules.scheme import Scheme

Forge = Literal["github", "gitlab", "gitea"]
FILES: dict[Forge, str] = {
    "github": ".github/CODEOWNERS",
    "gitlab": ".gitlab/CODEOWNERS",
    "gitea": ".gitea/CODEOWNERS",
}
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\Z")
_HEAD = """\
# 由 kaohe owners 按考核办法和提交人登记表写出，不手工改；改了那两处，再运行一次。
# 一个文件夹由谁审核。只有平台上开着“须由代码负责人批准”，它才管用。
"""


@dataclass(frozen=True, slots=True)
class OwnersFile:
    """The file and its text; `unnamed` are offices without a registered login, for which the leading one stands."""

    path: str
    text: str
    unnamed: tuple[str, ...]


def draw_owners(corpus: Corpus, forge: Forge) -> OwnersFile:
    """The file for `forge`. UserError where the leading office has no login: nobody would review the rest."""
    lead = corpus.site.lead if corpus.site is not None else ""
    if not _logins(corpus, [lead]):
        raise UserError(
            f"提交人登记表（{COMMITTERS_FILE}）里没有考核办的登录名（login），写不出由谁审核。请先登记，没有写入。"
        )
    rules = [(_everything(forge), _logins(corpus, [lead]))]
    unnamed: set[str] = set()
    for year, scheme in sorted(corpus.schemes.items()):
        for item in scheme.items.values():
            offices = _offices(scheme, item)
            unnamed |= {office for office in offices if not _logins(corpus, [office])}
            owners = _logins(corpus, [*offices, lead])
            rules += [(_folder(forge, folder_of(kind, year, item.id)), owners) for kind in BY_ITEM]
    for register in corpus.registers.values():
        keepers = _keepers(corpus, register)
        unnamed |= {keeper for keeper in keepers if not _logins(corpus, [keeper])}
        # Of a confidential register only its counts are here.
        kind: FileKind = "tally" if register.is_confidential else "entry"
        rules.append((_folder(forge, f"{folder_of(kind)}/{register.id}"), _logins(corpus, [*keepers, lead])))
    lines = (f"{pattern} {' '.join(f'@{login}' for login in owners)}\n" for pattern, owners in rules)
    names = tuple(sorted(corpus.units[name].short_name if name in corpus.units else name for name in unnamed))
    return OwnersFile(FILES[forge], _HEAD + "".join(lines), names)


def write_owners(root: Path, drawn: OwnersFile) -> bool:
    """Writes the file whole or not at all; whether it has changed. UserError where a link or folder is there."""
    place = root / drawn.path
    folder = place.parent
    if folder.is_symlink() or place.is_symlink() or place.is_dir() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{drawn.path} 的位置上是链接或文件夹，没有写入。")
    if place.is_file() and place.read_text("utf-8") == drawn.text:
        return False
    folder.mkdir(exist_ok=True)
    new = place.with_name(place.name + ".new")
    new.write_text(drawn.text, "utf-8", newline="\n")
    os.replace(new, place)
    return True


def _offices(scheme: Scheme, item: Item) -> list[str]:
    own = scheme.own_items_of(item)
    return [item.assessor, *([own.by] if isinstance(own, OtherAssessor) else [])]


def _keepers(corpus: Corpus, register: RegisterRule) -> list[str]:
    """The keeper of a register; where a field of each entry says it, all whom an entry names so far."""
    if isinstance(register.keeper, str):
        return [register.keeper]
    entries = corpus.entries_by_register.get(register.id, ())
    return sorted({unit for entry in entries for unit in keepers_of(register, entry)})


def _logins(corpus: Corpus, offices: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_find_logins(corpus, offices)))


def _find_logins(corpus: Corpus, offices: Sequence[str]) -> Iterator[str]:
    for office in offices:
        for entry in corpus.committers.committers:
            if entry.office == office and _LOGIN.match(entry.login):
                yield entry.login


def _everything(forge: Forge) -> str:
    return ".*" if forge == "gitea" else "*"


def _folder(forge: Forge, folder: str) -> str:
    return f"{folder}/.*" if forge == "gitea" else f"/{folder}/"  # ids hold no sign with a meaning of its own
