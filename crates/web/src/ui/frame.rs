//! What stands around every page: rail, top line, bottom bar, bands, heading, print head.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use text::Lang;

use super::{Icon, Notice, Words};

/// Where the style sheet is served when nobody says otherwise.
const STYLE: &str = "/static/gugus.css";

/// All that a page needs to know about its surroundings. `Ctx::frame(title)` fills it.
#[derive(Debug, Clone)]
#[must_use]
pub struct Frame<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The one heading, and the title of the window.
    pub title: Words<'a>,
    /// One line under the heading that says what this page is for.
    pub lead: Option<Words<'a>>,
    /// Path of this page, without the query.
    pub path: &'a str,
    /// Query of this page, without the question mark.
    pub query: &'a str,
    /// What this person can go to.
    pub nav: Nav<'a>,
    /// Who is signed in.
    pub person: Option<Person<'a>>,
    /// The task force ("Kabupaten Tangerang").
    pub taskforce: Words<'a>,
    /// Its term ("2024-2026").
    pub period: Words<'a>,
    /// Whether this is a demo, whose people are invented.
    pub demo: bool,
    /// The compartment shown, on a page behind the wall.
    pub protected: Option<Words<'a>>,
    /// Unread notices; `None` hides the bell.
    pub bell: Option<i64>,
    /// Address of the search page, if there is one.
    pub search: Option<&'a str>,
    /// The session's form token.
    pub csrf: Words<'a>,
    /// Address of the style sheet, with its version.
    pub style: Words<'a>,
    /// Address of a script that makes the page better and without which it works too.
    pub script: Option<&'a str>,
    /// The way here, where it is deeper than two.
    pub crumbs: Vec<Crumb<'a>>,
    /// What just happened.
    pub notice: Option<Notice<'a>>,
    /// Buttons beside the heading.
    pub actions: Option<Markup>,
    /// Whether the page shows a form with errors, which the window title says first.
    pub troubled: bool,
}

/// One step of the way to this page.
#[derive(Debug, Clone)]
pub struct Crumb<'a> {
    /// Name of that page.
    pub label: Words<'a>,
    /// Its address.
    pub href: Words<'a>,
}

/// The rail: groups of items, each visible to those whose acts allow it.
#[derive(Debug, Clone, Default)]
pub struct Nav<'a> {
    /// *Koordinasi*, *Perlindungan*, *Pengaturan*.
    pub groups: Vec<Group<'a>>,
}

/// A group of the rail.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// Its name.
    pub label: Words<'a>,
    /// Behind the wall: drawn with a lock.
    pub protected: bool,
    /// Its items.
    pub items: Vec<Item<'a>>,
}

/// A place to go.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// Its name, short enough for the bottom bar.
    pub label: Words<'a>,
    /// Its address.
    pub href: &'a str,
    /// Its sign.
    pub icon: Icon,
    /// Whether this page lies there.
    pub current: bool,
    /// Whether it is one of the four things this role does most.
    pub bar: bool,
}

/// Who is signed in, and as what.
#[derive(Debug, Clone)]
pub struct Person<'a> {
    /// Name.
    pub name: Words<'a>,
    /// The role this session acts under.
    pub role: Words<'a>,
    /// The agency it acts for.
    pub agency: Option<Words<'a>>,
}

impl<'a> Frame<'a> {
    /// A frame with nothing around it yet.
    pub fn new(lang: Lang, title: impl Into<Words<'a>>, path: &'a str) -> Self {
        Self {
            lang,
            title: title.into(),
            lead: None,
            path,
            query: "",
            nav: Nav::default(),
            person: None,
            taskforce: Words::default(),
            period: Words::default(),
            demo: false,
            protected: None,
            bell: None,
            search: None,
            csrf: Words::default(),
            style: STYLE.into(),
            script: None,
            crumbs: Vec::new(),
            notice: None,
            actions: None,
            troubled: false,
        }
    }

