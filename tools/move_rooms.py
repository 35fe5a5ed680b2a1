#!/usr/bin/env python3
"""Moves and renames the modules, tests and templates of a checkout to the rooms of the new house.

    python move.py CHECKOUT            does it, then `ruff check --fix` (import order, unused imports) and `ruff format`
    python move.py CHECKOUT --plan     prints the table old -> new and stops

Works from tables (MODULES, NAMES, DEFINITIONS, TESTS, TEMPLATES, TEXTS). A module that no table knows goes where its
folder's default goes (ROOM_CHOICES: the first room in which no import runs upwards). Runs again on a tree that was moved
before and has since got more files or text under old names: what is there already is left alone.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import subprocess
import sys
import tokenize
from collections import defaultdict
from pathlib import Path

# --------------------------------------------------------------------------------------------------------- the tables

ROOMS = (
    "model", "read", "score", "check", "git", "history", "compare", "public", "release", "proof", "load", "words",
    "pages", "documents", "opendata", "site", "demo", "acts", "cli",
)

ROOM_DOCS = {
    "git": "The only room that runs git: objects, refs, commits, trees, tags, signatures, without what they mean.",
    "public": "The gate: what may leave, for which audience and period.",
    "proof": "What holds of a publication and how it is shown: verification, witnesses, manifests, bags.",
    "load": "A project as it is read and checked, from the disk or a revision.",
    "words": "What pages, documents, open data and commands share: labels, addresses, figures and sentences.",
    "pages": "The pages of the site: what each shows, and where its articles come from.",
    "documents": "The official documents: their facts, their text, DOCX, PDF and page.",
    "opendata": "The open data: tables, workbooks, feeds and their descriptions.",
    "acts": "What changes a project or writes a result: values in, values out. Only `cli/` prints.",
}

# old module -> new module, without `generator.`
MODULES = {
    # read: text becomes records, and back
    "read.corpus": "read.corpus_reader",
    "read.notice": "read.notice_reader",
    "read.yaml": "read.strict_yaml",
    "view.yaml": "read.yaml_writer",
    "history.meaning": "read.canonical",
    # score
    "score.appraisal": "score.satisfaction",
    "score.json": "score.result_json",
    "history.running": "score.running",
    # check
    "check.appraisals": "check.appraisal_rules",
    "check.ballot": "check.ballot_rules",
    "check.change": "check.proposal_rules",
    "check.context": "check.some_files",
    "check.corpus": "check.rules",
    "check.deductions": "check.deduction_rules",
    "check.events": "check.event_rules",
    "check.lives": "check.lifecycle",
    "check.notice": "check.notice_rules",
    "check.publications": "check.publication_rules",
    "check.ranking": "check.ranking_rules",
    "check.scheme": "check.scheme_rules",
    "check.standards": "check.standard_rules",
    "check.units": "check.unit_rules",
    # git
    "history.between": "git.between",
    "history.bundle": "git.bundle",
    "history.clock": "git.clock",
    "history.clone": "git.clone",
    "history.condition": "git.condition",
    "history.git": "git.repository",
    "history.lineage": "git.lineage",
    "history.log": "git.log",
    "history.objects": "git.objects",
    "history.refs": "git.refs",
    "history.revision": "git.revision",
    "history.signature": "git.signature",
    "history.snapshot": "git.snapshot",
    "history.tagging": "git.tagging",
    "history.tags": "git.tags",
    "history.tree": "git.git_tree",
    "history.write": "git.fast_import",
    "release.pristine": "git.worktree",
    # history
    "history.account": "history.report",
    "history.former": "history.relocation",
    "history.founding": "history.start",
    "history.memory": "history.rewrites",
    "history.reading": "history.blob_records",
    # compare
    "compare.change": "compare.record_change",
    "compare.json": "compare.comparison_json",
    # public
    "release.audience": "public.audience",
    "release.veil": "public.redact",
    "view.opendata.suppression": "public.small_panels",
    "view.period": "public.periods",
    # release
    "release.canonical": "release.result_digest",
    "release.changes": "release.changed_files",
    "release.frozen": "release.standing",
    # proof
    "release.bag": "proof.bag",
    "release.finding": "proof.finding",
    "release.manifest": "proof.manifest",
    "release.metadata": "proof.archive_metadata",
    "release.pack": "proof.pack",
    "release.payload": "proof.payload",
    "release.tag": "proof.publication_tag",
    "release.verify": "proof.verify_project",
    "release.verify_correction": "proof.verify_correction",
    "release.verify_history": "proof.verify_history",
    "release.verify_publication": "proof.verify_publication",
    "release.witness": "proof.witness",
    # load
    "cli.project": "load.project",
    # words
    "render.page": "words.page_frame",
    "site.context": "words.build_context",
    "site.versions": "words.versions",
    "view.address": "words.address",
    "view.column": "words.column",
    "view.comparison": "words.comparison_words",
    "view.derivation": "words.derivation",
    "view.format_examples": "words.format_examples",
    "view.history": "words.history_text",
    "view.labels": "words.labels",
    "view.markdown": "words.comparison_markdown",
    "view.problem": "words.problem_text",
    "view.reference": "words.format_reference",
    "view.schema": "words.format_schema",
    "view.site": "words.site_frame",
    "view.terminal": "words.terminal",
    "view.verification": "words.verification_text",
    "view.versions": "words.version_words",
    "view.wording": "words.wording",
    # pages
    "site.comparisons": "pages.comparison_source",
    "site.history_pages": "pages.history_source",
    "site.overview": "pages.overview_source",
    "site.years": "pages.year_source",
    "view.appraisal": "pages.appraisal_page",
    "view.audit": "pages.audit_page",
    "view.chart": "pages.chart",
    "view.directory": "pages.units_page",
    "view.figures": "pages.publication_figures",
    "view.items": "pages.items_page",
    "view.method": "pages.method_page",
    "view.outcomes": "pages.outcomes_page",
    "view.publication": "pages.publication_page",
    "view.ranking": "pages.ranking_page",
    "view.record": "pages.record_page",
    "view.score_line": "pages.score_line",
    "view.steps": "pages.steps",
    "view.unit": "pages.unit_page",
    "view.year": "pages.year_page",
    # documents
    "render.official.coverage": "documents.font_coverage",
    "render.official.docx": "documents.docx",
    "render.official.docx_body": "documents.docx_body",
    "render.official.docx_fit": "documents.docx_fit",
    "render.official.docx_measures": "documents.docx_measures",
    "render.official.docx_pandoc": "documents.docx_pandoc",
    "render.official.docx_parts": "documents.docx_parts",
    "render.official.docx_prose": "documents.docx_prose",
    "render.official.docx_styles": "documents.docx_styles",
    "render.official.fonts": "documents.fonts",
    "render.official.page": "documents.document_article",
    "render.official.pdf": "documents.pdf",
    "render.official.record": "documents.official_document",
    "render.official.source": "documents.text_source",
    "render.official.title": "documents.title_lines",
    "render.report": "documents.comparison_report",
    "site.audits": "documents.audit_requests",
    "site.document_pages": "documents.documents_page",
    "site.documents": "documents.document_files",
    "view.official.audit": "documents.audit_facts",
    "view.official.correction": "documents.correction_facts",
    "view.official.notice": "documents.notice_facts",
    "view.official.order": "documents.document_request",
    "view.official.results": "documents.circular_facts",
    "view.official.review": "documents.review_facts",
    "view.official.unit": "documents.feedback_facts",
    # open data
    "render.feed": "opendata.atom_feed",
    "render.opendata.archive": "opendata.zip_file",
    "render.opendata.csv": "opendata.csv_file",
    "render.opendata.datapackage": "opendata.datapackage",
    "render.opendata.json": "opendata.json_file",
    "render.opendata.workbook": "opendata.xlsx_file",
    "site.changes": "opendata.shown_changes",
    "site.downloads": "opendata.downloads_page",
    "site.opendata": "opendata.open_data_files",
    "view.feed": "opendata.feeds",
    "view.opendata.appraisal_sheets": "opendata.appraisal_sheets",
    "view.opendata.appraisals": "opendata.appraisal_tables",
    "view.opendata.catalogue": "opendata.catalogue",
    "view.opendata.changes": "opendata.change_table",
    "view.opendata.disclosure": "opendata.disclosure",
    "view.opendata.history": "opendata.change_rows",
    "view.opendata.item_sheets": "opendata.item_sheets",
    "view.opendata.publications": "opendata.publication_tables",
    "view.opendata.readme": "opendata.readme",
    "view.opendata.records": "opendata.record_tables",
    "view.opendata.results": "opendata.result_tables",
    "view.opendata.schemes": "opendata.scheme_tables",
    "view.opendata.score_sheets": "opendata.score_sheets",
    "view.opendata.sheet": "opendata.sheet",
    "view.opendata.table": "opendata.table",
    "view.opendata.workbook": "opendata.year_workbook",
    # site
    "render.search": "site.search_index",
    "site.build": "site.site_build",
    "site.manifest": "site.site_manifest",
    "site.markdown": "site.markdown_pages",
    "site.pages": "site.page_files",
    "site.publications": "site.publication_source",
    # acts
    "cli.base": "acts.check_proposal",
    "release.record": "acts.write_record",
    "site.audit_report": "acts.write_audit",
    # demo
    "demo.lives": "demo.cases",
    "demo.lots": "demo.seeded",
    "demo.project": "demo.demo_project",
    # cli: the verbs themselves get their names by rule (VERB)
    "cli.unit": "cli.arguments",
}

# A verb of the command line: a module of cli/ with these two functions. The acts may then bear the plain names.
VERB = ({"add_arguments", "run"}, "_command")

# old folder -> rooms in which an unknown module of it may end, the first without an arrow upwards
ROOM_CHOICES = {
    "history": ("history", "git"),  # git first where it imports that room and none above
    "release": ("release", "proof", "acts"),
    "render": ("words", "documents", "site"),
    "render.official": ("documents",),
    "render.opendata": ("opendata",),
    "view": ("words", "pages"),
    "view.official": ("documents",),
    "view.opendata": ("opendata",),
    "site": ("site", "opendata", "documents", "pages", "words"),
}
# Modules that stay in their room, unless an import would run upwards; and what they are called where they cannot stay.
STAY = {
    "history.dropped": "", "history.facts": "", "history.mainline": "", "history.office": "", "history.plains": "",
    "history.query": "", "history.reason": "", "history.remark": "", "history.series": "", "history.trail": "",
    "release.causes": "", "release.freeze": "", "release.ledger": "", "release.period": "",
    "site.content": "laid_out_content", "site.folder": "site_folder", "site.lock": "", "site.plain_markdown": "",
    "site.plugin": "", "site.producers": "", "site.rebuild": "", "site.verifier": "",
}  # fmt: skip
# What is put behind a file name that another module has already.
SUFFIX = {
    "check": "rules", "cli": "command", "pages": "page", "documents": "document", "opendata": "table", "demo": "sample",
    "words": "words", "git": "git", "history": "history", "proof": "proof", "site": "site", "read": "reader",
    "score": "score", "compare": "comparison", "public": "public", "release": "release", "load": "loading",
    "model": "model", "acts": "act",
}  # fmt: skip

PREFIX = {"opendata": "Data", "pages": "Page", "documents": "Document", "cli": "Command", "words": "Spoken"}

# (old module, name, new name): classes and functions
NAMES = [
    ("model.problem", "Broken", "UserError"),
    ("model.problem", "Place", "Location"),  # `Place` is wanted for a path as a value
    ("read.tree", "Entry", "TreeEntry"),
    ("release.ledger", "Entry", "LedgerEntry"),
    ("render.page", "Entry", "SearchEntry"),
    ("view.feed", "Entry", "FeedEntry"),
    ("demo.register", "Entry", "RegisterEntry"),
    ("history.log", "Change", "FileChange"),
    ("check.change", "Change", "ChangedFiles"),
    ("view.opendata.disclosure", "Change", "ChangeRow"),
    ("demo.story", "Change", "ProposedChange"),
    ("demo.story", "Proposal", "DemoProposal"),
    ("render.official.record", "Column", "DocumentColumn"),
    ("render.official.record", "Table", "DocumentTable"),
    ("view.chart", "Column", "ChartColumn"),
    ("view.opendata.table", "Column", "TableColumn"),
    ("view.opendata.table", "Table", "DataTable"),
    ("site.producers", "Part", "SitePart"),
    ("history.trail", "Event", "TrailEvent"),
    ("demo.findings", "Event", "EventWording"),
    ("score.component", "Evidence", "ScoringInput"),
    ("history.facts", "Fact", "PointsFact"),
    ("view.record", "Fact", "NamedValue"),
    ("history.running", "Standing", "RunningScore"),
    ("history.mainline", "Step", "LineStep"),
    ("release.freeze", "Order", "PublicationRequest"),
    ("view.official.order", "DocumentOrder", "DocumentRequest"),
    ("history.account", "Account", "HistoryReport"),
    ("history.account", "read_account", "read_history"),
    ("site.history_pages", "open_account", "open_history"),
    ("demo.lots", "Lots", "SeededDraws"),
    ("view.feed", "_feed_name", "feed_name"),
    ("history.facts", "_form", "deduction_form"),
    ("history.plains", "_read", "_read_plain"),
]
# Names that are also words of docstrings and comments, there too.
SPOKEN = {"Broken": "UserError"}

# (module after the move, names after the move, module they go to, its docstring if it is new)
DEFINITIONS = [
    (
        "pages.history_source", ("open_history", "_read"), "words.edition_history",
        "The history that belongs to a build, or why there is none that its audience may see.",
    ),
    ("opendata.feeds", ("ALL_FEED", "feed_path", "feed_name"), "words.address", ""),
    ("release.standing", ("corrections_of",), "model.corpus", ""),
    ("load.project", ("parse_year",), "cli.arguments", ""),
    (
        "history.facts", ("PointsFact", "fact_of", "fact_of_plain"), "score.fact",
        "What a deduction decides about points, in the few words that running totals need.",
    ),
    (
        "history.facts",
        (
            "_ID", "_DAY", "_FIRST", "_OTHERS", "scan_plain", "_scan_flow", "_tidy", "_NAMED", "_NAMED_WITHIN",
            "deduction_form", "_line", "_flow", "_block", "_group", "_value",
        ),
        "read.fast_reader",
        "Deductions laid out as `kaohe` writes them, read by one regular expression made from the record's declaration.\n"
        "\n"
        "The expression accepts nothing that the reader proper would refuse or understand otherwise (a test holds the two\n"
        "together); whatever does not fit it must go through the reader.",
    ),
    (
        "site.laid_out_content", ("project_texts", "list_own_parts", "OwnPart"), "load.project_texts",
        "The texts of a project (`content/`) as one build uses them: those of its commit, or those on the disk.",
    ),
    # thin modules that join another: all that they define
    ("history.plains", ("*",), "history.blob_records", ""),
    ("history.relocation", ("*",), "history.start", ""),
    ("git.clone", ("*",), "git.bundle", ""),
    ("git.snapshot", ("*",), "git.git_tree", ""),
    ("check.ballot_rules", ("*",), "check.scheme_rules", ""),
]  # fmt: skip

# tests/: old path -> new path, where it does not follow from the module of the same name
TESTS = {
    "release/conftest.py": "release/publishing.py",
    "release/metadata.xml": "proof/metadata.xml",
    "release/verify.txt": "proof/verify.txt",
    "release/test_canaries.py": "public/test_canaries.py",
    "release/test_forged.py": "proof/test_forged.py",
    "release/test_archive.py": "proof/test_archive.py",
    "release/test_signed_tags.py": "proof/test_signed_tags.py",
    "release/test_site_against.py": "proof/test_site_against.py",
    "release/test_founding.py": "proof/test_hidden_start.py",
    "release/test_reproducible.py": "site/test_reproducible.py",
    "release/test_whole_or_nothing.py": "site/test_whole_or_nothing.py",
    "release/killed_builds.py": "site/killed_builds.py",
    "history/test_facts.py": "read/test_fast_reader.py",
    "view/test_small_panels.py": "pages/test_small_panels.py",
    "view/opendata/test_suppression.py": "public/test_hidden_panels.py",
    "site/test_comparisons.py": "pages/test_comparison_source.py",
    "site/test_history.py": "pages/test_history_source.py",
    "site/test_opendata.py": "opendata/test_open_data_files.py",
    "view/opendata/sample.py": "opendata/sample.py",
    "render/opendata/office.py": "opendata/office.py",
    "site/test_pages.py": "site/test_pages.py",
    "site/test_build.py": "site/test_build.py",
}
TEST_FOLDERS = {  # for whatever else lies there
    "render/official": "documents", "render/opendata": "opendata", "view/official": "documents",
    "view/opendata": "opendata", "view": "pages", "render": "words",
}  # fmt: skip
# A folder's conftest whose fixtures are wanted in several rooms: it becomes a module that tests/conftest.py imports.
HOISTED = "tests/release/publishing.py"

TEMPLATES = {  # of templates/site/ -> templates/pages/; others that extend the page get `_page`, parts keep their name
    "data": "downloads_page",
}
NO_PAGE = {"page"}

# (file after the move, what is there, what shall be there); `re:` marks a regular expression
TEXTS: list[tuple[str, str, str]] = [
    ("generator/cli/__init__.py", 'f"generator.cli.{verb}"', 'f"generator.cli.{verb}_command"'),
    (
        "generator/history/__init__.py",
        "The only room that talks to git: trees at revisions, the change log, trails of records, the time series.",
        "What a history means: the change log, trails of records, remarks, the time series.",
    ),
    (
        "generator/release/__init__.py",
        "Publications: freeze, correct, verify, archive.",
        "Publications and corrections: what is frozen, what stands, where each was recorded.",
    ),
    (
        "generator/site/__init__.py",
        "The MkDocs plugin and the build: the only writers of the site.",
        "The site as a whole: the MkDocs plugin, the list of products, and the build, the only writer of its folder.",
    ),
    ("generator/documents/document_files.py", ' / "render" / "official"', ' / "documents"'),
    ("generator/read/program.py", '_PARTS = ("site", ', '_PARTS = ("pages", '),
    ("generator/read/program.py", "of `part` (site, documents", "of `part` (pages, documents"),
    ("generator/words/build_context.py", 'folders.folders("site")', 'folders.folders("pages")'),
    ("pyproject.toml", "is named for what it says (Broken), not", "is named for what it says (HistoryUnavailable), not"),
    (
        "tests/test_layers.py",
        r"re:(?s)ROOMS = \(.*?\)(  # fmt: skip)?\n",
        "ROOMS = (\n"
        '    "model", "read", "score", "check", "git", "history", "compare", "public", "release", "proof", "load", "words",\n'
        '    "pages", "documents", "opendata", "site", "demo", "acts", "cli",\n'
        ")  # fmt: skip\n",
    ),
    ("tests/test_layers.py", r"re:WRITERS = \{[^}]*\}", 'WRITERS = {"site", "proof", "acts", "demo", "cli"}'),
    ("tests/test_layers.py", 'module.room != "history"', 'module.room != "git"'),
    ("tests/test_layers.py", "test_only_history_talks_to_git", "test_only_one_room_talks_to_git"),
    (
        "tests/test_layers.py",
        r're:(?m)^LONE_WRITERS: dict\[str, str\] = \{\n(?!    "generator\.documents)',
        "LONE_WRITERS: dict[str, str] = {\n"
        '    "generator.documents.document_files": "finished documents, kept beside the program to '
        'save time",\n',
    ),
    (
        "tests/test_layers.py",
        r"re:\Z(?<!# end of the house\n)",
        '''

def repeated(names: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """What has more than one owner: the name and all of them."""
    owners: dict[str, list[str]] = {}
    for name, owner in names:
        owners.setdefault(name, []).append(owner)
    return {name: found for name, found in sorted(owners.items()) if len(found) > 1}


def test_no_two_modules_have_the_same_file_name() -> None:
    files = ((m.path.name, name) for name, m in modules().items() if m.path.name not in {"__init__.py", "__main__.py"})
    assert repeated(files) == {}


def test_no_two_classes_have_the_same_name() -> None:
    classes = (
        (node.name, name)
        for name, module in modules().items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    )
    assert repeated(classes) == {}


# end of the house
''',
    ),
    (
        "tests/test_house.py",
        r"re:EXACT_ROOMS = \([^)]*\)",
        'EXACT_ROOMS = ("model", "read", "score", "check", "git", "history", "compare", "public", "release")',
    ),
    (
        "tests/test_house.py",
        r"re:TIMELESS_ROOMS = \([^)]*\)",
        'TIMELESS_ROOMS = (*EXACT_ROOMS, "proof", "load", "words", "pages", "documents", "opendata")',
    ),
    ("docs/decisions/0002-open-data.md", "`generator/view/opendata/`", "`generator/opendata/`"),
    (
        "README.md",
        "re:model → read → check → score → .*cli(?=\n```)",
        "model → read → score → check → git → history → compare → public → release → proof\n"
        "  → load → words → pages → documents → opendata → site → demo → acts → cli",
    ),
    (
        "README.md",
        r"re:`score` is pure, `history` alone talks\s+to git, `view` makes finished strings, `render` makes bytes, `site` "
        r"alone writes the output\.\s+Problems are values; only\s+`cli` prints\.",
        "`score` is pure, `git` alone talks\n"
        "to git, `public` decides what may leave, `words` makes finished strings, `pages`, `documents` and `opendata` make\n"
        "the products, `site` and `acts` write. Problems are values; only `cli` prints.",
    ),
    (
        "generator/history/start.py",
        '"""Where a history begins to count: the commit that `data/site.yml` names, before which everything was a trial."""',
        '"""Where a history begins: at the commit that `data/site.yml` names, or where the folder of today came from."""',
    ),
    ("README.md", "(`tests/release/`, `tests/cases/`)", "(`tests/proof/`, `tests/site/`, `tests/cases/`)"),
    (
        "CONTRIBUTING.md",
        r"re:(?s)Data flow in one direction through the rooms of `generator/`: model, read, check.*?Tests mirror the\s+rooms: "
        r"`tests/<room>/`\.",
        "Data flow in one direction through the rooms of `generator/`: model, read, score, check, git, history, compare,\n"
        "public, release, proof, load, words, pages, documents, opendata, site, demo, acts, cli. A room imports only rooms before\n"
        "it in this list. A new rule across records is one small function in `check/`; a new kind of component, item or outcome\n"
        "one small class in `score/`; a new verb one file in `cli/`, which calls `acts/`; a new page one module in `pages/` and\n"
        "the template of the same name in `templates/pages/`; a new document one module of facts in `documents/` and one\n"
        "template. Tests mirror the rooms: `tests/<room>/`.",
    ),
    (
        "generator/history/facts.py",
        r're:(?s)\A"""What each blob of a deduction says about points, kept by blob id: all that running totals need\.\n\nA '
        r'history.*?"""',
        '"""What each blob of a deduction says about points, kept by blob id: all that running totals need.\n\n'
        "A history has many thousand blobs, most of them laid out as `kaohe` writes them. Such a file is read at a glance\n"
        "(`generator/read/fast_reader.py`); whatever does not fit goes through the reader proper.\n"
        '"""',
    ),
]

