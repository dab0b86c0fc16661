//! The gate: whose request it is, whether it comes from our own pages, and the guard of its route.

use std::sync::Arc;

use app::account;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::access::Denied;
use text::Lang;

use crate::{
    Guard, Web,
    ctx::{Ctx, Place},
    error::Fault,
};

/// Name of the session cookie.
pub const SESSION: &str = "__Host-gugus";
/// Name of the cookie that keeps the language.
pub const LANGUAGE: &str = "__Host-bahasa";
const TOKEN_LIMIT: usize = 1024 * 1024;

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Finds out whose request it is and in which language to answer.
pub async fn resolve(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let asked = asked_language(request.uri().query());
    let kept = cookie(request.headers(), LANGUAGE).and_then(Lang::from_code);
    let place = Place::of(&request);
    let value = cookie(request.headers(), SESSION).map(str::to_owned);
    let signed = match value {
        Some(value) if !place.path.starts_with("/static/") => {
            match account::resume(&web.app, &value).await {
                Ok(signed) => signed.map(Arc::new),
                Err(error) => {
                    let ctx = Ctx::new(web, None, asked.or(kept).unwrap_or_default(), place);
                    return crate::error::page(&ctx, &Fault::from(error)).await;
                }
            }
        }
        _ => None,
    };
    let ctx = Ctx::new(web, signed, asked.or(kept).unwrap_or_default(), place);
    request.extensions_mut().insert(ctx);
    let mut response = next.run(request).await;
    if let Some(lang) = asked
        && kept != Some(lang)
        && let Ok(value) =
            format!("{LANGUAGE}={}; Path=/; Secure; SameSite=Lax; Max-Age=31536000", lang.code())
                .parse()
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

fn asked_language(query: Option<&str>) -> Option<Lang> {
    query?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::from_code)
}

/// Lets a request through to its handler, or answers in its place.
pub async fn check(guard: Guard, request: Request, next: Next) -> Response {
    let Some(ctx) = request.extensions().get::<Ctx>().cloned() else {
        return Fault::from(app::Error::internal("no context")).into_response();
    };
    if guard == Guard::Link {
        return by_link(ctx, request, next).await;
    }
    if let Err(refusal) = allowed(guard, &ctx, request.method()) {
        return refusal;
    }
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    match ours(&ctx, request).await {
        Ok(request) => next.run(request).await,
        Err(fault) => fault.into_response(),
    }
}

/// Lets whoever holds the link in the address through. No other site knows the address, so a POST
/// without `Origin` is theirs; one that names another site is not.
async fn by_link(ctx: Ctx, mut request: Request, next: Next) -> Response {
    let token = ctx.place.path.split('/').nth(2).unwrap_or_default();
    let guest = match app::plan::link::knock(ctx.app(), token).await {
        Ok(holder) => Arc::new(holder),
        Err(error) => return Fault::from(error).into_response(),
    };
    let foreign = same_origin(&ctx, request.headers()) == Some(false);
    if foreign && *request.method() == Method::POST {
        return Fault::foreign().into_response();
    }
    request.extensions_mut().insert(ctx.with_guest(guest));
    next.run(request).await
}

#[expect(clippy::result_large_err, reason = "the refusal is the response that is sent")]
fn allowed(guard: Guard, ctx: &Ctx, method: &Method) -> Result<(), Response> {
    if matches!(guard, Guard::Public | Guard::Link) {
        return Ok(());
    }
    let Some(signed) = ctx.signed.as_deref() else {
        return Err(Redirect::to(&sign_in_first(ctx, method)).into_response());
    };
    if signed.must_change
        && !ctx.place.path.starts_with("/akun/sandi")
        && ctx.place.path != "/keluar"
    {
        return Err(Redirect::to("/akun/sandi").into_response());
    }
    match guard {
        Guard::Act(act) if !signed.actor.may(act) => {
            let denied = Denied { act, elsewhere: false };
            Err(Fault::from(app::Error::Denied(denied)).into_response())
        }
        _ => Ok(()),
    }
}

/// The sign-in page, which leads back to the page that was asked for.
fn sign_in_first(ctx: &Ctx, method: &Method) -> String {
    if *method == Method::GET && ctx.place.path != "/beranda" {
        let back = crate::forms::encode(&ctx.place.address());
        return format!("/masuk?ke={back}");
    }
    "/masuk".to_owned()
}

/// Passes a POST on if it comes from our own pages.
///
/// `Sec-Fetch-Site: same-origin` or our own Origin says so; a browser that sends neither must
/// bring the token of the form.
async fn ours(ctx: &Ctx, request: Request) -> Result<Request, Fault> {
    match same_origin(ctx, request.headers()) {
        Some(true) => Ok(request),
        Some(false) => Err(Fault::foreign()),
        None => with_token(ctx, request).await,
    }
}

/// Whether the headers say that a form is ours; nothing where the browser sends neither of them.
fn same_origin(ctx: &Ctx, headers: &HeaderMap) -> Option<bool> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return Some(site == "same-origin");
    }
    text("origin").map(|origin| own_origin(ctx, origin, text("host")))
}

fn own_origin(ctx: &Ctx, origin: &str, host: Option<&str>) -> bool {
    if let Some(public) = &ctx.settings.public_url {
        return origin == public.trim_end_matches('/');
    }
    let Some(host) = host else { return false };
    origin == format!("http://{host}") || origin == format!("https://{host}")
}

async fn with_token(ctx: &Ctx, request: Request) -> Result<Request, Fault> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, TOKEN_LIMIT).await.map_err(|_| Fault::foreign())?;
    let token = crate::forms::pairs(&bytes).into_iter().find(|(name, _)| name == "_token");
    let accepted = match (&ctx.signed, token) {
        (Some(signed), Some((_, token))) => signed.keys.accepts_form_token(&token),
        _ => false,
    };
    if accepted { Ok(Request::from_parts(parts, Body::from(bytes))) } else { Err(Fault::foreign()) }
}