    /// The line under the heading.
    pub fn lead(mut self, lead: impl Into<Words<'a>>) -> Self {
        self.lead = Some(lead.into());
        self
    }

    /// Adds a step of the way here.
    pub fn crumb(mut self, label: impl Into<Words<'a>>, href: impl Into<Words<'a>>) -> Self {
        self.crumbs.push(Crumb { label: label.into(), href: href.into() });
        self
    }

    /// Says what just happened.
    pub fn notice(mut self, notice: Option<Notice<'a>>) -> Self {
        self.notice = notice;
        self
    }

    /// Puts buttons beside the heading.
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }

    /// Puts the page behind the wall, in this compartment.
    pub fn protected(mut self, compartment: impl Into<Words<'a>>) -> Self {
        self.protected = Some(compartment.into());
        self
    }

    /// Says in the window title that the form on the page needs another look.
    pub const fn troubled(mut self, troubled: bool) -> Self {
        self.troubled = troubled;
        self
    }

    /// This address in `lang`.
    fn in_language(&self, lang: Lang) -> String {
        let kept =
            self.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let mut address = format!("{}?", self.path);
        for pair in kept {
            address.push_str(pair);
            address.push('&');
        }
        address.push_str("lang=");
        address.push_str(lang.code());
        address
    }
}

/// A page for someone signed in (and, without a person, a plain public one).
pub fn page(frame: &Frame, body: Markup) -> Markup {
    let lang = frame.lang;
    let inside = html! {
        (top(frame))
        @if !frame.nav.groups.is_empty() { (rail(frame)) }
        main id="isi" tabindex="-1" {
            (bands(frame))
            (letterhead(frame))
            (crumbs(frame))
            div class="head" {
                div {
                    h1 { (frame.title) }
                    @if let Some(lead) = &frame.lead { p class="lead" { (lead) } }
                }
                @if let Some(actions) = &frame.actions { (actions) }
            }
            @if let Some(notice) = &frame.notice { (notice) }
            (body)
        }
        @if !frame.nav.groups.is_empty() { (bar(lang, &frame.nav)) }
    };
    document(frame, if frame.nav.groups.is_empty() { "plain" } else { "full" }, &inside)
}

/// A page before sign-in, or after something broke: the name, one narrow column, the languages.
pub fn bare(frame: &Frame, body: Markup) -> Markup {
    let inside = html! {
        main id="isi" class="narrow" tabindex="-1" {
            p class="mark" { (brand()) (frame.lang.ui_name()) }
            (bands(frame))
            h1 { (frame.title) }
            @if let Some(lead) = &frame.lead { p class="lead" { (lead) } }
            @if let Some(notice) = &frame.notice { (notice) }
            (body)
            (languages(frame))
        }
    };
    document(frame, "bare", &inside)
}

fn document(frame: &Frame, class: &str, inside: &Markup) -> Markup {
    let lang = frame.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title {
                    @if frame.troubled { (lang.ui_troubled()) ": " }
                    (frame.title) " · " (lang.ui_name())
                }
                link rel="icon" type="image/svg+xml" href="/static/gugus.svg";
                link rel="stylesheet" href=(frame.style);
                @if let Some(script) = frame.script { script type="module" src=(script) {} }
            }
            body class=(class) data-wall[frame.protected.is_some()] {
                a class="skip" href="#isi" { (lang.ui_skip()) }
                (inside)
            }
        }
    }
}

fn top(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        header class="top" {
            a class="mark" href=(if frame.person.is_some() { "/beranda" } else { "/" }) aria-label=(lang.ui_name()) {
                (brand()) span { (lang.ui_name()) }
            }
            p class="where" {
                b { (frame.taskforce) }
                @if !frame.period.is_empty() { " " span { (frame.period) } }
            }
            @if let Some(action) = frame.search { (search(lang, action)) }
            @if let Some(count) = frame.bell {
                a class="bell" href="/pemberitahuan" aria-label=(lang.ui_bell(count)) {
                    (Icon::Bell)
                    @if count > 0 { span { (lang.number(count.min(99))) } }
                }
            }
            @match &frame.person {
                Some(person) => { (me(frame, person)) }
                None => { a class="enter" href="/masuk" { (lang.ui_sign_in()) } }
            }
            (languages(frame))
        }
    }
}