# ------------------------------------------------------------------------------------------------------------- the tree


class House:
    """A checkout and what is to become of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes: list[str] = []
        self.modules = self._python("generator")
        self.target = self._plan_modules()
        self.tests = self._plan_tests()
        self.templates = self._plan_templates()
        known = {f"generator.{old}": f"generator.{new}" for old, new in {**MODULES, **self.target}.items()}
        known |= {_dotted(old): _dotted(new) for old, new in self.tests.items() if old.endswith(".py")}
        known |= {
            _dotted(f"tests/{old}"): _dotted(f"tests/{new}") for old, new in TESTS.items() if old.endswith(".py")
        }
        self.dotted = {old: new for old, new in known.items() if old != new}
        back = {new: old for old, new in MODULES.items()}
        self.names: dict[tuple[str, str], str] = {}
        for module, old, new in NAMES:
            for place in {module, self.target.get(module, MODULES.get(module, module))}:
                self.names[f"generator.{place}", old] = new
        self.back = back
        self._make_classes_unique()
        chained = set(self.dotted.values()) & set(self.dotted)
        if chained:
            raise SystemExit(f"a new name is an old one: {sorted(chained)}")

    def _make_classes_unique(self) -> None:
        """Of two classes with one name that no table tells apart, the one in the later room gets a word before it."""
        owners = defaultdict(list)
        for old, path in self.modules.items():
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef):
                    owners[self.names.get((f"generator.{old}", node.name), node.name)].append((old, node.name))
        for name, found in sorted(owners.items()):
            found.sort(key=lambda at: ROOMS.index(self.target[at[0]].split(".")[0]))
            for old, was in found[1:]:
                room = self.target[old].split(".")[0]
                word = PREFIX.get(room, room.capitalize())
                new = f"_{word}{name[1:]}" if name.startswith("_") else f"{word}{name}"
                while new in owners:
                    new += "Too"
                for place in {old, self.target[old]}:
                    self.names[f"generator.{place}", was] = new
                self.notes.append(f"class {was} of {old} -> {new} ({found[0][0]} has the name)")

    def _files(self, *folders: str) -> list[str]:
        listed = subprocess.run(
            ["git", "-C", str(self.root), "ls-files", "-z", "-co", "--exclude-standard", "--", *folders],
            check=True, capture_output=True,
        ).stdout.decode()  # fmt: skip
        return sorted({name for name in listed.split("\0") if name and (self.root / name).is_file()})

    def _python(self, folder: str) -> dict[str, Path]:
        """Dotted name without the first part -> file, packages left out."""
        found = {}
        for name in self._files(folder):
            path = Path(name)
            if path.suffix == ".py" and path.name not in ("__init__.py", "__main__.py") and len(path.parts) > 2:
                found[".".join(path.with_suffix("").parts[1:])] = self.root / path
        return found

    def _imports(self, path: Path) -> set[str]:
        """The modules of generator/ that a file imports, as they are called today."""
        found = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator."):
                module = node.module.removeprefix("generator.")
                for alias in node.names:
                    whole = f"{module}.{alias.name}"
                    named = next((name for name in (whole, module) if name in self.modules or name in MODULES), "")
                    found.add(named if named in self.modules else MODULES.get(named, ""))
        return found & set(self.modules)

    def _plan_modules(self) -> dict[str, str]:
        """Old -> new for every module that is there."""
        target: dict[str, str] = {}
        done = set(MODULES.values()) | {f"{to}" for _, _, to, _ in DEFINITIONS}
        unknown = []
        for old, path in self.modules.items():
            folder, _, stem = old.rpartition(".")
            if old in MODULES:
                target[old] = MODULES[old]
            elif old in done:
                target[old] = old
            elif folder == "cli" and self._is_verb(path):
                target[old] = old if stem.endswith(VERB[1]) else f"{old}{VERB[1]}"
            elif folder in ROOM_CHOICES:
                unknown.append(old)
            else:
                target[old] = old
        self._place_unknown(unknown, target)
        return self._make_unique(target)

    def _is_verb(self, path: Path) -> bool:
        tree = ast.parse(path.read_text("utf-8"))
        return VERB[0] <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

    def _place_unknown(self, unknown: list[str], target: dict[str, str]) -> None:
        imports = {name: self._imports(path) for name, path in self.modules.items()}
        for name in imports:  # what has moved by then
            if name == "history.facts":
                imports[name] -= {"score.items"}
            if name in ("history.running", "compare.effect", "compare.side", "history.series"):
                imports[name] -= {"history.facts"}
            if name in ("site.context", "words.build_context"):
                imports[name] -= {"site.content", "site.laid_out_content"}
            if name in ("site.changes", "opendata.shown_changes"):
                imports[name] -= {"site.history_pages", "pages.history_source"}
        waiting = list(unknown)
        for _ in range(len(waiting) + 1):
            for old in list(waiting):
                if imports[old] & (set(waiting) - {old}):
                    continue
                folder, _, stem = old.rpartition(".")
                users = [name for name in imports if old in imports[name] and name in target]
                low = max((ROOMS.index(target[name].split(".")[0]) for name in imports[old]), default=0)
                high = min((ROOMS.index(target[name].split(".")[0]) for name in users), default=len(ROOMS))
                choices = ROOM_CHOICES[folder]
                if folder == "history" and low == ROOMS.index("git") and old not in STAY:
                    choices = choices[::-1]
                fits = [room for room in choices if low <= ROOMS.index(room) <= high]
                room = (fits or choices)[0]
                target[old] = f"{room}.{stem}"
                if old in STAY and room != folder:
                    target[old] = f"{room}.{STAY[old] or stem}"
                if target[old] != old or not fits:
                    self.notes.append(f"{old} -> {target[old]}{'' if fits else '  (an arrow up remains)'}")
                waiting.remove(old)
        for old in waiting:  # they import each other
            folder, _, stem = old.rpartition(".")
            target[old] = old if old in STAY else f"{ROOM_CHOICES[folder][-1]}.{stem}"
            self.notes.append(f"{old} -> {target[old]} (in a knot)")

    def _make_unique(self, target: dict[str, str]) -> dict[str, str]:
        """No two modules with one file name: an act keeps it, then what a table names, then the rest."""
        def rank(old: str) -> tuple[bool, bool, str]:
            return not target[old].startswith("acts."), old not in MODULES, old

        owners = defaultdict(list)
        for old in sorted(target, key=rank):
            owners[target[old].rpartition(".")[2]].append(old)
        taken = set(owners)
        for stem, olds in sorted(owners.items()):
            for old in olds[1:]:
                room = target[old].split(".")[0]
                name = STAY.get(old) or f"{stem}_{SUFFIX[room]}"
                while name in taken:
                    name += "_more"
                taken.add(name)
                self.notes.append(f"file name {stem} taken by {target[olds[0]]}: {old} -> {room}.{name}")
                target[old] = f"{room}.{name}"
        return target

    def _plan_tests(self) -> dict[str, str]:
        plan = {}
        for name in self._files("tests"):
            path = name.removeprefix("tests/")
            if path.startswith("cases/") or "/" not in path:
                continue
            new = TESTS.get(path) or self._test_of_module(path) or path
            folder, _, rest = new.partition("/")
            for old in sorted(TEST_FOLDERS, key=len, reverse=True):
                if new.startswith(f"{old}/"):
                    new = f"{TEST_FOLDERS[old]}/{new.removeprefix(f'{old}/')}"
                    break
            plan[name] = f"tests/{new}"
        seen: dict[str, str] = {}
        for old in sorted(plan, key=lambda name: plan[name] != name):
            new = plan[old]
            if new in seen:
                stem = Path(old).stem.removeprefix("test_")
                plan[old] = new = f"{new.removesuffix('.py')}_{stem}.py"
                self.notes.append(f"test {old} -> {new}")
            if new in seen:
                raise SystemExit(f"two files for {new}: {seen[new]}, {old}")
            seen[new] = old
        return plan

    def _test_of_module(self, path: str) -> str:
        """tests/<room>/test_x.py goes with the module <room>/x.py, unless it is of the command line."""
        folder, _, file = path.rpartition("/")
        if not (file.startswith("test_") and file.endswith(".py")) or folder == "cli":
            return ""
        module = f"{folder.replace('/', '.')}.{file[5:-3]}"
        new = self.target.get(module) or MODULES.get(module)
        if new is None:
            return ""
        room, _, stem = new.partition(".")
        return f"{room}/test_{stem}.py"

    def _plan_templates(self) -> dict[str, str]:
        """Stem of a template in templates/site/ -> its stem in templates/pages/."""
        plan = {}
        for name in self._files("templates/site"):
            stem = Path(name).name.removesuffix(".html.j2")
            text = (self.root / name).read_text("utf-8")
            is_page = '{% extends "page.html.j2" %}' in text and not stem.endswith("_page") and stem not in NO_PAGE
            plan[stem] = TEMPLATES.get(stem, f"{stem}_page" if is_page else stem)
        for name in self._files("templates/pages"):  # moved before: what still calls them by old names is mended
            stem = Path(name).name.removesuffix(".html.j2")
            text = (self.root / name).read_text("utf-8")
            if stem.endswith("_page") and '{% extends "page.html.j2" %}' in text:
                old = {new: old for old, new in TEMPLATES.items()}.get(stem, stem.removesuffix("_page"))
                plan.setdefault(old, stem)
        return plan

    # ------------------------------------------------------------------------------------------------------ doing it

    def move(self) -> None:
        """Files first, then their text under the new names."""
        moved: dict[Path, Path] = {}
        for old, new in self.target.items():
            if old != new:
                moved[self.modules[old]] = self.root / "generator" / f"{new.replace('.', '/')}.py"
        for old, new in self.tests.items():
            if old != new:
                moved[self.root / old] = self.root / new
        for name in self._files("templates/site"):
            stem = Path(name).name.removesuffix(".html.j2")
            moved[self.root / name] = self.root / "templates" / "pages" / f"{self.templates[stem]}.html.j2"
        for old, new in moved.items():
            if new.exists() and new not in moved:
                raise SystemExit(f"{new} is there already ({old})")
        contents = {new: old.read_bytes() for old, new in moved.items()}
        modes = {new: old.stat().st_mode for old, new in moved.items()}
        for old in moved:
            old.unlink()
        for new, data in contents.items():
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)
            new.chmod(modes[new])
        self.came_from = {new: old for old, new in moved.items()}
        self._make_rooms()
        self._sweep()

    def _make_rooms(self) -> None:
        for room in {new.split(".")[0] for new in self.target.values()} | {to.split(".")[0] for *_, to, _ in DEFINITIONS}:
            start = self.root / "generator" / room / "__init__.py"
            if not start.exists():
                start.write_text(f'"""{ROOM_DOCS[room]}"""\n', "utf-8")

    def _sweep(self) -> None:
        """Folders that hold nothing any more but a package's first file."""
        gone = ["render/official", "render/opendata", "view/official", "view/opendata", "view", "render"]
        for base in ("generator", "tests"):
            for name in gone:
                folder = self.root / base / name
                if not folder.is_dir():
                    continue
                left = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
                if all(p.name == "__init__.py" for p in left):
                    _remove(folder)
                else:
                    self.notes.append(f"{base}/{name} still holds {[str(p.relative_to(folder)) for p in left]}")
        folder = self.root / "templates" / "site"
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()

    def rewrite(self) -> None:
        """The text of every file that may name a module, a test, a template or a class."""
        for name in self._files("."):
            path = self.root / name
            if name.startswith(("tests/cases/", "data/", "fonts/")) or "/golden/" in name or "/district/" in name:
                continue
            if path.suffix not in {".py", ".md", ".toml", ".yml", ".sh", ".j2", ".typ", ".cfg", ""} or path.is_symlink():
                continue
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            new = self._rewrite_python(path, text) if path.suffix == ".py" else text
            new = self._rewrite_mentions(new)
            if path.suffix == ".j2" and "templates/pages" in name:
                new = self._rewrite_template(new)
            if new != text:
                path.write_text(new, "utf-8", newline="\n")

    def _rewrite_python(self, path: Path, text: str) -> str:
        names: dict[str, str] = {}  # in this file: old -> new
        aliases: dict[str, str] = {}  # a module's name in this file -> its full name
        module = ".".join(path.relative_to(self.root).with_suffix("").parts)
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            self.notes.append(f"{path}: {error}")
            return text
        defined = {n.name for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)}
        for (owner, old), new in self.names.items():
            if owner == module and old in defined:
                names[old] = new
        text = self._rewrite_imports(text, tree, names, aliases)
        if names or aliases:
            text = rename_tokens(text, names, {a: self._names_of(full) for a, full in aliases.items()})
        if any(word in text for word in SPOKEN):
            text = rename_spoken(text, SPOKEN)
        if path in self.came_from:
            text = self._mend_places(text, self.came_from[path], path)
        text = self._rewrite_template_names(text)
        return text

    def _names_of(self, module: str) -> dict[str, str]:
        return {old: new for (owner, old), new in self.names.items() if owner == module}

    def _is_module(self, full: str) -> bool:
        short = full.removeprefix("generator.")
        return full in self.dotted or (full.startswith("generator.") and (short in self.modules or short in self.back))

    def _rewrite_imports(
        self, text: str, tree: ast.Module, names: dict[str, str], aliases: dict[str, str]
    ) -> str:
        lines = text.splitlines(keepends=True)
        bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        bound |= {a.arg for a in ast.walk(tree) if isinstance(a, ast.arg)}
        edits: list[tuple[int, int, str]] = []
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom):
                continue
            if node.level:
                self.notes.append(f"relative import: line {node.lineno}")
                continue
            if not node.module or node.module.split(".")[0] not in ("generator", "tests"):
                continue
            groups: dict[str, list[str]] = {}
            was = []
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                asname = alias.asname
                if self._is_module(whole):
                    home, _, name = self.dotted.get(whole, whole).rpartition(".")
                    if name != alias.name and asname is None:
                        if alias.name in bound:
                            asname = alias.name
                        else:
                            names[alias.name] = name
                    aliases[asname or name] = whole
                    aliases.setdefault(alias.name, whole)
                else:
                    home = self.dotted.get(node.module, node.module)
                    name = self.names.get((node.module, alias.name), alias.name)
                    if name != alias.name and asname is None:
                        names[alias.name] = name
                groups.setdefault(home, []).append(name + (f" as {asname}" if asname else ""))
                was.append((home, name))
            unchanged = list(groups) == [node.module] and [n for _, n in was] == [a.name for a in node.names]
            if unchanged and all(" as " not in n or a.asname for n, a in zip(groups[node.module], node.names)):
                continue
            first, last = node.lineno - 1, node.end_lineno
            source = "".join(lines[first:last])
            indent = source[: len(source) - len(source.lstrip())]
            comment = re.search(r"[ \t]*#[^\n]*$", source.rstrip("\n"))
            made = "".join(
                f"{indent}from {home} import {', '.join(found) if len(', '.join(found)) < 60 else _wrapped(found, indent)}"
                f"{comment[0] if comment else ''}\n"
                for home, found in groups.items()
            )
            edits.append((first, last, made))
        for first, last, made in sorted(edits, reverse=True):
            lines[first:last] = [made]
        return "".join(lines)

    def _rewrite_mentions(self, text: str) -> str:
        """Dotted names and paths wherever else they stand: strings, comments, settings, words."""

        def dotted(found: re.Match[str]) -> str:
            parts = found[0].split(".")
            for size in range(len(parts), 1, -1):
                head = ".".join(parts[:size])
                if head in self.dotted or self._is_module(head):
                    rest = parts[size:]
                    if rest and (head, rest[0]) in self.names:
                        rest[0] = self.names[head, rest[0]]
                    return ".".join([self.dotted.get(head, head), *rest])
            return found[0]

        def path(found: re.Match[str]) -> str:
            start = found["start"] or ""
            name = f"{start or 'generator/'}{found['rest']}"
            new = self.dotted.get(_dotted(name))
            if new is None:
                return found[0]
            made = f"{new.replace('.', '/')}.py"
            return made if start else made.removeprefix("generator/")

        def imported(found: re.Match[str]) -> str:
            """An import that stands in a string."""
            new = self.dotted.get(f"{found[1]}.{found[2]}")
            if new is None:
                return found[0]
            home, _, name = new.rpartition(".")
            return f"from {home} import {name}"

        text = re.sub(r"\bfrom (generator(?:\.\w+)+) import (\w+)\b(?! as)", imported, text)
        text = re.sub(r"(?<![\w./])(?:generator|tests)(?:\.\w+)+", dotted, text)
        text = re.sub(r"(?<![\w./-])(?P<start>generator/|tests/)?(?P<rest>[a-z_]+/[a-z_/]*[a-z0-9_]+\.py)\b", path, text)
        text = re.sub(r"templates/site/([a-z_]+)\.html\.j2", self._template_path, text)
        text = re.sub(r"(?<=[\"'`/ (])templates/site(?=[\"'`/ )])", "templates/pages", text)
        text = re.sub(
            r"(?<=[\"'/ `])site/([a-z_]+)\.html\.j2", lambda m: self._template_path(m).removeprefix("templates/"), text
        )
        text = re.sub(r"\((top|own|mine|folder) / \"site\"\)(?=\.mkdir)", r'(\1 / "pages")', text)
        return re.sub(
            r"\"templates\" / \"site\"( / \"(?P<stem>[a-z_]+)\.html\.j2\")?",
            lambda m: '"templates" / "pages"'
            + (f' / "{self.templates.get(m["stem"], m["stem"])}.html.j2"' if m["stem"] else ""),
            text,
        )

    def _template_path(self, found: re.Match[str]) -> str:
        return f"templates/pages/{self.templates.get(found[1], found[1])}.html.j2"

    def _rewrite_template(self, text: str) -> str:
        def mend(found: re.Match[str]) -> str:
            stem = found["stem"]
            return f"{found['start']}{self.templates.get(stem, stem)}.html.j2"

        return re.sub(r"(?P<start>\{%-?\s*(?:include|import|extends|from)\s+[\"'])(?P<stem>[a-z_]+)\.html\.j2", mend, text)

    def _rewrite_template_names(self, text: str) -> str:
        """The template that a call names: render_body(templates, NAME, …), year.body(NAME, …), _article(…)."""
        if "render_body" not in text and ".body(" not in text:
            return text
        spots = []
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = {"render_body": 1, "body": 0, "_article": 3}.get(name)
            if place is None or len(node.args) <= place:
                continue
            given = node.args[place]
            # The templates of a test's own are called x.
            for part in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in self.templates:
                    spots.append((part.lineno, part.col_offset, part.end_col_offset, self.templates[part.value]))
        lines = text.splitlines(keepends=True)
        for line, start, end, new in sorted(spots, reverse=True):
            row = lines[line - 1].encode()
            lines[line - 1] = (row[:start] + f'"{new}"'.encode() + row[end:]).decode()
        return "".join(lines)

    def _mend_places(self, text: str, old: Path, new: Path) -> str:
        """What a moved file finds by its own place: folders above it, and files that did not move along."""
        up = len(old.relative_to(self.root).parts) - len(new.relative_to(self.root).parts)
        if up:
            text = re.sub(
                r"(__file__\)(?:\.resolve\(\))?\.parents\[)(\d)(\])",
                lambda m: f"{m[1]}{int(m[2]) - up}{m[3]}",
                text,
            )
        back = {o: n for n, o in self.came_from.items()}

        def beside(found: re.Match[str]) -> str:
            name = found["name"]
            was = old.parent / name
            now = back.get(was, was)
            if not now.exists() or now.parent == new.parent:
                return found[0]
            parts = now.relative_to(self.root / "tests").parts
            return "Path(__file__).parents[1] / " + " / ".join(f'"{part}"' for part in parts)

        text = re.sub(r"Path\(__file__\)\.with_name\(\"(?P<name>[^\"]+)\"\)(?!\.read)", beside, text)
        return re.sub(r"Path\(__file__\)\.parent / \"(?P<name>[^\"]+)\"", beside, text)

    # --------------------------------------------------------------------------------------------- definitions that move

    def move_definitions(self) -> None:
        for source, names, target, words in DEFINITIONS:
            self._move_definitions(source, names, target, words)

    def _move_definitions(self, source: str, names: tuple[str, ...], target: str, words: str) -> None:
        here = self.root / "generator" / f"{source.replace('.', '/')}.py"
        there = self.root / "generator" / f"{target.replace('.', '/')}.py"
        if not here.exists():
            if names != ("*",) and "laid_out" not in source:
                self.notes.append(f"no {source}: {names[0]}… stays")
            self._send_importers(f"generator.{source}", set(names), f"generator.{target}", there)
            return
        text = here.read_text("utf-8")
        tree = ast.parse(text)
        whole = names == ("*",)
        if whole:
            names = tuple(filter(None, map(_defined, tree.body)))
        names = _with_helpers(tree, names)
        lines = text.splitlines(keepends=True)
        spans: list[tuple[int, int]] = []
        found: set[str] = set()
        for node in tree.body:
            name = _defined(node)
            if name in names:
                start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
                while start and lines[start - 1].startswith("#"):
                    start -= 1
                end = node.end_lineno
                if end < len(lines) and re.match(r'""".*"""', lines[end]):
                    end += 1
                spans.append((start, end))
                found.add(name)
        missing = [name for name in names if name not in found]
        if missing and found and "laid_out" not in source:
            self.notes.append(f"{source} has no {', '.join(missing)}")
        if found:
            joined = [spans[0]]
            for a, b in spans[1:]:  # what stood together stays so
                if not "".join(lines[joined[-1][1] : a]).strip() and a - joined[-1][1] < 2:
                    joined[-1] = joined[-1][0], b
                else:
                    joined.append((a, b))
            body = "\n\n".join("".join(lines[a:b]).rstrip("\n") + "\n" for a, b in joined)
            imports = "".join(
                "".join(lines[n.lineno - 1 : n.end_lineno])
                for n in tree.body
                if isinstance(n, ast.Import | ast.ImportFrom) and getattr(n, "module", "") != "__future__"
            )
            own = {_defined(n) for n in tree.body} - found - {""}
            used = {n.id for a, b in spans for n in ast.walk(ast.parse("".join(lines[a:b]))) if isinstance(n, ast.Name)}
            if own & used:
                self.notes.append(f"{target} wants {sorted(own & used)} of {source}")
            for a, b in sorted(spans, reverse=True):
                lines[a:b] = []
            rest = "".join(lines)
            kept = {n.id for n in ast.walk(ast.parse(rest)) if isinstance(n, ast.Name)}
            back = sorted(name for name in found if name in kept)
            if back:
                rest = _add_imports(rest, f"from generator.{target} import {', '.join(back)}\n")
            if whole and not any(map(_defined, ast.parse(rest).body)):
                here.unlink()
            else:
                here.write_text(rest, "utf-8")
            if there.exists():
                old = there.read_text("utf-8")
                imports = "".join(
                    line for line in imports.splitlines(keepends=True) if f"from generator.{target} import" not in line
                )
                made = _add_imports(old, imports).rstrip("\n") + f"\n\n\n{body}"
            else:
                made = f'"""{words}{chr(10) if chr(10) in words else ""}"""\n\nfrom __future__ import annotations\n\n{imports}\n\n{body}'
            there.write_text(made, "utf-8")
        self._send_importers(
            f"generator.{source}", {"*"} if whole else set(names), f"generator.{target}", there
        )

    def _send_importers(self, source: str, names: set[str], target: str, there: Path) -> None:
        for name in self._files("generator", "tests", "tools", "benchmarks"):
            path = self.root / name
            if path.suffix != ".py" or name.startswith("tests/cases/"):
                continue
            text = path.read_text("utf-8")
            if f"from {source} import" not in text:
                continue
            lines = text.splitlines(keepends=True)
            for node in sorted(ast.walk(ast.parse(text)), key=lambda n: -getattr(n, "lineno", 0)):
                if not isinstance(node, ast.ImportFrom) or node.module != source:
                    continue
                gone = [a for a in node.names if a.name in names or names == {"*"}]
                if not gone:
                    continue
                kept = [a for a in node.names if a not in gone]
                raw = lines[node.lineno - 1]
                indent = raw[: len(raw) - len(raw.lstrip())]
                made = ""
                for home, part in ((source, kept), (target, gone)):
                    if part and not (home == target and path == there):
                        listed = ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in part)
                        made += f"{indent}from {home} import {listed}\n"
                lines[node.lineno - 1 : node.end_lineno] = [made]
            path.write_text("".join(lines), "utf-8")

    # ------------------------------------------------------------------------------------------------------ the last bits

    def hoist_fixtures(self) -> None:
        """tests/conftest.py imports the fixtures of what was the conftest of one folder."""
        path = self.root / HOISTED
        if not path.exists():
            return
        fixtures = [
            n.name
            for n in ast.parse(path.read_text("utf-8")).body
            if isinstance(n, ast.FunctionDef) and any("fixture" in ast.unparse(d) for d in n.decorator_list)
        ]
        top = self.root / "tests" / "conftest.py"
        text = top.read_text("utf-8")
        module = _dotted(HOISTED)
        line = f"from {module} import {', '.join(sorted(fixtures))}  # noqa: F401  # fixtures for several rooms\n"
        text = re.sub(rf"from {re.escape(module)} import [^\n]*\n", "", text)
        top.write_text(_add_imports(text, line), "utf-8")

    def mend_texts(self) -> None:
        for name, old, new in TEXTS:
            path = self.root / name
            if not path.exists():
                continue
            text = path.read_text("utf-8")
            if old.startswith("re:"):
                made, count = re.subn(old[3:], lambda m, new=new: new, text, count=1)
                if not count and new not in text and "Z" not in old and "(?!" not in old:
                    self.notes.append(f"{name}: {old[:70]!r} is not there")
            else:
                made = text.replace(old, new)
                if old not in text and new not in text and "program.py" not in name and "folders" not in old:
                    self.notes.append(f"{name}: {old[:70]!r} is not there")
            if made != text:
                path.write_text(made, "utf-8")

    def tidy(self) -> None:
        ruff = self.root / ".venv" / "bin" / "ruff"
        command = [str(ruff)] if ruff.exists() else [sys.executable, "-m", "ruff"]
        fix = ["check", "--select", "F401,I,D209", "--fix-only", "-q", "."]
        for arguments in (fix, ["format", "-q", "."]):
            done = subprocess.run([*command, *arguments], cwd=self.root, capture_output=True, text=True, check=False)
            if done.returncode:
                self.notes.append(f"ruff {arguments[0]}: {done.stdout}{done.stderr}")
        self._break_lines([*command, "check", "--select", "E501", "--output-format", "concise", "."])

    def review(self) -> None:
        """What the rules of the house do not allow: arrows up, products that import each other, long modules."""
        modules = self._python("generator")
        for name, path in sorted(modules.items()):
            room = name.split(".")[0]
            text = path.read_text("utf-8")
            if text.count("\n") > 300:
                self.notes.append(f"{name} has {text.count(chr(10))} lines")
            for node in ast.walk(ast.parse(text)):
                if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("generator."):
                    continue
                other = str(node.module).split(".")[1]
                products = {"pages", "documents", "opendata"}
                if other not in ROOMS or room not in ROOMS:
                    self.notes.append(f"{name} imports {node.module}: no such room")
                elif ROOMS.index(other) > ROOMS.index(room):
                    self.notes.append(f"arrow up: {name} imports {node.module}")
                elif other != room and {room, other} <= products:
                    self.notes.append(f"product to product: {name} imports {node.module}")

    def _break_lines(self, command: list[str]) -> None:
        """What the formatter is told to leave alone and the new names made too long."""
        said = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False).stdout
        for name, row in sorted(set(re.findall(r"(?m)^([^:\n]+):(\d+):\d+: E501", said)), key=lambda at: -int(at[1])):
            path = self.root / name
            lines = path.read_text("utf-8").splitlines(keepends=True)
            line = lines[int(row) - 1]
            cut = line.rfind(", ", 0, 117) + 1
            mark = "# " if line.lstrip().startswith("#") else ""
            if mark or _is_prose(path, int(row)):
                cut = line.rfind(" ", 0, 118)
                rest = f"{mark}{line[cut:].lstrip()}"
                indent = line[: len(line) - len(line.lstrip())]
                lines[int(row) - 1] = f"{line[:cut]}\n{indent}{rest}"
                path.write_text("".join(lines), "utf-8")
                continue
            if cut < 1 or line.count('"', 0, cut) % 2:
                self.notes.append(f"{name}:{row} is too long")
                continue
            indent = line[: len(line) - len(line.lstrip())]
            lines[int(row) - 1] = f"{line[:cut]}\n{indent}{line[cut:].lstrip()}"
            path.write_text("".join(lines), "utf-8")


