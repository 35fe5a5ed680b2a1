"""What the forges run: held against their schemas and a linter of shell, and run against real repositories."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import __version__
from generator.acts.comment_act import unpack_text
from generator.acts.skeleton import Beginning, begin_project, skeleton_files
from tests.acts.acting import publish, start
from tests.acts.forge_run import Forge
from tests.release.repository import Repo

BEGINNING = Beginning("青山区", "青山区绩效考核领导小组办公室", 2026, "https://kaohe.qingshan.example/")
FILES = {path: data.decode() for path, data in skeleton_files(BEGINNING, "a@b.example").items()}
GITHUB, GITEA, GITLAB = ".github/workflows/kaohe.yml", ".gitea/workflows/kaohe.yml", ".gitlab-ci.yml"
COMMENTS = (".github/workflows/kaohe-comment.yml", ".gitea/workflows/kaohe-comment.yml")
SCRIPT = "ci/kaohe.sh"
UNIT = "name: 青山区教育局\nshort_name: 区教育局\nkind: department\nassessed: {from: 2026}\n"
NEW = "data/units/jiaoyuju.yml"


def scripts(found: Any) -> list[str]:
    """Every piece of shell in a workflow."""
    if isinstance(found, list):
        return [script for part in found for script in scripts(part)]
    if not isinstance(found, dict):
        return []
    own = [str(found["run"])] if isinstance(found.get("run"), str) else []
    own += ["\n".join(found["script"])] if "script" in found else []
    return own + [script for part in found.values() for script in scripts(part)]


@pytest.mark.parametrize("path", [GITHUB, GITEA, GITLAB, *COMMENTS])
def test_each_is_what_its_forge_reads(path: str, tmp_path: Path) -> None:
    (tmp_path / "file.yml").write_text(FILES[path], "utf-8")
    gitlab = ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    schema = gitlab if path == GITLAB else ("vendor.github-workflows",)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, str(tmp_path / "file.yml")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_shell_in_them_is_sound(tmp_path: Path) -> None:
    (tmp_path / "kaohe.sh").write_text(FILES[SCRIPT], "utf-8")
    for path in (GITHUB, GITEA, GITLAB, *COMMENTS):
        for number, script in enumerate(scripts(yaml.safe_load(FILES[path]))):
            name = f"{path.replace('/', '-')}-{number}.sh"
            # What the forge sets before each: an error ends the step.
            (tmp_path / name).write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{script}\n", "utf-8")
    shellcheck = Path(sys.executable).with_name("shellcheck")
    files = sorted(str(found) for found in tmp_path.iterdir())
    checked = subprocess.run(
        [shellcheck, "-S", "warning", "-e", "SC2155", *files], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", [GITHUB, GITEA, GITLAB, *COMMENTS])
def test_no_text_of_a_proposal_becomes_part_of_a_script_and_no_secret_is_used(path: str) -> None:
    found = yaml.safe_load(FILES[path])
    assert [script for script in scripts(found) if "${{" in script] == []
    assert not re.search(r"pull_request_target|secrets\.|eval |curl .*\| *(ba)?sh", FILES[path])
    assert "-P -m generator" in FILES[SCRIPT]


def test_who_may_write() -> None:
    for path in (GITHUB, GITEA):
        found = yaml.safe_load(FILES[path])
        assert found["permissions"] == {"contents": "read"}
        assert "permissions" not in found["jobs"]["review"]
    assert yaml.safe_load(FILES[GITHUB])["jobs"]["site"]["permissions"] == {"contents": "write"}
    assert yaml.safe_load(FILES[GITHUB])["jobs"]["site"]["if"] == "github.event_name == 'push'"
    for path in COMMENTS:
        found = yaml.safe_load(FILES[path])
        assert found["permissions"] == {"actions": "read", "contents": "read", "pull-requests": "write"}
        assert found[True]["workflow_run"]["workflows"] == [yaml.safe_load(FILES[GITHUB])["name"]]
        assert "refs/pull" not in FILES[path], "it never takes the proposal"


def test_only_github_uses_an_action_and_pins_it() -> None:
    used = {path: re.findall(r"uses: *(.*)", text) for path, text in FILES.items() if path.endswith(".yml")}
    assert [path for path, uses in used.items() if uses] == [GITHUB]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v[\d.]+", use) for use in used[GITHUB])


@pytest.fixture
def project(tmp_path: Path) -> Repo:
    begin_project(tmp_path / "project", BEGINNING)
    return Repo(tmp_path / "project")


def propose(project: Repo, files: dict[str, str]) -> None:
    """A branch with these files, whose author also brings a program and steps of his own."""
    trap = "echo TRAPPED\nimport os\nos._exit(0)\n"
    project.git("checkout", "-q", "-b", "proposal")
    for path, text in {
        **files,
        "kaohe.txt": "kaohe 99\n",
        SCRIPT: "echo TRAPPED\n",
        "generator/__init__.py": trap,
        "generator/__main__.py": trap,
        "yaml.py": trap,
    }.items():
        project.write(path, text)
    project.commit("登记区教育局", "2026-01-05")
    project.git("checkout", "-q", "main")


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def run_review(forge: Forge, path: str) -> int:
    if path == GITLAB:
        return forge.run_script(FILES[path], "review")
    return forge.run_job(FILES[path], "review")


@pytest.mark.parametrize("path", [GITHUB, GITEA, GITLAB])
def test_a_proposal_is_checked_by_the_program_and_the_steps_of_the_base(
    project: Repo, forge: Forge, path: str
) -> None:
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    assert run_review(forge, path) == 0, forge.said
    assert "TRAPPED" not in forge.said
    [comment] = forge.root.rglob("comment.md") if path != GITLAB else [forge.root / "work/review/comment.md"]
    text = comment.read_text("utf-8")
    assert text.startswith("### 检查通过")
    assert "**注意：数据和网页以外的文件也改了：ci/kaohe.sh、generator/\\_\\_init\\_\\_.py、" in text
    [page] = (comment.parent / "site/units").glob("jiaoyuju.html")
    assert "合并请求的预览" in page.read_text("utf-8")
    if path == GITLAB:
        assert "KAOHE-COMMENT-BEGIN" not in forge.said
    else:
        assert unpack_text(forge.said) == text
        assert (forge.root / "summary.md").read_text("utf-8") == text


@pytest.mark.parametrize("path", [GITHUB, GITEA, GITLAB])
def test_a_wrong_one_fails_with_its_lines_and_does_not_command_the_runner(
    project: Repo, forge: Forge, path: str
) -> None:
    propose(project, {NEW: UNIT.replace("department", "::set-output name=x::y")})
    forge.receive(project, "proposal")
    assert run_review(forge, path) == 1
    commands = [line for line in forge.said.splitlines() if line.lstrip().startswith("::")]
    ours = [line for line in commands if line.startswith(("::error ", "::warning "))]
    assert any(f"file={NEW}," in line for line in ours) == (path != GITLAB)
    mark = re.compile(r"::stop-commands::[0-9a-f]{32}|::[0-9a-f]{32}::")
    assert [line for line in commands if line not in ours and not mark.fullmatch(line)] == []
    assert not list(forge.root.rglob("review/site"))


def test_of_a_public_repository_there_is_no_preview(project: Repo, forge: Forge) -> None:
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    assert forge.run_script(FILES[GITLAB], "review", CI_PROJECT_VISIBILITY="public") == 0
    forge.values["github.event.repository.private"] = "false"
    assert forge.run_job(FILES[GITHUB], "review") == 0
    assert not list(forge.root.rglob("review/site"))


def test_a_preview_can_stand_in_a_folder_of_the_intranet(project: Repo, forge: Forge) -> None:
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    forge.values |= {
        "vars.KAOHE_PREVIEW_DIR": str(forge.root / "previews"),
        "vars.KAOHE_PREVIEW_URL": "http://preview.example/",
    }
    assert forge.run_job(FILES[GITEA], "review") == 0, forge.said
    assert (forge.root / "previews/7/index.html").is_file()
    assert "http\\://preview.example/7/index.html" in (forge.root / "summary.md").read_text("utf-8")


def test_who_proposed_is_what_the_forge_says(project: Repo, forge: Forge) -> None:
    """The commits carry the address of the leading office; the login is another office's."""
    register = (
        "committers:\n  - {email: wang@kaohe.example, office: kaoheban}\n  - {login: qs-edu, office: jiaoyuju}\n"
    )
    project.write("data/committers.yml", register)
    project.write(NEW, UNIT)
    project.commit("登记区教育局", "2026-01-04")
    scheme = (project.root / "data/schemes/2026.yml").read_text("utf-8").replace("name: 单项一", "name: 单项二")
    propose(project, {"data/schemes/2026.yml": scheme})
    forge.receive(project, "proposal")
    forge.values["github.event.pull_request.user.login"] = "QS-EDU"
    assert forge.run_job(FILES[GITEA], "review") == 1
    assert forge.said.count("KH508 ") == 1


