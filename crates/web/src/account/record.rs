//! `/pengaturan/akun/{id}`: one account and its dated assignments.

use std::collections::BTreeMap;

use app::{Error, account, account::Listed};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    account::Assignment,
    field::FieldErrors,
    id::{AccountId, AgencyId, AssignmentId},
};
use maud::{Markup, html};

use super::manage::{duty, parse, state};
use crate::{
    Ctx, Fault, Posted, labels,
    ui::{self, Button, Column, Fact, Frame, Row, Table, act, facts, form},
};

fn account_id(text: &str) -> Result<AccountId, Fault> {
    Ok(text.parse().map_err(|_| Error::NotFound)?)
}

/// The account.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    page(&ctx, account_id(&id)?, &Posted::default(), &FieldErrors::default()).await
}

async fn page(
    ctx: &Ctx,
    id: AccountId,
    typed: &Posted,
    errors: &FieldErrors,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let one = account::show(ctx.app(), actor, id).await?;
    let agencies = app::agency::choices(ctx.app(), actor).await?;
    let names: BTreeMap<AgencyId, String> = agencies.iter().cloned().collect();
    let frame = ctx
        .frame(one.account.name.as_str())
        .crumb(lang.account_index_title(), "/pengaturan/akun")
        .troubled(!errors.0.is_empty());
    let new = form(&frame, format!("/pengaturan/akun/{id}/tugas"));
    let new = duty(new, ctx, typed, agencies).errors(errors).submit(lang.account_assign());
    let may = actor.account() != Some(id);
    let body = html! {
        (facts(&[
            Fact::new(lang.account_username(), one.account.username.as_str()),
            Fact::new(lang.account_state(), state(ctx, &frame, &one, may)),
        ]))
        h2 { (lang.account_assignments()) }
        (assignments(ctx, &frame, &one, &names))
        h2 { (lang.account_assign_title()) }
        (new)
    };
    Ok(ui::page(&frame, body))
}

fn assignments(
    ctx: &Ctx,
    frame: &Frame<'_>,
    one: &Listed,
    names: &BTreeMap<AgencyId, String>,
) -> Markup {
    let lang = ctx.lang;
    let columns = vec![
        Column::text(lang.account_role()),
        Column::text(lang.account_agency()),
        Column::text(lang.account_valid()),
        Column::text(""),
    ];
    let rows = one.assignments.iter().rev().map(|assignment| {
        let place = assignment.agency.and_then(|id| names.get(&id)).map(String::as_str);
        let place = place.or(assignment.region.as_deref()).unwrap_or("\u{2013}");
        Row::new(html! { (labels::role(lang, &assignment.role)) })
            .cell(html! { (place) })
            .cell(html! { (valid(ctx, assignment)) })
            .cell(end_button(ctx, frame, one, assignment))
    });
    html! { (Table::new(lang.account_assignments(), columns).rows(rows)) }
}

fn valid(ctx: &Ctx, assignment: &Assignment) -> String {
    let to =
        assignment.to.map_or_else(|| ctx.lang.account_open().to_owned(), |to| ctx.lang.date(to));
    format!("{}\u{2013}{to}", ctx.lang.date(assignment.from))
}

/// Ends what holds today; not the assignment that this person acts under.
fn end_button(ctx: &Ctx, frame: &Frame<'_>, one: &Listed, assignment: &Assignment) -> Markup {
    let acting = ctx.signed.as_ref().and_then(|signed| signed.actor.assignment);
    let action = format!("/pengaturan/akun/{}/tugas/{}/akhiri", one.account.id, assignment.id);
    html! {
        @if acting == Some(assignment.id) { (ctx.lang.account_acting()) }
        @else if assignment.holds(ctx.today()) {
            (act(frame, &action, None, &Button::submit(ctx.lang.account_end_session()).quiet()))
        }
    }
}

/// Gives another assignment.
pub async fn assign(ctx: Ctx, Path(id): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let id = account_id(&id)?;
    let one = account::show(ctx.app(), ctx.actor()?, id).await?;
    let errors = match parse(&ctx, &typed, &one.account.username, &one.account.name) {
        Ok(new) => {
            account::assign(ctx.app(), ctx.actor()?, id, &new).await?;
            return Ok(Redirect::to(&format!("/pengaturan/akun/{id}")).into_response());
        }
        Err(errors) => errors,
    };
    let page = page(&ctx, id, &typed, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Ends an assignment.
pub async fn end(
    ctx: Ctx,
    Path((id, assignment)): Path<(String, String)>,
    _typed: Posted,
) -> Result<Redirect, Fault> {
    let id = account_id(&id)?;
    let assignment: AssignmentId = assignment.parse().map_err(|_| Error::NotFound)?;
    account::end_assignment(ctx.app(), ctx.actor()?, id, assignment).await?;
    Ok(Redirect::to(&format!("/pengaturan/akun/{id}")))
}
