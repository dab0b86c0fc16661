//! Words for the codes of actions.

use app::action::view::Shelf;
use domain::{
    action::{State, Step},
    time::Date,
};
use text::Lang;

/// Name of a shelf.
pub const fn shelf(lang: Lang, shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Live => lang.action_shelf_live(),
        Shelf::Overdue => lang.action_shelf_overdue(),
        Shelf::Reported => lang.action_shelf_reported(),
        Shelf::Done => lang.action_shelf_done(),
        Shelf::Cancelled => lang.action_shelf_cancelled(),
    }
}

/// Where an action due on `due_on` stands on `today`.
pub fn state(lang: Lang, state: State, due_on: Date, today: Date) -> &'static str {
    match state {
        _ if state.is_overdue(due_on, today) => lang.action_state_overdue(),
        State::Open => lang.action_state_open(),
        State::Reported => lang.action_state_reported(),
        State::Done => lang.action_state_done(),
        State::Cancelled => lang.action_state_cancelled(),
    }
}

/// The answer of a step.
pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Progress => lang.action_step_progress(),
        Step::Ask => lang.action_step_ask(),
        Step::Report => lang.action_step_report(),
        Step::Verify => lang.action_step_verify(),
        Step::Return => lang.action_step_return(),
        Step::HandOver => lang.action_step_hand_over(),
        Step::Extend => lang.action_step_extend(),
        Step::Cancel => lang.action_step_cancel(),
    }
}

/// What is wrong with a file or an address that shows how an action goes.
pub fn proof_problem(lang: Lang, code: &str) -> &'static str {
    match code {
        "url" => lang.ui_error_link(),
        "too_long" => lang.ui_error_too_long(),
        other => crate::file::problem(lang, other).unwrap_or_else(|| lang.ui_error_file()),
    }
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "action.state" => lang.action_rule_state(),
        "action.own_report" => lang.action_rule_own_report(),
        "action.no_evidence" => lang.action_rule_no_evidence(),
        "action.agency" => lang.action_rule_agency(),
        "action.same_agency" => lang.action_rule_same_agency(),
        "action.row" => lang.action_rule_row(),
        _ => return None,
    })
}
