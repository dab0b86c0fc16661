//! Lists: how many, narrowed by what, in which order, where the next ones are.

use maud::{Markup, Render, html};
use text::Lang;

use super::{Button, Icon, Table, Words, actions};

/// A list with all that stands around its rows.
#[derive(Debug)]
#[must_use]
pub struct List<'a> {
    lang: Lang,
    total: Words<'a>,
    filters: Option<Filters<'a>>,
    table: Table<'a>,
    pager: Pager<'a>,
    exports: Vec<(&'a str, Words<'a>)>,
    empty: Option<Empty<'a>>,
}

/// Links and fields that narrow what a page shows; the address says all of it, so a view is shared
/// by its address.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Filters<'a> {
    rows: Vec<(Words<'a>, Vec<Chip<'a>>)>,
    fields: Option<(Words<'a>, Markup)>,
    clear: Option<Words<'a>>,
}

/// One way to narrow a list.
#[derive(Debug, Clone)]
#[must_use]
pub struct Chip<'a> {
    label: Words<'a>,
    href: Words<'a>,
    current: bool,
    count: Option<i64>,
}

/// Addresses of the rows before and after these; either may be missing.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Pager<'a> {
    /// The page before.
    pub previous: Option<Words<'a>>,
    /// The page after.
    pub next: Option<Words<'a>>,
    /// Where this page lies ("1-50 dari 1.250").
    pub place: Words<'a>,
}

/// What an empty list says: that it is empty, and how to begin.
#[derive(Debug, Clone)]
#[must_use]
pub struct Empty<'a> {
    title: Words<'a>,
    how: Words<'a>,
    buttons: Vec<Button<'a>>,
}

/// A part of a record that has a page of its own.
#[derive(Debug, Clone)]
pub struct Tab<'a> {
    /// Its name.
    pub label: Words<'a>,
    /// Its address.
    pub href: Words<'a>,
    /// Whether it is this page.
    pub current: bool,
    /// How many lie there.
    pub count: Option<i64>,
}

impl<'a> Chip<'a> {
    /// A link that narrows; `current` where it does so now.
    pub fn new(label: impl Into<Words<'a>>, href: impl Into<Words<'a>>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, count: None }
    }

    /// How many it would leave.
    pub const fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

impl<'a> Filters<'a> {
    /// No way to narrow yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row of chips under its name ("Strategi").
    pub fn chips(mut self, name: impl Into<Words<'a>>, chips: Vec<Chip<'a>>) -> Self {
        self.rows.push((name.into(), chips));
        self
    }

    /// Adds fields sent by GET to `action`, for what is too long for chips; see [`Filters::pick`].
    pub fn fields(mut self, action: impl Into<Words<'a>>, fields: Markup) -> Self {
        self.fields = Some((action.into(), fields));
        self
    }

    /// A field to pick one of many ("Instansi"); pairs are value and words.
    pub fn pick(name: &str, label: &str, all: &str, choices: &[(&str, &str)], now: &str) -> Markup {
        html! {
            label { span { (label) }
                select name=(name) {
                    option value="" { (all) }
                    @for (value, words) in choices {
                        option value=(value) selected[*value == now] { (words) }
                    }
                }
            }
        }
    }

    /// A field to search by words.
    pub fn words(name: &str, label: &str, value: &str) -> Markup {
        html! { label { span { (label) } input type="search" name=(name) value=(value); } }
    }

    /// The address without any of it, where something is narrowed.
    pub fn clear(mut self, href: Option<impl Into<Words<'a>>>) -> Self {
        self.clear = href.map(Into::into);
        self
    }

