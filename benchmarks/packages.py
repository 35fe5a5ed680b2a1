"""What the five named packages are used for here, and what for instead of them: each against the other way."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.documents import best_of, cpu_spent, docx_floor, pdf_floor
from benchmarks.measure import Row, cpu_of_call
from benchmarks.site import print_nothing, without_other_products
from generator.demo.demo_project import make_demo
from generator.demo.district import Options, make_data
from generator.load.edition import Edition, open_edition
from generator.read.strict_yaml import parse_yaml
from generator.read.tree import MemoryTree
from generator.site.page_files import list_articles
from generator.site.site_build import build_output

PAGES = 700  # about as many as the sample district has
MATERIAL = "site_name: x\ntheme: {name: material, language: zh, font: false}\nplugins: []\n"
INDEX_ALONE = "nav: [index.md]\nvalidation: {omitted_files: ignore}\n"
STREAM = ("log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--format=%H", "main")


def run() -> Iterator[Row]:
    """The figures that the README tells of the packages. Pages, documents and history in processes of their own."""
    yield from _read()
    stream, each = best_of(read_stream), best_of(read_diffs)
    note = f"{stream:.3f} s ÷ {each:.2f} s"
    yield Row("changes of all commits from one stream ÷ from GitPython's diffs", stream / each, 0.1, note=note)
    ours = best_of(build_pages)
    for words, work in (("all", material_all), ("the index alone", material_index)):
        other = best_of(work)
        note = f"{ours:.1f} s ÷ {other:.1f} s, {PAGES} pages; ours are longer"
        yield Row(
            f"pages in one shell of MkDocs ÷ pages by Material, {words} in its navigation", ours / other, 3, note=note
        )
    docx, pdf = best_of(docx_floor), best_of(pdf_floor)
    yield Row("60 DOCX by pandoc ÷ 60 PDF by a warm typst", docx / pdf, 20, note=f"{docx:.2f} s ÷ {pdf:.2f} s")


def _read() -> Iterator[Row]:
    import yaml

    files = {
        path: data.decode() for path, data in make_data(Options()).items() if path.startswith("data/deductions/")
    }
    spent = cpu_of_call(lambda: [parse_yaml(path, text) for path, text in files.items()])
    for loader, limit in ((yaml.SafeLoader, 0.3), (yaml.CSafeLoader, 1.2)):
        other = cpu_of_call(partial(_load, files, loader), 1)
        each = f"{spent / len(files) * 1e6:.0f} µs ÷ {other / len(files) * 1e6:.0f} µs a record"
        yield Row(
            f"records with places from PyYAML's events ÷ its {loader.__name__}", spent / other, limit, note=each
        )


def _load(files: dict[str, str], loader: type) -> None:
    import yaml

    for text in files.values():
        yaml.load(text, loader)


def read_stream() -> float:
    """What every commit of the demonstration changed, as git tells it in one go."""
    with tempfile.TemporaryDirectory() as folder:
        make_demo(Path(folder) / "demo", Options())
        start = cpu_spent()
        subprocess.run(["git", "-C", f"{folder}/demo", *STREAM], check=True, stdout=subprocess.DEVNULL)
        return cpu_spent() - start


def read_diffs() -> float:
    """The same by GitPython's objects, commit by commit."""
    import git

    with tempfile.TemporaryDirectory() as folder:
        make_demo(Path(folder) / "demo", Options())
        start = cpu_spent()
        repository = git.Repo(f"{folder}/demo")
        for commit in repository.iter_commits("main", first_parent=True):
            if commit.parents:
                commit.diff(commit.parents[0])
        spent = cpu_spent() - start
        repository.close()
        return spent


def build_pages() -> float:
    """The pages of the sample district, articles and all, per 700 of them."""
    with tempfile.TemporaryDirectory() as folder, without_other_products():
        edition = open_edition(Path(folder), tree=MemoryTree(make_data(Options())))
        if not isinstance(edition, Edition):
            raise TypeError(f"the sample has problems: {edition[:3]}")
        start = cpu_spent()
        build_output(edition, Path(folder) / "site", print_nothing)
        spent = cpu_spent() - start
        return spent * PAGES / sum(1 for _ in list_articles(edition))


def material_all() -> float:
    """Short pages by Material for MkDocs, each of them in its navigation."""
    return _run_material("")


def material_index() -> float:
    """The same with nothing but the index in the navigation."""
    return _run_material(INDEX_ALONE)


def _run_material(more: str) -> float:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text("# x\n")
        for number in range(PAGES):
            table = "| 单项 | 扣分 |\n|---|---|\n| x | 0.5 |\n\n"
            (folder / f"docs/{number}.md").write_text(f"# 单位 {number}\n\n" + table * 12)
        (folder / "mkdocs.yml").write_text(MATERIAL + more)
        start = cpu_spent()
        build(load_config(config_file=str(folder / "mkdocs.yml"), site_dir=str(folder / "out")))
        return cpu_spent() - start
