//! The form of an order.

use app::{
    Error,
    outreach::{self, view::Source},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{DecisionId, OrderId},
    outreach::{CascadeLevel, Order, OrderForm},
};
use maud::{Markup, html};

use super::{
    address::{HOME, NEW, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Field, Notice, Tone, field, form},
};

/// Which order a form is of: a new one under its key and from a decision, or one in a version.
enum Of {
    New(OrderId, Option<Box<(DecisionId, Source)>>),
    Old(OrderId, i64),
}

fn typed(posted: &Posted) -> OrderForm {
    let get = |name| posted.get(name).to_owned();
    let all = |name| posted.all(name).map(str::to_owned).collect();
    OrderForm {
        title: get("title"),
        message: get("message"),
        levels: all("levels"),
        due_on: get("due_on"),
        agency: get("agency"),
        areas: all("areas"),
    }
}

fn stored(order: &Order) -> OrderForm {
    OrderForm {
        title: order.title.clone(),
        message: order.message.clone(),
        levels: order.levels.iter().map(|level| level.code().to_owned()).collect(),
        due_on: order.due_on.to_string(),
        agency: order.agency.to_string(),
        areas: order.areas.iter().map(ToString::to_string).collect(),
    }
}

async fn source(ctx: &Ctx, typed: &str) -> Result<Option<Box<(DecisionId, Source)>>, Fault> {
    if typed.is_empty() {
        return Ok(None);
    }
    let id: DecisionId = id_in(typed)?;
    Ok(Some(Box::new((id, outreach::source(ctx.app(), ctx.actor()?, id).await?))))
}

/// The form of a new order; of a decision, its words are the first draft of the message.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let from = source(&ctx, &ctx.query("keputusan").unwrap_or_default()).await?;
    let form = OrderForm {
        message: from.as_ref().map(|from| from.1.text.clone()).unwrap_or_default(),
        levels: CascadeLevel::ALL.iter().map(|level| level.code().to_owned()).collect(),
        ..OrderForm::default()
    };
    let of = Of::New(OrderId(ctx.app().ids.next()), from);
    page(&ctx, &form, &of, &Refusal::none(), None).await
}

/// Keeps it as a draft.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let form = typed(&posted);
    let key: OrderId = id_in(posted.get("key"))?;
    let from = source(&ctx, posted.get("decision")).await?;
    let decision = from.as_ref().map(|from| from.0);
    match outreach::create(ctx.app(), ctx.actor()?, &form, decision, Some(key)).await {
        Ok(id) => Ok(Redirect::to(&format!("{}?tersimpan=1", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &form, &Of::New(key, from), &refusal, None).await?))
        }
    }
}

/// The form of a draft.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = outreach::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let of = Of::Old(show.row.id, show.row.version);
    page(&ctx, &stored(&show.row.order), &of, &Refusal::none(), None).await
}

/// Changes it; what somebody else has changed since is shown beside what was typed.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: OrderId = id_in(&id)?;
    let form = typed(&posted);
    let seen = posted.version();
    match outreach::edit(ctx.app(), ctx.actor()?, id, (&form, seen)).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(Error::Conflict) => {
            let show = outreach::show(ctx.app(), ctx.actor()?, id).await?;
            let theirs = stored(&show.row.order);
            let of = Of::Old(id, show.row.version);
            Ok(again(page(&ctx, &form, &of, &Refusal::none(), Some(&theirs)).await?))
        }
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &form, &Of::Old(id, seen), &refusal, None).await?))
        }
    }
}