def _is_prose(path: Path, row: int) -> bool:
    """Whether the line is inside a docstring, behind its first line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            if node.lineno <= row <= (node.end_lineno or 0) and node.lineno != node.end_lineno:
                return True
    return False


def _dotted(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _wrapped(names: list[str], indent: str) -> str:
    return "(\n" + "".join(f"{indent}    {name},\n" for name in names) + f"{indent})"


def _defined(node: ast.stmt) -> str:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _with_helpers(tree: ast.Module, names: tuple[str, ...]) -> tuple[str, ...]:
    """These definitions and the private ones that only they use."""
    uses = {
        _defined(node): {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} for node in tree.body if _defined(node)
    }
    moved = set(names) & set(uses)
    while True:
        wanted = {
            name
            for name in uses.keys() - moved
            if name.startswith("_")
            and any(name in uses[user] for user in moved)
            and not any(name in uses[user] for user in uses.keys() - moved - {name})
        }
        if not wanted:
            return (*names, *sorted(wanted | (moved - set(names))))
        moved |= wanted


def _add_imports(text: str, imports: str) -> str:
    """`imports` before the first import of `text` other than from __future__."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    at = 0
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            at = node.end_lineno or 0
            if getattr(node, "module", "") != "__future__":
                at = node.lineno - 1
                break
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            at = node.end_lineno or 0
    lines[at:at] = [imports if at and lines[at - 1].startswith(("from", "import")) else f"\n{imports}"]
    return "".join(lines)


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def rename_tokens(text: str, names: dict[str, str], of_modules: dict[str, dict[str, str]]) -> str:
    """`text` with its names renamed: plain ones by `names`, attributes of a module by `of_modules[module]`."""
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    lines = text.splitlines(keepends=True)
    edits = []
    depth = 0
    for at, token in enumerate(tokens):
        if token.type == tokenize.OP and token.string in "([{":
            depth += 1
        elif token.type == tokenize.OP and token.string in ")]}":
            depth -= 1
        before = tokens[at - 1].string if at else ""
        if token.type == tokenize.NAME:
            new = None
            if before == ".":
                owner = tokens[at - 2].string
                if at > 2 and tokens[at - 3].string == ".":
                    continue
                new = of_modules.get(owner, {}).get(token.string)
            elif token.string in names:
                after = tokens[at + 1].string
                if depth and after == "=" and before in "(,":
                    continue  # the name of an argument
                new = names[token.string]
            if new:
                edits.append((token.start, token.end, new))
        elif token.type == tokenize.STRING and re.match(r"(?i)r?f", token.string):
            made = re.sub(r"\{[^{}]*\}", lambda m: _rename_words(m[0], names), token.string)
            if made != token.string and token.start[0] == token.end[0]:
                edits.append((token.start, token.end, made))
    for (row, start), (_, end), new in sorted(edits, reverse=True):
        lines[row - 1] = lines[row - 1][:start] + new + lines[row - 1][end:]
    return "".join(lines)


