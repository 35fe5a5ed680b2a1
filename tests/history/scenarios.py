"""What can happen to a history, each as a small repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.history.scripted import (
    HOTLINE,
    REGISTER,
    TINY,
    Story,
    begin,
    deduction,
    publication,
    revocation,
    told_once,
)
from tests.history.signing import SIGNED, close_keyring, forge, make_key, make_keyring, sign_with_keyring

ONE, TWO, THREE = (f"{HOTLINE}/{name}.yml" for name in ("0212-caizheng", "0305-jiaoyu", "0415-shuiwu"))


@told_once
def linear(root: Path) -> Story:
    """Recorded, rewritten without change of meaning, amended, appealed, revoked; an appraisal; a change of rules."""
    story = begin(root)
    story.commit(
        "record", "记录 0212-caizheng\n\n现场检查发现。", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")}
    )
    same = "# 核对过\n" + deduction("caizheng", "2015-02-12", "1.50")
    story.commit("rewrite", "整理格式", "2015-02-13", {ONE: same})
    story.commit("amend", "更正扣分 (#3)", "2015-02-16", {ONE: deduction("caizheng", "2015-02-12", "1")})
    appeal = "appeal: {filed: 2015-02-20, grounds: 已撤回, decided: 2015-02-27, decision: reduced, points: 0.2}\n"
    story.commit("appeal", "复核", "2015-02-27", {ONE: deduction("caizheng", "2015-02-12", "1", appeal)})
    story.commit(
        "second", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", "2")}, who="wang"
    )
    story.commit(
        "revoke", "撤销 0305-jiaoyu\n\nSigned-off-by: 王某 <wang@mail.example>\n", "2015-03-09",
        {TWO: deduction("jiaoyu", "2015-03-05", "2", revocation("2015-03-09"))},
    )  # fmt: skip
    tally = (TINY / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    story.commit("tally", "录入评议", "2015-12-20", {"data/appraisals/2015/caizheng.yml": tally}, who="kaoheban")
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8").replace("max: 40", "max: 0.1")
    story.commit("rules", "调整单项分值", "2015-12-21", {"data/schemes/2015.yml": scheme}, who="kaoheban")
    return story


@told_once
def merges(root: Path) -> Story:
    """Two proposals merged, the first named by its merge, the second squashed."""
    story = begin(root)
    story.git("checkout", "-q", "-b", "rexian/q1")
    story.commit("inner", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("inner2", "更正 0212-caizheng", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1.2")})
    story.git("checkout", "-q", "main")
    story.commit(
        "direct", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")}, who="kaoheban"
    )
    story.merge("merge", "rexian/q1", "Merge pull request #7 from wang/q1\n\n第一季度扣分", "2015-04-16")
    story.commit("squash", "记录 0305-jiaoyu (#8)", "2015-04-17", {TWO: deduction("jiaoyu", "2015-03-05")})
    return story


@told_once
def evil_merge(root: Path) -> Story:
    """A merge that writes points which neither side had."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("inner", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("checkout", "-q", "main")
    story.git("merge", "-q", "--no-ff", "--no-commit", "side")
    story.commit(
        "evil", "Merge branch 'side'", "2015-03-06", {ONE: deduction("caizheng", "2015-02-12", "2")}, who="kaoheban"
    )
    return story


