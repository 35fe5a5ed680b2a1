"""No byte of a public site depends on the counts of a small panel, or of those withheld with it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.public.periods import Audience
from generator.site.site_build import build_site
from tests.site.sample import as_published, copy_district, read_district, write_acts

APPRAISAL = "data/appraisals/2015/shuiwu.yml"
# Other counts with which the water office has the same rate, exactly or to four decimals: both of its panels are
# withheld, for of its residents three voted.
SAME = """held: 2015-12-18
panels:
  delegates:
    ballots: {issued: 7301, returned: 7212, valid: 7200}
    tallies:
      law: {satisfied: 5400, fairly: 1200, dissatisfied: 0, dont-know: 600}
      service: {satisfied: 5400, fairly: 1200, dissatisfied: 0, dont-know: 600}
  residents:
    ballots: {issued: 9, returned: 3, valid: 3}
    tallies:
      law: {satisfied: 3, fairly: 0, dissatisfied: 0, dont-know: 0}
      service: {satisfied: 2, fairly: 1, dissatisfied: 0, dont-know: 0}
internal_note: 内部-评议
"""
NEAR = SAME.replace("{satisfied: 5400, fairly: 1200", "{satisfied: 5399, fairly: 1201", 1)


PANEL = "{id: residents, name: 居民代表, weight: 0.4}"
CHANNELS = PANEL[:-1] + ", channels: [{id: online, name: 网上, weight: 2}, {id: phone, name: 电话, weight: 1}]}"


def by_channels(root: Path) -> None:
    """The residents vote online and by telephone, the same by both."""
    scheme = root / "data/schemes/2015.yml"
    text = scheme.read_text("utf-8")
    assert PANEL in text
    text = text.replace("    empty_panel: rescale\n", "    empty_panel: rescale\n    empty_channel: rescale\n")
    scheme.write_text(text.replace(PANEL, CHANNELS), "utf-8")
    for path in (root / "data/appraisals/2015").iterdir():
        head, _, after = path.read_text("utf-8").partition("  residents:\n")
        lines = after.splitlines(keepends=True)
        counts = "".join(lines[:4])
        text = f"{head}  online:\n{counts}  phone:\n{counts}{''.join(lines[4:])}"
        path.write_text(text, "utf-8")


def site_of(
    root: Path, appraisal: str, audience: Audience, publish: bool, channels: bool = False
) -> dict[str, bytes]:
    """The files of a demonstration with these counts, of a published year or of drafts."""
    copy_district(root)
    (root / APPRAISAL).write_text(appraisal or (root / APPRAISAL).read_text("utf-8"), "utf-8")
    if channels:
        by_channels(root)
    if publish:
        write_acts(root, as_published(read_district(root), "2015-notice", "2015"))
    out = root.with_name(f"{root.name}-site")
    assert build_site(root, out, audience).problems == ()
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("other", "publish"), [(SAME, True), (NEAR, False)], ids=["published", "draft"])
def test_the_public_site_is_the_same_whatever_a_small_panel_said(tmp_path: Path, other: str, publish: bool) -> None:
    first = site_of(tmp_path / "one", "", "public", publish)
    second = site_of(tmp_path / "two", other, "public", publish)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert any("feedback" in path for path in first)
    assert any(path.endswith("appraisal-tallies.csv") for path in first)


def test_the_same_holds_of_a_small_channel(tmp_path: Path) -> None:
    first = site_of(tmp_path / "one", "", "public", True, channels=True)
    second = site_of(tmp_path / "two", SAME, "public", True, channels=True)
    assert [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)] == []
    [table] = [data.decode() for path, data in first.items() if path.endswith("appraisal-ballots.csv")]
    rows = [row for row in csv.DictReader(table.lstrip("\ufeff").splitlines()) if row["unit"] == "shuiwu"]
    assert {row["panel"]: row["suppressed"] for row in rows} == dict.fromkeys(
        ("delegates", "online", "phone"), "true"
    )


def test_the_site_of_the_office_is_not(tmp_path: Path) -> None:
    """Else the comparison would prove nothing."""
    first = site_of(tmp_path / "one", "", "internal", True)
    second = site_of(tmp_path / "two", SAME, "internal", True)
    assert "2015/units/shuiwu.html" in {path for path in first if first[path] != second[path]}
    assert [path for path in first if "feedback" in path and first[path] != second[path]] == []
