//! Words for the codes of letters.

use domain::{
    field::FieldErrors,
    letter::{Kind, Nature, NumberSource, State, Step},
};
use report::letter::paper;
use text::Lang;

/// Name of a kind.
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    paper::kind_words(lang, kind)
}

/// Name of a nature.
pub const fn nature(lang: Lang, nature: Nature) -> &'static str {
    paper::nature_words(lang, nature)
}

/// Name of a state.
pub const fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => lang.letter_state_draft(),
        State::Numbered => lang.letter_state_numbered(),
        State::Signed => lang.letter_state_signed(),
        State::Void => lang.letter_state_void(),
        State::Discarded => lang.letter_state_discarded(),
    }
}

/// Name of a source of numbers.
pub const fn source(lang: Lang, source: NumberSource) -> &'static str {
    match source {
        NumberSource::Register => lang.letter_source_register(),
        NumberSource::Counter => lang.letter_source_counter(),
    }
}

/// What a step did, in the timeline.
pub fn event(lang: Lang, step: Step, note: &str, number: &str) -> String {
    match step {
        Step::Number => lang.letter_event_number(number),
        Step::Sign if note.is_empty() => lang.letter_event_sign().to_owned(),
        Step::Sign => lang.letter_event_sign_again(note),
        Step::Correct => lang.letter_event_correct(number, note),
        Step::Void => lang.letter_event_void(note),
        Step::Discard => lang.letter_event_discard(note),
    }
}

/// The sentence of an error that letters raise by themselves.
pub fn problem(lang: Lang, errors: &FieldErrors, field: &str) -> Option<&'static str> {
    let code = errors.of(field)?;
    match (field, code) {
        (_, "identity") => Some(lang.letter_error_identity()),
        (_, "ahead") => Some(lang.letter_error_ahead()),
        (_, "order") => Some(lang.letter_error_order()),
        (_, "sign") => Some(lang.letter_error_sign()),
        ("note", "required") => Some(lang.letter_error_reason()),
        ("offices" | "lines" | "cc", "too_large") => Some(lang.letter_error_too_many()),
        ("file", code) => crate::file::problem(lang, code).or(Some(lang.letter_error_file())),
        _ => None,
    }
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "letter.state" => lang.letter_rule_state(),
        "letter.frozen" => lang.letter_rule_frozen(),
        "letter.number_taken" => lang.letter_rule_number_taken(),
        "letter.from_counter" => lang.letter_rule_from_counter(),
        "letter.no_signatory" => lang.letter_rule_no_signatory(),
        "letter.no_place" => lang.letter_rule_no_place(),
        "letter.no_addressee" => lang.letter_rule_no_addressee(),
        "letter.not_pdf" => lang.letter_rule_not_pdf(),
        "letter.meeting_over" => lang.letter_rule_meeting_over(),
        "letter.office" => lang.letter_rule_office(),
        _ => return None,
    })
}
