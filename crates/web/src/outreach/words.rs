//! Words for the codes of outreach, and the bars that show how far an order came.

use app::outreach::view::{Below, Coverage, Shelf};
use domain::{
    field::FieldErrors,
    figure::Figure,
    outreach::{CascadeLevel, Levels, Reach, Reaches, Stage, State, Step},
    plan::Band,
};
use maud::{Markup, html};
use report::chart::Bullet;
use text::Lang;

use crate::ui::{Column, Row, Table, Words, cell};

/// Name of a shelf.
pub const fn shelf(lang: Lang, shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Running => lang.outreach_shelf_running(),
        Shelf::Draft => lang.outreach_shelf_draft(),
        Shelf::Over => lang.outreach_shelf_over(),
    }
}

/// Name of a stage.
pub const fn stage(lang: Lang, stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => lang.outreach_stage_draft(),
        Stage::Issued => lang.outreach_stage_issued(),
        Stage::Closed => lang.outreach_stage_closed(),
        Stage::Withdrawn => lang.outreach_stage_withdrawn(),
    }
}

/// Name of a level.
pub const fn level(lang: Lang, level: CascadeLevel) -> &'static str {
    match level {
        CascadeLevel::Household => lang.outreach_level_household(),
        CascadeLevel::Community => lang.outreach_level_community(),
        CascadeLevel::RtRw => lang.outreach_level_rt_rw(),
        CascadeLevel::Village => lang.outreach_level_village(),
        CascadeLevel::District => lang.outreach_level_district(),
    }
}

/// What counts as a gathering of a level.
pub const fn level_help(lang: Lang, level: CascadeLevel) -> &'static str {
    match level {
        CascadeLevel::Household => lang.outreach_level_household_help(),
        CascadeLevel::Community => lang.outreach_level_community_help(),
        CascadeLevel::RtRw => lang.outreach_level_rt_rw_help(),
        CascadeLevel::Village => lang.outreach_level_village_help(),
        CascadeLevel::District => lang.outreach_level_district_help(),
    }
}

/// Levels in one line.
pub fn levels(lang: Lang, levels: &Levels) -> String {
    levels.iter().map(|one| level(lang, one)).collect::<Vec<_>>().join(", ")
}

/// The button of a step.
pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Issue => lang.outreach_step_issue(),
        Step::Close => lang.outreach_step_close(),
        Step::Reopen => lang.outreach_step_reopen(),
        Step::Withdraw => lang.outreach_step_withdraw(),
    }
}

/// What a step did, in the timeline.
pub fn event(lang: Lang, step: Step, note: &str) -> String {
    match step {
        Step::Issue => lang.outreach_event_issue().to_owned(),
        Step::Close => lang.outreach_event_close().to_owned(),
        Step::Reopen => lang.outreach_event_reopen(note),
        Step::Withdraw => lang.outreach_event_withdraw(note),
    }
}

/// Where a receipt stands.
pub const fn state(lang: Lang, state: State, gatherings: i64) -> &'static str {
    match (state, gatherings) {
        (State::Waiting, _) => lang.outreach_state_waiting(),
        (State::Acknowledged, _) => lang.outreach_state_acknowledged(),
        (State::Reported, 0) => lang.outreach_state_empty(),
        (State::Reported, _) => lang.outreach_state_reported(),
    }
}

/// Where a receipt stands, and whether that is late or no longer matters.
pub fn standing(lang: Lang, one: &Below) -> Markup {
    html! {
        (state(lang, one.receipt.state, one.receipt.gatherings))
        @if one.is_late { small { (lang.outreach_state_late()) } }
        @if one.is_ended { small { (lang.outreach_state_ended()) } }
    }
}

/// How far an order came: the bar is what was reported, its tick what was acknowledged, its track
/// everything that was asked.
pub fn progress(lang: Lang, coverage: &Coverage) -> Markup {
    let steps = coverage.steps;
    let number = |count: i64| lang.number(count);
    let reported = lang.outreach_reported_of(number(steps.reported), number(steps.asked));
    let received = lang.outreach_received_of(number(steps.acknowledged), number(steps.asked));
    let band = match coverage {
        _ if steps.asked == steps.reported => Band::Achieved,
        _ if coverage.late() > 0 => Band::Behind,
        _ => Band::Near,
    };
    let label = format!("{reported}; {received}");
    let bullet = Bullet {
        realised: Some(Figure::whole(steps.reported)),
        expected: Some(Figure::whole(steps.acknowledged)),
        target: Some(Figure::whole(steps.asked)),
        band,
        label: &label,
    };
    let late = coverage.late();
    cell::progress(
        reported,
        Some(&bullet),
        html! {
            small { (received) }
            @if late > 0 { small { (lang.outreach_late_count(late, number(late))) } }
        },
    )
}

/// What was reached in one line.
pub fn reach(lang: Lang, reach: Reach) -> String {
    let number = |count: i64| lang.number(count);
    let mut parts = vec![
        lang.outreach_gatherings(reach.gatherings, number(reach.gatherings)),
        lang.outreach_people(reach.people, number(reach.people)),
    ];
    if reach.women + reach.men > 0 {
        parts.push(lang.outreach_women_men(number(reach.women), number(reach.men)));
    }
    parts.join(", ")
}

/// What was reached, level by level, under a caption of its own on the page.
pub fn reaches<'a>(lang: Lang, caption: impl Into<Words<'a>>, reaches: &Reaches) -> Table<'a> {
    let columns = vec![
        Column::text(lang.outreach_column_level()),
        Column::number(lang.outreach_column_gatherings()),
        Column::number(lang.outreach_column_people()),
        Column::number(lang.outreach_column_women()),
        Column::number(lang.outreach_column_men()),
    ];
    let counted = |count: i64| match count {
        0 => cell::none(lang),
        some => html! { (lang.number(some)) },
    };
    let rows = reaches.iter().map(|(at, reach)| {
        Row::new(html! { (level(lang, *at)) })
            .cell(html! { (lang.number(reach.gatherings)) })
            .cell(html! { (lang.number(reach.people)) })
            .cell(counted(reach.women))
            .cell(counted(reach.men))
    });
    Table::new(caption, columns).rows(rows)
}

/// The sentence of an error that only outreach raises.
pub fn problem(lang: Lang, errors: &FieldErrors, field: &str) -> Option<&'static str> {
    match (errors.of(field)?, field) {
        ("identity", _) => Some(lang.outreach_error_identity()),
        ("future", _) => Some(lang.outreach_error_future()),
        ("number", _) => Some(lang.outreach_error_number()),
        ("parts", _) => Some(lang.outreach_error_parts()),
        ("date_order", "due_on") => Some(lang.outreach_error_due()),
        ("date_order", _) => Some(lang.outreach_error_before()),
        ("required", name) if name.ends_with("_gatherings") => {
            Some(lang.outreach_error_gatherings())
        }
        ("required", name) if name.ends_with("_people") => Some(lang.outreach_error_people()),
        (code, "evidence") => crate::file::problem(lang, code),
        _ => None,
    }
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "outreach.stage" => lang.outreach_rule_stage(),
        "outreach.due_past" => lang.outreach_rule_due_past(),
        "outreach.nobody" => lang.outreach_rule_nobody(),
        "outreach.closed_meeting" => lang.outreach_rule_closed_meeting(),
        "outreach.minutes" => lang.outreach_rule_minutes(),
        _ => return None,
    })
}