@told_once
def ours(root: Path) -> Story:
    """A merge that discards what it merges: one record never comes, one removal is undone."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("inner", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.commit("removal", "删除 0212-caizheng", "2015-03-06", {ONE: None})
    story.git("checkout", "-q", "main")
    story.merge("ours", "side", "Merge branch 'side'", "2015-03-07", "-s", "ours")
    return story


@told_once
def hidden(root: Path) -> Story:
    """What is lost one level down: a branch discards another, takes an older state of it, or brings a second history;
    and a record that a submodule hides, which git is told to ignore.
    """
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "hub")
    story.git("checkout", "-q", "-b", "sub")
    revoked = deduction("caizheng", "2015-02-12", more=revocation("2015-02-20"))
    story.commit("revoke", "撤销 0212-caizheng", "2015-02-20", {ONE: revoked})
    story.git("checkout", "-q", "hub")
    story.merge("drop", "sub", "Merge branch 'sub' into hub", "2015-02-21", "-s", "ours")
    story.commit("other", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", "1")})
    story.commit("newer", "更正 0305-jiaoyu", "2015-03-06", {TWO: deduction("jiaoyu", "2015-03-05", "0.5")})
    tree = f"{story.id('other')}^{{tree}}"
    parents = ("-p", "main", "-p", "hub")
    made = story.git("commit-tree", tree, *parents, "-m", "Merge branch 'hub'", who="kaoheban", day="2015-03-07")
    story.git("checkout", "-q", "main")
    story.git("reset", "-q", "--hard", made)
    story.call("older")
    story.git("checkout", "-q", "--orphan", "foreign")
    story.git("rm", "-r", "-f", "-q", ".")
    story.commit("root", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")})
    story.git("checkout", "-q", "main")
    story.merge("joined", "foreign", "Merge branch 'foreign'", "2015-04-16", "--allow-unrelated-histories")
    story.put({".gitmodules": f'[submodule "y"]\n\tpath = {TWO}\n\turl = ./y\n\tignore = all\n', TWO: None})
    story.git("add", ".gitmodules")
    story.git("rm", "-q", "--cached", TWO)
    story.git("update-index", "--add", "--cacheinfo", f"160000,{story.id('record')},{story.prefix}{TWO}")
    story.git("commit", "-q", "-m", "换成子模块", day="2015-04-20")
    story.call("module")
    story.git("rm", "-q", "--cached", TWO)
    story.git("commit", "-q", "-m", "移除子模块", day="2015-04-21")
    story.call("gone")
    return story


@told_once
def revert(root: Path) -> Story:
    """An amendment taken back, a revocation taken back."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("amend", "更正", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("revert", "--no-edit", "HEAD", day="2015-02-14")
    story.call("revert")
    revoked = deduction("caizheng", "2015-02-12", more=revocation("2015-02-15"))
    story.commit("revoke", "撤销", "2015-02-15", {ONE: revoked})
    story.git("revert", "--no-edit", "HEAD", day="2015-02-16")
    story.call("unrevoke")
    return story


@told_once
def lost(root: Path) -> Story:
    """A record renamed, one removed, put back with other points, one that becomes unreadable."""
    story = begin(root)
    files: dict[str, str | None] = {ONE: deduction("caizheng", "2015-02-12"), TWO: deduction("jiaoyu", "2015-03-05")}
    story.commit("record", "记录两条", "2015-03-05", files)
    story.git("mv", ONE, f"{HOTLINE}/0212-caizheng-1.yml")
    story.commit("rename", "改名", "2015-03-06")
    story.commit("remove", "删除 0305-jiaoyu", "2015-03-09", {TWO: None})
    story.commit("restore", "找回 0305-jiaoyu", "2015-03-10", {TWO: deduction("jiaoyu", "2015-03-05", "1")})
    story.commit("damage", "改坏 0305-jiaoyu", "2015-03-11", {TWO: "unit: [\n"})
    return story


@told_once
def backdated(root: Path) -> Story:
    """A commit that claims an earlier day than the one before it, and one that belongs to another office."""
    story = begin(root)
    story.commit(
        "april", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")}, who="kaoheban"
    )
    story.commit("backdated", "补记", "2015-03-31", {TWO: deduction("jiaoyu", "2015-03-05")})
    late = REGISTER + "  - {email: caizheng@kaohe.example, office: caizheng}\n"
    story.commit("late", "登记提交者", "2015-05-04", {"data/committers.yml": late}, who="kaoheban")
    foreign = {ONE: deduction("jiaoyu", "2015-05-05")}
    story.commit("foreign", "代记", "2015-05-05", foreign, who="caizheng")
    return story


