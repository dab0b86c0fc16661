//! A form: one column, errors on top and at the field, a button that says what happens.

use domain::field::FieldErrors;
use maud::{Markup, Render, html};
use text::Lang;

use super::{Button, Field, Frame, Words, actions};

/// A form, built part by part in the order people read it.
#[derive(Debug)]
#[must_use]
pub struct Form<'a> {
    lang: Lang,
    csrf: Words<'a>,
    action: Words<'a>,
    version: Option<i64>,
    hidden: Vec<(&'a str, Words<'a>)>,
    parts: Vec<Part<'a>>,
    buttons: Vec<Button<'a>>,
    problem: Option<Words<'a>>,
}

#[derive(Debug)]
enum Part<'a> {
    Field(Box<Field<'a>>),
    Heading(Words<'a>),
    Slot(Markup),
}

/// A form that is posted to `action`; it carries the session's token by itself.
pub fn form<'a>(frame: &Frame<'a>, action: impl Into<Words<'a>>) -> Form<'a> {
    Form {
        lang: frame.lang,
        csrf: frame.csrf.clone(),
        action: action.into(),
        version: None,
        hidden: Vec::new(),
        parts: Vec::new(),
        buttons: Vec::new(),
        problem: None,
    }
}

impl<'a> Form<'a> {
    /// The version of the row being edited, sent back so that a stale edit is seen.
    pub const fn version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// A value that goes along unseen.
    pub fn hidden(mut self, name: &'a str, value: impl Into<Words<'a>>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    /// Adds a question.
    pub fn field(mut self, field: Field<'a>) -> Self {
        self.parts.push(Part::Field(Box::new(field)));
        self
    }

    /// Opens a group of questions under a heading.
    pub fn heading(mut self, heading: impl Into<Words<'a>>) -> Self {
        self.parts.push(Part::Heading(heading.into()));
        self
    }

    /// Puts something between questions: what is asked about, a notice, the last report.
    pub fn slot(mut self, slot: Markup) -> Self {
        self.parts.push(Part::Slot(slot));
        self
    }

    /// The button that sends it ("Kirim laporan TW2").
    pub fn submit(self, label: impl Into<Words<'a>>) -> Self {
        self.button(Button::submit(label))
    }

    /// One more way on, or the way back.
    pub fn button(mut self, button: Button<'a>) -> Self {
        self.buttons.push(button);
        self
    }

    /// What is wrong with the whole rather than with a field.
    pub fn problem<W: Into<Words<'a>>>(mut self, problem: Option<W>) -> Self {
        self.problem = problem.map(Into::into);
        self
    }

    /// Gives each field the sentence of its error; what a field says for itself wins. Call it after
    /// the fields.
    pub fn errors(mut self, errors: &FieldErrors) -> Self {
        for part in &mut self.parts {
            if let Part::Field(field) = part
                && let Some(code) = errors.of(field.name())
            {
                field.set_problem(sentence(self.lang, code));
            }
        }
        self
    }

    fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.parts.iter().filter_map(|part| match part {
            Part::Field(field) => Some(field.as_ref()),
            _ => None,
        })
    }

    fn is_refused(&self) -> bool {
        self.problem.is_some() || self.fields().any(|field| field.problem().is_some())
    }

    fn summary(&self) -> Markup {
        let wrong: Vec<_> = self.fields().filter_map(Field::problem).collect();
        let count = i64::try_from(wrong.len()).unwrap_or(i64::MAX);
        html! {
            @if count > 0 || self.problem.is_some() {
                div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary" {
                    h2 id="summary" {
                        @if count > 0 { (self.lang.ui_summary(count)) } @else { (self.lang.ui_error()) }
                    }
                    @if let Some(problem) = &self.problem { p { (problem) } }
                    @if count > 0 {
                        ul {
                            @for (name, label, problem) in wrong {
                                li { a href={ "#f-" (name) } { (label) } ": " (problem) }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Form<'_> {
    fn render(&self) -> Markup {
        let multipart = self.fields().any(Field::is_file).then_some("multipart/form-data");
        html! {
            (self.summary())
            // Our own sentences at the field say more than the browser's bubble.
            form class="form" method="post" action=(self.action) enctype=[multipart] novalidate {
                input type="hidden" name="_token" value=(self.csrf);
                @if let Some(version) = self.version {
                    input type="hidden" name="version" value=(version);
                }
                @for (name, value) in &self.hidden {
                    input type="hidden" name=(name) value=(value);
                }
                @for part in &self.parts {
                    @match part {
                        Part::Field(field) => {
                            (field.render(self.lang))
                            // A browser never sends a chosen file back to the page.
                            @if field.is_file() && self.is_refused() {
                                p class="error" { (self.lang.ui_file_again()) }
                            }
                        }
                        Part::Heading(heading) => { h2 { (heading) } }
                        Part::Slot(slot) => { (slot) }
                    }
                }
                (actions(&self.buttons))
            }
        }
    }
}

/// The sentence for a field error that any noun may raise; a noun's own codes are set by its page.
pub(super) fn sentence(lang: Lang, code: &str) -> &'static str {
    match code {
        "required" => lang.ui_error_required(),
        "too_long" => lang.ui_error_too_long(),
        "too_short" => lang.ui_error_too_short(),
        "too_large" => lang.ui_error_too_large(),
        "too_small" => lang.ui_error_too_small(),
        "negative" => lang.ui_error_negative(),
        "number" => lang.ui_error_number(),
        "money" => lang.ui_error_money(),
        "date" => lang.ui_error_date(),
        "date_order" => lang.ui_error_date_order(),
        "choice" | "unknown" => lang.ui_error_choice(),
        "taken" => lang.ui_error_taken(),
        "link" => lang.ui_error_link(),
        "file" => lang.ui_error_file(),
        _ => lang.ui_error_other(),
    }
}

/// Both sides of an edit that came too late: what this person typed, and what someone else has
/// stored meanwhile. Rows are field, typed, stored; the form below carries the newer version.
pub fn both_sides(lang: Lang, rows: &[(Words, Words, Words)]) -> Markup {
    html! {
        table class="table sides" {
            caption { (lang.ui_sides()) }
            thead {
                tr {
                    th scope="col" { (lang.ui_sides_field()) }
                    th scope="col" { (lang.ui_sides_typed()) }
                    th scope="col" { (lang.ui_sides_stored()) }
                }
            }
            tbody {
                @for (field, typed, stored) in rows {
                    tr data-differs[typed != stored] {
                        th scope="row" { (field) }
                        td data-k=(lang.ui_sides_typed()) { (typed) }
                        td data-k=(lang.ui_sides_stored()) { (stored) }
                    }
                }
            }
        }
    }
}
