"""A district's public history as a source: of a site the part that has it, or the bundle by itself."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from generator.acts.build_act import build
from generator.acts.verify_act import verify
from generator.git.whole_pack import read_whole_bundle
from generator.proof.manifest import seal_manifest
from generator.proof.public_history import BUNDLE_FILE, make_public_history
from generator.release.ledger import read_ledger
from tests.acts.acting import act, lines_of, publish, revoke, start
from tests.acts.redacting import CANARIES, TIES, leak, redact
from tests.gather.indexing import IndexFolder
from tests.proof.public_clone import clone_of
from tests.release.repository import Repo, record_quarter

SOURCE = "name: 小区\nlevel: county\nsource: {{form: {form}, path: ../mirror{path}, part: history}}\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site of a district before a redaction and after it."""
    folder = tmp_path_factory.mktemp("sites")
    leaked = leak(folder / "project")
    build(leaked.repo.root, folder / "before", at="main")
    redact(leaked)
    build(leaked.repo.root, folder / "after", at="main")
    return folder / "before", folder / "after"


def mirror(site: Path, folder: Path) -> Path:
    """Of a site its manifest and its history alone, as somebody has mirrored them."""
    target = folder / "mirror"
    shutil.rmtree(target, ignore_errors=True)
    (target / BUNDLE_FILE).parent.mkdir(parents=True)
    shutil.copyfile(site / "manifest.json", target / "manifest.json")
    shutil.copyfile(site / BUNDLE_FILE, target / BUNDLE_FILE)
    return target


def begin(folder: Path, site: Path, form: str = "folder") -> IndexFolder:
    index = IndexFolder(folder)
    mirror(site, folder)
    index.register("xiao", SOURCE.format(form=form, path="" if form == "folder" else f"/{BUNDLE_FILE}"))
    assert index.codes() == {}
    return index


@pytest.mark.parametrize("form", ["folder", "bundle"])
def test_a_redaction_is_no_fault_and_takes_its_text_out_of_what_the_index_keeps(
    form: str, sites: tuple[Path, Path], tmp_path: Path
) -> None:
    index = begin(tmp_path, sites[0], form)
    kept = index.root / ".cache/gather/histories/xiao.bundle"
    assert any(canary.encode() in kept.read_bytes() for canary in CANARIES)
    mirror(sites[1], tmp_path)
    assert index.codes() == {}
    assert not any(canary.encode() in kept.read_bytes() for canary in CANARIES)
    seen = json.loads((index.root / "seen/xiao.json").read_text("utf-8"))
    assert [act["line"] for act in seen["acts"]][:2] == ["2015-q1", "redaction 2015-0701-1"]
    assert seen["state"]["signed"] == 0  # 未签名
    recorded = "".join(path.read_text("utf-8") for path in index.root.glob("seen/*"))
    ids = json.loads((sites[1] / "manifest.json").read_bytes())["acts"]
    assert not any(act["public_commit"] in recorded or act["public_tag"] in recorded for act in ids)


