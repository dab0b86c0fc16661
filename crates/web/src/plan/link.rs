//! `/rad/tautan`: links by which an office reports without an account.

use app::plan::{
    link,
    view::{Link, SilentOffice},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{AgencyId, LinkId},
    plan::LINK_DAYS,
    time::Zone,
};
use maud::{Markup, html};

use super::{address, silent};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    ui::{self, Button, Column, Empty, Frame, Notice, Row, Table, Tone, act, cell, field, form},
};

/// What was typed, and what is wrong with it.
struct Typed {
    agency: String,
    holder: String,
    days: String,
    refusal: Refusal,
}

/// Every link, and the form that gives one out.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let typed = Typed {
        agency: ctx.query("instansi").unwrap_or_default(),
        holder: String::new(),
        days: LINK_DAYS[1].to_string(),
        refusal: Refusal::none(),
    };
    page(&ctx, &typed).await
}

/// Gives one out; its address is shown this once.
pub async fn issue(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let actor = ctx.actor()?;
    let agency: Option<AgencyId> = posted.get("agency").parse().ok();
    let asked = (posted.get("holder"), posted.get("days"));
    match link::issue(ctx.app(), actor, agency, asked).await {
        Ok((_, token)) => {
            let silent = app::plan::silent(ctx.app(), actor).await?;
            let offices = silent.map(|silent| silent.offices).unwrap_or_default();
            let office = offices.iter().find(|office| Some(office.agency.id) == agency);
            Ok(given(&ctx, posted.get("holder"), office, &token).into_response())
        }
        Err(error) => {
            let typed = Typed {
                agency: posted.get("agency").to_owned(),
                holder: posted.get("holder").to_owned(),
                days: posted.get("days").to_owned(),
                refusal: Refusal::of(error)?,
            };
            Ok(again(page(&ctx, &typed).await?))
        }
    }
}

/// Takes one back.
pub async fn revoke(ctx: Ctx, Path(id): Path<String>, _posted: Posted) -> Result<Response, Fault> {
    let id: LinkId = id_in(&id)?;
    link::revoke(ctx.app(), ctx.actor()?, id).await?;
    Ok(Redirect::to(&format!("{}?dicabut=1", address::LINKS)).into_response())
}

fn given(ctx: &Ctx, holder: &str, office: Option<&SilentOffice>, token: &str) -> Markup {
    let lang = ctx.lang;
    let url = ctx.address_of(&format!("/isi/{token}"));
    let frame = ctx
        .frame(lang.plan_link_given())
        .lead(lang.plan_link_given_lead(holder))
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_link_title(), address::LINKS);
    let body = html! {
        (Notice::new(Tone::Wait, lang.plan_link_once()))
        p { code id="tautan" { (url) } }
        @if let Some(office) = office {
            h2 { (lang.plan_silent_remind()) }
            (ui::message(lang, lang.plan_silent_remind(), &silent::reminder(ctx, office, Some((holder, &url)))))
        }
        (ui::actions(&[Button::link(lang.plan_link_title(), address::LINKS).quiet()]))
    };
    ui::page(&frame, body)
}

async fn page(ctx: &Ctx, typed: &Typed) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let links = link::links(ctx.app(), ctx.actor()?).await?;
    let agencies = app::agency::choices(ctx.app(), ctx.actor()?).await?;
    let revoked = ctx.query("dicabut").map(|_| Notice::done(lang.plan_link_revoked()));
    let frame = ctx
        .frame(lang.plan_link_title())
        .lead(lang.plan_link_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .notice(revoked)
        .troubled(typed.refusal.is_some());
    let agencies =
        agencies.into_iter().map(|(id, name)| field::choice(id.to_string(), name)).collect();
    let days = LINK_DAYS.map(|days| field::choice(days.to_string(), lang.plan_link_for(days)));
    let form = form(&frame, address::LINKS)
        .field(
            field::select("agency", agencies)
                .label(lang.plan_agency())
                .value(typed.agency.as_str())
                .required(),
        )
        .field(
            field::text("holder")
                .label(lang.plan_link_holder())
                .help(lang.plan_link_holder_help())
                .value(typed.holder.as_str())
                .required(),
        )
        .field(
            field::radio("days", days.to_vec())
                .label(lang.plan_link_days())
                .value(typed.days.as_str())
                .required(),
        )
        .errors(&typed.refusal.errors)
        .submit(lang.plan_link_issue());
    let body = html! {
        (form)
        section aria-labelledby="semua" {
            h2 id="semua" { (lang.plan_link_all()) }
            @if links.is_empty() {
                (Empty::new(lang.plan_link_none(), lang.plan_link_none_how()))
            } @else { (table(&frame, ctx.zone(), &links)) }
        }
    };
    Ok(ui::page(&frame, body))
}

fn table<'a>(frame: &Frame, zone: Zone, links: &[Link]) -> Table<'a> {
    let lang = frame.lang;
    let columns = vec![
        Column::text(lang.plan_link_holder()),
        Column::text(lang.plan_agency()),
        Column::text(lang.plan_link_until()),
        Column::number(lang.plan_link_uses()),
        Column::text(lang.plan_state()),
    ];
    let day = |at| lang.date(zone.date(at));
    let rows = links.iter().map(|link| {
        let row = &link.row;
        let used = row.used_at.map(|at| lang.plan_link_used(day(at)));
        let revoke = format!("{}/{}/cabut", address::LINKS, row.id);
        Row::new(cell::lines(&row.holder, html! { (lang.plan_link_issued(day(row.issued_at))) }))
            .cell(html! { (link.agency) })
            .cell(html! { (day(row.expires_at)) })
            .cell(cell::lines(row.uses, html! { @if let Some(used) = used { (used) } }))
            .cell(html! {
                @if link.is_live {
                    (act(frame, &revoke, None, &Button::submit(lang.plan_link_revoke()).quiet()))
                } @else if row.revoked_at.is_some() { (lang.plan_link_dead_revoked()) }
                @else { (lang.plan_link_dead_expired()) }
            })
    });
    Table::new(lang.plan_link_all(), columns).rows(rows.collect::<Vec<_>>())
}
