//! Words of a plan that several pages show: figures with their units, checkpoints, reasons.

use app::plan::view::{CheckpointHead, LeadName, Matrix, Row, Strategy};
use domain::{
    figure::Figure,
    plan::{
        BudgetWindow, Checkpoint, Choice, Direction, Entry, Flag, Grade, Measure, ProposalState,
        Scheme, Stage, State, Step, Years, next_opening, red::Why,
    },
    time::Date,
};
use text::Lang;

/// `TW3 2026`.
pub fn checkpoint(head: &CheckpointHead) -> String {
    format!("{} {}", head.label, head.checkpoint.year)
}

/// The name of a checkpoint of this plan; empty where it is not one of it.
pub fn name(matrix: &Matrix, at: Checkpoint) -> String {
    let head = matrix.checkpoints.iter().find(|head| head.checkpoint == at);
    head.map(checkpoint).unwrap_or_default()
}

/// A figure of a row: a percentage as `66,7%`, anything else as a number.
pub fn figure(lang: Lang, measure: Measure, figure: Figure) -> String {
    if measure == Measure::Percentage {
        let mut text = lang.figure(figure.tenths());
        text.push('%');
        text
    } else {
        lang.figure(figure)
    }
}

/// What a report says, as one figure: `8`, `66,7%`, or that there was no event.
pub fn entry(lang: Lang, measure: Measure, entry: Entry) -> String {
    match entry.shown() {
        Some(shown) if entry_is_part(entry) => figure(lang, Measure::Percentage, shown),
        Some(shown) => figure(lang, measure, shown),
        None => lang.plan_no_event().to_owned(),
    }
}

/// What a report says, with the parts of a percentage: `66,7% (2 dari 3)`.
pub fn whole_entry(lang: Lang, row: &Row, one: Entry) -> String {
    match one {
        Entry::Fraction { numerator, denominator } => lang.plan_parts(
            entry(lang, row.measure, one),
            lang.figure(numerator),
            lang.figure(denominator),
        ),
        Entry::Count(value) => with_unit(lang, row, value),
    }
}

const fn entry_is_part(entry: Entry) -> bool {
    matches!(entry, Entry::Fraction { .. })
}

/// A figure with the unit of its row: `8 kecamatan`, `75%`.
pub fn with_unit(lang: Lang, row: &Row, value: Figure) -> String {
    let mut text = figure(lang, row.measure, value);
    if row.measure != Measure::Percentage && !row.unit.is_empty() {
        text.push(' ');
        text.push_str(&row.unit);
    }
    text
}

/// The target of a row at its judged checkpoint, in words.
pub fn target(lang: Lang, row: &Row, target: Option<Figure>) -> String {
    target.map_or_else(|| lang.ui_as_needed().to_owned(), |target| with_unit(lang, row, target))
}

/// Code and name of an activity: `A.1 Sosialisasi ...`.
pub fn activity(row: &Row) -> String {
    if row.code.is_empty() {
        row.activity_name.clone()
    } else {
        format!("{} {}", row.code, row.activity_name)
    }
}

/// Who answers, by the usual name.
pub fn lead(lang: Lang, lead: &LeadName) -> &str {
    if lead.short.is_empty() { lang.plan_no_lead() } else { &lead.short }
}

/// How figures add up, as a sentence.
pub const fn measure(lang: Lang, measure: Measure) -> &'static str {
    match measure {
        Measure::PerPeriod => lang.plan_measure_per_period(),
        Measure::Cumulative => lang.plan_measure_cumulative(),
        Measure::Percentage => lang.plan_measure_percentage(),
        Measure::Milestone => lang.plan_measure_milestone(),
        Measure::AsNeeded => lang.plan_measure_as_needed(),
    }
}

/// Which way is better; nothing for the usual one.
pub const fn direction(lang: Lang, direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::HigherIsBetter => None,
        Direction::LowerIsBetter => Some(lang.plan_lower_is_better()),
    }
}

/// Something about a figure that everyone may see beside it.
pub const fn flag(lang: Lang, flag: Flag) -> &'static str {
    match flag {
        Flag::Late => lang.plan_flag_late(),
        Flag::Missing => lang.plan_flag_missing(),
        Flag::Corrected => lang.plan_flag_corrected(),
        Flag::Returned => lang.plan_flag_returned(),
        Flag::Nihil => lang.plan_flag_nihil(),
    }
}

/// Where a revision stands.
pub const fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Unapproved => lang.plan_state_unapproved(),
        State::Submitted => lang.plan_state_submitted(),
        State::Verified => lang.plan_state_verified(),
        State::Returned => lang.plan_state_returned(),
    }
}