def test_it_is_the_same_acts_by_the_manifest_and_by_the_bundle(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """A source may come in another form the next time; of what is told twice nothing has changed."""
    index = begin(tmp_path, sites[0])
    index.register("xiao", SOURCE.format(form="bundle", path=f"/{BUNDLE_FILE}"))
    assert index.codes() == {}


def test_a_history_put_back_is_named(sites: tuple[Path, Path], tmp_path: Path) -> None:
    index = begin(tmp_path, sites[1])
    mirror(sites[0], tmp_path)
    assert "KH920" in index.codes()["xiao"]


def resealed(target: Path, history: bytes, **changes: str) -> None:
    """Puts another history into a mirror, with a manifest that agrees with it."""
    (target / BUNDLE_FILE).write_bytes(history)
    found = json.loads((target / "manifest.json").read_bytes())
    found["files"][BUNDLE_FILE] = sha256(history).hexdigest()
    for told in found["acts"]:
        told["public_tag"] = changes.get(told["line"], told["public_tag"])
    (target / "manifest.json").write_bytes(seal_manifest(found))


def test_what_is_not_held_against_an_earlier_history_is_said(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """Another machine has no cache: only the chain is compared, and neither report nor page nor witness hides it."""
    index = begin(tmp_path, sites[0])
    first, _ = digests(sites)
    shutil.rmtree(index.root / ".cache")
    assert index.gather().unheld == ()  # the same source as was seen last
    shutil.rmtree(index.root / ".cache")
    mirror(sites[1], tmp_path)
    report = index.gather()
    assert (report.faults, report.unheld) == ({}, ("xiao",))
    seen = json.loads((index.root / "seen/xiao.json").read_text("utf-8"))
    assert seen["unheld"] == [seen["manifests"][-1]] != [first]
    assert index.gather().unheld == ()
    assert build(index.root).problems == ()
    page = (index.root / "site/districts/xiao.html").read_text("utf-8")
    assert "没有逐个提交比较" in page
    assert seen["unheld"][0] in page
    found = verify(str(index.root.parent), [sites[0] / "manifest.json", index.root]).findings
    assert any("没有逐个提交比较" in one.sentence for one in found if one.status == "open")
    assert verify(str(index.root)).holds


def test_a_kept_history_that_others_have_gone_beyond_is_said_too(sites: tuple[Path, Path], tmp_path: Path) -> None:
    index = begin(tmp_path, sites[0])
    kept = index.root / ".cache/gather/histories/xiao.bundle"
    old = kept.read_bytes()
    target = mirror(sites[1], tmp_path)
    assert index.gather().unheld == ()
    kept.write_bytes(old)
    found = json.loads((target / "manifest.json").read_bytes())
    (target / "manifest.json").write_bytes(seal_manifest({**found, "updated": "2015-12-31"}))
    report = index.gather()
    assert (report.faults, report.unheld) == ({}, ("xiao",))


def digests(sites: tuple[Path, Path]) -> tuple[str, ...]:
    return tuple(json.loads((site / "manifest.json").read_bytes())["sha256"] for site in sites)


def test_a_mirror_that_git_has_packed_anew_is_the_same_history(sites: tuple[Path, Path], tmp_path: Path) -> None:
    index = begin(tmp_path, sites[0], "bundle")
    kept = index.root / ".cache/gather/histories/xiao.bundle"
    was = kept.read_bytes()
    for site, same in ((sites[0], True), (sites[1], False)):
        clone = clone_of((site / BUNDLE_FILE).read_bytes(), tmp_path / site.name)
        clone.git("repack", "-adfq", "--depth=50")
        packed = tmp_path / f"{site.name}.bundle"
        clone.git("bundle", "create", "-q", str(packed), "main", "--tags")
        assert packed.read_bytes() != (site / BUNDLE_FILE).read_bytes()
        shutil.copyfile(packed, tmp_path / "mirror" / BUNDLE_FILE)
        report = index.gather()
        assert (report.faults, report.unheld, report.read) == ({}, (), 1)
        assert (kept.read_bytes() == was) is same
    assert not any(canary.encode() in kept.read_bytes() for canary in CANARIES)


def test_after_a_recorded_restart_the_new_history_is_kept_and_held_to(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    histories = [public_bundle(tmp_path / name, day) for name, day in (("old", "2015-04-10"), ("new", "2015-05-10"))]
    place = tmp_path / "mirror.bundle"
    text = SOURCE.format(form="bundle", path=".bundle")
    index.register("xiao", text)
    place.write_bytes(histories[0])
    assert index.codes() == {}
    place.write_bytes(histories[1])
    assert "KH921" in index.codes()["xiao"]
    before, after = (sha256(history).hexdigest() for history in histories)
    said = f"{{day: 2015-05-01, reason: 服务器损毁，已经公告, before: {before}, after: {after}}}"
    index.register("xiao", f"{text}restarted:\n  - {said}\n")
    report = index.gather()
    assert (report.faults, report.unheld) == ({}, ())
    kept = index.root / ".cache/gather/histories/xiao.bundle"
    assert objects_of(kept.read_bytes()) == objects_of(histories[1])
    (tmp_path / "site" / BUNDLE_FILE).parent.mkdir(parents=True)
    (tmp_path / "site" / BUNDLE_FILE).write_bytes(histories[1])
    place.write_bytes(rewritten(tmp_path / "site", tmp_path / "work")[0])
    assert "KH928" in index.codes()["xiao"]
    assert objects_of(kept.read_bytes()) == objects_of(histories[1])


def test_a_redaction_of_what_is_not_yet_public_has_its_place_from_the_beginning(tmp_path: Path) -> None:
    """In a bundle its line in chain.yml comes late; the order of the acts is that of the office at any time."""
    repo = start(tmp_path / "project", 1)
    index = IndexFolder(tmp_path)
    index.register("xiao", SOURCE.format(form="bundle", path=".bundle"))

    def gather() -> list[str]:
        history = make_public_history(repo.opened, read_ledger(repo.opened, repo.head))
        (tmp_path / "mirror.bundle").write_bytes(history.bundle)
        report = index.gather()
        assert (report.faults, report.unheld) == ({}, ())
        seen = json.loads((index.root / "seen/xiao.json").read_text("utf-8"))
        assert seen["state"]["redactions"] == [
            one["line"].removeprefix("redaction ") for one in seen["acts"] if one["line"].startswith("redaction ")
        ]
        return [one["line"] for one in seen["acts"]]

    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    unseen = "data/deductions/2015/hotline/0415-shuiwu.yml"
    act(repo, "redact", unseen, "reason", "--reason", "写有住址", "--date", "2015-06-01")
    repo.commit("遮盖", "2015-06-02")
    assert gather() == lines_of(repo) == ["2015-q1", "redaction 2015-0601-1"]
    revoke(repo, day="2015-06-08")
    act(repo, "correct", "2015-q1", "--reason", "记错单位", "--date", "2015-06-10", *TIES)
    repo.commit("更正", "2015-06-10")
    assert gather() == lines_of(repo)
    publish(repo, "2015-q2", "2015-07-10")
    assert gather() == lines_of(repo)
    assert len(lines_of(repo)) == 4
    found = verify(str(repo.root), [index.root]).findings
    assert [one.sentence for one in found if one.kind == "witness" and one.status == "fails"] == []


def objects_of(history: bytes) -> set[str]:
    """The ids of all that is in a bundle, whichever refs name it."""
    bundle = read_whole_bundle(history)
    assert bundle is not None
    return set(bundle.objects)


def public_bundle(root: Path, day: str) -> bytes:
    """The public history of the district, whose office published one quarter on `day`."""
    repo = start(root, 1)
    publish(repo, "2015-q1", day)
    return make_public_history(repo.opened, read_ledger(repo.opened, repo.head)).bundle


def rewritten(site: Path, folder: Path) -> tuple[bytes, str]:
    """The history with another unit's name in it from the beginning, and the tag that its first act has now."""
    clone = clone_of((site / BUNDLE_FILE).read_bytes(), folder)
    script = "sed -i 's|name: |name: 新|' data/units/jiaoyu.yml"
    clone.git("filter-branch", "-f", "--tree-filter", script, "--tag-name-filter", "cat", "--", "--all")
    clone.git("bundle", "create", "-q", str(folder / "new.bundle"), "HEAD", "main", "--tags")
    return (folder / "new.bundle").read_bytes(), clone.git("rev-parse", "publication/2015-q1")


def test_a_rewritten_history_is_named_for_ever_however_well_its_manifest_agrees(
    sites: tuple[Path, Path], tmp_path: Path
) -> None:
    index = begin(tmp_path, sites[0])
    history, tag = rewritten(sites[0], tmp_path / "work")
    resealed(tmp_path / "mirror", history, **{"2015-q1": tag})
    (fault,) = index.gather().faults["xiao"]
    assert (fault.code, fault.subject) == ("KH928", "data/units/jiaoyu.yml")
    mirror(sites[0], tmp_path)
    assert index.codes() == {}
    past = json.loads((index.root / "seen/xiao.json").read_text("utf-8"))["faults"]
    assert [one["code"] for one in past] == ["KH928"]


def test_a_history_that_is_not_the_manifests_is_named(sites: tuple[Path, Path], tmp_path: Path) -> None:
    index = begin(tmp_path, sites[0])
    target = tmp_path / "mirror"
    (target / BUNDLE_FILE).write_bytes((sites[1] / BUNDLE_FILE).read_bytes())
    assert index.codes() == {"xiao": ["KH914"]}
    resealed(mirror(sites[0], tmp_path), (sites[1] / BUNDLE_FILE).read_bytes())
    assert index.codes() == {"xiao": ["KH926"]}
    (target / BUNDLE_FILE).unlink()
    assert index.codes() == {"xiao": ["KH913"]}
    resealed(mirror(sites[0], tmp_path), b"# v2 git bundle\n\nPACK")
    assert index.codes() == {"xiao": ["KH910"]}


def test_the_rest_of_a_site_is_none_of_this_part(sites: tuple[Path, Path], tmp_path: Path) -> None:
    index = begin(tmp_path, sites[0])
    (tmp_path / "mirror/index.html").write_text("x", "utf-8")
    assert index.codes() == {"xiao": ["KH915"]}


def test_a_whole_history_of_an_office_is_a_source_as_before(told: Repo, tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    told.git("bundle", "create", "-q", str(tmp_path / "mirror.bundle"), "--all")
    index.register("xiao", SOURCE.format(form="bundle", path=".bundle"))
    assert index.codes() == {}
    assert not (index.root / ".cache/gather/histories").exists()


def test_a_manifest_is_a_witness_of_a_clone(sites: tuple[Path, Path], tmp_path: Path) -> None:
    """What the outsider kept, or downloaded elsewhere, against what he cloned."""
    clone = clone_of((sites[1] / BUNDLE_FILE).read_bytes(), tmp_path)
    good = verify(str(clone.root), [sites[1] / "manifest.json"])
    assert good.holds
    assert any("在公开历史里的提交和标签都相同" in one.sentence for one in good.findings)
    earlier = verify(str(clone.root), [sites[0] / "manifest.json"])
    assert earlier.holds
    assert any("之后又有遮盖" in one.sentence for one in earlier.findings)
    history, _ = rewritten(sites[1], tmp_path / "work")
    other = clone_of(history, tmp_path / "other")
    found = verify(str(other.root), [sites[1] / "manifest.json"]).findings
    wrong = [one.sentence for one in found if one.status == "fails"]
    assert any("记的公开历史里，2015-q1 的提交是" in sentence for sentence in wrong)


def test_a_manifest_is_a_witness_of_the_office(sites: tuple[Path, Path]) -> None:
    office = sites[1].parent / "project"
    found = verify(str(office), [sites[1] / "manifest.json"]).findings
    assert any("在公开历史里的提交和标签都相同" in one.sentence for one in found if one.status == "holds")
