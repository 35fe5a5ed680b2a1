"""Whether commits and tags are signed, by which registered key, and whether the signature holds.

The keys stand in `data/allowed_signers`, in the format of OpenSSH, so that git alone can check the same:
`git -c gpg.ssh.allowedSignersFile=data/allowed_signers log --show-signature`. OpenPGP keys stand there too, in ASCII
armour behind `# `, which OpenSSH takes for comments. What a key was good for at the moment of the commit counts;
neither the clock nor the zone nor the keys of whoever runs this matter: a bound that names no zone, such as
`valid-before="20150301"`, is one of Beijing's.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Literal

from generator.git.objects import Object, read_objects
from generator.git.repository import Repository, ask_git
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SIGNERS_FILE

Verdict = Literal["good", "bad", "expired", "unknown", "unchecked", "unsigned"]
VERDICTS: dict[Verdict, str] = {
    "good": "签名有效",
    "bad": "签名无效，内容在签名之后被改动过",
    "expired": "签名时密钥已经过期或被吊销",
    "unknown": "签名所用的密钥没有登记",
    "unchecked": "有签名，但本机缺少核对它的程序",
    "unsigned": "没有签名",
}
SIGNERS = SIGNERS_FILE
OfficeOf = Callable[[str], str]
OfficeAt = Callable[[str, str], str]  # of a commit's id and an address
_BY_LETTER: dict[str, Verdict] = {
    "G": "good", "U": "unknown", "B": "bad", "X": "expired", "Y": "expired", "R": "expired", "E": "unknown",
    "N": "unsigned",
}  # fmt: skip
_PROGRAMS = {"SSH": "ssh-keygen", "PGP": "gpg"}
_SIGNED = re.compile(rb"^(?:gpgsig(?:-sha256)? )?-----BEGIN (SSH|PGP|SIGNED)[ A-Z]*-----$", re.MULTILINE)
_MADE = re.compile(rb"^(?:committer|tagger) .*> ([0-9]{1,10}) [-+][0-9]{4}$", re.MULTILINE)
_PGP_KEY = re.compile(r"-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", re.DOTALL)
_SSH_GOOD = re.compile(r"^Good \"git\" signature for (.+) with (\S+) key (\S+)$", re.MULTILINE)
_PGP_GOOD = re.compile(r"^\[GNUPG:\] GOODSIG \S+ (.*)$", re.MULTILINE)
_PGP_KEY_USED = re.compile(r"^\[GNUPG:\] VALIDSIG (\S+)", re.MULTILINE)
_GPG_OPTIONS = "trust-model always\nno-autostart\nbatch\nignore-time-conflict\n"
_BEIJING = "CST-8"  # as POSIX writes it, so that no zone files are needed
_MAIL = re.compile(r"<([^<>]*)>\Z")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a check found. `signer` is an office, empty where the signer is none; `key` the key's fingerprint."""

    verdict: Verdict
    signer: str = ""
    key: str = ""

    @property
    def sentence(self) -> str:
        """The verdict in Chinese."""
        return VERDICTS[self.verdict]


UNSIGNED = Signature("unsigned")


def judge_commits(
    repository: Repository, commits: Sequence[str], signers: bytes, office_at: OfficeAt
) -> dict[str, Signature]:
    """The signature of each of these commits by the register `signers`, the bytes of an allowed-signers file.

    `office_at` says which office the address of a signer belonged to at the commit. Unsigned commits cost next to
    nothing, signed ones one call of ssh-keygen or gpg each.
    """
    found = dict.fromkeys(commits, UNSIGNED)
    times: dict[str, int] = {}
    for stored in read_objects(repository, list(dict.fromkeys(commits))):
        kind = _signature_kind(stored)
        if kind is not None:
            found[stored.id] = Signature("unchecked")
            if shutil.which(_PROGRAMS.get(kind, "")):
                times[stored.id] = _made_at(stored)
    if times:
        found |= _judge_at(repository, list(times), signers, office_at, max(times.values()))
        for commit in [name for name in times if found[name].verdict == "expired"]:
            found |= _judge_at(repository, [commit], signers, office_at, times[commit])
    return found


