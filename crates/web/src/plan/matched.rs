//! `/rad/padanan`: names in files that somebody has matched by hand, each once and for good.

use app::agency;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::id::ImportId;
use maud::{Markup, html};

use super::{address, leads};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, encode, saved},
    ui::{self, Button, Column, Empty, Frame, Notice, Row, Table, act, field, form},
};

/// What was typed, and what is wrong with it.
struct Typed {
    name: String,
    lead: String,
    import: Option<ImportId>,
    refusal: Refusal,
}

/// Address of matching a name that an import holds in doubt.
pub fn href(name: &str, import: ImportId) -> String {
    format!("{}?nama={}&impor={import}", address::MATCHES, encode(name))
}

/// Every matched name, and the form that matches one.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let typed = Typed {
        name: ctx.query("nama").unwrap_or_default(),
        lead: String::new(),
        import: ctx.query("impor").and_then(|id| id.parse().ok()),
        refusal: Refusal::none(),
    };
    page(&ctx, &typed).await
}

/// Matches a name, or forgets one.
pub async fn settle(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let forget = posted.get("forget");
    if !forget.is_empty() {
        agency::forget(ctx.app(), ctx.actor()?, forget).await?;
        return Ok(saved(address::MATCHES));
    }
    let (name, chosen) = (posted.get("name"), posted.get("lead"));
    let import: Option<ImportId> = posted.get("import").parse().ok();
    let lead = leads::parse(chosen);
    match agency::settle(ctx.app(), ctx.actor()?, name, lead).await {
        Ok(()) => {
            let check = import.map(|id| format!("{}/{id}", address::IMPORT));
            Ok(check.map_or_else(
                || saved(address::MATCHES),
                |check| Redirect::to(&check).into_response(),
            ))
        }
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let typed = Typed { name: name.to_owned(), lead: chosen.to_owned(), import, refusal };
            Ok(again(page(&ctx, &typed).await?))
        }
    }
}

async fn page(ctx: &Ctx, typed: &Typed) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let matches = agency::matches(ctx.app(), ctx.actor()?).await?;
    let choices = leads::choices(ctx).await?;
    let choices = choices.into_iter().map(|(code, name)| field::choice(code, name));
    let frame = ctx
        .frame(lang.plan_import_match_title())
        .lead(lang.plan_import_match_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_import_title(), address::IMPORT)
        .notice(ctx.query("tersimpan").map(|_| Notice::done(lang.plan_import_match_saved())))
        .troubled(typed.refusal.is_some());
    let mut form = form(&frame, address::MATCHES)
        .field(
            field::text("name")
                .label(lang.plan_import_match_name())
                .help(lang.plan_import_match_name_help())
                .value(typed.name.as_str())
                .required(),
        )
        .field(
            field::select("lead", choices.collect())
                .label(lang.plan_import_match_means())
                .value(typed.lead.as_str())
                .required(),
        )
        .errors(&typed.refusal.errors)
        .submit(lang.plan_import_match_save());
    if let Some(id) = typed.import {
        let back = format!("{}/{id}", address::IMPORT);
        form = form
            .hidden("import", id.to_string())
            .button(Button::link(lang.plan_import_match_back(), back).quiet());
    }
    let body = html! {
        (form)
        section aria-labelledby="semua" {
            h2 id="semua" { (lang.plan_import_match_all()) }
            @if matches.is_empty() {
                (Empty::new(lang.plan_import_match_none(), lang.plan_import_match_none_how()))
            } @else { (table(&frame, &matches)) }
        }
    };
    Ok(ui::page(&frame, body))
}

fn table<'a>(frame: &Frame, matches: &[(String, String)]) -> Table<'a> {
    let lang = frame.lang;
    let columns = vec![
        Column::text(lang.plan_import_match_name()),
        Column::text(lang.plan_import_match_means()),
        Column::text(""),
    ];
    let rows = matches.iter().map(|(name, means)| {
        let forget =
            Button::submit(lang.plan_import_match_forget()).named("forget", name.as_str()).quiet();
        Row::new(html! { (name) })
            .cell(html! { (means) })
            .cell(html! { (act(frame, address::MATCHES, None, &forget)) })
    });
    Table::new(lang.plan_import_match_all(), columns).rows(rows.collect::<Vec<_>>())
}