fn search(lang: Lang, action: &str) -> Markup {
    html! {
        form class="search" role="search" action=(action) {
            label class="hidden" for="cari" { (lang.ui_search()) }
            input id="cari" name="q" type="search" placeholder=(lang.ui_search());
            button type="submit" aria-label=(lang.ui_search()) { (Icon::Search) }
        }
    }
}

fn me(frame: &Frame, person: &Person) -> Markup {
    let lang = frame.lang;
    html! {
        details class="me" {
            summary {
                (Icon::Person)
                span { b { (person.name) } " " small { (person.role) } }
            }
            div {
                p { b { (person.name) } }
                p { (person.role) }
                @if let Some(agency) = &person.agency { p { (agency) } }
                a href="/akun" { (lang.ui_account()) }
                form method="post" action="/keluar" {
                    input type="hidden" name="_token" value=(frame.csrf);
                    button class="button quiet" type="submit" { (lang.ui_sign_out()) }
                }
            }
        }
    }
}

fn languages(frame: &Frame) -> Markup {
    html! {
        nav class="languages" aria-label=(frame.lang.ui_language()) {
            @for lang in Lang::ALL {
                @let name = match lang { Lang::Id => "Bahasa Indonesia", Lang::En => "English" };
                a href=(frame.in_language(lang)) hreflang=(lang.code()) lang=(lang.code())
                    title=(name) aria-current=[(lang == frame.lang).then_some("true")] {
                    (lang.code())
                }
            }
        }
    }
}

fn rail(frame: &Frame) -> Markup {
    html! {
        nav id="menu" class="rail" aria-label=(frame.lang.ui_menu()) {
            a class="close" href="#isi" { (Icon::Close) (frame.lang.ui_close()) }
            @for group in &frame.nav.groups {
                p class="group" { @if group.protected { (Icon::Lock) } (group.label) }
                ul { @for item in &group.items { li { (place(item)) } } }
            }
        }
    }
}

fn bar(lang: Lang, nav: &Nav) -> Markup {
    let most = nav.groups.iter().flat_map(|group| &group.items).filter(|item| item.bar).take(4);
    html! {
        nav class="bar" aria-label=(lang.ui_bar()) {
            @for item in most { (place(item)) }
            a href="#menu" { (Icon::Menu) (lang.ui_menu()) }
        }
    }
}

fn place(item: &Item) -> Markup {
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] { (item.icon) (item.label) }
    }
}

fn bands(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        @if frame.demo { p class="demo" { (lang.ui_demo()) } }
        @if let Some(compartment) = &frame.protected {
            p class="wall" {
                (Icon::Lock) strong { (lang.ui_secret()) } " " span { (compartment) } " "
                small { (lang.ui_watched()) }
            }
        }
    }
}

/// The head of a printed page; the screen hides it.
fn letterhead(frame: &Frame) -> Markup {
    html! {
        div class="letterhead" aria-hidden="true" {
            b { (frame.lang.ui_letterhead()) } br;
            (frame.taskforce) " " (frame.period)
        }
    }
}

fn crumbs(frame: &Frame) -> Markup {
    html! {
        @if !frame.crumbs.is_empty() {
            nav class="crumbs" aria-label=(frame.lang.ui_crumbs()) {
                ol {
                    @for crumb in &frame.crumbs { li { a href=(crumb.href) { (crumb.label) } } }
                    li aria-current="page" { (frame.title) }
                }
            }
        }
    }
}

/// The mark of the product: two sides and a door between them.
fn brand() -> Markup {
    PreEscaped(
        r#"<svg class="brand" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20V9.5a8 8 0 0 1 16 0V20h-5V9.5a3 3 0 0 0-6 0V20z"/></svg>"#
            .to_owned(),
    )
}
