"""Running git: GitPython starts it, here alone, in an environment that neither user nor repository can bend.

Only plumbing is run: `version`, `rev-parse`, `rev-list`, `log`, `ls-tree`, `cat-file`, `merge-base`, `for-each-ref`,
`symbolic-ref`, `config` (to read), `fsck`, `verify-tag`, and `pack-objects --stdout` for the archive; `log` and
`verify-tag` call ssh-keygen or gpg. None reads the working tree or the index, and none writes; what does (a tag, the
sample's history) has a module of its own. `push` alone runs in the settings of who hosts it (`ask_as_host`).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from generator.git.conversation import Conversation
from generator.git.one_look import SEEN
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

OLDEST = (2, 34)  # the first that verifies SSH signatures; GIT_CONFIG_GLOBAL is older
# Inherited GIT_* variables are removed; these take their place.
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone fetches what it lacks from wherever its settings say: no protocol is allowed, so it cannot.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    # All that git says is read before any of it is used; to hand over each commit by itself took a third of the time.
    "GIT_FLUSH": "0",
    "GIT_PYTHON_REFRESH": "quiet",
}
# Whatever the repository's own settings say, these win: nothing they name is run, nothing they prefer is shown.
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    f"core.attributesFile={os.devnull}",
    "core.commitGraph=false",  # parents and trees are read from the commits themselves
    "core.deltaBaseCacheLimit=16m",  # to walk 40,000 commits takes git a tenth and 80 MB less than with its own 96
    "core.useReplaceRefs=false",
    "advice.graftFileDeprecated=false",  # the empty one above, which stands in for any other
    "core.quotePath=false",
    "core.alternateRefsCommand=",
    "safe.directory=*",  # nothing of the repository is run, so its owner does not matter
    "safe.bareRepository=all",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.mailmap=false",
    "log.follow=false",
    "diff.renames=false",
    "diff.external=",
    f"diff.orderFile={os.devnull}",
    "diff.ignoreSubmodules=none",
    "i18n.logOutputEncoding=UTF-8",
    "color.ui=false",
    "submodule.recurse=false",
    "gpg.format=openpgp",
    "gpg.program=gpg",
    "gpg.openpgp.program=gpg",
    "gpg.ssh.program=ssh-keygen",
    f"gpg.ssh.allowedSignersFile={os.devnull}",
    "gpg.ssh.revocationFile=",
    "gpg.x509.program=none",
)
# What of the host's environment a push needs to reach a remote: how to connect and where the settings are.
_HOST_VARIABLES = (
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
    "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
)  # fmt: skip
_PROGRAM = ("git", "--no-pager", "--literal-pathspecs", *(word for name in _SETTINGS for word in ("-c", name)))
_LOCK = threading.Lock()
SAID_OF_REFS = "refs"  # in `known`: what was said of refs, for as long as one look lasts


class HistoryUnavailable(UserError):
    """There is no history to read here; its text is one Chinese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a git command said: its exit status, its output, its complaints."""

    status: int
    output: bytes
    complaint: str

    @property
    def text(self) -> str:
        """The output as text without the last line break; odd bytes survive as surrogates."""
        return self.output.decode("utf-8", "surrogateescape").removesuffix("\n")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that can be read. `prefix` is the project's folder in it: empty, or ending in `/`.

    `known` keeps what was once found out of it for as long as it is open, `store` what its commits said before.
    """

    root: Path
    folder: Path
    prefix: str
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    store: KeptStore = field(default=NOTHING_KEPT, compare=False, repr=False)


def open_repository(root: Path, store: KeptStore = NOTHING_KEPT) -> Repository:
    """The repository in which the project folder `root` lies; HistoryUnavailable where there is none.

    `store` keeps what is asked of all commits again and again (`folder_log.py` and `masks.py`, beside this).
    """
    seen: dict[Path, Repository] | None = SEEN.get()
    if seen is None:
        return _open(root, store)
    if root not in seen:
        seen[root] = _open(root, store)
        seen[root].known[SAID_OF_REFS] = {}
    return replace(seen[root], store=store)


def _open(root: Path, store: KeptStore) -> Repository:
    if not root.is_dir():
        raise HistoryUnavailable(f"没有“{escape_text(str(root), 200)}”这个文件夹。")
    git_version()
    asked = _start(root, ["rev-parse", "--absolute-git-dir", "--git-common-dir", "--show-prefix"], b"", {})
    if asked.status:
        raise HistoryUnavailable(_explain_refusal(asked.complaint))
    folder, shared, prefix = asked.text.split("\n", 2)
    return Repository(root, Path(folder), prefix, {"shared": root / shared}, store)


def shared_folder(repository: Repository) -> Path:
    """Where git keeps what all worktrees of a repository share: their own folders have neither refs nor packs."""
    if "shared" not in repository.known:
        said = read_git(repository, "rev-parse", "--git-common-dir").text
        repository.known["shared"] = repository.root / said
    found: Path = repository.known["shared"]
    return found


