//! The home page: what is due from me, what waits for me, what is red; the next meeting; one picture.

use domain::plan::Band;
use maud::{Markup, Render, html};
use text::Lang;

use super::{Words, badge};

/// The home page of a role.
#[derive(Debug)]
#[must_use]
pub struct Today<'a> {
    lang: Lang,
    shelves: Vec<Shelf<'a>>,
    meeting: Option<Markup>,
    picture: Option<Markup>,
}

/// One short list of the day.
#[derive(Debug)]
#[must_use]
pub struct Shelf<'a> {
    title: Words<'a>,
    items: Vec<Due<'a>>,
    nothing: Words<'a>,
    rest: Option<(Words<'a>, Words<'a>)>,
}

/// One thing to do or to know.
#[derive(Debug, Clone)]
#[must_use]
pub struct Due<'a> {
    title: Words<'a>,
    href: Words<'a>,
    detail: Words<'a>,
    band: Option<Band>,
    late: bool,
}

impl<'a> Due<'a> {
    /// A thing, and where it is done.
    pub fn new(title: impl Into<Words<'a>>, href: impl Into<Words<'a>>) -> Self {
        Self {
            title: title.into(),
            href: href.into(),
            detail: Words::default(),
            band: None,
            late: false,
        }
    }

    /// Until when, from whom, why.
    pub fn detail(mut self, detail: impl Into<Words<'a>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// How it is judged.
    pub const fn band(mut self, band: Band) -> Self {
        self.band = Some(band);
        self
    }

    /// Whether its date has passed; the detail says so in words.
    pub const fn late(mut self, late: bool) -> Self {
        self.late = late;
        self
    }
}

impl<'a> Shelf<'a> {
    /// A list, and what it says when there is nothing.
    pub fn new(title: impl Into<Words<'a>>, nothing: impl Into<Words<'a>>) -> Self {
        Self { title: title.into(), items: Vec::new(), nothing: nothing.into(), rest: None }
    }

    /// The first few things.
    pub fn items(mut self, items: Vec<Due<'a>>) -> Self {
        self.items = items;
        self
    }

    /// Where the rest is ("Semua 12").
    pub fn rest(mut self, label: impl Into<Words<'a>>, href: impl Into<Words<'a>>) -> Self {
        self.rest = Some((label.into(), href.into()));
        self
    }
}

impl<'a> Today<'a> {
    /// A day with these lists; three are enough.
    pub const fn new(lang: Lang, shelves: Vec<Shelf<'a>>) -> Self {
        Self { lang, shelves, meeting: None, picture: None }
    }

    /// The next meeting.
    pub fn meeting(mut self, meeting: Option<Markup>) -> Self {
        self.meeting = meeting;
        self
    }

    /// The one picture.
    pub fn picture(mut self, picture: Option<Markup>) -> Self {
        self.picture = picture;
        self
    }

    fn shelf(&self, shelf: &Shelf) -> Markup {
        html! {
            section class="shelf" {
                h2 { (shelf.title) }
                @if shelf.items.is_empty() { p class="none" { (shelf.nothing) } }
                @else {
                    ul { @for item in &shelf.items { (self.item(item)) } }
                }
                @if let Some((label, href)) = &shelf.rest { p { a href=(href) { (label) } } }
            }
        }
    }

    fn item(&self, item: &Due) -> Markup {
        html! {
            li data-late[item.late] {
                a href=(item.href) { (item.title) }
                p {
                    @if let Some(band) = item.band { (badge(self.lang, band)) " " }
                    (item.detail)
                }
            }
        }
    }
}

impl Render for Today<'_> {
    fn render(&self) -> Markup {
        html! {
            @if let Some(meeting) = &self.meeting {
                section class="meeting" { h2 { (self.lang.ui_next_meeting()) } (meeting) }
            }
            div class="today" { @for shelf in &self.shelves { (self.shelf(shelf)) } }
            @if let Some(picture) = &self.picture { (picture) }
        }
    }
}
