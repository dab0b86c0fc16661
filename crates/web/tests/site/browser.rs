//! A browser as far as these tests need one: cookies, forms, redirects on request.

use app::{Actor, ActorKind, App};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use testkit::{Fixture, Person, Scratch, app_on, one_per_role, taskforce};
use tower::ServiceExt as _;
use web::{Settings, site};

/// A site with a task force and one person per role.
pub struct World {
    pub fixture: Fixture,
    pub site: Router,
    pub people: Vec<Person>,
    _scratch: Scratch,
    cookies: Vec<Option<String>>,
}

/// A site with an empty task force.
pub async fn world() -> World {
    let scratch = testkit::sqlite().await;
    let fixture = app_on(scratch.store.clone());
    let (_, system) = taskforce(&fixture.app).await;
    peopled(scratch, fixture, &system).await
}

/// A site with the shipped agencies, terms and seats.
pub async fn shipped() -> World {
    let scratch = testkit::sqlite().await;
    let fixture = app_on(scratch.store.clone());
    let system = Actor::system(ActorKind::System);
    let own = app::taskforce::seed_shipped(&fixture.app, &system, true).await.unwrap();
    peopled(scratch, fixture, &system.within(own)).await
}

async fn peopled(scratch: Scratch, fixture: Fixture, system: &Actor) -> World {
    let people = one_per_role(&fixture.app, system).await;
    let settings = Settings { demo: true, ..Settings::default() };
    World {
        site: site(fixture.app.clone(), settings),
        fixture,
        people,
        _scratch: scratch,
        cookies: Vec::new(),
    }
}

impl World {
    pub fn app(&self) -> &App {
        &self.fixture.app
    }

    pub fn stranger(&self) -> Browser {
        Browser { site: self.site.clone(), cookie: None }
    }

    /// Signs everybody in once, for [`World::stranger_as`].
    pub async fn sign_everybody_in(&mut self) {
        let mut cookies = Vec::new();
        for person in &self.people {
            cookies.push(self.signed_in(&person.role).await.cookie);
        }
        self.cookies = cookies;
    }

    /// A browser with the session of the person at `index`.
    pub fn stranger_as(&self, index: usize) -> Browser {
        Browser { site: self.site.clone(), cookie: self.cookies[index].clone() }
    }

    pub async fn signed_in(&self, role: &str) -> Browser {
        let person = self.people.iter().find(|person| person.role == role).unwrap();
        let mut browser = self.stranger();
        browser.sign_in(&person.username, &person.password).await;
        browser
    }
}

pub struct Browser {
    site: Router,
    pub cookie: Option<String>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }
}

impl Browser {
    pub async fn sign_in(&mut self, username: &str, password: &str) {
        let answer = self.post("/masuk", &[("username", username), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.header("set-cookie").split(';').next().unwrap();
        self.cookie = Some(cookie.to_owned());
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(Request::builder().uri(address), Body::empty()).await
    }

    /// Where an answer leads, or the answer where it leads nowhere.
    pub async fn followed(&self, answer: Answer) -> Answer {
        match answer.status {
            StatusCode::SEE_OTHER => self.get(answer.location()).await,
            _ => answer,
        }
    }

    /// Posts a form as a present-day browser does from our own page.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(encode(fields))).await
    }

    /// Posts with headers of one's own choice.
    pub async fn post_as(
        &self,
        address: &str,
        headers: &[(&'static str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, Body::from(encode(fields))).await
    }

    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.header(header::HOST, "localhost:8080");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self.site.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}
