//! Where offices are written to, all on one page.

use std::collections::BTreeMap;

use app::notice::{self, Address};
use axum::response::Response;
use domain::id::AgencyId;
use maud::{Markup, html};

use super::address::{HOME, OFFICES};
use crate::{
    Ctx, Fault, Posted,
    forms::{again, id_in, saved},
    ui::{self, Button, Column, Notice, Row, Table, Tone},
};

/// The list of offices with a field for each.
pub async fn edit(ctx: Ctx) -> Result<Markup, Fault> {
    let list = notice::addresses(ctx.app(), ctx.actor()?).await?;
    Ok(page(&ctx, &list, &[]))
}

/// Keeps what was typed.
pub async fn update(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let mut typed: BTreeMap<AgencyId, String> = BTreeMap::new();
    for (name, value) in &posted.0 {
        if let Some(id) = name.strip_prefix("a-") {
            typed.insert(id_in(id)?, value.clone());
        }
    }
    let mut bad = Vec::new();
    match notice::set_addresses(ctx.app(), ctx.actor()?, &typed, &mut bad).await {
        Ok(_) => Ok(saved(OFFICES)),
        Err(app::Error::Invalid(_)) => {
            let mut list = notice::addresses(ctx.app(), ctx.actor()?).await?;
            for one in &mut list {
                one.address = typed.remove(&one.agency).unwrap_or_default();
            }
            Ok(again(page(&ctx, &list, &bad)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(ctx: &Ctx, list: &[Address], bad: &[AgencyId]) -> Markup {
    let lang = ctx.lang;
    let done = ctx.query("tersimpan").filter(|_| bad.is_empty());
    let frame = ctx
        .frame(lang.notice_addresses())
        .lead(lang.notice_addresses_lead())
        .crumb(lang.notice_title(), HOME)
        .notice(done.map(|_| Notice::done(lang.notice_addresses_saved())))
        .troubled(!bad.is_empty());
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let missing = count(
        list.iter().filter(|one| one.reachable == 0 && one.address.trim().is_empty()).count(),
    );
    let columns = vec![
        Column::text(lang.notice_column_office()),
        Column::text(lang.notice_column_address()),
        Column::text(lang.notice_column_people()),
    ];
    let rows = list.iter().map(|one| {
        let wrong = bad.contains(&one.agency);
        Row::new(html! {
            label for={ "a-" (one.agency) } { (one.short) }
            @if one.full != one.short { small { (one.full) } }
        })
        .cell(html! {
            input id={ "a-" (one.agency) } name={ "a-" (one.agency) } value=(one.address)
                inputmode="email" autocomplete="off" autofocus[bad.first() == Some(&one.agency)]
                aria-invalid=[wrong.then_some("true")];
            @if wrong { small class="error" { (lang.notice_address_bad()) } }
        })
        .cell(html! {
            (lang.notice_people(lang.number(count(one.reachable)), lang.number(count(one.people))))
        })
    });
    let table = Table::new(lang.notice_addresses(), columns).rows(rows);
    let wrong = count(bad.len());
    ui::page(
        &frame,
        html! {
            @if wrong > 0 { (Notice::new(Tone::Stop, lang.notice_addresses_bad(wrong, lang.number(wrong)))) }
            p {
                @if missing > 0 { (lang.notice_addresses_missing(missing, lang.number(missing))) }
                @else { (lang.notice_addresses_none()) }
            }
            form method="post" action=(OFFICES) {
                input type="hidden" name="_token" value=(frame.csrf);
                (table)
                (ui::actions(&[Button::submit(lang.notice_save())]))
            }
        },
    )
}