def judge_tag(repository: Repository, tag: str, signers: bytes, office_of: OfficeOf) -> Signature:
    """The signature of the tag object with the id `tag` by the register `signers`."""
    stored = next(read_objects(repository, [tag]), None)
    kind = _signature_kind(stored) if stored is not None and stored.kind == "tag" else None
    if stored is None or kind is None:
        return UNSIGNED
    if not shutil.which(_PROGRAMS.get(kind, "")):
        return Signature("unchecked")
    with _keys(signers, _made_at(stored)) as (settings, environment):
        asked = ask_git(repository, *settings, "verify-tag", "--raw", tag, environment=environment)
    said = asked.complaint + asked.output.decode("utf-8", "replace")
    if ssh := _SSH_GOOD.search(said):
        return Signature("good" if asked.status == 0 else "unknown", office_of(ssh[1]), ssh[3])
    key = _PGP_KEY_USED.search(said)
    if pgp := _PGP_GOOD.search(said):
        return Signature("good", office_of(_mail_of(pgp[1])), key[1] if key else "")
    if "EXPKEYSIG" in said or "EXPSIG" in said or "REVKEYSIG" in said:
        return Signature("expired", "", key[1] if key else "")
    return Signature("unknown" if "No principal matched" in said or "NO_PUBKEY" in said else "bad")


def _signature_kind(stored: Object) -> str | None:
    """SSH, PGP or SIGNED (X.509), None where the object carries no signature."""
    head, _, body = stored.data.partition(b"\n\n")
    found = _SIGNED.search(body if stored.kind == "tag" else head)
    return found[1].decode() if found else None


def _made_at(stored: Object) -> int:
    found = _MADE.search(stored.data)
    return int(found[1]) if found else 0


def _judge_at(
    repository: Repository, commits: Sequence[str], signers: bytes, office_at: OfficeAt, now: int
) -> dict[str, Signature]:
    with _keys(signers, now) as (settings, environment):
        asked = ask_git(
            repository, *settings, "log", "--no-walk=unsorted", "--stdin", "--format=%H%x00%G?%x00%GS%x00%GF",
            given="".join(f"{commit}\n" for commit in commits).encode(), environment=environment,
        )  # fmt: skip
    found = {}
    for line in asked.text.splitlines():
        commit, letter, signer, key = line.split("\0")
        verdict = _BY_LETTER.get(letter, "bad")
        found[commit] = Signature(verdict, office_at(commit, _mail_of(signer)) if verdict == "good" else "", key)
    return found


def _mail_of(signer: str) -> str:
    found = _MAIL.search(signer)
    return found[1] if found else signer


@contextmanager
def _keys(signers: bytes, now: int) -> Iterator[tuple[tuple[str, ...], Mapping[str, str]]]:
    """Settings and environment under which git knows these keys and no others, while the block lasts."""
    with TemporaryDirectory(prefix="kaohe-") as folder:
        text = signers.decode("utf-8", "replace")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        register = Path(folder) / "allowed_signers"
        register.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
        armoured = "\n".join(_PGP_KEY.findall("\n".join(_uncomment(text.splitlines()))))
        if armoured and shutil.which("gpg"):
            (Path(folder) / "gpg.conf").write_text(f"{_GPG_OPTIONS}faked-system-time {now}\n", "utf-8")
            run(["gpg", "--homedir", folder, "--import"], input=armoured.encode(), capture_output=True, check=False)
        settings = ("-c", f"gpg.ssh.allowedSignersFile={register}", "-c", "gpg.minTrustLevel=undefined")
        yield settings, {"GNUPGHOME": folder, "TZ": _BEIJING}


def _uncomment(lines: Iterable[str]) -> Iterator[str]:
    return (line.removeprefix("#").removeprefix(" ") for line in lines if line.startswith("#"))