def ask_git(
    repository: Repository, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> Answer:
    """What git says to `arguments` with `given` on its standard input, whatever its exit status."""
    return _start(repository.root, [f"--git-dir={repository.folder}", *arguments], given, environment or {})


def ask_git_alone(*arguments: str) -> Answer:
    """What git says to `arguments` outside of any repository, whatever its exit status."""
    return _start(Path("/"), list(arguments), b"", {"GIT_DIR": os.devnull})


def ask_as_host(repository: Repository, *arguments: str, seconds: int = 0) -> Answer:
    """What git says in the settings and with the credentials of the user who runs this; no hook is run.

    After so many `seconds` it is ended, which its exit status tells; 0 for no limit.
    """
    kept = {name: os.environ[name] for name in _HOST_VARIABLES if name in os.environ}
    hooks = f"core.hooksPath={os.devnull}"
    command = ["git", "--no-pager", "-c", hooks, f"--git-dir={repository.folder}", *arguments]
    return _run(
        repository.root, command, b"", {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", **kept}, seconds
    )


def read_git(repository: Repository, *arguments: str, given: bytes = b"") -> Answer:
    """As `ask_git`, for a command that fails only where the repository is broken: then HistoryUnavailable."""
    answer = ask_git(repository, *arguments, given=given)
    require(answer)
    return answer


def require(answer: Answer) -> None:
    """HistoryUnavailable if git failed at what fails only where the repository is broken."""
    if answer.status:
        raise HistoryUnavailable(_explain_failure(answer.complaint))


@contextmanager
def talk_with_git(repository: Repository, *arguments: str, given: bytes = b"") -> Iterator[Conversation]:
    """As `ask_git`, of an answer that is used piece by piece while it comes."""
    command = [*_PROGRAM, f"--git-dir={repository.folder}", *arguments]
    process = _start_process(repository.root, command, _ENVIRONMENT)
    with Conversation(process.proc, given) as talk:
        yield talk


def start_git(repository: Repository, *arguments: str) -> Any:
    """A git that is asked more than once: GitPython's process, whose `proc` has a pipe for each stream."""
    return _start_process(repository.root, [*_PROGRAM, f"--git-dir={repository.folder}", *arguments], _ENVIRONMENT)


def _start(folder: Path, arguments: list[str], given: bytes, environment: Mapping[str, str]) -> Answer:
    return _run(folder, [*_PROGRAM, *arguments], given, {**_ENVIRONMENT, **environment})


def _run(folder: Path, command: list[str], given: bytes, environment: Mapping[str, str], seconds: int = 0) -> Answer:
    process = _start_process(folder, command, environment, alone=bool(seconds))
    with _ended_after(process.proc, seconds), Conversation(process.proc, given) as talk:
        output = b"".join(talk.pieces())
        return Answer(talk.status, output, talk.complaint)


def _start_process(folder: Path, command: list[str], environment: Mapping[str, str], alone: bool = False) -> Any:
    """The process as GitPython gives it, which ends it when nothing refers to it any more."""
    with _LOCK, _scrubbed_environment():
        import git

        try:
            return git.Git(folder).execute(
                command, istream=PIPE, as_process=True, env=environment, start_new_session=alone
            )
        except (git.GitCommandNotFound, PermissionError):
            raise HistoryUnavailable("没有找到 git 程序。请安装 git 后再试；只查看当前数据不需要它。") from None


@contextmanager
def _ended_after(process: Popen[bytes], seconds: int) -> Iterator[None]:
    """Ends the process, and all that it started, if the block lasts longer than so many seconds (0: never)."""
    if not seconds:
        yield
        return
    clock = threading.Timer(seconds, lambda: os.killpg(process.pid, signal.SIGKILL))
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


@contextmanager
def _scrubbed_environment() -> Iterator[None]:
    """GitPython hands on the whole environment, so what git must not inherit is taken out while git starts."""
    inherited = {name: os.environ.pop(name) for name in list(os.environ) if name.upper().startswith("GIT_")}
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"  # GitPython is imported even where there is no git
    try:
        yield
    finally:
        del os.environ["GIT_PYTHON_REFRESH"]
        os.environ.update(inherited)


@cache
def git_version() -> tuple[int, ...]:
    """The version of git, as far as its second number; HistoryUnavailable where there is none, or it is too old."""
    said = _start(Path("/"), ["version"], b"", {}).text
    numbers = said.removeprefix("git version ").split(".")
    found = tuple(int(number) for number in numbers[:2] if number.isdigit())
    if found < OLDEST:
        wanted = ".".join(str(number) for number in OLDEST)
        raise HistoryUnavailable(f"{escape_text(said)} 太旧，读取历史需要 git {wanted} 或更新的版本。")
    return found


def _explain_refusal(complaint: str) -> str:
    if "not a git repository" in complaint:
        return "这里没有 git 历史（没有 .git 文件夹，可能是下载的压缩包）。请用 git clone 取得完整的仓库。"
    if "dubious ownership" in complaint or "unsafe repository" in complaint:
        return "这个文件夹属于另一个用户，git 不肯读取。请换用该用户运行，或把 git 升级到 2.38 以上。"
    return _explain_failure(complaint)


def _explain_failure(complaint: str) -> str:
    lines = [line for line in complaint.splitlines() if line.strip()]
    said = escape_text(lines[-1], 160) if lines else "没有说明原因"
    if "config" in said:
        return f"git 读不懂这个仓库的设置（.git/config），请改正这一项，或者重新 git clone 一份。（git：{said}）"
    return f"git 不能读取这个仓库，请重新 git clone 一份。（git：{said}）"
