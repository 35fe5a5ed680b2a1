"""Signatures by SSH and OpenPGP: good, bad, by an unknown key, expired, none; the register alone decides."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.git.signature import Signature, judge_commits, judge_tag
from generator.git.tags import read_tags
from generator.history.mainline import read_changes
from generator.history.remark import find_remarks
from generator.history.report import read_history
from generator.history.trail import read_trails
from tests.history.scenarios import ONE, TWO
from tests.history.scripted import begin, deduction
from tests.history.signing import SIGNED, close_keyring, forge, make_key, make_keyring


def office(address: str) -> str:
    return address.removesuffix("@kaohe.example")


def office_at(_: str, address: str) -> str:
    return office(address)


@pytest.mark.needs("ssh-keygen")
def test_ssh_signatures(tmp_path: Path) -> None:
    known, former, unknown = (tmp_path / name for name in ("known", "former", "unknown"))
    keys = {path: make_key(path) for path in (known, former, unknown)}
    signers = (
        f'rexian@kaohe.example namespaces="git" {keys[known]}\n'
        f'kaoheban@kaohe.example valid-before="20150301" {keys[former]}\n'
    ).encode()
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    commits = {}
    for name, key, day in (
        ("good", known, "2015-02-12"),
        ("former", former, "2015-02-13"),
        ("late", former, "2015-03-02"),
        ("unknown", unknown, "2015-03-03"),
    ):
        story.git("config", "user.signingKey", str(key))
        commits[name] = story.commit(name, name, day, options=SIGNED)
    commits["none"] = story.commit("none", "没有签名", "2015-03-04")
    commits["bad"] = forge(story, commits["good"], "\n\ngood", "\n\nbad")
    found = judge_commits(story.opened, list(commits.values()), signers, office_at)
    said = {name: (found[commit].verdict, found[commit].signer) for name, commit in commits.items()}
    assert said == {
        "good": ("good", "rexian"),
        "former": ("good", "kaoheban"),
        "late": ("unknown", ""),  # the key was no longer registered on that day
        "unknown": ("unknown", ""),
        "none": ("unsigned", ""),
        "bad": ("bad", ""),
    }
    assert found[commits["good"]].key.startswith("SHA256:")
    nobody = judge_commits(story.opened, list(commits.values()), b"", office_at)
    assert {nobody[commit].verdict for commit in commits.values()} == {"unknown", "unsigned", "bad"}


@pytest.mark.needs("ssh-keygen")
def test_a_bound_without_a_zone_is_one_of_beijing_whatever_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_key(tmp_path / "key")
    signers = f'rexian@kaohe.example valid-before="201503011200" {key}\n'.encode()
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    story.git("config", "user.signingKey", str(tmp_path / "key"))
    hours = ("2015-03-01T11:59:00+08:00", "2015-03-01T12:01:00+08:00")
    commits = [story.commit(at[11:13], at, at, options=SIGNED) for at in hours]
    for zone in ("Asia/Shanghai", "America/New_York", "UTC0", "XYZ-14"):
        monkeypatch.setenv("TZ", zone)
        found = judge_commits(story.opened, commits, signers, office_at)
        assert [found[commit].verdict for commit in commits] == ["good", "unknown"], zone


@pytest.mark.needs("ssh-keygen")
def test_tags_signed_by_ssh(tmp_path: Path) -> None:
    key = tmp_path / "key"
    signers = f"kaoheban@kaohe.example {make_key(key)}\n".encode()
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    story.git("config", "user.signingKey", str(key))
    story.git("tag", "-s", "-m", "第一季度", "good", day="2015-04-10")
    story.git("tag", "-a", "-m", "第一季度", "none")
    raw = story.git("cat-file", "tag", "good").replace("第一季度", "第二季度").replace("tag good", "tag bad")
    story.git("update-ref", "refs/tags/bad", story.git("mktag", given=(raw + "\n").encode()))
    tags = read_tags(story.opened, "")
    assert judge_tag(story.opened, tags["good"].id, signers, office).verdict == "good"
    assert judge_tag(story.opened, tags["good"].id, signers, office).signer == "kaoheban"
    assert judge_tag(story.opened, tags["good"].id, b"", office) == Signature("unknown")
    assert judge_tag(story.opened, tags["bad"].id, signers, office) == Signature("bad")
    assert judge_tag(story.opened, tags["none"].id, signers, office) == Signature("unsigned")
    assert judge_tag(story.opened, story.id("start"), signers, office) == Signature("unsigned")


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A GnuPG home with one key that expires after a year; gives its public half."""
    home = tmp_path / "gpg"
    monkeypatch.setenv("GNUPGHOME", str(home))
    yield make_keyring(home)
    close_keyring(home)