@told_once
def rename(root: Path) -> Story:
    """Records renamed: alone, with a change, two that swap their names, one into another item."""
    story = begin(root)
    files: dict[str, str | None] = {
        ONE: deduction("caizheng", "2015-02-12"),
        TWO: deduction("jiaoyu", "2015-03-05"),
        THREE: deduction("shuiwu", "2015-04-15", "0.5"),
    }
    story.commit("record", "记录三条", "2015-04-15", files)
    story.git("mv", ONE, f"{HOTLINE}/0212-caizheng-1.yml")
    story.commit("rename", "改名", "2015-04-16")
    story.git("mv", TWO, f"{HOTLINE}/0305-jiaoyu-1.yml")
    changed = {f"{HOTLINE}/0305-jiaoyu-1.yml": deduction("jiaoyu", "2015-03-05", "1")}
    story.commit("rename-change", "改名并改分", "2015-04-17", changed)
    one, other = f"{HOTLINE}/0212-caizheng-1.yml", f"{HOTLINE}/0305-jiaoyu-1.yml"
    texts = [(story.root / path).read_text("utf-8") for path in (one, other)]
    story.commit("swap", "对调", "2015-04-18", {one: texts[1], other: texts[0]})
    (story.root / "data/deductions/2015/window").mkdir()
    story.git("mv", THREE, "data/deductions/2015/window/0415-shuiwu.yml")
    story.commit("move", "移到另一单项", "2015-04-19")
    return story