async fn page(
    ctx: &Ctx,
    typed: &OrderForm,
    of: &Of,
    refusal: &Refusal,
    theirs: Option<&OrderForm>,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let choices = outreach::choices(ctx.app(), ctx.actor()?).await?;
    let (title, action, back) = match of {
        Of::Old(id, _) => (lang.outreach_edit(), format!("{}/ubah", href(*id)), href(*id)),
        Of::New(..) => (lang.outreach_new(), NEW.to_owned(), HOME.to_owned()),
    };
    let troubled = refusal.is_some() || theirs.is_some();
    let mut frame = ctx.frame(title).crumb(lang.outreach_title(), HOME).troubled(troubled);
    if matches!(of, Of::New(..)) {
        frame = frame.lead(lang.outreach_new_lead());
    }
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let levels = CascadeLevel::ALL.map(|level| {
        field::choice(level.code(), words::level(lang, level)).help(words::level_help(lang, level))
    });
    let offices = choices.offices.iter();
    let offices = offices.map(|office| field::choice(office.id.to_string(), office.short.as_str()));
    let mut form = form(&frame, action);
    if let Of::New(_, Some(from)) = of {
        let (number, meeting) = (lang.number(from.1.number), &from.1.meeting.draft.title);
        form = form.hidden("decision", from.0.to_string()).slot(html! {
            p { b { (lang.outreach_from_decision(number, meeting)) } }
            p { (from.1.text) }
        });
    }
    let mut form = form
        .field(
            field::text("title")
                .label(lang.outreach_name())
                .help(lang.outreach_name_help())
                .value(typed.title.as_str())
                .error(own("title"))
                .required(),
        )
        .field(
            field::area("message", 8)
                .label(lang.outreach_message())
                .help(lang.outreach_message_help())
                .value(typed.message.as_str())
                .error(own("message"))
                .required(),
        )
        .field(
            field::checks("levels", levels.to_vec())
                .label(lang.outreach_levels())
                .help(lang.outreach_levels_help())
                .chosen(typed.levels.iter().map(String::as_str))
                .required(),
        )
        .field(
            field::date("due_on")
                .label(lang.outreach_due_on())
                .value(typed.due_on.as_str())
                .error(own("due_on"))
                .required(),
        )
        .field(
            field::select("agency", offices.collect())
                .label(lang.outreach_agency())
                .value(typed.agency.as_str())
                .required(),
        )
        .slot(areas(ctx, typed, refusal, &choices.districts))
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(match of {
            Of::Old(..) => lang.outreach_save(),
            Of::New(..) => lang.outreach_save_new(),
        })
        .button(Button::link(lang.ui_cancel(), back).quiet());
    form = match of {
        Of::Old(_, version) => form.version(*version),
        Of::New(key, _) => form.hidden("key", key.to_string()),
    };
    let stale = theirs.map(|theirs| stale(ctx, typed, theirs));
    Ok(ui::page(&frame, html! { @if let Some(stale) = stale { (stale) } (form) }))
}

/// Sub-districts to choose from, folded away: an order usually goes everywhere.
fn areas(
    ctx: &Ctx,
    typed: &OrderForm,
    refusal: &Refusal,
    districts: &[(domain::id::RegionId, String)],
) -> Markup {
    let lang = ctx.lang;
    let choices =
        districts.iter().map(|(id, name)| field::choice(id.to_string(), name.as_str())).collect();
    let error = refusal.errors.of("areas").map(|_| lang.ui_error_choice());
    let field: Field = field::checks("areas", choices)
        .label(lang.outreach_areas())
        .help(lang.outreach_areas_help())
        .chosen(typed.areas.iter().map(String::as_str))
        .error(error);
    html! {
        @if !districts.is_empty() {
            details open[!typed.areas.is_empty() || error.is_some()] {
                summary { (lang.outreach_areas_choose()) }
                (field.render(lang))
            }
        }
    }
}

/// Both sides of an edit that came too late.
fn stale(ctx: &Ctx, typed: &OrderForm, theirs: &OrderForm) -> Markup {
    let lang = ctx.lang;
    let levels = |form: &OrderForm| {
        let known = form.levels.iter().filter_map(|code| CascadeLevel::from_code(code));
        known.map(|one| words::level(lang, one)).collect::<Vec<_>>().join(", ")
    };
    let rows = [
        (lang.outreach_name(), typed.title.clone(), theirs.title.clone()),
        (lang.outreach_message(), typed.message.clone(), theirs.message.clone()),
        (lang.outreach_levels(), levels(typed), levels(theirs)),
        (lang.outreach_due_on(), typed.due_on.clone(), theirs.due_on.clone()),
    ];
    let rows = rows.map(|(name, mine, stored)| (name.into(), mine.into(), stored.into()));
    html! {
        (Notice::new(Tone::Wait, lang.error_conflict_happened()))
        (ui::both_sides(lang, &rows))
    }
}
