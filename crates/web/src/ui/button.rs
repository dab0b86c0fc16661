//! Buttons, links that look like them, and the row they stand in. A button says what happens.

use maud::{Markup, Render, html};

use super::{Frame, Words};

/// One thing that can be done. The first in a row is the main one; the others are quiet.
#[derive(Debug, Clone)]
#[must_use]
pub struct Button<'a> {
    label: Words<'a>,
    kind: Kind<'a>,
    weight: Weight,
}

#[derive(Debug, Clone)]
enum Kind<'a> {
    Link(Words<'a>),
    Submit { name: Option<&'a str>, value: Words<'a> },
}

#[derive(Debug, Clone, Copy)]
enum Weight {
    Main,
    Quiet,
    Grave,
}

impl<'a> Button<'a> {
    /// Sends the form around it ("Kirim laporan TW2").
    pub fn submit(label: impl Into<Words<'a>>) -> Self {
        let kind = Kind::Submit { name: None, value: Words::default() };
        Self { label: label.into(), kind, weight: Weight::Main }
    }

    /// Leads to another page.
    pub fn link(label: impl Into<Words<'a>>, href: impl Into<Words<'a>>) -> Self {
        Self { label: label.into(), kind: Kind::Link(href.into()), weight: Weight::Main }
    }

    /// Sends `name=value` with the form, where a form has more than one way on.
    pub fn named(mut self, name: &'a str, value: impl Into<Words<'a>>) -> Self {
        self.kind = Kind::Submit { name: Some(name), value: value.into() };
        self
    }

    /// Not the main thing on this page.
    pub const fn quiet(mut self) -> Self {
        self.weight = Weight::Quiet;
        self
    }

    /// Something that is hard to take back.
    pub const fn grave(mut self) -> Self {
        self.weight = Weight::Grave;
        self
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let class = match self.weight {
            Weight::Main => "button",
            Weight::Quiet => "button quiet",
            Weight::Grave => "button grave",
        };
        html! {
            @match &self.kind {
                Kind::Link(href) => { a class=(class) href=(href) { (self.label) } }
                Kind::Submit { name: Some(name), value } => {
                    button class=(class) type="submit" name=(name) value=(value) { (self.label) }
                }
                Kind::Submit { name: None, .. } => {
                    button class=(class) type="submit" { (self.label) }
                }
            }
        }
    }
}

/// Buttons side by side, one under the other on a phone.
pub fn actions(buttons: &[Button]) -> Markup {
    html! {
        div class="actions" { @for button in buttons { (button) } }
    }
}

/// A form of one button, for a step that asks nothing more ("Verifikasi"). `version` is that of the
/// row the person sees, so a step on a stale page is refused.
pub fn act(frame: &Frame, action: &str, version: Option<i64>, button: &Button) -> Markup {
    html! {
        form class="act" method="post" action=(action) {
            input type="hidden" name="_token" value=(frame.csrf);
            @if let Some(version) = version { input type="hidden" name="version" value=(version); }
            (button)
        }
    }
}