/// A grade of the official scale.
pub const fn grade(lang: Lang, grade: Grade) -> &'static str {
    match grade {
        Grade::VeryHigh => lang.plan_grade_very_high(),
        Grade::High => lang.plan_grade_high(),
        Grade::Medium => lang.plan_grade_medium(),
        Grade::Low => lang.plan_grade_low(),
        Grade::VeryLow => lang.plan_grade_very_low(),
    }
}

/// Why a row is red, as a sentence that blames nobody.
pub fn why(lang: Lang, matrix: &Matrix, row: &Row) -> String {
    let Some((why, _)) = row.red else { return String::new() };
    let at = matrix.at.as_ref().map(checkpoint).unwrap_or_default();
    match why {
        Why::Behind { percent } => behind(lang, row, percent, &at),
        Why::Overdue => {
            let deadline =
                matrix.at.as_ref().map(|head| lang.date(head.deadline)).unwrap_or_default();
            lang.plan_why_overdue(at, deadline)
        }
    }
}

fn behind(lang: Lang, row: &Row, percent: i64, at: &str) -> String {
    let now = row.now.as_ref();
    let reached = now.and_then(|cell| cell.value).map(|value| entry(lang, row.measure, value));
    let expected =
        now.and_then(|cell| cell.expected).map(|expected| with_unit(lang, row, expected));
    match (reached, expected) {
        (Some(reached), Some(expected)) => {
            lang.plan_why_behind(reached, expected, at, lang.percent(percent))
        }
        _ => lang.plan_why_percent(lang.percent(percent), at),
    }
}

/// The years of a plan as they are read: `2024–2026`.
pub fn years(years: Years) -> String {
    format!("{}\u{2013}{}", years.first, years.last)
}

/// The years of a plan as an address writes them: `2024-2026`.
pub fn plain_years(years: Years) -> String {
    format!("{}-{}", years.first, years.last)
}

/// How many there are.
pub fn count(lang: Lang, count: usize) -> String {
    lang.number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Code and name of a strategy: `A. Pendidikan`.
pub fn strategy(strategy: &Strategy) -> String {
    match strategy.code.as_str() {
        "" => strategy.name.clone(),
        code => format!("{code}. {}", strategy.name),
    }
}

/// Where a plan is in its life.
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::Proposing => lang.plan_life_stage_proposing(),
        Stage::Discussing => lang.plan_life_stage_discussing(),
        Stage::Agreed => lang.plan_life_stage_agreed(),
        Stage::Drafting => lang.plan_life_stage_drafting(),
        Stage::Running => lang.plan_life_stage_running(),
        Stage::Closed => lang.plan_life_stage_closed(),
    }
}

/// A step, as the button that takes it.
pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Discuss => lang.plan_life_step_discuss(),
        Step::Reopen => lang.plan_life_step_reopen(),
        Step::Agree => lang.plan_life_step_agree(),
        Step::Return => lang.plan_life_step_return(),
        Step::Draft => lang.plan_life_step_draft(),
        Step::Enact => lang.plan_life_step_enact(),
        Step::Close => lang.plan_life_step_close(),
    }
}

/// Where a proposal stands.
pub const fn proposal_state(lang: Lang, state: ProposalState) -> &'static str {
    match state {
        ProposalState::Proposed => lang.plan_life_proposal_state_proposed(),
        ProposalState::Accepted => lang.plan_life_proposal_state_accepted(),
        ProposalState::Declined => lang.plan_life_proposal_state_declined(),
        ProposalState::Withdrawn => lang.plan_life_proposal_state_withdrawn(),
    }
}

/// What the next plan does with a row.
pub const fn choice(lang: Lang, choice: Choice) -> &'static str {
    match choice {
        Choice::Kept => lang.plan_life_carry_kept(),
        Choice::Changed => lang.plan_life_carry_changed(),
        Choice::Dropped => lang.plan_life_carry_dropped(),
    }
}

/// What becomes of a row by this choice.
pub const fn choice_help(lang: Lang, choice: Choice) -> &'static str {
    match choice {
        Choice::Kept => lang.plan_life_carry_kept_help(),
        Choice::Changed => lang.plan_life_carry_changed_help(),
        Choice::Dropped => "",
    }
}

/// A budget window by its usual name.
pub fn window(lang: Lang, code: &str) -> &str {
    match code {
        "renja" => lang.plan_life_window_renja(),
        "kua_ppas" => lang.plan_life_window_kua_ppas(),
        "apbd" => lang.plan_life_window_apbd(),
        "apbd_p" => lang.plan_life_window_apbd_p(),
        "apbdes" => lang.plan_life_window_apbdes(),
        _ => lang.plan_life_window(),
    }
}

