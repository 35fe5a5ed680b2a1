"""Signed tags: good by the register, bad, or by nobody registered."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, first_quarter

pytestmark = pytest.mark.needs("ssh-keygen")


def make_key(folder: Path, name: str) -> Path:
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    return key


def sign_tag(repo: Repo, key: Path, name: str) -> None:
    """Publishes with an unsigned tag, then sets it anew, signed, as `kaohe publish --tag` does."""
    publish(repo, name, "2015-04-10")
    repo.git("tag", "-d", f"publication/{name}")
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingkey", str(key))
    assert kaohe(repo, "publish", name, "--tag", "--yes") == 0


def tags(repo: Repo, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    capsys.readouterr()
    kaohe(repo, "verify", "--json")
    found = json.loads(capsys.readouterr().out)["findings"]
    return {f["subject"]: (f["status"], f["sentence"]) for f in found if f["kind"] == "tag"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A quarter recorded, not published yet."""
    repo = first_quarter(tmp_path / "project")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    return repo


def register(repo: Repo, key: Path, date: str = "2015-04-01") -> None:
    public = key.with_suffix(".pub").read_text().strip()
    repo.write("data/allowed_signers", f'li@kaohe.example namespaces="git" {public}\n')
    repo.write("data/committers.yml", "committers:\n  - {email: li@kaohe.example, office: kaoheban}\n")
    repo.commit("登记签名人", date)


def test_a_tag_signed_by_a_registered_key_holds_and_names_the_office(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = make_key(tmp_path, "key")
    register(repo, key)
    sign_tag(repo, key, "2015-q1")
    assert tags(repo, capsys)["2015-q1"] == (
        "holds",
        "标签指向写入记录的提交，签名有效（小河区考核工作办公室）。",
    )


def test_a_tag_signed_by_nobody_registered_is_left_open(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register(repo, make_key(tmp_path, "key"))
    sign_tag(repo, make_key(tmp_path, "other"), "2015-q1")
    status, sentence = tags(repo, capsys)["2015-q1"]
    assert status == "open"
    assert "签名所用的密钥没有登记" in sentence


def test_a_signed_tag_whose_words_were_changed_is_named(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = make_key(tmp_path, "key")
    register(repo, key)
    sign_tag(repo, key, "2015-q1")
    signed = repo.git("cat-file", "tag", "publication/2015-q1") + "\n"
    changed = signed.replace("第一季度", "第二季度")
    assert changed != signed
    made = repo.git("hash-object", "-t", "tag", "-w", "--stdin", given=changed.encode())
    repo.git("update-ref", "refs/tags/publication/2015-q1", made)
    status, sentence = tags(repo, capsys)["2015-q1"]
    assert status == "fails"
    assert "签名无效" in sentence


def test_a_key_that_cannot_sign_is_said(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repo, "2015-q1", "2015-04-10")
    repo.git("tag", "-d", "publication/2015-q1")
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingkey", str(tmp_path / "missing"))
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 2
    assert "用配置的密钥（user.signingkey）签名没有成功" in capsys.readouterr().err
    assert "publication/2015-q1" not in repo.git("tag")


def test_a_register_that_came_later_decides_nothing(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever may change the register could else sign again what was published."""
    register(repo, make_key(tmp_path, "key"))
    other = make_key(tmp_path, "other")
    publish(repo, "2015-q1", "2015-04-10")
    register(repo, other, "2015-05-01")
    repo.git("tag", "-d", "publication/2015-q1")
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingkey", str(other))
    assert kaohe(repo, "publish", "2015-q1", "--tag", "--yes") == 0
    status, sentence = tags(repo, capsys)["2015-q1"]
    assert (status, "签名所用的密钥没有登记" in sentence) == ("open", True)
    kaohe(repo, "verify")
    assert "更改了签名人登记" in capsys.readouterr().out


def test_a_tag_without_the_digest_is_named(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repo, "2015-q1", "2015-04-10")
    repo.git("tag", "-f", "-a", "-m", "撤销", "publication/2015-q1", "publication/2015-q1^{commit}")
    assert tags(repo, capsys)["2015-q1"][0] == "fails"
