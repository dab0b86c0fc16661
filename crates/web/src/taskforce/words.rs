//! Words of the task force.

use app::taskforce::Heading;
use domain::taskforce::{Seat, SubTaskForce, TermState};
use report::membership::layer_words;
use text::Lang;

/// Where a term is in its life.
pub const fn state(lang: Lang, state: TermState) -> &'static str {
    match state {
        TermState::Draft => lang.taskforce_state_draft(),
        TermState::Running => lang.taskforce_state_running(),
        TermState::Closed => lang.taskforce_state_closed(),
    }
}

/// The name of a seat: its own, else that of its layer.
pub fn seat(lang: Lang, seat: &Seat) -> String {
    seat.label.clone().unwrap_or_else(|| layer_words(lang, seat.layer).to_owned())
}

/// A sub-task force with number and field.
pub fn sub(lang: Lang, sub: &SubTaskForce) -> String {
    lang.taskforce_sub(&sub.number, &sub.name)
}

/// The words above a section.
pub fn heading(lang: Lang, heading: &Heading) -> String {
    match heading {
        Heading::Layer(layer) => layer_words(lang, *layer).to_owned(),
        Heading::Sub(own) => sub(lang, own),
    }
}

/// The sentence of a rule of the task force that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "taskforce.term_running" => lang.taskforce_rule_term_running(),
        "taskforce.term_overlap" => lang.taskforce_rule_term_overlap(),
        "taskforce.term_closed" => lang.taskforce_rule_term_closed(),
        "taskforce.term_not_running" => lang.taskforce_rule_term_not_running(),
        "taskforce.seat_layer" => lang.taskforce_rule_seat_layer(),
        "taskforce.seat_term" => lang.taskforce_rule_seat_term(),
        "taskforce.seat_overlap" => lang.taskforce_rule_seat_overlap(),
        "taskforce.no_rules" => lang.taskforce_rule_no_rules(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::taskforce::Rule;

    use super::*;

    #[test]
    fn every_rule_and_state_has_words_in_both_languages() {
        for lang in Lang::ALL {
            assert!(Rule::ALL.iter().all(|one| rule(lang, one.code()).is_some()));
            assert!(TermState::ALL.iter().all(|one| !state(lang, *one).is_empty()));
        }
    }
}
