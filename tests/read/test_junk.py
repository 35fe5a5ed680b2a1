"""What systems, editors and browsers leave behind is known by its name; what a person named is not."""

from __future__ import annotations

import pytest

from generator.read.junk import COPY, SYSTEM, TEMPORARY, recognize_junk


@pytest.mark.parametrize(
    ("name", "code", "cause"),
    [
        (".DS_Store", SYSTEM, "macOS"),
        ("._2015-0618-fagaiju-1.yml", SYSTEM, "macOS"),
        ("Thumbs.db", SYSTEM, "Windows"),
        ("thumbs.db", SYSTEM, "Windows"),
        ("desktop.ini", SYSTEM, "Windows"),
        ("扣分.lnk", SYSTEM, "Windows"),
        (".directory", SYSTEM, "Linux"),
        (".nfs0000000001234567", SYSTEM, "Linux"),
        (".gitkeep", SYSTEM, "占位文件"),
        ("~$fagaiju.yml", TEMPORARY, "Office 或 WPS"),
        ("~$扣分.xlsx", TEMPORARY, "Office 或 WPS"),
        (".~lock.扣分.ods#", TEMPORARY, "LibreOffice"),
        (".~扣分.et", TEMPORARY, "WPS"),
        (".fagaiju.yml.swp", TEMPORARY, "Vim"),
        (".fagaiju.yml.swo", TEMPORARY, "Vim"),
        (".#fagaiju.yml", TEMPORARY, "Emacs"),
        ("#fagaiju.yml#", TEMPORARY, "没有写完"),
        ("fagaiju.yml.part", TEMPORARY, "没有写完"),
        ("~WRL0001.tmp", TEMPORARY, "没有写完"),
    ],
)
def test_the_cause_is_named(name: str, code: str, cause: str) -> None:
    junk = recognize_junk(name)
    assert junk is not None
    assert (junk.code, junk.original) == (code, "")
    assert cause in junk.message
    assert "删除" in junk.hint


@pytest.mark.parametrize(
    "name",
    [
        "x (1).yml", "x(1).yml", "x（2）.yml", "x - 副本.yml", "x - 副本 (3).yml", "x-副本.yml", "x 副本.yml",
        "x_副本(2).yml",        "x 的副本.yml", "x的副本 2.yml", "x 拷贝.yml", "副本 x.yml",
        "复件 x.yml", "复件 (2) x.yml", "x - Copy.yml",
        "x - Copy (2).yml", "x copy 2.yml", "x (冲突副本).yml", "x_冲突文件_张三.yml",
        "x (a's conflicted copy 2015-06-18).yml",
    ],
)  # fmt: skip
def test_a_copy_is_told_with_its_original(name: str) -> None:
    junk = recognize_junk(name)
    assert junk is not None
    assert (junk.code, junk.original) == (COPY, "x.yml")


@pytest.mark.parametrize("name", ["x.yml~", "x.yml.bak", "x.yml.BAK", "x.yml.orig", "x.yml.old", "x.yml.rej"])
def test_a_backup_is_told_with_its_original(name: str) -> None:
    junk = recognize_junk(name)
    assert junk is not None
    assert (junk.code, junk.original, junk.message) == (COPY, "x.yml", "像是 x.yml 的备份")


@pytest.mark.parametrize(
    "name",
    [
        "2015-0618-fagaiju-1.yml", "fagaiju.yml", "2015.yml", "site.yml", "allowed_signers", "教育局.yml",
        "热线 6月.yml", "2015-0618 fagaiju.yml", "x.yaml", "x.txt", "copyright.yml", "扣分.xlsx", ".hidden",
        "(1).yml", "conf.yml", "",
    ],
)  # fmt: skip
def test_what_a_person_named_is_left_to_other_rules(name: str) -> None:
    assert recognize_junk(name) is None
