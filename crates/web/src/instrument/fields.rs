//! The questions about an instrument, shared by the form of a new one and of one that stands.

use app::instrument::view::Choices;
use domain::instrument::{Form as Typed, Kind, StepForm};
use text::Lang;

use super::words;
use crate::{
    forms::Refusal,
    ui::{Form, field},
};

/// What it is, whose it is, and from when to when it holds.
pub fn about<'a>(
    lang: Lang,
    form: Form<'a>,
    choices: &'a Choices,
    typed: &'a Typed,
    refusal: &Refusal,
) -> Form<'a> {
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let kinds = Kind::ALL.map(|kind| field::choice(kind.code(), words::kind(lang, kind)));
    let agencies = choices.agencies.iter();
    let agencies = agencies.map(|(id, name)| field::choice(id.to_string(), name.as_str()));
    let mut bases = vec![field::choice("", lang.instrument_basis_none())];
    bases.extend(
        choices
            .bases
            .iter()
            .map(|(basis, name)| field::choice(basis.code(), words::basis(lang, name))),
    );
    form.field(
        field::select("kind", kinds.to_vec())
            .label(lang.instrument_kind())
            .value(typed.kind.as_str())
            .required(),
    )
    .field(
        field::area("title", 2)
            .label(lang.instrument_about())
            .help(lang.instrument_about_help())
            .value(typed.title.as_str())
            .error(own("title"))
            .required(),
    )
    .field(
        field::number("year", "")
            .label(lang.instrument_year())
            .help(lang.instrument_year_help())
            .value(typed.year.as_str())
            .error(own("year"))
            .required(),
    )
    .field(
        field::select("agency", agencies.collect())
            .label(lang.instrument_office())
            .help(lang.instrument_office_help())
            .value(typed.agency.as_str())
            .required(),
    )
    .field(
        field::text("place")
            .label(lang.instrument_place())
            .help(lang.instrument_place_help())
            .value(typed.place.as_str())
            .suggest(choices.places.iter().map(String::as_str))
            .error(own("place")),
    )
    .field(
        field::select("basis", bases)
            .label(lang.instrument_basis())
            .help(lang.instrument_basis_help())
            .value(typed.basis.as_str()),
    )
    .field(
        field::area("summary", 4)
            .label(lang.instrument_summary())
            .help(lang.instrument_summary_help())
            .value(typed.summary.as_str())
            .error(own("summary")),
    )
    .field(
        field::date("from")
            .label(lang.instrument_from())
            .help(lang.instrument_from_help())
            .value(typed.from.as_str()),
    )
    .field(
        field::date("until")
            .label(lang.instrument_until())
            .help(lang.instrument_until_help())
            .value(typed.until.as_str()),
    )
}

/// Number, day and signatory.
pub fn signing<'a>(
    lang: Lang,
    form: Form<'a>,
    typed: &'a StepForm,
    refusal: &Refusal,
    required: bool,
) -> Form<'a> {
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let need = |field: field::Field<'a>| if required { field.required() } else { field };
    form.field(need(
        field::text("number")
            .label(lang.instrument_number())
            .help(lang.instrument_number_help())
            .value(typed.number.as_str())
            .error(own("number")),
    ))
    .field(need(
        field::date("on")
            .label(lang.instrument_signed_on())
            .value(typed.on.as_str())
            .error(own("on")),
    ))
    .field(need(
        field::text("who")
            .label(lang.instrument_signed_by())
            .help(lang.instrument_signed_by_help())
            .value(typed.who.as_str())
            .error(own("who")),
    ))
}
