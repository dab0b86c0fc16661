//! What every handler knows: the app, the language, who asks and from where.

use std::{fmt, ops::Deref, sync::Arc};

use app::{Actor, App, account::Signed, plan::link::Holder};
use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
};
use domain::time::{Date, Instant, Zone};
use text::Lang;

use crate::{
    Fault, Web, assets, nav,
    ui::{Frame, Person},
};

/// Where a request goes.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Path without the query.
    pub path: String,
    /// Query without the question mark, or empty.
    pub query: String,
    /// Host as the browser names it.
    pub host: String,
}

impl Place {
    /// The place of a request.
    pub fn of(request: &Request) -> Self {
        let host = request.headers().get("host").and_then(|value| value.to_str().ok());
        Self {
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            host: host.unwrap_or_default().to_owned(),
        }
    }

    /// Path and query.
    pub fn address(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }
}

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    web: Web,
    /// Language of the answer.
    pub lang: Lang,
    /// Who is signed in.
    pub signed: Option<Arc<Signed>>,
    /// Who came by a link instead, which opens the pages of reporting and no others.
    pub guest: Option<Arc<Holder>>,
    /// Where the request goes.
    pub place: Place,
}

impl fmt::Debug for Ctx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ctx").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Deref for Ctx {
    type Target = Web;

    fn deref(&self) -> &Web {
        &self.web
    }
}

impl Ctx {
    /// A context.
    pub fn new(web: Web, signed: Option<Arc<Signed>>, lang: Lang, place: Place) -> Self {
        Self { web, lang, signed, guest: None, place }
    }

    /// The same for whoever came by a link.
    #[must_use]
    pub fn with_guest(self, guest: Arc<Holder>) -> Self {
        Self { guest: Some(guest), ..self }
    }

    /// The use cases.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// A fault that leads a stranger to the sign-in page.
    pub fn signed(&self) -> Result<&Signed, Fault> {
        self.signed.as_deref().ok_or_else(Fault::stranger)
    }

    /// Who acts.
    ///
    /// # Errors
    /// A fault that leads a stranger to the sign-in page.
    pub fn actor(&self) -> Result<&Actor, Fault> {
        Ok(&self.signed()?.actor)
    }

    /// Who reports: the holder of the link that the address carries, else who is signed in.
    ///
    /// # Errors
    /// A fault that leads a stranger to the sign-in page.
    pub fn reporter(&self) -> Result<&Actor, Fault> {
        self.guest.as_deref().map_or_else(|| self.actor(), |guest| Ok(&guest.actor))
    }

    /// The zone whose "today" counts.
    pub fn zone(&self) -> Zone {
        let guest = self.guest.as_ref().map(|guest| guest.zone);
        let signed = self.signed.as_ref().map(|signed| signed.zone);
        guest.or(signed).unwrap_or(Zone::Wib)
    }

    /// This moment.
    pub fn now(&self) -> Instant {
        self.web.app.now()
    }

    /// Today in the task force's own zone.
    pub fn today(&self) -> Date {
        self.zone().date(self.now())
    }

    /// The first value of `name` in the query; empty counts as absent.
    pub fn query(&self, name: &str) -> Option<String> {
        crate::forms::pairs(self.place.query.as_bytes())
            .into_iter()
            .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
    }

    /// The language of papers: official ones are in Indonesian, whatever language their reader's
    /// screen has, unless another one is asked for.
    pub fn paper_lang(&self) -> Lang {
        self.query("lang").and_then(|code| Lang::from_code(&code)).unwrap_or(Lang::Id)
    }

    /// The whole address of a page, as it is written into a message.
    pub fn address_of(&self, path: &str) -> String {
        match &self.web.settings.public_url {
            Some(public) => format!("{}{path}", public.trim_end_matches('/')),
            None => format!("http://{}{path}", self.place.host),
        }
    }

    /// A token for a form of this session, new for every page.
    pub fn token(&self) -> String {
        let salt = *self.web.app.ids.next().as_bytes();
        self.signed.as_ref().map(|signed| signed.keys.form_token(salt)).unwrap_or_default()
    }

    /// What stands around a page of this title.
    pub fn frame<'a>(&'a self, title: impl Into<crate::ui::Words<'a>>) -> Frame<'a> {
        let mut frame = Frame::new(self.lang, title, &self.place.path);
        frame.query = &self.place.query;
        frame.style = assets::style().into();
        frame.demo = self.web.settings.demo;
        // Whoever came by a link sees nothing of a session that the browser may also have.
        let Some(signed) = self.signed.as_deref().filter(|_| self.guest.is_none()) else {
            return frame;
        };
        frame.csrf = self.token().into();
        frame.bell = Some(signed.unread);
        frame.nav = nav::of(self.lang, signed, &self.place.path, self.web.settings.demo);
        let own = signed.taskforce.as_ref();
        frame.person = Some(Person {
            name: signed.name.as_str().into(),
            role: crate::labels::role(self.lang, &signed.actor.role.code).into(),
            agency: own.and_then(|own| own.agency.as_deref()).map(Into::into),
        });
        if let Some(own) = own {
            frame.taskforce = own.name.as_str().into();
            frame.demo = frame.demo || own.demo;
            if let Some((from, to)) = own.term {
                frame.period = format!("{}\u{2013}{}", from.year(), to.year()).into();
            }
        }
        frame
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| app::Error::internal("no context").into())
    }
}
