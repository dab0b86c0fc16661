//! A line that says what just happened, or what to know before going on.

use maud::{Markup, Render, html};

use super::Words;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It is done.
    Done,
    /// Good to know.
    Note,
    /// Something waits for someone.
    Wait,
    /// It did not happen, or must not.
    Stop,
}

/// A notice above the body of a page (`frame.notice`), or anywhere inside it.
#[derive(Debug, Clone)]
#[must_use]
pub struct Notice<'a> {
    tone: Tone,
    text: Words<'a>,
    link: Option<(Words<'a>, Words<'a>)>,
}

impl<'a> Notice<'a> {
    /// A notice of this tone.
    pub fn new(tone: Tone, text: impl Into<Words<'a>>) -> Self {
        Self { tone, text: text.into(), link: None }
    }

    /// What just happened ("Laporan TW2 terkirim.").
    pub fn done(text: impl Into<Words<'a>>) -> Self {
        Self::new(Tone::Done, text)
    }

    /// Where to go on from here.
    pub fn link(mut self, label: impl Into<Words<'a>>, href: impl Into<Words<'a>>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }
}

impl Render for Notice<'_> {
    fn render(&self) -> Markup {
        let (class, role) = match self.tone {
            Tone::Done => ("done", "status"),
            Tone::Note => ("note", "note"),
            Tone::Wait => ("wait", "note"),
            Tone::Stop => ("stop", "alert"),
        };
        html! {
            div class={ "notice " (class) } role=(role) {
                p {
                    (self.text)
                    @if let Some((label, href)) = &self.link { " " a href=(href) { (label) } }
                }
            }
        }
    }
}