/// What the next budget window still allows for money of this funding on a day, a line each: which
/// window, until when, what it allows.
pub fn opening(lang: Lang, windows: &[BudgetWindow], funding: &str, today: Date) -> Vec<String> {
    let Some(opening) = next_opening(windows, funding, today) else {
        return vec![lang.plan_life_window_none().to_owned()];
    };
    let day = if opening.is_open(today) {
        lang.plan_life_window_open(lang.date(opening.closes))
    } else {
        lang.plan_life_window_from(lang.date(opening.opens), lang.date(opening.closes))
    };
    let code = &opening.window.code;
    let name = format!("{} {}", window(lang, code), opening.year);
    vec![name, day, window_allows(lang, code).to_owned()]
}

/// What a budget window allows.
pub fn window_allows(lang: Lang, code: &str) -> &str {
    match code {
        "renja" => lang.plan_life_window_allows_renja(),
        "kua_ppas" => lang.plan_life_window_allows_kua_ppas(),
        "apbd" => lang.plan_life_window_allows_apbd(),
        "apbd_p" => lang.plan_life_window_allows_apbd_p(),
        "apbdes" => lang.plan_life_window_allows_apbdes(),
        _ => "",
    }
}

/// The checkpoints of a year, as a choice.
pub fn scheme(lang: Lang, scheme: &Scheme) -> String {
    match scheme.code() {
        "TW" => lang.plan_life_scheme_tw().to_owned(),
        "B" => lang.plan_life_scheme_b().to_owned(),
        "B3" => lang.plan_life_scheme_b3().to_owned(),
        other => other.to_owned(),
    }
}

/// The sentence for a field of a plan that is wrong, where the general one is not enough.
pub fn problem(lang: Lang, code: &str) -> Option<&'static str> {
    match code {
        "before_signing" => Some(lang.plan_life_error_before_signing()),
        "year" => Some(lang.plan_life_error_year()),
        "range" => Some(lang.plan_life_error_range()),
        "twice" => Some(lang.plan_life_error_twice()),
        "spread_length" => Some(lang.plan_life_error_spread_length()),
        "spread_falls" => Some(lang.plan_life_error_spread_falls()),
        "spread_unreached" => Some(lang.plan_life_error_spread_unreached()),
        "numerator_over" => Some(lang.plan_error_numerator_over()),
        "url" => Some(lang.ui_error_link()),
        _ => crate::file::problem(lang, code),
    }
}

/// The sentence of a rule of plans that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "plan.outside_plan" => lang.plan_rule_outside_plan(),
        "plan.not_ended" => lang.plan_rule_not_ended(),
        "plan.decided" => lang.plan_rule_decided(),
        "plan.superseded" => lang.plan_rule_superseded(),
        "plan.own_report" => lang.plan_rule_own_report(),
        "plan.reason_missing" => lang.plan_error_reason(),
        "plan.measure_in_use" => lang.plan_rule_measure_in_use(),
        "plan.spread_ended" => lang.plan_rule_spread_ended(),
        "plan.closed" => lang.plan_rule_closed(),
        "plan.stage_order" => lang.plan_life_rule_stage_order(),
        "plan.no_rows" => lang.plan_life_rule_no_rows(),
        "plan.undecided" => lang.plan_life_rule_undecided(),
        "plan.incomplete" => lang.plan_life_rule_incomplete(),
        "plan.not_over" => lang.plan_life_rule_not_over(),
        "plan.unevaluated" => lang.plan_life_rule_unevaluated(),
        "plan.not_proposing" => lang.plan_life_rule_not_proposing(),
        "plan.not_discussing" => lang.plan_life_rule_not_discussing(),
        "plan.overlaps" => lang.plan_life_rule_overlaps(),
        "plan.amends_past" => lang.plan_life_rule_amends_past(),
        "plan.amendment_order" => lang.plan_life_rule_amendment_order(),
        "plan.no_amendment" => lang.plan_life_rule_no_amendment(),
        "plan.no_regulation" => lang.plan_life_rule_no_regulation(),
        "plan.has_next" => lang.plan_life_rule_has_next(),
        "plan.import_undone" => lang.plan_import_rule_undone(),
        "plan.import_used" => lang.plan_import_rule_used(),
        "plan.scheme_in_use" => lang.plan_life_rule_scheme_in_use(),
        _ => return None,
    })
}
