//! An official letter or report as it will be printed: quiet, in the official form.

use maud::{Markup, Render, html};

use super::Words;

/// A sheet: letterhead, body, signature. On screen it lies on the page, on paper it is the page.
#[derive(Debug)]
#[must_use]
pub struct Letter<'a> {
    head: Vec<Words<'a>>,
    title: Option<Words<'a>>,
    number: Option<Words<'a>>,
    body: Markup,
    signature: Option<Signature<'a>>,
}

/// Who signs, where and when.
#[derive(Debug, Clone)]
pub struct Signature<'a> {
    /// Place and date ("Tigaraksa, 19 Juni 2024").
    pub place: Words<'a>,
    /// Office.
    pub office: Words<'a>,
    /// Name with titles.
    pub name: Words<'a>,
    /// Rank.
    pub rank: Words<'a>,
    /// NIP, as printed.
    pub nip: Words<'a>,
}

impl<'a> Letter<'a> {
    /// A letter with the lines of its head, largest first.
    pub const fn new(head: Vec<Words<'a>>, body: Markup) -> Self {
        Self { head, title: None, number: None, body, signature: None }
    }

    /// Title and number in the middle, as on minutes and decrees.
    pub fn title(mut self, title: impl Into<Words<'a>>, number: impl Into<Words<'a>>) -> Self {
        self.title = Some(title.into());
        self.number = Some(number.into());
        self
    }

    /// Who signs.
    pub fn signed(mut self, signature: Signature<'a>) -> Self {
        self.signature = Some(signature);
        self
    }
}

impl Render for Letter<'_> {
    fn render(&self) -> Markup {
        html! {
            article class="letter" {
                header { @for line in &self.head { p { (line) } } }
                @if let Some(title) = &self.title {
                    div class="subject" {
                        h2 { (title) }
                        @if let Some(number) = &self.number { p { (number) } }
                    }
                }
                (self.body)
                @if let Some(signature) = &self.signature { (sign(signature)) }
            }
        }
    }
}

fn sign(signature: &Signature) -> Markup {
    html! {
        div class="signature" {
            p { (signature.place) }
            p { (signature.office) }
            p class="name" { (signature.name) }
            p { (signature.rank) }
            p { (signature.nip) }
        }
    }
}
