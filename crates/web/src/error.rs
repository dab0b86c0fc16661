//! Faults of a request, and the pages that say what happened and what to do next.

use std::sync::Arc;

use app::Error;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use text::Lang;

use crate::{
    Ctx, Web,
    ui::{self, Button, Trouble},
};

/// Why a request is not answered as it was asked.
#[derive(Debug, Clone)]
pub struct Fault(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    App(Error),
    /// A form that does not come from one of our pages.
    Foreign,
    /// Nobody is signed in.
    Stranger,
    /// More than may be sent.
    TooLarge,
    /// Not what a form sends.
    Unreadable,
    /// It took longer than a request may.
    Slow,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self(Arc::new(Kind::App(error)))
    }
}

impl Fault {
    /// A form that does not come from one of our pages.
    pub fn foreign() -> Self {
        Self(Arc::new(Kind::Foreign))
    }

    /// Nobody is signed in.
    pub fn stranger() -> Self {
        Self(Arc::new(Kind::Stranger))
    }

    /// More than may be sent.
    pub fn too_large() -> Self {
        Self(Arc::new(Kind::TooLarge))
    }

    /// Not what a form sends.
    pub fn unreadable() -> Self {
        Self(Arc::new(Kind::Unreadable))
    }

    /// What takes longer than a request may.
    pub fn slow() -> Self {
        Self(Arc::new(Kind::Slow))
    }

    /// The page that does not exist.
    pub fn not_found() -> Self {
        Error::NotFound.into()
    }

    fn status(&self) -> StatusCode {
        match &*self.0 {
            Kind::App(error) => match error {
                Error::NotFound => StatusCode::NOT_FOUND,
                // A role that has the act elsewhere learns nothing about what is there.
                Error::Denied(denied) if denied.elsewhere => StatusCode::NOT_FOUND,
                Error::Denied(_) => StatusCode::FORBIDDEN,
                Error::Invalid(_) | Error::Rule(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Conflict => StatusCode::CONFLICT,
                Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
                Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Kind::Foreign => StatusCode::FORBIDDEN,
            Kind::Stranger => StatusCode::SEE_OTHER,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Unreadable => StatusCode::BAD_REQUEST,
            Kind::Slow => StatusCode::REQUEST_TIMEOUT,
        }
    }
}

impl IntoResponse for Fault {
    /// A bare status; [`pages`] puts the page around it.
    fn into_response(self) -> Response {
        if matches!(&*self.0, Kind::Stranger) {
            return Redirect::to("/masuk").into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page for an address that does not exist.
pub async fn not_found() -> Fault {
    Fault::not_found()
}

/// Turns faults into pages, and bare error statuses of the framework too.
pub async fn pages(State(_): State<Web>, request: Request, next: Next) -> Response {
    let ctx = request.extensions().get::<Ctx>().cloned();
    let response = next.run(request).await;
    let Some(ctx) = ctx else { return response };
    if let Some(fault) = response.extensions().get::<Fault>().cloned() {
        return page(&ctx, &fault).await;
    }
    let bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| !kind.as_bytes().starts_with(b"text/html"));
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_FOUND if bare => {
            page(&ctx, &Fault::not_found()).await
        }
        StatusCode::PAYLOAD_TOO_LARGE if bare => page(&ctx, &Fault::too_large()).await,
        StatusCode::BAD_REQUEST if bare => page(&ctx, &Fault::unreadable()).await,
        StatusCode::REQUEST_TIMEOUT if bare => page(&ctx, &Fault::slow()).await,
        StatusCode::INTERNAL_SERVER_ERROR if bare => {
            page(&ctx, &Error::internal("the request ended in a panic").into()).await
        }
        _ => response,
    }
}

/// The page of a fault; refusals and faults of the program are recorded on the way.
pub async fn page(ctx: &Ctx, fault: &Fault) -> Response {
    let incident = record(ctx, fault).await;
    let lang = ctx.lang;
    let (title, happened, next) = words(lang, ctx, fault);
    let mut trouble = Trouble::new(lang, happened, next)
        .kept(if matches!(fault.status(), StatusCode::NOT_FOUND) { "" } else { lang.error_kept() })
        .incident(incident);
    // Whoever came by a link has no other page here.
    if !of_link(ctx) {
        let home = if ctx.signed.is_some() { "/beranda" } else { "/" };
        trouble = trouble.button(Button::link(lang.error_home(), home));
    }
    let body = maud::html! { (trouble) };
    let frame = ctx.frame(title);
    let markup = if ctx.signed.is_some() { ui::page(&frame, body) } else { ui::bare(&frame, body) };
    (fault.status(), markup).into_response()
}

/// Whether the page is one that a personal link opens.
fn of_link(ctx: &Ctx) -> bool {
    ctx.place.path.starts_with("/isi/")
}

async fn record(ctx: &Ctx, fault: &Fault) -> Option<String> {
    match &*fault.0 {
        Kind::App(Error::Internal(cause)) => {
            let incident = ctx.app().ids.next().simple().to_string();
            let number = format!("{}-{}", &incident[..6], &incident[26..]);
            tracing::error!(incident = %number, path = %ctx.place.path, cause = %cause, "request failed");
            Some(number)
        }
        Kind::App(Error::Denied(denied)) => {
            let actor = ctx.actor().ok()?;
            if let Err(error) =
                app::audit::refused(ctx.app(), actor, *denied, &ctx.place.path).await
            {
                tracing::error!(cause = %error, "a refusal could not be recorded");
            }
            None
        }
        _ => None,
    }
}

fn words(lang: Lang, ctx: &Ctx, fault: &Fault) -> (&'static str, String, String) {
    let own = |text: &str| text.to_owned();
    let (title, happened, next) = match &*fault.0 {
        Kind::App(Error::TooMany(until)) => {
            return (
                lang.error_too_many(),
                lang.error_too_many_happened(lang.stamp(*until, ctx.zone())),
                own(lang.error_too_many_next()),
            );
        }
        Kind::App(Error::Rule(code)) => {
            (lang.error_rule(), crate::labels::rule(lang, code), lang.error_rule_next())
        }
        Kind::App(Error::Invalid(_)) => {
            (lang.error_rule(), lang.error_invalid(), lang.error_rule_next())
        }
        Kind::App(Error::Conflict) => {
            (lang.error_conflict(), lang.error_conflict_happened(), lang.error_conflict_next())
        }
        Kind::App(Error::Internal(_)) => {
            (lang.error_internal(), lang.error_internal_happened(), lang.error_internal_next())
        }
        Kind::App(Error::Denied(denied)) if !denied.elsewhere => {
            (lang.error_denied(), lang.error_denied_happened(), lang.error_denied_next())
        }
        Kind::App(Error::NotFound) if of_link(ctx) => {
            (lang.error_link(), lang.error_link_happened(), lang.error_link_next())
        }
        Kind::App(_) | Kind::Stranger => {
            (lang.error_not_found(), lang.error_not_found_happened(), lang.error_not_found_next())
        }
        Kind::Foreign => {
            (lang.error_foreign(), lang.error_foreign_happened(), lang.error_foreign_next())
        }
        Kind::TooLarge => {
            (lang.error_too_large(), lang.error_too_large_happened(), lang.error_too_large_next())
        }
        Kind::Unreadable => (
            lang.error_unreadable(),
            lang.error_unreadable_happened(),
            lang.error_unreadable_next(),
        ),
        Kind::Slow => (lang.error_slow(), lang.error_slow_happened(), lang.error_slow_next()),
    };
    (title, own(happened), own(next))
}