@pytest.mark.needs("gpg")
def test_openpgp_signatures_hold_by_the_day_of_the_commit(
    tmp_path: Path, keyring: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signers = "".join(f"# {line}\n" for line in keyring.splitlines()).encode()
    story = begin(tmp_path / "repository")
    program = tmp_path / "gpg-then"
    commits = {}
    for name, day in (("good", "2015-02-12"), ("late", "2017-01-05")):
        faked = f"{day.replace('-', '')}T010000"
        if name == "late":  # gpg refuses to sign with an expired key: it is told another day
            faked = "20150601T010000"
        program.write_text(f'#!/bin/sh\nexec gpg --faked-system-time {faked} "$@"\n', "utf-8")
        program.chmod(0o755)
        story.git("config", "gpg.program", str(program))
        story.git("config", "user.signingKey", "rexian@kaohe.example")
        commits[name] = story.commit(name, name, day, options=SIGNED)
    commits["bad"] = forge(story, commits["good"], "\n\ngood", "\n\nbad")
    story.git("tag", "-s", "-m", "第一季度", "signed", day="2015-04-10")
    tag = read_tags(story.opened, "")["signed"].id
    monkeypatch.setenv("GNUPGHOME", str(tmp_path / "nothing"))  # the keys of whoever runs this do not matter
    found = judge_commits(story.opened, list(commits.values()), signers, office_at)
    said = {name: (found[commit].verdict, found[commit].signer) for name, commit in commits.items()}
    assert said == {"good": ("good", "rexian"), "late": ("expired", ""), "bad": ("bad", "")}
    assert len(found[commits["good"]].key) == 40
    assert {f.verdict for f in judge_commits(story.opened, list(commits.values()), b"", office_at).values()} == {
        "unknown"
    }
    assert (judge_tag(story.opened, tag, signers, office).verdict, office) == ("good", office)
    assert judge_tag(story.opened, tag, b"", office).verdict == "unknown"


@pytest.mark.needs("ssh-keygen")
def test_without_the_programs_a_signature_is_left_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key"
    signers = f"rexian@kaohe.example {make_key(key)}\n".encode()
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    story.git("config", "user.signingKey", str(key))
    commit = story.commit("signed", "签名", "2015-02-12", options=SIGNED)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(subprocess.check_output(["which", "git"], text=True).strip())
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert judge_commits(story.opened, [commit], signers, office_at)[commit] == Signature("unchecked")
    assert not [name for name in os.listdir(tmp_path) if name.startswith("kaohe-")]


@pytest.mark.needs("ssh-keygen")
def test_a_signature_that_is_not_good_is_remarked(tmp_path: Path) -> None:
    key = tmp_path / "key"
    signers = f"rexian@kaohe.example {make_key(key)}\n".encode()
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    story.git("config", "user.signingKey", str(key))
    story.commit("own", "本单位", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")}, options=SIGNED)
    other = {TWO: deduction("jiaoyu", "2015-03-05")}
    story.commit("other", "他人的密钥", "2015-03-05", other, who="kaoheban", options=SIGNED)
    tip = forge(story, story.id("own"), "本单位", "改写后")
    log = read_changes(story.opened, story.id("other"))
    commits = [step.commit.id for step in log.steps]
    found = judge_commits(story.opened, [*commits, tip], signers, office_at)
    assert found[tip].verdict == "bad"
    remarks = find_remarks(log, read_trails(story.opened, log), found)
    said = [(remark.kind, story.scrub(remark.sentence)) for remark in remarks]
    assert said == [("signature", "签名属于另一个单位。")]
    forged = read_changes(story.opened, tip)
    remarks = find_remarks(forged, read_trails(story.opened, forged), found)
    assert [(remark.commit, remark.sentence) for remark in remarks] == [(tip, "签名无效，内容在签名之后被改动过。")]


@pytest.mark.needs("ssh-keygen")
def test_a_signer_is_named_by_the_register_of_the_day(tmp_path: Path) -> None:
    key = tmp_path / "key"
    story = begin(tmp_path / "repository")
    story.git("config", "gpg.format", "ssh")
    signers = f"rexian@kaohe.example {make_key(key)}\n"
    story.git("config", "user.signingKey", str(key))
    files = {ONE: deduction("caizheng", "2015-02-12"), "data/allowed_signers": signers}
    story.commit("signed", "记录", "2015-02-12", files, options=SIGNED)
    moved = (story.root / "data/committers.yml").read_text("utf-8").replace("office: rexian", "office: shuiwu")
    story.commit("moved", "调动", "2015-03-01", {"data/committers.yml": moved}, who="kaoheban")
    account = read_history(story.root)
    assert account.signatures[story.id("signed")].signer == "rexian"
    assert [remark.kind for remark in account.remarks()] == ["signers"]
