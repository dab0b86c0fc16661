//! An import in words: each doubt with its place, why, and what to do.

use domain::{
    plan::{
        Years,
        import::{Code, Doubt, Understood},
    },
    sheet::Workbook,
};
use report::sheet::SheetError;
use text::Lang;

use super::{Changes, Finding, Outcome};

/// The outcome of a file that was read.
pub(super) fn outcome(
    lang: Lang,
    workbook: &Workbook,
    understood: &Understood,
    changes: Changes,
) -> Outcome {
    let finding = |doubt: &Doubt| finding(lang, workbook, doubt);
    Outcome {
        strategies: understood.strategies.len(),
        activities: understood.activities(),
        indicators: understood.indicators(),
        targets: understood.targets,
        doubts: understood.doubts.iter().map(finding).collect(),
        errors: understood.errors.iter().map(finding).collect(),
        title: understood.title.clone(),
        years: understood.years.map(|years| (years.first, years.last)),
        is_example: understood.is_example,
        unused: understood.unused.clone(),
        changes,
        applied: false,
    }
}

/// How the codes of files that can't be read begin.
pub(super) const REFUSED: &str = "plan_import.file_";

/// The outcome of a file that can't be read.
pub(in crate::plan) fn refused(lang: Lang, error: &SheetError) -> Outcome {
    let (why, fix) = file(lang, error);
    let mut outcome =
        outcome(lang, &Workbook::default(), &Understood::default(), Changes::default());
    outcome.errors.push(built(
        error.sheet().map(str::to_owned),
        (None, None),
        error.code(),
        why,
        fix.to_owned(),
    ));
    outcome
}

/// The error of a plan that is closed.
pub(super) fn closed(lang: Lang, years: Option<(i16, i16)>) -> Finding {
    let why = lang.plan_import_closed(years.map(|years| span(lang, years)).unwrap_or_default());
    built(None, (None, None), "plan_import.closed", why, lang.plan_import_closed_fix().to_owned())
}

/// The error of a new plan for years that another one has.
pub(super) fn overlaps(lang: Lang, years: Option<(i16, i16)>, other: Years) -> Finding {
    let years = years.map(|years| span(lang, years)).unwrap_or_default();
    let why = lang.plan_import_overlaps(years, span(lang, (other.first, other.last)));
    let fix = lang.plan_import_overlaps_fix().to_owned();
    built(None, (None, None), "plan_import.overlaps", why, fix)
}

/// First and last year; one where they are the same.
pub fn span(lang: Lang, (first, last): (i16, i16)) -> String {
    if first == last { first.to_string() } else { lang.plan_import_years_range(first, last) }
}

pub(in crate::plan) type Place = (Option<u32>, Option<String>);

pub(in crate::plan) fn built(
    sheet: Option<String>,
    (row, column): Place,
    code: &'static str,
    why: String,
    fix: String,
) -> Finding {
    let message = format!("{why} {fix}").trim_end().to_owned();
    Finding { sheet, row, column, code, message, why, fix, name: None }
}

fn finding(lang: Lang, workbook: &Workbook, doubt: &Doubt) -> Finding {
    let sheet =
        doubt.at.and_then(|at| workbook.sheets.get(at.sheet)).map(|sheet| sheet.name.clone());
    let place = doubt.at.map_or((None, None), |at| (Some(at.row_number()), at.column_name()));
    let found = built(sheet, place, doubt.code.code(), why(lang, doubt), fix(lang, doubt));
    Finding { name: doubt.name().map(str::to_owned), ..found }
}

/// Where a finding is ("sel F12").
pub fn place(lang: Lang, finding: &Finding) -> String {
    match (finding.row, &finding.column) {
        (Some(row), Some(column)) => lang.plan_import_cell_place(column, row),
        (Some(row), None) => lang.plan_import_row_place(row),
        (None, Some(column)) => lang.plan_import_column_place(column),
        (None, None) => lang.plan_import_file_place().to_owned(),
    }
}