def test_where_the_program_is_not_named_it_says_so(
    project: Repo, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forge, "machine", lambda: {**Forge.machine(forge), "KAOHE_HOME": ""})
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    assert forge.run_job(FILES[GITEA], "review") == 1
    assert "请在平台的设置里加变量：装了离线包的写 KAOHE_HOME" in forge.said


@pytest.mark.parametrize("path", COMMENTS)
def test_the_second_run_takes_the_main_branch_alone_and_asks_the_forge(
    project: Repo, forge: Forge, path: str
) -> None:
    """It comes as far as the forge's own interface, which is not here."""
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    forge.values["github.event.workflow_run.id"] = "5"
    assert forge.run_job(FILES[path], "comment", GITHUB_API_URL="http://127.0.0.1:1") == 2
    assert "连不上平台的接口（http://127.0.0.1:1/repos/office/kaohe/actions/runs/5），没有写评论。" in forge.said
    assert "TRAPPED" not in forge.said


def test_a_version_that_is_not_installed_is_named(project: Repo, forge: Forge) -> None:
    project.write("kaohe.txt", "kaohe 99.1\n")
    project.commit("换版本", "2026-01-04")
    propose(project, {NEW: UNIT})
    forge.receive(project, "proposal")
    assert forge.run_job(FILES[GITEA], "review") == 1
    assert "没有装 kaohe 99.1，请在运行器上装这个版本的离线包。" in forge.said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, str]:
    """A project that has published a quarter since the commit that is named."""
    repo = start(tmp_path_factory.mktemp("published") / "project", 1)
    for path in (SCRIPT, "requirements.txt"):
        repo.write(path, FILES[path])
    repo.write("kaohe.txt", f"kaohe {__version__}\n")
    before = repo.commit("工作流", "2015-04-09")
    publish(repo, "2015-q1", "2015-04-10")
    return repo, before


