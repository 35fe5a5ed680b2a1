"""Keys made for a test, and commits changed under their old signatures."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.history.scripted import Story

SIGNED = ("-S",)


def make_key(path: Path) -> str:
    """A new SSH key; returns its public half."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path.with_name(f"{path.name}.pub").read_text("utf-8").strip()


def forge(story: Story, commit: str, old: str, new: str) -> str:
    """The commit with a changed text under the old signature, as the new tip of main."""
    raw = story.git("cat-file", "commit", commit)
    assert old in raw
    made = story.git("hash-object", "-t", "commit", "-w", "--stdin", given=(raw.replace(old, new) + "\n").encode())
    story.git("update-ref", "refs/heads/main", made)
    return made


def make_keyring(home: Path) -> str:
    """A GnuPG home with one key that expires after a year; returns its public half, in armour."""
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet"]
    options = ["--faked-system-time", "20150101T000000", "--pinentry-mode", "loopback", "--passphrase", ""]
    key = ["--quick-gen-key", "rexian <rexian@kaohe.example>", "ed25519", "sign", "1y"]
    subprocess.run([*gpg, *options, *key], check=True, capture_output=True)
    return subprocess.run([*gpg, "--armor", "--export"], check=True, capture_output=True).stdout.decode()


def close_keyring(home: Path) -> None:
    """Ends the programs that GnuPG started for this home."""
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=True)


def sign_with_keyring(story: Story, home: Path) -> None:
    """From now on commits are signed with the key of this home, as if it were a day on which it holds."""
    program = home.with_name(f"{home.name}-then")
    faked = "--faked-system-time 20150601T010000"
    program.write_text(f'#!/bin/sh\nexec gpg --homedir "{home}" {faked} "$@"\n', "utf-8")
    program.chmod(0o755)
    story.git("config", "gpg.format", "openpgp")
    story.git("config", "gpg.program", str(program))
    story.git("config", "user.signingKey", "rexian@kaohe.example")
