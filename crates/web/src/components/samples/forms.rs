//! Samples of forms: a report with errors, a stale edit, signing in.

use domain::field::FieldErrors;
use maud::{Markup, html};

use super::titled;
use crate::ui::{self, Button, Frame, Notice, Tone, field};

/// A quarterly report that came back with two errors.
pub fn report(frame: Frame) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_form_title())
        .lead(lang.components_form_lead())
        .troubled(true);
    let mut errors = FieldErrors::default();
    errors.push("figure", "required");
    let form = ui::form(&frame, "/pengaturan/komponen/formulir")
        .version(3)
        .field(result(&frame))
        .field(
            field::number("figure", lang.components_unit_district())
                .label(lang.components_form_figure())
                .help(lang.components_form_figure_help())
                .required(),
        )
        .field(
            field::money("spent")
                .label(lang.components_form_money())
                .help(lang.components_form_money_help())
                .value("dua puluh juta")
                .error(Some(lang.components_form_money_error())),
        )
        .heading(lang.components_form_what())
        .field(field::date("held_on").label(lang.components_form_date()).value("2026-10-14"))
        .field(
            field::text("village")
                .label(lang.components_form_place())
                .help(lang.components_form_place_help())
                .value("Sukadiri")
                .suggest([
                    "Sukadiri, Kec. Sukadiri",
                    "Sukasari, Kec. Rajeg",
                    "Sukamantri, Kec. Pasar Kemis",
                ]),
        )
        .field(funds(&frame))
        .field(partners(&frame))
        .field(
            field::area("obstacle", 4)
                .label(lang.components_form_obstacle())
                .help(lang.components_form_obstacle_help())
                .value(lang.components_fact_obstacle_value()),
        )
        .field(
            field::file("evidence", ".jpg,.png,.pdf,.xlsx")
                .label(lang.components_form_evidence())
                .help(lang.components_form_evidence_help()),
        )
        .field(field::checkbox("checked").label(lang.components_form_true()).value("1").required())
        .submit(lang.components_form_send())
        .button(Button::submit(lang.components_form_draft()).named("keep", "1").quiet())
        .button(Button::link(lang.components_form_cancel(), "/rad").quiet())
        .errors(&errors);
    ui::page(&frame, html! { (form) })
}

fn result<'a>(frame: &Frame<'a>) -> ui::Field<'a> {
    let lang = frame.lang;
    let choices = vec![
        field::choice("number", lang.components_form_result_number())
            .help(lang.components_form_result_number_help()),
        field::choice("nil", lang.components_form_result_nil())
            .help(lang.components_form_result_nil_help()),
    ];
    field::radio("result", choices).label(lang.components_form_result()).value("number").required()
}

fn funds<'a>(frame: &Frame<'a>) -> ui::Field<'a> {
    let choices =
        ["APBD", "APBN", "DAK", "Dana Desa"].map(|fund| field::choice(fund, fund)).to_vec();
    field::select("fund", choices).label(frame.lang.components_form_source()).value("APBD")
}

fn partners<'a>(frame: &Frame<'a>) -> ui::Field<'a> {
    let lang = frame.lang;
    let choices = vec![
        field::choice("camat", lang.components_form_partner_camat()),
        field::choice("rt", lang.components_form_partner_rt()),
        field::choice("pkk", lang.components_form_partner_pkk()),
    ];
    field::checks("partner", choices)
        .label(lang.components_form_partners())
        .chosen(["camat", "pkk"])
}

/// An edit that someone else overtook.
pub fn stale(frame: Frame) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_form_title()).lead(lang.components_form_lead());
    let rows = [
        (lang.components_form_figure().into(), "6".into(), "6".into()),
        (
            lang.components_stale_field().into(),
            lang.components_stale_typed().into(),
            lang.components_stale_stored().into(),
        ),
    ];
    let form = ui::form(&frame, "/pengaturan/komponen/dua-sisi")
        .version(4)
        .slot(ui::both_sides(lang, &rows))
        .field(
            field::area("obstacle", 3)
                .label(lang.components_stale_field())
                .value(lang.components_stale_typed()),
        )
        .submit(lang.components_form_send())
        .button(Button::link(lang.components_form_cancel(), "/rad").quiet());
    ui::page(&frame, html! { (form) })
}

/// The sign-in page, after a wrong password.
pub fn sign_in(mut frame: Frame) -> Markup {
    let lang = frame.lang;
    frame.title = lang.components_enter_title().into();
    let frame = frame.lead(lang.components_enter_lead());
    let form = ui::form(&frame, "/pengaturan/komponen/masuk")
        .problem(Some(lang.components_enter_error()))
        .field(
            field::text("username")
                .label(lang.components_enter_name())
                .value("siti")
                .autocomplete("username")
                .required(),
        )
        .field(
            field::password("password")
                .label(lang.components_enter_password())
                .autocomplete("current-password")
                .required(),
        )
        .submit(lang.components_enter_button());
    let report = Notice::new(Tone::Note, lang.components_enter_report())
        .link(lang.components_enter_report_link(), "/lapor");
    ui::bare(&frame, html! { (form) (report) })
}