@pytest.mark.parametrize("path", [GITHUB, GITEA, GITLAB])
def test_a_publication_on_the_main_branch_puts_the_site_in_place(
    published: tuple[Repo, str], forge: Forge, path: str
) -> None:
    repo, before = published
    forge.receive(repo)
    site = forge.root / "www"
    if path == GITLAB:
        given = {"CI_COMMIT_BEFORE_SHA": before, "CI_COMMIT_SHA": repo.head, "KAOHE_SITE": str(site)}
        assert forge.run_script(FILES[path], "site", **given) == 0, forge.said
    else:
        forge.values |= {"github.event.before": before, "vars.KAOHE_SITE": str(site)}
        assert forge.run_job(FILES[path], "site", GITHUB_SHA=repo.head) == 0, forge.said
    assert (site / "2015/q1.html").is_file()
    assert '"audience": "public"' in (site / "manifest.json").read_text("utf-8")


def test_on_github_the_site_goes_to_a_branch_of_its_own(published: tuple[Repo, str], forge: Forge) -> None:
    repo, before = published
    forge.receive(repo)
    forge.values |= {"github.event.before": before}
    assert forge.run_job(FILES[GITHUB], "site", GITHUB_SHA=repo.head) == 0, forge.said
    bare = Repo(forge.bare)
    assert bare.git("rev-list", "--count", "gh-pages") == "1"
    listed = bare.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "index.html", "2015/q1.html", "manifest.json"} <= set(listed)


def test_what_two_proposals_break_together_is_found_on_the_main_branch_before_it_is_published(
    published: tuple[Repo, str], forge: Forge
) -> None:
    repo, before = published
    broken = repo.copy(forge.root / "broken")
    text = (broken.root / "data/deductions/2015/hotline/0212-caizheng.yml").read_text("utf-8")
    broken.write("data/deductions/2015/hotline/2015-0212-caizheng-2.yml", text)
    commit = broken.commit("合并第二个", "2015-04-11")
    forge.receive(broken)
    forge.values |= {"github.event.before": before, "vars.KAOHE_SITE": str(forge.root / "www")}
    assert forge.run_job(FILES[GITEA], "site", GITHUB_SHA=commit) == 1
    assert "KH318" in forge.said
    assert not (forge.root / "www").exists()
