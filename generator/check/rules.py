"""All rules across records."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.amendment_rules import check_amendments
from generator.check.appraisal_rules import check_appraisals
from generator.check.beginning import check_beginning, gather_beginning, judge_beginning
from generator.check.document_rules import check_documents
from generator.check.entry_rules import check_entries, check_named_deductions, named_deductions
from generator.check.everyday_words import check_everyday_words
from generator.check.few_figures import check_few_figures
from generator.check.import_rules import check_imports
from generator.check.in_force import check_in_force
from generator.check.inapplicable_rules import check_inapplicable
from generator.check.index_rules import INDEX_RULES, check_no_index, is_index
from generator.check.indicator_rules import check_indicators, gather_answered, judge_indicators
from generator.check.mapping_rules import check_mappings
from generator.check.measure_rules import check_measures
from generator.check.needed_measures import check_needed
from generator.check.other_units import check_other_units
from generator.check.own_items import check_own_items
from generator.check.part_year_rules import check_part_years
from generator.check.point_rules import POINT_REACHES, TEXT_REACHES, find_problems
from generator.check.privacy import check_exemptions, exempted_files
from generator.check.publication_rules import check_corrections, check_publications, corrected_files
from generator.check.record_links import check_record_links, linked_entries, linked_records
from generator.check.register_rules import check_registers
from generator.check.rule_reach import (
    AnyRule,
    GatheredRule,
    LinkRule,
    NamingRule,
    Rule,
    SharedRule,
    YearRule,
)
from generator.check.scheme_rules import check_schemes
from generator.check.scores import check_scores
from generator.check.settings import check_settings
from generator.check.taken_figures import check_taken_figures
from generator.check.undecided import check_undecided
from generator.check.unit_rules import (
    check_committers,
    check_lead,
    check_names,
    check_site,
    check_years,
)
from generator.check.working_days import check_holidays
from generator.model.problem import Problem
from generator.rules.corpus import Corpus

REACHES: tuple[AnyRule, ...] = (
    SharedRule(check_no_index),
    GatheredRule(check_beginning, gather_beginning, judge_beginning),
    SharedRule(check_site),
    SharedRule(check_settings),
    SharedRule(check_everyday_words),
    SharedRule(check_lead),
    SharedRule(check_names),
    SharedRule(check_years),
    SharedRule(check_committers),
    SharedRule(check_schemes),
    SharedRule(check_undecided),
    SharedRule(check_own_items),
    SharedRule(check_other_units),
    SharedRule(check_in_force),
    YearRule(check_part_years),
    SharedRule(check_taken_figures),
    SharedRule(check_holidays),
    YearRule(check_scores, clean=True),
    YearRule(check_appraisals),
    YearRule(check_measures),
    YearRule(check_needed),
    YearRule(check_few_figures),
    YearRule(check_imports),
    SharedRule(check_mappings),
    YearRule(check_inapplicable),
    YearRule(check_amendments),
    SharedRule(check_registers),
    SharedRule(check_entries),
    LinkRule(check_record_links, linked_records, linked_entries),
    NamingRule(check_named_deductions, named_deductions),
    GatheredRule(check_indicators, gather_answered, judge_indicators),
    SharedRule(check_publications),
    NamingRule(check_corrections, corrected_files, whole=False),
    SharedRule(check_documents),
    NamingRule(check_exemptions, exempted_files),
    *POINT_REACHES,
    *TEXT_REACHES,
)
RULES: tuple[Rule, ...] = tuple(found.check for found in REACHES)


def check_corpus(corpus: Corpus, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """Every problem across the records of `corpus`, or those that `rules` find, in order of place.

    An index above districts has rules of its own.
    """
    whole = corpus.with_partial()
    return find_problems(whole, INDEX_RULES if is_index(whole) else rules)