    /// Rendered above a list or a matrix.
    pub fn render(&self, lang: Lang) -> Markup {
        html! {
            section class="filters" aria-label=(lang.ui_filters()) {
                @for (name, chips) in &self.rows {
                    div class="chips" role="group" aria-label=(name) {
                        b aria-hidden="true" { (name) }
                        ul { @for chip in chips { li { (chip) } } }
                    }
                }
                @if let Some((action, fields)) = &self.fields {
                    form method="get" action=(action) {
                        (fields)
                        button class="button quiet" type="submit" { (lang.ui_apply()) }
                    }
                }
                @if let Some(href) = &self.clear { a class="clear" href=(href) { (lang.ui_clear()) } }
            }
        }
    }
}

impl Render for Chip<'_> {
    fn render(&self) -> Markup {
        html! {
            a class="chip" href=(self.href) aria-current=[self.current.then_some("true")] {
                (self.label)
                @if let Some(count) = self.count { " " small { (count) } }
            }
        }
    }
}

impl<'a> Empty<'a> {
    /// Nothing here ("Belum ada rapat"), and how to begin.
    pub fn new(title: impl Into<Words<'a>>, how: impl Into<Words<'a>>) -> Self {
        Self { title: title.into(), how: how.into(), buttons: Vec::new() }
    }

    /// The way to begin.
    pub fn button(mut self, button: Button<'a>) -> Self {
        self.buttons.push(button);
        self
    }
}

impl Render for Empty<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="empty" {
                h2 { (self.title) }
                p { (self.how) }
                @if !self.buttons.is_empty() { (actions(&self.buttons)) }
            }
        }
    }
}

impl Pager<'_> {
    /// Rendered under a list; nothing where there is one page.
    pub fn render(&self, lang: Lang) -> Markup {
        html! {
            @if self.previous.is_some() || self.next.is_some() {
                nav class="pager" aria-label=(lang.ui_pager()) {
                    @match &self.previous {
                        Some(href) => { a class="button quiet" rel="prev" href=(href) { (lang.ui_previous()) } }
                        None => { span {} }
                    }
                    span { (self.place) }
                    @match &self.next {
                        Some(href) => { a class="button quiet" rel="next" href=(href) { (lang.ui_next()) } }
                        None => { span {} }
                    }
                }
            }
        }
    }
}

impl<'a> List<'a> {
    /// A list of these rows; `total` says how many there are in all ("29 kecamatan").
    pub fn new(lang: Lang, total: impl Into<Words<'a>>, table: Table<'a>) -> Self {
        Self {
            lang,
            total: total.into(),
            filters: None,
            table,
            pager: Pager::default(),
            exports: Vec::new(),
            empty: None,
        }
    }

    /// What narrows it.
    pub fn filters(mut self, filters: Filters<'a>) -> Self {
        self.filters = Some(filters);
        self
    }

    /// Where the next ones are.
    pub fn pager(mut self, pager: Pager<'a>) -> Self {
        self.pager = pager;
        self
    }

    /// A file of the same rows ("XLSX").
    pub fn export(mut self, kind: &'a str, href: impl Into<Words<'a>>) -> Self {
        self.exports.push((kind, href.into()));
        self
    }

    /// What to say instead of the table, where there is no row.
    pub fn empty(mut self, empty: Option<Empty<'a>>) -> Self {
        self.empty = empty;
        self
    }
}

impl Render for List<'_> {
    fn render(&self) -> Markup {
        html! {
            @if let Some(filters) = &self.filters { (filters.render(self.lang)) }
            div class="tally" {
                p { (self.total) }
                @if !self.exports.is_empty() && self.empty.is_none() {
                    p class="exports" {
                        @for (kind, href) in &self.exports {
                            a href=(href) { (Icon::Download) (self.lang.ui_export(kind)) }
                        }
                    }
                }
            }
            @match &self.empty {
                Some(empty) => { (empty) }
                None => { (self.table) (self.pager.render(self.lang)) }
            }
        }
    }
}

/// The parts of a record as links, under its heading.
pub fn tabs(lang: Lang, list: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(lang.ui_parts()) {
            @for tab in list {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.label)
                    @if let Some(count) = tab.count { " " small { (count) } }
                }
            }
        }
    }
}
