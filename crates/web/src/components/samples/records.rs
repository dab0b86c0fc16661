//! Samples of records, on both sides of the wall, and of an import.

use domain::{
    figure::{Figure, Rupiah},
    plan::Band,
};
use maud::{Markup, html};
use text::Lang;

use super::{Amount, amounts, titled};
use crate::ui::{self, Button, Event, Fact, Finding, Frame, NextStep, Preview, Record, Tab};

const DISNAKER: &str = "Dinas Tenaga Kerja";

/// A realisation that waits for the secretariat.
pub fn record(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_record_title());
    let step = NextStep::new(lang.components_record_step(), lang.components_record_step_text())
        .button(Button::submit(lang.components_record_verify()))
        .button(Button::link(lang.components_record_return(), "/rad").quiet());
    let facts = vec![
        Fact::new(lang.components_band(), ui::badge(lang, Band::Waiting)),
        Fact::new(lang.components_fact_indicator(), lang.components_fact_indicator_value()),
        Fact::new(
            lang.components_fact_figure(),
            html! { b { (lang.figure(Figure::whole(6))) } " " (lang.components_unit_district()) },
        ),
        Fact::new(
            lang.components_fact_due(),
            html! { (lang.figure(Figure::whole(8))) " " (lang.components_unit_district()) },
        ),
        Fact::new(lang.components_fact_money(), lang.rupiah(Rupiah(150_000_000))),
        Fact::new(lang.components_fact_obstacle(), lang.components_fact_obstacle_value()),
        Fact::new(
            lang.components_fact_evidence(),
            html! { a href="/berkas/contoh" { "daftar-hadir-sukadiri.pdf" } " (212 KB)" },
        ),
    ];
    let record = Record::new(lang, facts).next(Some(step)).events(events(lang, amount));
    ui::page(&frame, html! { (amounts(&frame, amount)) (tabs(lang)) (record) })
}

fn tabs(lang: Lang) -> Markup {
    let tab = |label: &'static str, current, count| Tab {
        label: label.into(),
        href: "#".into(),
        current,
        count,
    };
    ui::tabs(
        lang,
        &[
            tab(lang.components_tab_facts(), true, None),
            tab(lang.components_tab_evidence(), false, Some(4)),
            tab(lang.components_tab_history(), false, None),
        ],
    )
}

fn events(lang: Lang, amount: Amount) -> Vec<Event<'static>> {
    let event = |when: &'static str,
                 who: &'static str,
                 what: &'static str,
                 from: Option<&'static str>| Event {
        when: when.into(),
        who: who.into(),
        what: html! { (what) },
        from: from.map(Into::into),
    };
    let mut events = vec![
        event("22/11/2026 09.12 WIB", "Contoh: Budi", lang.components_event_sent(), Some(DISNAKER)),
        event(
            "20/11/2026 15.40 WIB",
            "Contoh: Siti",
            lang.components_event_returned(),
            Some(lang.components_role_secretariat()),
        ),
        event("18/11/2026 10.05 WIB", "Contoh: Budi", lang.components_event_sent(), Some(DISNAKER)),
        event(
            "01/10/2026 00.00 WIB",
            lang.components_system(),
            lang.components_event_opened(),
            None,
        ),
    ];
    events.truncate(amount.of(events.len()));
    events
}

/// A case with its identity open.
pub fn secret(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_secret_title())
        .protected(lang.components_secret_compartment());
    let step = NextStep::new(lang.components_secret_step(), lang.components_secret_step_text())
        .button(Button::link(lang.components_secret_open(), "/rujukan/contoh"));
    let facts = vec![
        Fact::new(lang.components_fact_name(), lang.components_fact_name_value()),
        Fact::new(lang.components_fact_age(), "23"),
        Fact::new("NIK", "0000000000000000"),
        Fact::new(lang.components_fact_consent(), lang.components_fact_consent_value()),
    ];
    let mut events = vec![Event {
        when: "24/11/2026 07.02 WIB".into(),
        who: "Contoh: Siti".into(),
        what: html! { (lang.components_event_seen()) },
        from: Some("UPTD PPA".into()),
    }];
    events.truncate(amount.of(1));
    let record = Record::new(lang, facts).next(Some(step)).events(events);
    ui::page(&frame, html! { (amounts(&frame, amount)) (record) })
}

/// A plan that was read from a file: none in doubt, one, or many with errors.
pub fn preview(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_preview_title()).lead(lang.components_preview_lead());
    let understood = vec![
        Fact::new(lang.components_understood_strategies(), 5),
        Fact::new(lang.components_understood_activities(), 30),
        Fact::new(lang.components_understood_indicators(), 30),
        Fact::new(lang.components_understood_targets(), 87),
    ];
    let doubts = [
        ("G7", lang.components_doubt_a(), lang.components_doubt_a_suggestion()),
        ("F19", lang.components_doubt_b(), lang.components_doubt_b_suggestion()),
    ]
    .map(finding);
    let errors =
        [("E11", lang.components_wrong_a(), lang.components_wrong_a_suggestion())].map(finding);
    let form = ui::form(&frame, "/pengaturan/komponen/pratinjau")
        .submit(lang.components_preview_confirm())
        .button(Button::link(lang.components_preview_cancel(), "/rad").quiet());
    let preview = Preview::new(lang, understood)
        .doubts(doubts.into_iter().take(amount.of(2)).collect())
        .errors(if amount == Amount::Many { errors.to_vec() } else { Vec::new() })
        .will(vec![lang.components_will_a().into(), lang.components_will_b().into()])
        .confirm(form);
    ui::page(&frame, html! { (amounts(&frame, amount)) (preview) })
}

fn finding(
    (place, why, suggestion): (&'static str, &'static str, &'static str),
) -> Finding<'static> {
    Finding {
        sheet: "RAD 2024-2026".into(),
        place: place.into(),
        why: why.into(),
        suggestion: suggestion.into(),
        way: None,
    }
}
