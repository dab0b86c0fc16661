//! Routes with their guards, kept in one list so that a test can walk them all.

use app::Act;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    handler::Handler,
    http::Method,
    middleware::{self, Next},
    routing::{MethodRouter, get, post},
};

use crate::{Web, gate};

/// Who may knock at a route at all; the use case decides what they may do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Everybody.
    Public,
    /// Whoever holds the link whose token is the second part of the address.
    Link,
    /// Everybody who is signed in.
    SignedIn,
    /// Whose role has the act.
    Act(Act),
}

/// One route of the site.
#[derive(Debug, Clone)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Path as axum writes it, `/rad/{id}`.
    pub path: &'static str,
    /// Who may knock.
    pub guard: Guard,
}

/// Routes and their handlers.
#[derive(Debug, Default)]
#[must_use]
pub struct Routes {
    router: Router<Web>,
    list: Vec<Route>,
}

/// Largest body of a form with a file: 10 MiB of file and what stands around it.
pub const UPLOAD_LIMIT: usize = 11 * 1024 * 1024;

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page.
    pub fn get<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::GET, path, guard, get(handler))
    }

    /// Adds what a form is sent to.
    pub fn post<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::POST, path, guard, post(handler))
    }

    /// Adds what a form with a file is sent to.
    pub fn upload<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        let handler = post(handler).layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
        self.add(Method::POST, path, guard, handler)
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        guard: Guard,
        handler: MethodRouter<Web>,
    ) -> Self {
        let guarded = handler.layer(middleware::from_fn(move |request: Request, next: Next| {
            gate::check(guard, request, next)
        }));
        self.router = self.router.route(path, guarded);
        self.list.push(Route { method, path, guard });
        self
    }

    /// Takes in the routes of another noun.
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    /// Every route, in the order in which it was added.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// The router, without its list.
    pub fn into_router(self) -> Router<Web> {
        self.router
    }
}
