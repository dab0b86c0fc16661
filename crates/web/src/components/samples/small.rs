//! Samples of a letter, an error page and the small parts.

use domain::plan::Band;
use maud::{Markup, html};

use crate::ui::{
    self, Button, Column, Empty, Frame, Letter, Notice, Row, Signature, Table, Tone, Trouble,
    actions,
};

/// An invitation as it is printed.
pub fn letter(frame: Frame) -> Markup {
    let lang = frame.lang;
    let agenda = Table::new(
        lang.components_letter_item(),
        vec![
            Column::text(lang.components_letter_item()),
            Column::text(lang.components_letter_who()),
        ],
    )
    .row(Row::new(html! { (lang.components_letter_item_a()) }).cell(html! { "Bappeda" }))
    .row(Row::new(html! { (lang.components_letter_item_b()) }).cell(html! { "DPPPA" }));
    let body = html! {
        p { (lang.components_letter_body_a()) }
        p { (lang.components_letter_body_b()) }
        (agenda)
    };
    let head = vec![
        lang.components_letter_head_a().into(),
        lang.components_letter_head_b().into(),
        lang.components_letter_head_c().into(),
    ];
    let letter = Letter::new(head, body)
        .title(lang.components_letter_subject(), lang.components_letter_number())
        .signed(Signature {
            place: lang.components_letter_place().into(),
            office: lang.components_letter_office().into(),
            name: lang.components_letter_name().into(),
            rank: lang.components_letter_rank().into(),
            nip: lang.components_letter_nip().into(),
        });
    ui::page(&frame, html! { (letter) })
}

/// The page of a fault.
pub fn trouble(frame: Frame) -> Markup {
    let lang = frame.lang;
    let trouble =
        Trouble::new(lang, lang.components_trouble_happened(), lang.components_trouble_next())
            .kept(lang.components_trouble_kept())
            .incident(Some("7F3A-91C2"))
            .button(Button::link(lang.components_trouble_reload(), "/pengaturan/komponen/galat"))
            .button(Button::link(lang.components_trouble_home(), "/beranda").quiet());
    ui::page(&frame, html! { (trouble) })
}

/// Badges, buttons, notices, empty states.
pub fn parts(frame: Frame) -> Markup {
    let lang = frame.lang;
    let body = html! {
        section {
            h2 { (lang.components_bands()) }
            ul class="badges" { @for band in Band::ALL { li { (ui::badge(lang, band)) } } }
        }
        section {
            h2 { (lang.components_buttons()) }
            (actions(&[
                Button::link(lang.components_form_send(), "#"),
                Button::link(lang.components_form_draft(), "#").quiet(),
                Button::link(lang.components_button_grave(), "#").grave(),
            ]))
        }
        section {
            h2 { (lang.components_notices()) }
            (Notice::done(lang.components_notice_done()).link(lang.components_notice_link(), "#"))
            (Notice::new(Tone::Note, lang.components_notice_note()))
            (Notice::new(Tone::Wait, lang.components_notice_wait()))
            (Notice::new(Tone::Stop, lang.components_notice_stop()))
        }
        section {
            h2 { (lang.components_empties()) }
            (Empty::new(lang.components_list_empty(), lang.components_list_empty_how())
                .button(Button::link(lang.components_list_empty_button(), "#")))
        }
    };
    ui::page(&frame, body)
}
