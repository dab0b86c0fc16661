//! The form that merges an agency into another one.

use app::agency::{self, Record};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::id::AgencyId;
use maud::Markup;

use super::href;
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// The form.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let record = agency::show(ctx.app(), ctx.actor()?, id_in(&id)?, ctx.today()).await?;
    let today = ctx.today().to_string();
    page(&ctx, &record, ("", &today), &Refusal::none()).await
}

/// Merges them.
pub async fn merge(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: AgencyId = id_in(&id)?;
    let typed = (posted.get("into"), posted.get("on"));
    let into: Option<AgencyId> = typed.0.parse().ok();
    match agency::merge(ctx.app(), ctx.actor()?, id, into, typed.1).await {
        Ok(done) => {
            let other = into.map_or_else(String::new, href);
            let way = format!("{other}?baris={}&kelompok={}", done.rows, done.groups);
            Ok(Redirect::to(&way).into_response())
        }
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let record = agency::show(ctx.app(), ctx.actor()?, id, ctx.today()).await?;
            Ok(again(page(&ctx, &record, typed, &refusal).await?))
        }
    }
}

/// What a merge has just moved, for the record of the other agency to say.
pub fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let count = |name: &str| ctx.query(name)?.parse::<i64>().ok();
    let [rows, groups] = [count("baris")?, count("kelompok")?].map(|one| ctx.lang.number(one));
    Some(Notice::done(ctx.lang.agency_merged(rows, groups)))
}

async fn page(
    ctx: &Ctx,
    record: &Record,
    (into, on): (&str, &str),
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let own = &record.agency;
    let others = agency::choices(ctx.app(), ctx.actor()?).await?;
    let others = others.into_iter().filter(|(id, _)| *id != own.id);
    let others = others.map(|(id, name)| field::choice(id.to_string(), name));
    let frame = ctx
        .frame(lang.agency_merge())
        .lead(lang.agency_merge_lead(&own.short_name))
        .crumb(lang.agency_title(), "/pengaturan/instansi")
        .crumb(own.short_name.clone(), href(own.id))
        .notice(Some(Notice::new(Tone::Wait, lang.agency_merge_how())))
        .troubled(refusal.is_some());
    let form = form(&frame, format!("{}/gabung", href(own.id)))
        .field(
            field::select("into", others.collect())
                .label(lang.agency_merge_into())
                .value(into)
                .required(),
        )
        .field(field::date("on").label(lang.agency_merge_on()).value(on).required())
        .problem(labels::name_rule(lang, refusal.rule))
        .errors(&refusal.errors)
        .submit(lang.agency_merge_submit())
        .button(Button::link(lang.agency_cancel(), href(own.id)).quiet());
    Ok(ui::page(&frame, maud::html! { (form) }))
}
