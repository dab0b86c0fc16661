//! `/akun`: one's own account, sessions, assignment and password.

use app::{Error, account};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    id::{AssignmentId, SessionId},
};
use maud::{Markup, html};
use text::Lang;
use zeroize::Zeroizing;

use crate::{
    Ctx, Fault, Posted, labels,
    ui::{self, Button, Column, Fact, Notice, Row, Table, act, facts, field, form},
};

/// One's own account.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let signed = ctx.signed()?;
    let own = account::own(ctx.app(), signed).await?;
    let lang = ctx.lang;
    let notice = ctx.query("tersimpan").map(|_| Notice::done(lang.account_password_changed()));
    let frame = ctx.frame(lang.account_own_title()).notice(notice);
    let body = html! {
        (facts(&[
            Fact::new(lang.account_name(), own.account.name.as_str()),
            Fact::new(lang.account_username(), own.account.username.as_str()),
            Fact::new(lang.account_role(), labels::role(lang, &signed.actor.role.code)),
        ]))
        (ui::actions(&[Button::link(lang.account_change_password(), "/akun/sandi").quiet()]))
        @if own.assignments.len() > 1 {
            h2 { (lang.account_assignments()) }
            @for assignment in &own.assignments {
                @let label = labels::role(lang, &assignment.role);
                @if Some(assignment.id) == signed.actor.assignment { p { b { (label) } " — " (lang.account_acting()) } }
                @else { (act(&frame, &format!("/akun/tugas/{}", assignment.id), None, &Button::submit(lang.account_act_as(label)).quiet())) }
            }
        }
        h2 { (lang.account_sessions()) }
        (sessions(&ctx, &frame, &own))
        (act(&frame, "/akun/keluar-semua", None, &Button::submit(lang.account_leave_everywhere()).grave()))
    };
    Ok(ui::page(&frame, body))
}

fn sessions(ctx: &Ctx, frame: &ui::Frame<'_>, own: &account::Own) -> Markup {
    let lang = ctx.lang;
    let here = ctx.signed.as_ref().map(|signed| signed.session);
    let columns = vec![
        Column::text(lang.account_device()),
        Column::text(lang.account_since()),
        Column::text(lang.account_seen()),
        Column::text(""),
    ];
    let rows = own.sessions.iter().map(|session| {
        let end = format!("/akun/sesi/{}/akhiri", session.id);
        Row::new(html! { (device(lang, &session.agent)) })
            .cell(html! { (lang.stamp(session.created_at, ctx.zone())) })
            .cell(html! { (lang.stamp(session.seen_at, ctx.zone())) })
            .cell(html! {
                @if Some(session.id) == here { (lang.account_this_session()) }
                @else { (act(frame, &end, None, &Button::submit(lang.account_end_session()).quiet())) }
            })
    });
    html! { (Table::new(lang.account_sessions(), columns).rows(rows)) }
}

/// Browser and system of a user agent, as far as a person needs to recognise it.
fn device(lang: Lang, agent: &str) -> String {
    let known = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = known(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => lang.account_device_unknown().to_owned(),
    }
}

/// The form for a new password.
pub async fn password(ctx: Ctx) -> Result<Markup, Fault> {
    Ok(password_page(&ctx, &FieldErrors::default(), ctx.signed()?.must_change))
}

fn password_page(ctx: &Ctx, errors: &FieldErrors, first: bool) -> Markup {
    let lang = ctx.lang;
    let lead = if first { lang.account_first_password() } else { lang.account_password_lead() };
    let frame = ctx
        .frame(lang.account_change_password())
        .lead(lead)
        .crumb(lang.account_own_title(), "/akun")
        .troubled(!errors.0.is_empty());
    let ask = |name, label, hint| {
        field::password(name)
            .label(label)
            .autocomplete(hint)
            .error(errors.of(name).map(|code| sentence(lang, code)))
            .required()
    };
    let body = html! {
        (form(&frame, "/akun/sandi")
            .field(ask("old", lang.account_old_password(), "current-password"))
            .field(ask("new", lang.account_new_password(), "new-password").help(lang.account_password_help()))
            .field(ask("again", lang.account_again_password(), "new-password"))
            .submit(lang.account_save_password()))
    };
    ui::page(&frame, body)
}

fn sentence(lang: Lang, code: &str) -> &'static str {
    match code {
        "password_short" => lang.account_password_short(),
        "password_long" => lang.account_password_long(),
        "password_common" => lang.account_password_common(),
        "password_differs" => lang.account_password_differs(),
        _ => lang.account_password_wrong(),
    }
}

/// Changes the password.
pub async fn change_password(ctx: Ctx, typed: Posted) -> Result<Response, Fault> {
    let signed = ctx.signed()?;
    let secret = |name| Zeroizing::new(typed.get(name).to_owned());
    match account::change_password(ctx.app(), signed, secret("old"), secret("new"), secret("again"))
        .await
    {
        Ok(()) => Ok(Redirect::to("/akun?tersimpan=1").into_response()),
        Err(Error::Invalid(errors)) => {
            let page = password_page(&ctx, &errors, signed.must_change);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends every session.
pub async fn leave_everywhere(ctx: Ctx, _typed: Posted) -> Result<Response, Fault> {
    account::sign_out_everywhere(ctx.app(), ctx.signed()?).await?;
    Ok(super::sign_in::left())
}

/// Ends one session.
pub async fn end_session(
    ctx: Ctx,
    Path(id): Path<String>,
    _typed: Posted,
) -> Result<Redirect, Fault> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound)?;
    account::end_session(ctx.app(), ctx.signed()?, id).await?;
    Ok(Redirect::to("/akun"))
}

/// Acts under another assignment.
pub async fn choose(ctx: Ctx, Path(id): Path<String>, _typed: Posted) -> Result<Redirect, Fault> {
    let id: AssignmentId = id.parse().map_err(|_| Error::NotFound)?;
    account::choose_assignment(ctx.app(), ctx.signed()?, id).await?;
    Ok(Redirect::to("/beranda"))
}