def _rename_words(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = re.sub(rf"(?<![\w.]){re.escape(old)}(?=[.(\[])", new, text)
    return text


def rename_spoken(text: str, words: dict[str, str]) -> str:
    """Names of classes in docstrings and comments."""
    spans = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                spans.append((first.lineno, first.end_lineno))
    lines = text.splitlines(keepends=True)
    for start, end in spans:
        rows = "".join(lines[start - 1 : end])
        made = rows
        for old, new in words.items():
            made = re.sub(rf"\b{old}\b(?=[\s,.;:])", new, made)
        if made != rows:
            lines[start - 1 : end] = refill(made)
    return "".join(lines)


def refill(docstring: str) -> list[str]:
    """The lines of a docstring, those that grew too long broken again; as many lines as needed, all at the same indent."""
    made: list[str] = []
    rows = docstring.splitlines(keepends=True)
    carry = ""
    for row in rows:
        indent = row[: len(row) - len(row.lstrip())]
        if carry:
            if row.strip() in ('"""', ""):
                made.append(f"{indent or made[-1][: len(made[-1]) - len(made[-1].lstrip())]}{carry}\n")
                carry = ""
            else:
                row = f"{indent}{carry} {row.lstrip()}"
                carry = ""
        while len(row.rstrip("\n")) > 118:
            cut = row.rfind(" ", 0, 118)
            tail = row[cut + 1 :].rstrip("\n")
            row, carry = f"{row[:cut]}\n", f"{tail}"
            if len(carry) + 1 > 100:
                break
        made.append(row)
    if carry:
        indent = made[-1][: len(made[-1]) - len(made[-1].lstrip())]
        made.append(f"{indent}{carry}\n")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--plan", action="store_true")
    given = parser.parse_args()
    house = House(given.checkout.resolve())
    if given.plan:
        for old, new in sorted(house.target.items()):
            print(f"{'=' if old == new else '>'} {old:40} {new}")
        for old, new in sorted(house.tests.items()):
            if old != new and old.endswith(".py"):
                print(f"> {old:50} {new}")
        for old, new in sorted(house.templates.items()):
            print(f"{'=' if old == new else '>'} templates {old:30} {new}")
    else:
        house.move()
        house.rewrite()
        house.move_definitions()
        house.hoist_fixtures()
        house.mend_texts()
        house.tidy()
        house.review()
    for note in house.notes:
        print(f"note: {note}")


if __name__ == "__main__":
    main()
