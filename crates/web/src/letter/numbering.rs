//! How each kind of letter is numbered, and since when.

use app::{
    Error,
    letter::{self, Numbered},
};
use axum::{extract::Path, response::Response};
use domain::letter::{Kind, NumberSource, NumberingForm};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, NUMBERING, numbering as address},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, saved},
    ui::{self, Button, Column, Notice, Row, Table, Tone, field, form},
};

/// Every kind.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let numbered = letter::numberings(ctx.app(), ctx.actor()?).await?;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.letter_saved()));
    let frame = ctx
        .frame(lang.letter_numbering_title())
        .lead(lang.letter_numbering_lead())
        .crumb(lang.letter_title(), HOME)
        .notice(done);
    let columns = vec![
        Column::text(lang.letter_kind()),
        Column::text(lang.letter_number_source()),
        Column::text(lang.letter_numbering_sample()),
        Column::text(lang.letter_numbering_since()),
        Column::text(lang.letter_numbering_change()),
    ];
    let rows = numbered.today.iter().map(|(kind, now, sample)| {
        let is_set = numbered.revision(*kind) > 0;
        Row::new(html! { (words::kind(lang, *kind)) })
            .cell(html! { (words::source(lang, now.source)) })
            .cell(html! {
                // A number from the register has a form of its own.
                @match now.source {
                    NumberSource::Counter => { (sample) }
                    NumberSource::Register => {
                        (now.classification) small { (lang.letter_confirm_short()) }
                    }
                }
            })
            .cell(html! {
                @if is_set { (lang.date(now.since)) } @else { (lang.letter_numbering_usual()) }
            })
            .cell(html! {
                a href=(address(*kind)) {
                    (lang.letter_numbering_change())
                    span class="hidden" { " " (words::kind(lang, *kind)) }
                }
            })
    });
    let table = Table::new(lang.letter_numbering_title(), columns).rows(rows);
    Ok(ui::page(
        &frame,
        html! {
            (unconfirmed(lang, &numbered))
            (table)
        },
    ))
}

fn unconfirmed(lang: Lang, numbered: &Numbered) -> Markup {
    html! {
        @if !numbered.is_confirmed {
            (Notice::new(Tone::Wait, lang.letter_numbering_unconfirmed()))
        }
    }
}

fn kind_in(code: &str) -> Result<Kind, Fault> {
    Kind::from_code(code).ok_or_else(Fault::not_found)
}

/// The form of one kind.
pub async fn edit(ctx: Ctx, Path(kind): Path<String>) -> Result<Markup, Fault> {
    let kind = kind_in(&kind)?;
    let numbered = letter::numberings(ctx.app(), ctx.actor()?).await?;
    let now = numbered.today.iter().find(|(one, ..)| *one == kind);
    let mut typed = now.map(|(_, now, _)| now.form()).unwrap_or_default();
    typed.since = numbered.day.to_string();
    Ok(page(&ctx, kind, &numbered, &typed, &Refusal::none(), false))
}

/// Sets it.
pub async fn update(ctx: Ctx, Path(kind): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let kind = kind_in(&kind)?;
    let get = |name| posted.get(name).to_owned();
    let typed = NumberingForm {
        since: get("since"),
        source: get("source"),
        classification: get("classification"),
        unit: get("unit"),
    };
    let seen = posted.version();
    let set = letter::set_numbering(ctx.app(), ctx.actor()?, kind, (&typed, seen)).await;
    let (refusal, is_stale) = match set {
        Ok(()) => return Ok(saved(NUMBERING)),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let numbered = letter::numberings(ctx.app(), ctx.actor()?).await?;
    Ok(again(page(&ctx, kind, &numbered, &typed, &refusal, is_stale)))
}

fn page(
    ctx: &Ctx,
    kind: Kind,
    numbered: &Numbered,
    typed: &NumberingForm,
    refusal: &Refusal,
    is_stale: bool,
) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.letter_numbering_edit(words::kind(lang, kind)))
        .crumb(lang.letter_title(), HOME)
        .crumb(lang.letter_numbering_title(), NUMBERING)
        .troubled(refusal.is_some() || is_stale);
    let own = |name| words::problem(lang, &refusal.errors, name);
    let sources = NumberSource::ALL.map(|source| {
        let help = match source {
            NumberSource::Register => lang.letter_source_register_help(),
            NumberSource::Counter => lang.letter_source_counter_help(),
        };
        field::choice(source.code(), words::source(lang, source)).help(help)
    });
    let form = form(&frame, address(kind))
        .version(numbered.revision(kind))
        .field(
            field::radio("source", sources.to_vec())
                .label(lang.letter_number_source())
                .value(typed.source.as_str())
                .required(),
        )
        .field(
            field::text("classification")
                .label(lang.letter_numbering_classification())
                .help(lang.letter_numbering_classification_help())
                .value(typed.classification.as_str())
                .error(own("classification"))
                .required(),
        )
        .field(
            field::text("unit")
                .label(lang.letter_numbering_unit())
                .help(lang.letter_numbering_unit_help())
                .value(typed.unit.as_str())
                .error(own("unit"))
                .required(),
        )
        .field(
            field::date("since")
                .label(lang.letter_numbering_since())
                .help(lang.letter_numbering_since_help())
                .value(typed.since.as_str())
                .error(own("since"))
                .required(),
        )
        .errors(&refusal.errors)
        .submit(lang.letter_numbering_save())
        .button(Button::link(lang.ui_cancel(), NUMBERING).quiet());
    ui::page(
        &frame,
        html! {
            @if is_stale { (Notice::new(Tone::Wait, lang.error_conflict_happened())) }
            (unconfirmed(lang, numbered))
            (form)
            (history(ctx, kind, numbered))
        },
    )
}

fn history(ctx: &Ctx, kind: Kind, numbered: &Numbered) -> Markup {
    let lang = ctx.lang;
    let own: Vec<_> = numbered.rows.iter().filter(|row| row.kind == kind).collect();
    html! {
        section {
            h2 { (lang.letter_numbering_history()) }
            @if own.is_empty() { p class="none" { (lang.letter_numbering_history_none()) } }
            @else {
                ul class="plain-list" {
                    @for row in own {
                        li {
                            (lang.date(row.numbering.since)) ": "
                            (words::source(lang, row.numbering.source)) ", "
                            (row.numbering.classification) ", " (row.numbering.unit)
                            small { (lang.stamp(row.created_at, ctx.zone())) }
                        }
                    }
                }
            }
        }
    }
}
