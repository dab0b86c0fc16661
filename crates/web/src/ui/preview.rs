//! Preview, then confirm: what was understood, what is in doubt, what will be done. Nothing is
//! saved until it is confirmed.

use maud::{Markup, Render, html};
use text::Lang;

use super::{Column, Fact, Form, Row, Table, Words, facts};

/// The preview of an import.
#[derive(Debug)]
#[must_use]
pub struct Preview<'a> {
    lang: Lang,
    understood: Vec<Fact<'a>>,
    doubts: Vec<Finding<'a>>,
    errors: Vec<Finding<'a>>,
    will: Vec<Words<'a>>,
    confirm: Option<Form<'a>>,
    more: Markup,
    rest: Option<(usize, Markup)>,
}

/// Something that is in doubt, or wrong, at one place of the file.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Sheet.
    pub sheet: Words<'a>,
    /// Cell or row ("D12").
    pub place: Words<'a>,
    /// Why.
    pub why: Words<'a>,
    /// What the program would do.
    pub suggestion: Words<'a>,
    /// The way to settle it by hand: its label and address.
    pub way: Option<(&'static str, String)>,
}

impl<'a> Preview<'a> {
    /// A preview of what was understood ("Kegiatan: 30").
    pub fn new(lang: Lang, understood: Vec<Fact<'a>>) -> Self {
        Self {
            lang,
            understood,
            doubts: Vec::new(),
            errors: Vec::new(),
            will: Vec::new(),
            confirm: None,
            more: html! {},
            rest: None,
        }
    }

    /// What else was understood, in words or in a table.
    pub fn more(mut self, more: Markup) -> Self {
        self.more = more;
        self
    }

    /// How many doubts there are in all, and a line with the way to those that are not shown.
    pub fn rest(mut self, all: usize, way: Markup) -> Self {
        self.rest = Some((all, way));
        self
    }

    /// What is in doubt; it can be confirmed all the same.
    pub fn doubts(mut self, doubts: Vec<Finding<'a>>) -> Self {
        self.doubts = doubts;
        self
    }

    /// What is wrong; it cannot be confirmed until the file is mended.
    pub fn errors(mut self, errors: Vec<Finding<'a>>) -> Self {
        self.errors = errors;
        self
    }

    /// What will be done, a sentence each.
    pub fn will(mut self, will: Vec<Words<'a>>) -> Self {
        self.will = will;
        self
    }

    /// The form that confirms it; shown only where nothing is wrong. Without it there is nothing to
    /// do, and the page says so itself.
    pub fn confirm(mut self, form: Form<'a>) -> Self {
        self.confirm = Some(form);
        self
    }

    fn findings(&self, title: &'static str, list: &[Finding]) -> Markup {
        let lang = self.lang;
        let columns = vec![
            Column::text(lang.ui_finding_place()),
            Column::text(lang.ui_finding_why()),
            Column::text(lang.ui_finding_suggestion()),
        ];
        let rows = list.iter().map(|finding| {
            Row::new(html! { (finding.sheet) " " b { (finding.place) } })
                .cell(html! { (finding.why) })
                .cell(html! {
                    (finding.suggestion)
                    @if let Some((label, href)) = &finding.way { " " a href=(href) { (label) } }
                })
        });
        html! { (Table::new(title, columns).rows(rows)) }
    }
}

impl Render for Preview<'_> {
    fn render(&self) -> Markup {
        let lang = self.lang;
        let confirm = self.confirm.as_ref().filter(|_| self.errors.is_empty());
        let doubts = self.rest.as_ref().map_or(self.doubts.len(), |(all, _)| *all);
        html! {
            @if confirm.is_some() { p class="unsaved" { (lang.ui_unsaved()) } }
            section class="understood" {
                h2 { (lang.ui_understood()) }
                (facts(&self.understood))
                (self.more)
            }
            @if !self.errors.is_empty() {
                section {
                    h2 { (lang.ui_errors_found()) " " small { (self.errors.len()) } }
                    p { (lang.ui_errors_how()) }
                    (self.findings(lang.ui_errors_found(), &self.errors))
                }
            }
            section {
                h2 { (lang.ui_doubts()) " " small { (lang.number(i64::try_from(doubts).unwrap_or(i64::MAX))) } }
                @if self.doubts.is_empty() { p { (lang.ui_doubts_none()) } }
                @else { (self.findings(lang.ui_doubts(), &self.doubts)) }
                @if let Some((_, way)) = &self.rest { p class="rest" { (way) } }
            }
            @if let Some(form) = confirm {
                section class="will" {
                    h2 { (lang.ui_will()) }
                    ul { @for sentence in &self.will { li { (sentence) } } }
                    (form)
                }
            }
        }
    }
}
