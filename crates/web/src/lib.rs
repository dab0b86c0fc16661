//! The web: pages in Indonesian as people share them, built from typed components.
//!
//! A module per noun: `mod.rs` has its routes, `pages.rs` its handlers, `views.rs` its pages. Each
//! route names its guard; the gate checks it before the handler runs.

use std::sync::Arc;

use app::App;
use axum::{Router, extract::DefaultBodyLimit, middleware};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer,
};

pub mod account;
pub mod action;
mod address;
pub mod agency;
mod assets;
pub mod audit;
pub mod components;
mod ctx;
mod error;
pub mod file;
mod forms;
mod gate;
mod headers;
pub mod home;
pub mod instrument;
mod labels;
pub mod letter;
pub mod meeting;
mod nav;
pub mod notice;
pub mod outreach;
pub mod plan;
pub mod region;
mod routes;
pub mod stats;
pub mod taskforce;
pub mod ui;

pub use ctx::Ctx;
pub use error::Fault;
pub use forms::{Posted, Upload};
pub use routes::{Guard, Route, Routes};

/// How this installation is reached.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Public address, such as `https://gugus.example.go.id`; empty on loopback.
    pub public_url: Option<String>,
    /// Whether this is a demo, whose people are invented.
    pub demo: bool,
    /// User name to try first, said on the sign-in page of a demo.
    pub demo_hint: Option<String>,
}

/// What every handler can reach.
#[derive(Debug, Clone)]
pub struct Web {
    /// Use cases.
    pub app: App,
    /// How this installation is reached.
    pub settings: Arc<Settings>,
}

/// Longest time for one request; what takes longer is a job.
const REQUEST_SECONDS: u64 = 60;

/// Every route with its guard, in one list.
pub fn routes() -> Routes {
    Routes::new()
        .merge(assets::routes())
        .merge(account::routes())
        .merge(agency::routes())
        .merge(taskforce::routes())
        .merge(audit::routes())
        .merge(components::routes())
        .merge(file::routes())
        .merge(home::routes())
        .merge(region::routes())
        .merge(plan::routes())
        .merge(meeting::routes())
        .merge(action::routes())
        .merge(notice::routes())
        .merge(outreach::routes())
        .merge(instrument::routes())
        .merge(letter::routes())
        .merge(stats::routes())
}

/// The whole site.
pub fn site(app: App, settings: Settings) -> Router {
    let web = Web { app, settings: Arc::new(settings) };
    routes()
        .into_router()
        .fallback(error::not_found)
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::REQUEST_TIMEOUT,
            std::time::Duration::from_secs(REQUEST_SECONDS),
        ))
        .layer(middleware::from_fn_with_state(web.clone(), error::pages))
        .layer(middleware::from_fn_with_state(web.clone(), gate::resolve))
        .layer(middleware::from_fn_with_state(web.clone(), headers::add))
        .layer(DefaultBodyLimit::max(forms::FORM_LIMIT))
        .layer(CompressionLayer::new())
        .with_state(web)
}
