//! `/masuk` and `/keluar`.

use app::account;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use zeroize::Zeroizing;

use crate::{
    Ctx, Fault, Posted, gate,
    ui::{self, Notice, Tone, field, form},
};

/// The sign-in page.
pub async fn show(ctx: Ctx) -> Response {
    if ctx.signed.is_some() {
        return Redirect::to(&back(ctx.query("ke").as_deref())).into_response();
    }
    page(&ctx, &Posted::default(), None).into_response()
}

/// What stops a sign-in, in words.
fn page(ctx: &Ctx, typed: &Posted, problem: Option<String>) -> maud::Markup {
    let lang = ctx.lang;
    let mut frame = ctx.frame(lang.account_enter_title()).troubled(problem.is_some());
    if let Some(hint) = &ctx.settings.demo_hint {
        frame.lead = Some(lang.account_enter_demo(hint).into());
    }
    let to = ctx.query("ke").unwrap_or_else(|| typed.get("ke").to_owned());
    let enter = form(&frame, "/masuk")
        .hidden("ke", to)
        .problem(problem)
        .field(
            field::text("username")
                .label(lang.account_username())
                .value(typed.get("username"))
                .autocomplete("username")
                .required(),
        )
        .field(
            field::password("password")
                .label(lang.account_password())
                .autocomplete("current-password")
                .required(),
        )
        .submit(lang.account_enter());
    let body = html! {
        @if let Some(warning) = insecure(ctx) { (Notice::new(Tone::Stop, warning)) }
        (enter)
        p class="help" { (lang.account_forgot()) }
    };
    ui::bare(&frame, body)
}

/// Session cookies need https, except on this machine itself; says so where it is missing.
fn insecure(ctx: &Ctx) -> Option<&'static str> {
    let host = ctx.place.host.as_str();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let here = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    let https = ctx.settings.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    (!here && !https).then(|| ctx.lang.account_insecure())
}

/// Signs in.
pub async fn enter(ctx: Ctx, headers: HeaderMap, typed: Posted) -> Result<Response, Fault> {
    let password = Zeroizing::new(typed.get("password").to_owned());
    let agent =
        headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = ctx.lang;
    let problem = match account::sign_in(ctx.app(), typed.get("username"), password, agent).await {
        Ok(signed) => {
            let to = if signed.must_change {
                "/akun/sandi".to_owned()
            } else {
                back(Some(typed.get("ke")))
            };
            return Ok((
                [(header::SET_COOKIE, session_cookie(&signed.cookie, None))],
                Redirect::to(&to),
            )
                .into_response());
        }
        Err(app::Error::Rule("account.wrong")) => {
            (StatusCode::UNPROCESSABLE_ENTITY, lang.account_wrong().to_owned())
        }
        Err(app::Error::TooMany(until)) => (
            StatusCode::TOO_MANY_REQUESTS,
            lang.error_too_many_happened(lang.stamp(until, ctx.zone())),
        ),
        Err(error) => return Err(error.into()),
    };
    Ok((problem.0, page(&ctx, &typed, Some(problem.1))).into_response())
}

fn session_cookie(value: &str, age: Option<u32>) -> String {
    let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}", gate::SESSION)
}

/// A page of our own to go to after sign-in.
fn back(to: Option<&str>) -> String {
    match to {
        Some(to)
            // Browsers drop tabs and line breaks before they read an address.
            if to.starts_with('/')
                && !to.starts_with("//")
                && !to.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace()) =>
        {
            to.to_owned()
        }
        _ => "/beranda".to_owned(),
    }
}

/// Signs out here; the browser forgets what it kept.
pub async fn leave(ctx: Ctx, _typed: Posted) -> Result<Response, Fault> {
    account::sign_out(ctx.app(), ctx.signed()?).await?;
    Ok(left())
}

/// The answer after signing out.
pub fn left() -> Response {
    let headers = [
        (header::SET_COOKIE, session_cookie("", Some(0))),
        (header::HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"".to_owned()),
    ];
    (headers, Redirect::to("/masuk")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_our_own_pages_only() {
        assert_eq!(back(Some("/rad?strategi=A")), "/rad?strategi=A");
        for foreign in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
        {
            assert_eq!(back(Some(foreign)), "/beranda", "{foreign}");
        }
    }
}
