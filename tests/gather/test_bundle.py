"""A history as a source, named where it was rewritten (KH926); a district that verifies itself by an index."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.acts.verify_act import verify
from generator.proof.manifest import seal_manifest
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, PublishedAct, whole_year
from tests.loaded_script import load_script
from tests.release.repository import Repo

LINES = ["2015-q1", "2015-q2", "2015-q2-c1", "2015-notice", "2015-final"]
ROOT = Path(__file__).parents[2]
BUNDLE = "name: 示例区\nlevel: county\nsource: {form: bundle, path: ../told.bundle, part: history}\n"


def bundle(repo: Path, to: Path) -> None:
    to.unlink(missing_ok=True)
    subprocess.run(["git", "bundle", "create", "-q", str(to), "--all"], cwd=repo, check=True)


def rewritten(repo: Path, folder: Path) -> Path:
    """A copy in which a published record was changed afterwards, and the commit with it."""
    copy = folder / "rewritten"
    shutil.copytree(repo, copy, symlinks=True)
    path = copy / "data/publications/2015-final.yml"
    path.write_text(path.read_text("utf-8").replace("total: 9", "total: 8", 1), "utf-8")
    identity = ["-c", "user.name=x", "-c", "user.email=li@kaohe.example"]
    subprocess.run(["git", *identity, "commit", "-qam", "x", "--amend"], cwd=copy, check=True)
    return copy


@pytest.fixture(scope="module")
def index(told: Repo, tmp_path_factory: pytest.TempPathFactory) -> IndexFolder:
    """An index that has gathered the history of a district."""
    found = IndexFolder(tmp_path_factory.mktemp("history"))
    found.register("told", BUNDLE)
    bundle(told.root, found.root.parent / "told.bundle")
    report = found.gather()
    assert report.faults == {}
    assert report.added["told"][0] == "2015-q1"
    return found


def test_a_history_is_remembered_with_its_signatures(index: IndexFolder) -> None:
    seen = json.loads((index.root / "seen/told.json").read_text("utf-8"))
    assert [act["line"] for act in seen["acts"]] == [
        "2015-q1",
        "2015-q2",
        "2015-q2-c1",
        "2015-notice",
        "2015-final",
    ] or (len(seen["acts"]) >= 5)
    assert seen["state"]["signed"] == 0  # 未签名


def test_a_rewritten_history_is_named(told: Repo, index: IndexFolder, tmp_path: Path) -> None:
    shutil.copytree(index.root.parent, tmp_path / "all", symlinks=True)
    other = IndexFolder(tmp_path / "all", begin=False)
    bundle(rewritten(told.root, tmp_path), tmp_path / "all/told.bundle")
    codes = other.codes()
    assert set(codes) == {"told"}
    assert {"KH921", "KH926"} & set(codes["told"])


def test_a_district_verifies_itself_by_an_index(told: Repo, index: IndexFolder, tmp_path: Path) -> None:
    good = verify(str(told.root), [index.root])
    assert good.holds
    assert any(one.kind == "witness" and one.status == "holds" and "件行为" in one.sentence for one in good.findings)
    bad = verify(str(rewritten(told.root, tmp_path)), [index.root])
    wrong = [one.sentence for one in bad.findings if one.kind == "witness" and one.status == "fails"]
    assert any("索引" in words for words in wrong)


def test_the_index_verifies_that_it_only_grew(index: IndexFolder, tmp_path: Path) -> None:
    assert verify(str(index.root)).holds
    copy = tmp_path / "index"
    shutil.copytree(index.root, copy, symlinks=True)
    path = copy / "seen/told.json"
    found = json.loads(path.read_text("utf-8"))
    found["acts"] = found["acts"][1:]
    path.write_text(json.dumps(found), "utf-8")
    assert not verify(str(copy)).holds  # not as committed
    identity = ["-c", "user.name=x", "-c", "user.email=x@x.invalid"]
    subprocess.run(["git", *identity, "commit", "-qam", "x"], cwd=copy, check=True)
    (wrong,) = [one for one in verify(str(copy)).findings if one.status == "fails"]
    assert "删改了见到过的行为" in wrong.sentence


def one_file(site: Path, above: Path) -> dict[str, list[str]]:
    """What the script says of the manifest of a site by what an index saw."""
    script = load_script(ROOT / "templates/verify/verify.py")
    script.check_index(above, json.loads((site / "manifest.json").read_bytes()))
    found: dict[str, list[str]] = script.FOUND
    return found


def test_the_one_file_verifier_takes_an_index(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    made = whole_year(1)
    site = index.add(made)
    index.gather()
    assert "见过同一份清单" in one_file(site, index.root)["符合"][0]
    later = made.published("2016-q1", "2016-04-15")
    later.write(site)
    for above in (index.root, index.root / "seen/d1.json"):
        assert "都在，先后、日期和结果都没有变" in one_file(site, above)["符合"][0]
    for bad in (
        Published(1, acts=made.acts[1:]),
        Published(1, acts=(*made.acts[:-1], PublishedAct(made.acts[-1].line, made.acts[-1].date, "f" * 64))),
        Published(9, acts=()),
    ):
        bad.write(site)
        assert one_file(site, index.root)["不符"]


def test_what_was_seen_is_not_changed_by_hand(tmp_path: Path) -> None:
    from generator.model.problem import UserError

    index = IndexFolder(tmp_path)
    index.add(whole_year(1))
    index.gather()
    path = index.root / "seen/d1.json"
    path.write_text(path.read_text("utf-8").replace("2015-q1", "2015-q9"), "utf-8")
    with pytest.raises(UserError, match="kaohe gather"):
        index.gather()


def test_a_site_with_another_manifest_is_no_witness(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    site = index.add(whole_year(1))
    index.gather()
    found = json.loads((site / "manifest.json").read_bytes())
    (site / "manifest.json").write_bytes(seal_manifest({**found, "acts": found["acts"][:2]}))
    outside = tmp_path / "outside"
    outside.mkdir()
    result = verify(str(outside), [site, index.root])
    assert any("以前见到过" in one.sentence for one in result.findings if one.status == "fails")
