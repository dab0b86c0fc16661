//! A record: the next step on top, facts left, what happened to it right.

use maud::{Markup, Render, html};
use text::Lang;

use super::{Button, Words, actions};

/// A record page.
#[derive(Debug)]
#[must_use]
pub struct Record<'a> {
    lang: Lang,
    next: Option<NextStep<'a>>,
    facts: Vec<Fact<'a>>,
    events: Vec<Event<'a>>,
    more: Option<Markup>,
}

/// What to do next with a record, and who.
#[derive(Debug, Clone)]
#[must_use]
pub struct NextStep<'a> {
    title: Words<'a>,
    text: Words<'a>,
    slot: Option<Markup>,
    buttons: Vec<Button<'a>>,
}

/// A fact with its name.
#[derive(Debug)]
pub struct Fact<'a> {
    /// Its name.
    pub name: Words<'a>,
    /// What it is.
    pub value: Markup,
}

/// Something that happened to a record.
#[derive(Debug)]
pub struct Event<'a> {
    /// When, as read.
    pub when: Words<'a>,
    /// Who did it.
    pub who: Words<'a>,
    /// What was done.
    pub what: Markup,
    /// From where: the agency or the device, if known.
    pub from: Option<Words<'a>>,
}

impl<'a> NextStep<'a> {
    /// A step and why it is next.
    pub fn new(title: impl Into<Words<'a>>, text: impl Into<Words<'a>>) -> Self {
        Self { title: title.into(), text: text.into(), slot: None, buttons: Vec::new() }
    }

    /// A link or a button that does it.
    pub fn button(mut self, button: Button<'a>) -> Self {
        self.buttons.push(button);
        self
    }

    /// A form that does it, such as [`super::act`].
    pub fn slot(mut self, slot: Markup) -> Self {
        self.slot = Some(slot);
        self
    }
}

impl<'a> Fact<'a> {
    /// A fact in words.
    pub fn new(name: impl Into<Words<'a>>, value: impl Render) -> Self {
        Self { name: name.into(), value: value.render() }
    }
}

impl<'a> Record<'a> {
    /// A record with these facts.
    pub const fn new(lang: Lang, facts: Vec<Fact<'a>>) -> Self {
        Self { lang, next: None, facts, events: Vec::new(), more: None }
    }

    /// What to do next.
    pub fn next(mut self, next: Option<NextStep<'a>>) -> Self {
        self.next = next;
        self
    }

    /// What happened, newest first.
    pub fn events(mut self, events: Vec<Event<'a>>) -> Self {
        self.events = events;
        self
    }

    /// What stands under the facts: tables, evidence, a chart.
    pub fn more(mut self, more: Markup) -> Self {
        self.more = Some(more);
        self
    }
}

impl Render for Record<'_> {
    fn render(&self) -> Markup {
        html! {
            @if let Some(next) = &self.next { (step(self.lang, next)) }
            div class="record" {
                div {
                    (facts(&self.facts))
                    @if let Some(more) = &self.more { (more) }
                }
                aside aria-labelledby="jejak" {
                    h2 id="jejak" { (self.lang.ui_events()) }
                    (timeline(self.lang, &self.events))
                }
            }
        }
    }
}

fn step(lang: Lang, next: &NextStep) -> Markup {
    html! {
        section class="step" aria-labelledby="langkah" {
            div {
                p class="kicker" { (lang.ui_next_step()) }
                h2 id="langkah" { (next.title) }
                p { (next.text) }
            }
            @if let Some(slot) = &next.slot { (slot) }
            @if !next.buttons.is_empty() { (actions(&next.buttons)) }
        }
    }
}

/// Facts as a list of names and values.
pub fn facts(list: &[Fact]) -> Markup {
    html! {
        dl class="facts" {
            @for fact in list { div { dt { (fact.name) } dd { (fact.value) } } }
        }
    }
}

/// Who did what, when and from where.
pub fn timeline(lang: Lang, events: &[Event]) -> Markup {
    html! {
        @if events.is_empty() { p class="none" { (lang.ui_events_none()) } }
        @else {
            ol class="timeline" {
                @for event in events {
                    li {
                        p { (event.what) }
                        p class="by" {
                            (event.who)
                            @if let Some(from) = &event.from { ", " (from) }
                            " · " (event.when)
                        }
                    }
                }
            }
        }
    }
}
