"""Drawing with the library, Vega in vl-convert: text stays text, and colours and letters are those of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from xml.etree import ElementTree

from generator.load.edition import Edition, per_whole_edition
from generator.load.render_cache import RenderCache
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, round_figure
from generator.model.worker import Worker
from generator.pictures.frame import WIDTH, PicturePlan
from generator.read.program import PACKAGE

LIBRARY = "vl-convert-python"
PICTURES = "pictures"  # as a manifest names them
LEFT_OUT = "生成网站的机器没有画图的程序，这里没有图。"
_MODULE = "vl_convert"
# Attributes of the library that say nothing here: what a reader is told is said by title, description and table.
_NEEDLESS = frozenset({
    "class", "role", "aria-hidden", "aria-roledescription", "aria-label", "pointer-events", "font-family",
    "stroke-miterlimit", "version", "xmlns",
})  # fmt: skip
_DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("transform", "translate(0,0)"), ("text-anchor", "start")}
_LONG = re.compile(r"\d+\.\d{3,}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands within `<svg>`, and the size of its box in px. Empty where nothing was drawn."""

    inner: str = ""
    width: int = WIDTH
    height: int = 0


class Drawer:
    """Draws plans, each once; what was drawn before comes from the cache. Without the library it draws nothing."""

    def __init__(self, store: RenderCache | None = None, able: bool | None = None) -> None:
        self.able = has_library() if able is None else able
        self._store = store
        self._drawn: dict[tuple[str, str], Drawn] = {}
        self._worker = Worker("generator.pictures.vega_worker")

    def draw(self, plan: PicturePlan) -> Drawn:
        """The drawing of `plan`."""
        if not self.able:
            return Drawn()
        spec = json.dumps(plan.spec(), ensure_ascii=False, sort_keys=True)
        texts = plan.texts()
        if (spec, texts) not in self._drawn:
            self._drawn[spec, texts] = Drawn(self._inner(spec) + texts, *plan.size)
        return self._drawn[spec, texts]

    def _inner(self, spec: str) -> str:
        if self._store is None:
            return self._draw(spec).decode()
        key = sha256(f"{_made_by()}\n{spec}".encode()).hexdigest()
        return self._store.take("svg", key, partial(self._draw, spec)).decode()

    def _draw(self, spec: str) -> bytes:
        return clean(self._worker.ask(spec.encode()).decode()).encode()

    def rest(self) -> None:
        """Ends the process that draws; one more picture begins another."""
        self._worker.close()

    def forget_others(self) -> None:
        """Removes from the cache what was not drawn this time."""
        if self._store is not None and self.able:
            self._store.forget_others()


def has_library() -> bool:
    """Whether this machine can draw."""
    return find_spec(_MODULE) is not None


@per_whole_edition
def drawer_of(edition: Edition) -> Drawer:
    """The drawer of all pictures of an edition."""
    store = RenderCache(PICTURES, edition.root, edition.audience)
    return Drawer(store, has_library() and edition.pictures)


def left_out(edition: Edition) -> list[str]:
    """What the site lacks because this machine cannot make it: named in the manifest."""
    return [] if drawer_of(edition).able else [PICTURES]


def remark_on_pictures() -> Iterator[str]:
    """That pictures are missing, and how to get them."""
    if not has_library():
        without = "这台机器没有画图的程序，网页没有图，数字都在表里"
        yield f"{without}。请在能装它的机器上生成，或按 requirements.txt 安装 {LIBRARY}"


@cache
def _made_by() -> str:
    """What besides the plan decides the bytes: the library, and the code that speaks to it."""
    code = b"".join((PACKAGE / "pictures" / name).read_bytes() for name in ("drawing.py", "vega_worker.py"))
    return f"{LIBRARY} {version(LIBRARY)} {sha256(code).hexdigest()}"


def clean(svg: str) -> str:
    """The inside of an `<svg>` of the library without its fonts, roles, empty groups and default values."""
    plain = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "").replace("xlink:href", "href")
    root = ElementTree.fromstring(plain.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', ""))
    _tidy(root)
    drawn = "".join(ElementTree.tostring(child, "unicode", short_empty_elements=True) for child in root)
    return drawn.replace("</text><text", "</text> <text")  # as words to who sees no picture


def _tidy(node: ElementTree.Element) -> None:
    for child in list(node):
        if not _is_ground(child):
            _tidy(child)
        if _is_ground(child) or (child.tag == "g" and not len(child)):
            node.remove(child)
    for name, value in list(node.attrib.items()):
        if name in _NEEDLESS or (name, value) in _DEFAULTS:
            del node.attrib[name]
        else:
            node.set(name, _LONG.sub(_round, value))
    while len(node) == 1 and node.tag == "g" and node[0].tag == "g" and not node.attrib:
        (only,) = node
        node.attrib.update(only.attrib)
        node[:] = only[:]
    flat: list[ElementTree.Element] = []
    for child in node:
        flat.extend(child if child.tag == "g" and not child.attrib else [child])
    node[:] = flat


def _is_ground(node: ElementTree.Element) -> bool:
    """The empty box that the library lays under and over every group."""
    return node.tag == "path" and node.get("class") in ("background", "foreground")


def _round(found: re.Match[str]) -> str:
    """A length to a hundredth of a px: more is noise of binary fractions."""
    return format_points(round_figure(Decimal(found[0]), 2, "half-up"))
