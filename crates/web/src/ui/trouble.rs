//! The error page: what happened, what is kept, what to do next, a number to read over the phone.

use maud::{Markup, Render, html};
use text::Lang;

use super::{Button, Words, actions};

/// Body of an error page; its title is the page's heading.
#[derive(Debug)]
#[must_use]
pub struct Trouble<'a> {
    lang: Lang,
    happened: Words<'a>,
    kept: Option<Words<'a>>,
    next: Words<'a>,
    buttons: Vec<Button<'a>>,
    incident: Option<Words<'a>>,
}

impl<'a> Trouble<'a> {
    /// What happened, and what to do next.
    pub fn new(lang: Lang, happened: impl Into<Words<'a>>, next: impl Into<Words<'a>>) -> Self {
        Self {
            lang,
            happened: happened.into(),
            kept: None,
            next: next.into(),
            buttons: Vec::new(),
            incident: None,
        }
    }

    /// What is kept in spite of it; nothing to say leaves the line out.
    pub fn kept(mut self, kept: impl Into<Words<'a>>) -> Self {
        self.kept = Some(kept.into()).filter(|kept| !kept.is_empty());
        self
    }

    /// A way on.
    pub fn button(mut self, button: Button<'a>) -> Self {
        self.buttons.push(button);
        self
    }

    /// The number under which it is recorded.
    pub fn incident(mut self, incident: Option<impl Into<Words<'a>>>) -> Self {
        self.incident = incident.map(Into::into);
        self
    }
}

impl Render for Trouble<'_> {
    fn render(&self) -> Markup {
        let lang = self.lang;
        html! {
            dl class="trouble" {
                div { dt { (lang.ui_happened()) } dd { (self.happened) } }
                @if let Some(kept) = &self.kept { div { dt { (lang.ui_kept()) } dd { (kept) } } }
                div { dt { (lang.ui_next_do()) } dd { (self.next) } }
                @if let Some(incident) = &self.incident {
                    div { dt { (lang.ui_incident()) } dd { code { (incident) } } }
                }
            }
            @if !self.buttons.is_empty() { (actions(&self.buttons)) }
        }
    }
}