/// What an import does, a sentence each, without those that touch nothing.
pub fn will(lang: Lang, outcome: &Outcome) -> Vec<String> {
    type Sentence = fn(Lang, String) -> String;
    let changes = &outcome.changes;
    let sentences: [(usize, Sentence); 10] = [
        (changes.strategies, |lang, count| lang.plan_import_will_strategies(count)),
        (changes.activities, |lang, count| lang.plan_import_will_activities(count)),
        (changes.indicators, |lang, count| lang.plan_import_will_indicators(count)),
        (changes.targets, |lang, count| lang.plan_import_will_targets(count)),
        (changes.leads, |lang, count| lang.plan_import_will_leads(count)),
        (changes.budgets, |lang, count| lang.plan_import_will_budgets(count)),
        (changes.supports, |lang, count| lang.plan_import_will_supports(count)),
        (changes.details, |lang, count| lang.plan_import_will_details(count)),
        (changes.moved, |lang, count| lang.plan_import_will_moved(count)),
        (changes.kept, |lang, count| lang.plan_import_will_kept(count)),
    ];
    let plan = changes
        .plan
        .then(|| outcome.years.map(|years| lang.plan_import_will_plan(span(lang, years))))
        .flatten();
    let rest = sentences.into_iter().filter(|(count, _)| *count > 0);
    plan.into_iter().chain(rest.map(|(count, words)| words(lang, number(lang, count)))).collect()
}

