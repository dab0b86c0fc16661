//! Words for the codes of legal instruments.

use app::instrument::view::{BasisName, Brief, Place, Shelf};
use domain::{
    field::FieldErrors,
    instrument::{Kind, Relation, Standing, Step, TextKind},
    time::Date,
};
use text::Lang;

/// Name of a kind.
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::LocalLaw => lang.instrument_kind_local_law(),
        Kind::Regulation => lang.instrument_kind_regulation(),
        Kind::Decree => lang.instrument_kind_decree(),
        Kind::Instruction => lang.instrument_kind_instruction(),
        Kind::Circular => lang.instrument_kind_circular(),
        Kind::VillageRegulation => lang.instrument_kind_village_regulation(),
        Kind::Procedure => lang.instrument_kind_procedure(),
        Kind::Memorandum => lang.instrument_kind_memorandum(),
        Kind::Agreement => lang.instrument_kind_agreement(),
    }
}

/// What an instrument is worth.
pub const fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => lang.instrument_standing_draft(),
        Standing::Harmonised => lang.instrument_standing_harmonised(),
        Standing::Signed => lang.instrument_standing_signed(),
        Standing::Ahead => lang.instrument_standing_ahead(),
        Standing::InForce => lang.instrument_standing_in_force(),
        Standing::Ending => lang.instrument_standing_ending(),
        Standing::Expired => lang.instrument_standing_expired(),
        Standing::Revoked => lang.instrument_standing_revoked(),
        Standing::Withdrawn => lang.instrument_standing_withdrawn(),
    }
}

/// Name of a shelf.
pub const fn shelf(lang: Lang, shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::All => lang.instrument_shelf_all(),
        Shelf::Making => lang.instrument_shelf_making(),
        Shelf::InForce => lang.instrument_shelf_in_force(),
        Shelf::Ending => lang.instrument_shelf_ending(),
        Shelf::Over => lang.instrument_shelf_over(),
    }
}

/// What a step is called on its button and its page.
pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Harmonise => lang.instrument_step_harmonise(),
        Step::Sign => lang.instrument_step_sign(),
        Step::Publish => lang.instrument_step_publish(),
        Step::Withdraw => lang.instrument_step_withdraw(),
        Step::Revoke => lang.instrument_step_revoke(),
        Step::Back => lang.instrument_step_back(),
    }
}

/// Why one takes a step, in one sentence.
pub const fn step_why(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Harmonise => lang.instrument_step_harmonise_why(),
        Step::Sign => lang.instrument_step_sign_why(),
        Step::Publish => lang.instrument_step_publish_why(),
        Step::Withdraw => lang.instrument_step_withdraw_why(),
        Step::Revoke => lang.instrument_step_revoke_why(),
        Step::Back => lang.instrument_step_back_why(),
    }
}

/// What an instrument does to another, or what the other does to it.
pub const fn relation(lang: Lang, relation: Relation, is_own: bool) -> &'static str {
    match (relation, is_own) {
        (Relation::Amends, true) => lang.instrument_amends(),
        (Relation::Amends, false) => lang.instrument_amended_by(),
        (Relation::Revokes, true) => lang.instrument_revokes(),
        (Relation::Revokes, false) => lang.instrument_revoked_by(),
        (Relation::Renews, true) => lang.instrument_renews(),
        (Relation::Renews, false) => lang.instrument_renewed_by(),
        (Relation::Implements, true) => lang.instrument_implements(),
        (Relation::Implements, false) => lang.instrument_implemented_by(),
    }
}

/// Which text a file holds.
pub const fn text_kind(lang: Lang, kind: TextKind) -> &'static str {
    match kind {
        TextKind::Draft => lang.instrument_text_draft(),
        TextKind::Harmonised => lang.instrument_text_harmonised(),
        TextKind::Signed => lang.instrument_text_signed(),
        TextKind::Attachment => lang.instrument_text_attachment(),
    }
}

/// Kind, number and year; a number that says its kind already is not told twice.
pub fn number(lang: Lang, of: Kind, number: Option<&str>, year: i16) -> String {
    match number {
        None => lang.instrument_named_draft(kind(lang, of), year),
        Some(number) if number.to_lowercase().contains("nomor ") => number.to_owned(),
        Some(number) => lang.instrument_named(kind(lang, of), number, year),
    }
}

/// The same for an instrument that another page names.
pub fn brief(lang: Lang, one: &Brief) -> String {
    number(lang, one.kind, one.number.as_deref(), one.year)
}

/// What rests on an instrument.
pub fn basis(lang: Lang, basis: &BasisName) -> String {
    match basis {
        BasisName::Term(years) => lang.instrument_basis_term(years),
        BasisName::Plan(years) => {
            lang.instrument_basis_plan(format!("{}–{}", years.first, years.last))
        }
    }
}

/// Where it belongs to, and that the place is no more.
pub fn place(lang: Lang, place: &Place) -> String {
    match place.closed_on {
        Some(day) => lang.instrument_place_closed(&place.name, lang.date(day)),
        None => place.name.clone(),
    }
}

/// From when to when it holds; empty where nothing is said.
pub fn term(lang: Lang, from: Option<Date>, until: Option<Date>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => {
            lang.instrument_term_both(lang.long_date(from), lang.long_date(until))
        }
        (Some(from), None) => lang.instrument_term_from(lang.long_date(from)),
        (None, Some(until)) => lang.instrument_term_until(lang.long_date(until)),
        (None, None) => String::new(),
    }
}

/// The sentence of an error that only instruments raise.
pub fn problem(lang: Lang, errors: &FieldErrors, field: &str) -> Option<&'static str> {
    match errors.of(field)? {
        "year" => Some(lang.instrument_error_year()),
        "future" => Some(lang.instrument_error_future()),
        "place_village" => Some(lang.instrument_error_place_village()),
        "place_unknown" => Some(lang.instrument_error_place_unknown()),
        "place_many" => Some(lang.instrument_error_place_many()),
        "both" => Some(lang.instrument_error_both()),
        "identity" => Some(lang.meeting_error_identity()),
        "url" => Some(lang.ui_error_link()),
        "required" if field == "place" => Some(lang.instrument_error_place_required()),
        "required" if field == "text" => Some(lang.instrument_error_text_required()),
        other if field == "text" => crate::file::problem(lang, other),
        _ => None,
    }
}

/// The sentence of a rule that refused.
pub fn rule(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "instrument.stage" => lang.instrument_rule_stage(),
        "instrument.not_harmonised" => lang.instrument_rule_not_harmonised(),
        "instrument.no_term" => lang.instrument_rule_no_term(),
        "instrument.no_parties" => lang.instrument_rule_no_parties(),
        "instrument.order" => lang.instrument_rule_order(),
        "instrument.twin" => lang.instrument_rule_twin(),
        "instrument.kind" => lang.instrument_rule_kind(),
        "instrument.over" => lang.instrument_rule_over(),
        "instrument.itself" => lang.instrument_rule_itself(),
        "instrument.foreign" => lang.instrument_rule_foreign(),
        "instrument.full" => lang.instrument_rule_full(),
        "instrument.unknown" => lang.instrument_rule_unknown(),
        _ => return None,
    })
}

/// Kind, number and year.
pub fn name(lang: Lang, show: &app::instrument::view::Show) -> String {
    let signed = show.row.life.signed.as_ref().map(|signed| signed.number.as_str());
    number(lang, show.row.draft.kind, signed, show.row.draft.year)
}