def rebase(root: Path) -> Story:
    """A proposal put anew upon the main branch by the office that leads: the authors and their days are kept."""
    story = begin(root)
    story.git("checkout", "-q", "-b", "rexian/q1")
    story.commit("first-form", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("second-form", "更正 0212-caizheng", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1.2")})
    story.git("checkout", "-q", "main")
    story.commit("direct", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")})
    story.git("checkout", "-q", "rexian/q1")
    story.git("rebase", "-q", "main", who="kaoheban", day="2015-04-16")
    story.git("checkout", "-q", "main")
    story.git("merge", "-q", "--ff-only", "rexian/q1")
    story.names[story.git("rev-parse", "HEAD~1")] = "rebased-first"
    story.call("rebased-second")
    return story


def force_push(root: Path) -> Story:
    """What had been published is pushed away; the record of the publication is put back as it was."""
    story = begin(root)
    frozen = story.commit(
        "pushed-away", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")}
    )
    record = {"data/publications/2015-q1.yml": publication(frozen)}
    story.commit("published", "发布第一季度", "2015-04-10", record, who="kaoheban")
    story.git("tag", "-a", "-m", "第一季度通报", "publication/2015-q1")
    story.git("reset", "-q", "--hard", story.id("start"))
    lower = {ONE: deduction("caizheng", "2015-02-12", "0.1"), **record}
    story.commit("again", "记录 0212-caizheng", "2015-02-12", lower)
    return story


def replaced(root: Path) -> Story:
    """What git shows by default is not what was committed: a blob and a commit have stand-ins."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("amend", "更正 0212-caizheng", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "2")})
    blob = story.git("rev-parse", f"HEAD:./{ONE}")
    lower = story.git("hash-object", "-w", "--stdin", given=deduction("caizheng", "2015-02-12", "0.1").encode())
    story.git("replace", blob, lower)
    story.git("replace", story.id("amend"), story.id("record"))
    return story


@told_once
def tag_moved(root: Path) -> Story:
    """The tag of a publication is set on a later commit, after a record had been made milder."""
    story = begin(root)
    frozen = story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    record = {"data/publications/2015-q1.yml": publication(frozen)}
    story.commit("published", "发布第一季度", "2015-04-10", record, who="kaoheban")
    story.git("tag", "-a", "-m", "第一季度通报", "publication/2015-q1")
    story.commit("later", "更正 0212-caizheng", "2015-04-20", {ONE: deduction("caizheng", "2015-02-12", "0.1")})
    story.git("tag", "-f", "-a", "-m", "第一季度通报", "publication/2015-q1")
    return story


def shallow(root: Path) -> Story:
    """The last three steps of a longer history, on a detached HEAD."""
    story = linear(root.with_name("whole"))
    story.git("clone", "-q", "--depth", "3", f"file://{story.root}", str(root))
    cut = Story(root, story.names)
    cut.git("checkout", "-q", "--detach")
    return cut


def signed(root: Path) -> Story:
    """Commits signed well, not at all, with a key that nobody knows, by another office, and changed after signing."""
    keys = {name: make_key(root.with_name(name)) for name in ("key-rexian", "key-kaoheban", "key-unknown")}
    register = "".join(f"{name}@kaohe.example {keys[f'key-{name}']}\n" for name in ("rexian", "kaoheban"))
    story = begin(root)
    story.commit("unsigned", "登记签名公钥", "2015-01-06", {"data/allowed_signers": register}, who="kaoheban")
    story.git("config", "gpg.format", "ssh")
    for name, key, path in (("good", "rexian", ONE), ("unknown", "unknown", TWO), ("foreign", "kaoheban", THREE)):
        story.git("config", "user.signingKey", str(root.with_name(f"key-{key}")))
        unit = path.split("-")[-1].removesuffix(".yml")
        story.commit(name, f"记录 {unit}", "2015-04-15", {path: deduction(unit, "2015-04-15")}, options=SIGNED)
    story.commit(
        "without",
        "记录 minzheng",
        "2015-04-16",
        {f"{HOTLINE}/0416-minzheng.yml": deduction("minzheng", "2015-04-16")},
    )
    own = str(root.with_name("key-rexian"))
    story.git("config", "user.signingKey", own)
    story.commit("before", "更正扣分", "2015-04-20", {ONE: deduction("caizheng", "2015-04-15", "1")}, options=SIGNED)
    forge(story, story.id("before"), "更正扣分", "经复核更正扣分")
    story.call("bad")
    return story


def signed_openpgp(root: Path) -> Story:
    """The same with OpenPGP: a good signature, one with a key that has expired by then, one that does not hold."""
    home = root.with_name("keyring")
    public = make_keyring(home)
    register = "".join(f"# {line}\n" for line in public.splitlines())
    story = begin(root)
    story.commit("unsigned", "登记签名公钥", "2015-01-06", {"data/allowed_signers": register}, who="kaoheban")
    sign_with_keyring(story, home)
    story.commit("good", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")}, options=SIGNED)
    story.commit("before", "更正扣分", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")}, options=SIGNED)
    forge(story, story.id("before"), "更正扣分", "经复核更正扣分")
    story.call("bad")
    story.commit("expired", "记录", "2017-03-05", {TWO: deduction("jiaoyu", "2015-03-05")}, options=SIGNED)
    close_keyring(home)
    return story


def odd(root: Path) -> Story:
    """A record becomes a link, another a submodule; names that no record has, names that differ by case alone."""
    story = begin(root)
    files: dict[str, str | None] = {ONE: deduction("caizheng", "2015-02-12"), TWO: deduction("jiaoyu", "2015-03-05")}
    story.commit("record", "记录两条", "2015-03-05", files)
    blob = story.git("hash-object", "-w", "--stdin", given=deduction("shuiwu", "2015-03-06").encode())
    entries = (
        ("120000", blob, ONE),
        ("160000", story.id("start"), TWO),
        ("100644", blob, f"{HOTLINE}/-rf.yml"),
        ("100644", blob, f"{HOTLINE}/::error::.yml"),
        ("100644", blob, f"{HOTLINE}/换行\n名.yml"),
        ("100644", blob, f"{HOTLINE}/0306-Shuiwu.yml"),
        ("100644", blob, f"{HOTLINE}/0306-shuiwu.yml"),
        ("120000", blob, "data/units/link.yml"),
    )
    listed = "".join(f"{mode} {name}\t{story.prefix}{path}\0" for mode, name, path in entries)
    story.git("update-index", "-z", "--index-info", given=listed.encode())
    story.git("commit", "-q", "-m", "怪异的条目", day="2015-03-07")
    story.call("odd")
    return story


SCENARIOS: dict[str, Callable[[Path], Story]] = {
    "linear": linear,
    "merges": merges,
    "evil-merge": evil_merge,
    "ours": ours,
    "hidden": hidden,
    "revert": revert,
    "lost": lost,
    "backdated": backdated,
    "rename": rename,
    "rebase": rebase,
    "force-push": force_push,
    "replaced": replaced,
    "tag-moved": tag_moved,
    "shallow": shallow,
    "odd": odd,
    "signed": signed,
    "signed-openpgp": signed_openpgp,
}
# What else two versions are compared by than the first step and the last.
PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    "merges": (("inner2", "merge"),),
    "revert": (("amend", "revert"), ("record", "revert")),
    "force-push": (("published", "again"),),
    "tag-moved": (("2015-q1", "publication/2015-q1"), ("2015-04-10", "2015-04-20")),
    "odd": (("record", "odd"),),
    "backdated": (("2015-04-14", "2015-04-15"),),
}