/// A count as people read it.
pub fn number(lang: Lang, count: usize) -> String {
    lang.number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Most doubts that a terminal shows; `--json` has them all.
const SHOWN: usize = 50;

/// An outcome as lines for a terminal.
pub fn lines(lang: Lang, name: &str, outcome: &Outcome) -> String {
    let count = |count| number(lang, count);
    let Outcome { strategies, activities, indicators, targets, .. } = *outcome;
    let mut lines = vec![lang.plan_import_cli_held(
        name,
        count(strategies),
        count(activities),
        count(indicators),
        count(targets),
    )];
    for (list, title) in [
        (&outcome.errors, lang.plan_import_cli_errors(count(outcome.errors.len()))),
        (&outcome.doubts, lang.plan_import_cli_doubts(count(outcome.doubts.len()))),
    ] {
        if !list.is_empty() {
            lines.push(title);
        }
        for finding in list.iter().take(SHOWN) {
            let sheet = finding.sheet.as_deref().unwrap_or_default();
            lines.push(
                format!(
                    "  {sheet} {}: {} [{}]",
                    place(lang, finding),
                    finding.message,
                    finding.code
                )
                .replace("   ", "  "),
            );
        }
        if list.len() > SHOWN {
            lines.push(format!(
                "  {}",
                lang.plan_import_doubts_shown(count(SHOWN), count(list.len()))
            ));
        }
    }
    if outcome.errors.is_empty() {
        let will = will(lang, outcome);
        lines.push(if will.is_empty() {
            lang.plan_import_nothing().to_owned()
        } else {
            lang.plan_import_cli_will(will.join(", "))
        });
        if outcome.changes.staying > 0 {
            lines.push(lang.plan_import_stay(count(outcome.changes.staying)));
        }
        lines.push(
            if outcome.applied {
                lang.plan_import_cli_applied()
            } else {
                lang.plan_import_cli_dry()
            }
            .to_owned(),
        );
    }
    lines.join("\n")
}

/// Doubts and errors as a table, one row each; no cell of it runs in any program.
pub(super) fn table(lang: Lang, outcome: &Outcome) -> Vec<u8> {
    let head = [
        lang.plan_import_csv_sheet(),
        lang.plan_import_csv_row(),
        lang.plan_import_csv_column(),
        lang.plan_import_csv_code(),
        lang.plan_import_csv_message(),
    ];
    let head = head.map(str::to_owned).to_vec();
    let row = |finding: &Finding| {
        vec![
            finding.sheet.clone().unwrap_or_default(),
            finding.row.map(|row| row.to_string()).unwrap_or_default(),
            finding.column.clone().unwrap_or_default(),
            finding.code.to_owned(),
            finding.message.clone(),
        ]
    };
    let findings = outcome.errors.iter().chain(&outcome.doubts).map(row);
    report::sheet::export(std::iter::once(head).chain(findings))
}

fn file(lang: Lang, error: &SheetError) -> (String, &'static str) {
    let (why, fix) = match error {
        SheetError::Empty => (lang.plan_import_file_empty(), lang.plan_import_file_empty_fix()),
        SheetError::TooLarge => {
            (lang.plan_import_file_too_large(), lang.plan_import_file_too_large_fix())
        }
        SheetError::UnknownFormat => {
            (lang.plan_import_file_unknown(), lang.plan_import_file_unknown_fix())
        }
        SheetError::OldFormat => (lang.plan_import_file_old(), lang.plan_import_file_old_fix()),
        SheetError::Encrypted => {
            (lang.plan_import_file_encrypted(), lang.plan_import_file_encrypted_fix())
        }
        SheetError::Bomb => (lang.plan_import_file_bomb(), lang.plan_import_file_bomb_fix()),
        SheetError::Unsafe => (lang.plan_import_file_unsafe(), lang.plan_import_file_unsafe_fix()),
        SheetError::Broken(_) => {
            (lang.plan_import_file_broken(), lang.plan_import_file_broken_fix())
        }
        SheetError::TooManySheets => {
            (lang.plan_import_file_sheets(), lang.plan_import_file_sheets_fix())
        }
        SheetError::TooManyCells => {
            (lang.plan_import_file_cells(), lang.plan_import_file_cells_fix())
        }
        SheetError::Nul => (lang.plan_import_file_nul(), lang.plan_import_file_nul_fix()),
        SheetError::TooManyRows(sheet) => {
            return (lang.plan_import_file_rows(sheet), lang.plan_import_file_rows_fix());
        }
        SheetError::TooManyColumns(sheet) => {
            return (lang.plan_import_file_columns(sheet), lang.plan_import_file_columns_fix());
        }
    };
    (why.to_owned(), fix)
}

fn why(lang: Lang, doubt: &Doubt) -> String {
    let subject = doubt.subject.as_str();
    let suggestion = doubt.suggestion.as_deref().unwrap_or_default();
    let plain = match doubt.code {
        Code::NoTable => lang.plan_import_no_table(),
        Code::NoRows => lang.plan_import_no_rows(),
        Code::NoYears => lang.plan_import_no_years(),
        Code::YearsApart => lang.plan_import_years_apart(),
        Code::NoTargets => lang.plan_import_no_targets(),
        Code::FormulaWithoutValue => lang.plan_import_formula_without_value(),
        Code::CellFault => lang.plan_import_cell_fault(),
        Code::NumberUnread if subject.is_empty() => lang.plan_import_number_unread_bare(),
        Code::NumberDate => lang.plan_import_number_date(),
        Code::NumberNegative => lang.plan_import_number_negative(),
        Code::NumberLarge => lang.plan_import_number_large(),
        Code::Sipd => return lang.plan_import_sipd(subject),
        Code::NumberTick => lang.plan_import_number_tick(),
        Code::PercentLarge => lang.plan_import_percent_large(),
        Code::LeadMissing => lang.plan_import_lead_missing(),
        Code::SheetHidden => return lang.plan_import_sheet_hidden(subject),
        Code::ColumnUnknown => return lang.plan_import_column_unknown(subject),
        Code::ColumnTwice => return lang.plan_import_column_twice(subject),
        Code::ColumnRealised => return lang.plan_import_column_realised(subject),
        Code::ColumnQuarter => return lang.plan_import_column_quarter(subject),
        Code::YearAssumed => return lang.plan_import_year_assumed(subject),
        Code::BudgetYearAssumed => return lang.plan_import_budget_year_assumed(subject),
        Code::RowWithoutStrategy => return lang.plan_import_row_without_strategy(subject),
        Code::ActivityMissing => return lang.plan_import_activity_missing(subject),
        Code::IndicatorMissing => return lang.plan_import_indicator_missing(subject),
        Code::DuplicateRow => return lang.plan_import_duplicate_row(subject),
        Code::RowUnread => return lang.plan_import_row_unread(subject),
        Code::TextCut => return lang.plan_import_text_cut(subject),
        Code::NumberUnread => return lang.plan_import_number_unread(subject),
        Code::NumberAmbiguous => return lang.plan_import_number_ambiguous(suggestion),
        Code::NumberMerged => return lang.plan_import_number_merged(subject),
        Code::PercentFraction => return lang.plan_import_percent_fraction(subject, suggestion),
        Code::UnitConflict => return lang.plan_import_unit_conflict(subject, suggestion),
        Code::UnitUnknown => return lang.plan_import_unit_unknown(subject),
        Code::UnitMissing => return lang.plan_import_unit_missing(subject),
        Code::LooksCumulative => return lang.plan_import_looks_cumulative(subject),
        Code::CumulativeFalls => return lang.plan_import_cumulative_falls(subject),
        Code::LeadSeveral => return lang.plan_import_lead_several(subject, suggestion),
        Code::AgencyUnknown => return lang.plan_import_agency_unknown(subject),
        Code::AgencyGuessed => return lang.plan_import_agency_guessed(subject, suggestion),
        Code::AgencyAmbiguous => return lang.plan_import_agency_ambiguous(subject),
        Code::SupportUnknown => return lang.plan_import_support_unknown(subject),
    };
    plain.to_owned()
}

fn fix(lang: Lang, doubt: &Doubt) -> String {
    let near = |words: fn(Lang, &str) -> String, otherwise: &str| match &doubt.suggestion {
        Some(suggestion) => format!("{} {otherwise}", words(lang, suggestion)),
        None => otherwise.to_owned(),
    };
    let plain = match doubt.code {
        Code::UnitUnknown => {
            return near(
                |lang, unit| lang.plan_import_unit_unknown_near(unit),
                lang.plan_import_unit_unknown_fix(),
            );
        }
        Code::AgencyUnknown => {
            return near(
                |lang, name| lang.plan_import_agency_unknown_near(name),
                lang.plan_import_agency_unknown_fix(),
            );
        }
        Code::SupportUnknown => {
            return near(
                |lang, name| lang.plan_import_agency_unknown_near(name),
                lang.plan_import_support_unknown_fix(),
            );
        }
        Code::NoTable => lang.plan_import_no_table_fix(),
        Code::NoRows => lang.plan_import_no_rows_fix(),
        Code::NoYears => lang.plan_import_no_years_fix(),
        Code::YearsApart => lang.plan_import_years_apart_fix(),
        Code::NoTargets => lang.plan_import_no_targets_fix(),
        Code::FormulaWithoutValue => lang.plan_import_formula_without_value_fix(),
        Code::CellFault => lang.plan_import_cell_fault_fix(),
        Code::NumberUnread => lang.plan_import_number_unread_fix(),
        Code::NumberDate => lang.plan_import_number_date_fix(),
        Code::NumberNegative => lang.plan_import_number_negative_fix(),
        Code::NumberLarge => lang.plan_import_number_large_fix(),
        Code::Sipd => lang.plan_import_sipd_fix(),
        Code::NumberTick => lang.plan_import_number_tick_fix(),
        Code::PercentLarge => lang.plan_import_percent_large_fix(),
        Code::LeadMissing => lang.plan_import_lead_missing_fix(),
        Code::SheetHidden => lang.plan_import_sheet_hidden_fix(),
        Code::ColumnUnknown => lang.plan_import_column_unknown_fix(),
        Code::ColumnTwice => lang.plan_import_column_twice_fix(),
        Code::ColumnRealised => lang.plan_import_column_realised_fix(),
        Code::ColumnQuarter => lang.plan_import_column_quarter_fix(),
        Code::YearAssumed => lang.plan_import_year_assumed_fix(),
        Code::BudgetYearAssumed => lang.plan_import_budget_year_assumed_fix(),
        Code::RowWithoutStrategy => lang.plan_import_row_without_strategy_fix(),
        Code::ActivityMissing => lang.plan_import_activity_missing_fix(),
        Code::IndicatorMissing => lang.plan_import_indicator_missing_fix(),
        Code::DuplicateRow => lang.plan_import_duplicate_row_fix(),
        Code::RowUnread => lang.plan_import_row_unread_fix(),
        Code::TextCut => lang.plan_import_text_cut_fix(),
        Code::NumberAmbiguous => lang.plan_import_number_ambiguous_fix(),
        Code::NumberMerged => lang.plan_import_number_merged_fix(),
        Code::PercentFraction => lang.plan_import_percent_fraction_fix(),
        Code::UnitConflict => lang.plan_import_unit_conflict_fix(),
        Code::UnitMissing => lang.plan_import_unit_missing_fix(),
        Code::LooksCumulative => lang.plan_import_looks_cumulative_fix(),
        Code::CumulativeFalls => lang.plan_import_cumulative_falls_fix(),
        Code::LeadSeveral => lang.plan_import_lead_several_fix(),
        Code::AgencyGuessed => lang.plan_import_agency_guessed_fix(),
        Code::AgencyAmbiguous => lang.plan_import_agency_ambiguous_fix(),
    };
    plain.to_owned()
}
