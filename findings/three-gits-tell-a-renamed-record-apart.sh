#!/usr/bin/env bash
# git 2.39.5, pygit2 1.21.0 (libgit2) and dulwich 1.2.21 (PyPI): is a file renamed, or one deleted and another added?
# All say that it is renamed from some likeness on, and count the likeness in their own ways: git by the bytes of lines that stay,
# libgit2 by the number of lines, dulwich by bytes but from 60 in a hundred on. Of a record of ten lines in a new file, with its
# last lines changed, git says renamed up to three changed lines, libgit2 up to five, dulwich up to two. In between one tells a
# record that goes on, another one that ended and one that began, of the same two commits.
# So a history of records is told by one of them, or records carry a mark of their own that a new name does not change.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pygit2==1.21.0' 'dulwich==1.2.21'
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.cn GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.cn
seen=$(PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
import subprocess
from pathlib import Path
import dulwich.diff_tree, dulwich.repo, pygit2

lines = ["unit: 甲局", "item: 迟报", "date: 2015-03-01", "points: 1.50", "reason: 未按时报送材料", "office: 督查科"]
lines += ["evidence: 通报", "status: 已告知", "note: 无", "source: 督查"]
for changed in range(1, 7):
    place = Path(f"r{changed}")

    def git(*words):
        return subprocess.run(["git", "-C", place, *words], check=True, capture_output=True, text=True).stdout

    def commit(name, texts):
        for old in place.glob("*.yml"):
            old.unlink()
        (place / name).write_text("\n".join(texts) + "\n")
        git("add", "-A")
        git("commit", "-qm", name)

    subprocess.run(["git", "init", "-q", place], check=True)
    commit("old.yml", lines)
    commit("new.yml", lines[:-changed] + [f"{line.split(':')[0]}: 改为另一内容{number}" for number, line in enumerate(lines[-changed:])])
    by_git = git("diff", "-M", "--name-status", "HEAD~").split()[0]
    repository = pygit2.Repository(str(place))
    head = repository.revparse_single("HEAD")
    difference = repository.diff(head.parents[0].tree, head.tree)
    difference.find_similar()
    by_libgit2 = [f"{delta.status_char()}{delta.similarity:03}" for delta in difference.deltas][0]
    other = dulwich.repo.Repo(str(place))
    new = other[other.head()]
    detector = dulwich.diff_tree.RenameDetector(other.object_store)
    by_dulwich = detector.changes_with_renames(other[new.parents[0]].tree, new.tree)[0].type
    print(changed, "of 10 lines changed: git", by_git, "libgit2", by_libgit2, "dulwich", by_dulwich)
    other.close()
PY
)
printf 'R: renamed, with the likeness in hundredths; A, add: another file was added:\n%s\n' "$seen"
# Seen: three lines changed is renamed to git and libgit2, four and five to libgit2 alone.
[ "$seen" = "1 of 10 lines changed: git R084 libgit2 R090 dulwich rename
2 of 10 lines changed: git R072 libgit2 R080 dulwich rename
3 of 10 lines changed: git R059 libgit2 R070 dulwich add
4 of 10 lines changed: git A libgit2 R060 dulwich add
5 of 10 lines changed: git A libgit2 R050 dulwich add
6 of 10 lines changed: git A libgit2 A000 dulwich add" ]
