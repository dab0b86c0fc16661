//! Fields of a form: label above, help under it, the error where it happened, the typed value kept.
//!
//! ```ignore
//! field::text("activity").label(lang.plan_activity()).help(lang.plan_activity_help())
//!     .value(&typed.activity).error(problem).required()
//! ```
//! A field renders inside a [`super::Form`], which knows the language and gathers the errors.

use maud::{Markup, html};
use text::Lang;

use super::Words;

/// One question of a form.
#[derive(Debug, Clone)]
#[must_use]
pub struct Field<'a> {
    name: &'a str,
    kind: Kind<'a>,
    label: Words<'a>,
    help: Option<Words<'a>>,
    value: Words<'a>,
    chosen: Vec<Words<'a>>,
    error: Option<Words<'a>>,
    required: bool,
    autocomplete: Option<&'a str>,
    suggestions: Vec<Words<'a>>,
}

#[derive(Debug, Clone)]
enum Kind<'a> {
    Text,
    Password,
    Number { unit: Words<'a> },
    Money,
    Date,
    Area { rows: u8 },
    File { accept: &'a str },
    Select(Vec<Choice<'a>>),
    Radio(Vec<Choice<'a>>),
    Checks(Vec<Choice<'a>>),
    Checkbox,
}

/// One answer to choose from.
#[derive(Debug, Clone)]
#[must_use]
pub struct Choice<'a> {
    value: Words<'a>,
    label: Words<'a>,
    help: Option<Words<'a>>,
}

/// An answer: the value sent, and the words shown.
pub fn choice<'a>(value: impl Into<Words<'a>>, label: impl Into<Words<'a>>) -> Choice<'a> {
    Choice { value: value.into(), label: label.into(), help: None }
}

impl<'a> Choice<'a> {
    /// A line under the answer; a list to pick from leaves it out.
    pub fn help(mut self, help: impl Into<Words<'a>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// One line of text.
pub fn text(name: &str) -> Field<'_> {
    Field::new(name, Kind::Text)
}

/// A password or code: its value never comes back to the page.
pub fn password(name: &str) -> Field<'_> {
    Field::new(name, Kind::Password)
}

/// A number as people write it (1.250,5), with its unit behind it (or `""`).
pub fn number<'a>(name: &'a str, unit: impl Into<Words<'a>>) -> Field<'a> {
    Field::new(name, Kind::Number { unit: unit.into() })
}

/// Rupiah, with or without dots.
pub fn money(name: &str) -> Field<'_> {
    Field::new(name, Kind::Money)
}

/// A date, by the picker of the device; the value is `yyyy-mm-dd`.
pub fn date(name: &str) -> Field<'_> {
    Field::new(name, Kind::Date)
}

/// Several lines of text.
pub fn area(name: &str, rows: u8) -> Field<'_> {
    Field::new(name, Kind::Area { rows })
}

/// A file; `accept` as in HTML (`.xlsx,.pdf`). The form around it becomes multipart by itself.
pub fn file<'a>(name: &'a str, accept: &'a str) -> Field<'a> {
    Field::new(name, Kind::File { accept })
}

/// One of many answers, in a list.
pub fn select<'a>(name: &'a str, choices: Vec<Choice<'a>>) -> Field<'a> {
    Field::new(name, Kind::Select(choices))
}

/// One of a few answers (up to about six), all in sight.
pub fn radio<'a>(name: &'a str, choices: Vec<Choice<'a>>) -> Field<'a> {
    Field::new(name, Kind::Radio(choices))
}

/// Any of a few answers; the name is sent once for each.
pub fn checks<'a>(name: &'a str, choices: Vec<Choice<'a>>) -> Field<'a> {
    Field::new(name, Kind::Checks(choices))
}

/// One statement to agree with; the value is `1` when it is ticked.
pub fn checkbox(name: &str) -> Field<'_> {
    Field::new(name, Kind::Checkbox)
}

impl<'a> Field<'a> {
    fn new(name: &'a str, kind: Kind<'a>) -> Self {
        Self {
            name,
            kind,
            label: Words::default(),
            help: None,
            value: Words::default(),
            chosen: Vec::new(),
            error: None,
            required: false,
            autocomplete: None,
            suggestions: Vec::new(),
        }
    }

    /// What is asked. Every field has one.
    pub fn label(mut self, label: impl Into<Words<'a>>) -> Self {
        self.label = label.into();
        self
    }

    /// How to answer, in one line.
    pub fn help(mut self, help: impl Into<Words<'a>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The typed or stored value, as typed.
    pub fn value(mut self, value: impl Into<Words<'a>>) -> Self {
        self.value = value.into();
        self
    }

    /// The chosen answers of [`checks`].
    pub fn chosen<W: Into<Words<'a>>>(mut self, values: impl IntoIterator<Item = W>) -> Self {
        self.chosen = values.into_iter().map(Into::into).collect();
        self
    }

    /// What is wrong with the answer, if something is.
    pub fn error<W: Into<Words<'a>>>(mut self, error: Option<W>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Says in words that an answer is needed.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// What the device may fill in (`username`, `current-password`, `one-time-code` ...).
    pub const fn autocomplete(mut self, hint: &'a str) -> Self {
        self.autocomplete = Some(hint);
        self
    }

    /// Answers to pick from while typing, such as villages with their district behind them.
    pub fn suggest<W: Into<Words<'a>>>(mut self, answers: impl IntoIterator<Item = W>) -> Self {
        self.suggestions = answers.into_iter().map(Into::into).collect();
        self
    }

    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    /// Name, label and error, where there is one.
    pub(super) fn problem(&self) -> Option<(&'a str, &Words<'a>, &Words<'a>)> {
        self.error.as_ref().map(|error| (self.name, &self.label, error))
    }

    pub(super) const fn is_file(&self) -> bool {
        matches!(self.kind, Kind::File { .. })
    }

    pub(super) fn set_problem(&mut self, sentence: &'static str) {
        self.error.get_or_insert(Words::Borrowed(sentence));
    }

    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// Ids of what explains the field: its help, then its error.
    fn described_by(&self) -> Option<String> {
        let id = self.id();
        match (self.help.is_some(), self.error.is_some()) {
            (true, true) => Some(format!("{id}-help {id}-error")),
            (true, false) => Some(format!("{id}-help")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
    }

    /// The field by itself, for a form that only asks what to show.
    pub fn render(&self, lang: Lang) -> Markup {
        match &self.kind {
            Kind::Radio(choices) => self.several(lang, "radio", choices),
            Kind::Checks(choices) => self.several(lang, "checkbox", choices),
            Kind::Checkbox => self.single(lang),
            _ => html! {
                div class="field" data-error[self.error.is_some()] {
                    label for=(self.id()) { (self.label) (self.needed(lang)) }
                    (self.explained(lang))
                    (self.control(lang))
                }
            },
        }
    }

    fn needed(&self, lang: Lang) -> Markup {
        html! { @if self.required { " " small { (lang.ui_required()) } } }
    }

    fn explained(&self, lang: Lang) -> Markup {
        html! {
            @if let Some(help) = &self.help {
                p class="help" id={ (self.id()) "-help" } { (help) }
            }
            @if let Some(error) = &self.error {
                p class="error" id={ (self.id()) "-error" } {
                    span class="hidden" { (lang.ui_error()) ": " } (error)
                }
            }
        }
    }

    fn control(&self, lang: Lang) -> Markup {
        match &self.kind {
            Kind::Number { unit } if unit.is_empty() => {
                self.input("text", Some("decimal"), "short")
            }
            Kind::Number { unit } => html! {
                div class="with" { (self.input("text", Some("decimal"), "short")) span { (unit) } }
            },
            Kind::Money => html! {
                div class="with" { span { "Rp" } (self.input("text", Some("numeric"), "money")) }
            },
            Kind::Date => self.date(lang),
            Kind::Password => self.input("password", None, ""),
            Kind::File { accept } => self.file(accept),
            Kind::Area { rows } => self.area(*rows),
            Kind::Select(choices) => self.select(lang, choices),
            _ => self.input("text", None, ""),
        }
    }

    fn input(&self, kind: &str, mode: Option<&str>, class: &str) -> Markup {
        let list = (!self.suggestions.is_empty()).then(|| format!("{}-list", self.id()));
        let value = if kind == "password" { "" } else { self.value.as_ref() };
        html! {
            input id=(self.id()) name=(self.name) type=(kind) value=(value) class=[some(class)]
                inputmode=[mode] autocomplete=[self.autocomplete] list=[list.as_deref()]
                required[self.required] aria-invalid=[self.invalid()]
                aria-describedby=[self.described_by()];
            @if let Some(list) = &list {
                datalist id=(list) { @for answer in &self.suggestions { option value=(answer) {} } }
            }
        }
    }

    /// The picker shows a date in the order of the device, which may be the American one; the date
    /// in words beside it leaves no doubt.
    fn date(&self, lang: Lang) -> Markup {
        html! {
            div class="with" {
                (self.input("date", None, "short"))
                @if let Some(date) = domain::time::parse_date(&self.value) {
                    span { (lang.long_date(date)) }
                }
            }
        }
    }

    fn file(&self, accept: &str) -> Markup {
        html! {
            input id=(self.id()) name=(self.name) type="file" accept=(accept)
                required[self.required] aria-invalid=[self.invalid()]
                aria-describedby=[self.described_by()];
        }
    }

    fn area(&self, rows: u8) -> Markup {
        html! {
            textarea id=(self.id()) name=(self.name) rows=(rows)
                required[self.required] aria-invalid=[self.invalid()]
                aria-describedby=[self.described_by()] {
                // A browser drops one line break after the tag; without this a typed one is lost.
                "\n" (self.value)
            }
        }
    }

    fn select(&self, lang: Lang, choices: &[Choice]) -> Markup {
        html! {
            select id=(self.id()) name=(self.name) required[self.required]
                aria-invalid=[self.invalid()] aria-describedby=[self.described_by()] {
                @if !choices.iter().any(|choice| choice.value.is_empty()) {
                    option value="" { (lang.ui_choose()) }
                }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
                }
            }
        }
    }

    fn several(&self, lang: Lang, kind: &str, choices: &[Choice]) -> Markup {
        html! {
            fieldset class="field" data-error[self.error.is_some()] aria-describedby=[self.described_by()] {
                legend { (self.label) (self.needed(lang)) }
                (self.explained(lang))
                @for (index, choice) in choices.iter().enumerate() {
                    (self.option(kind, index, choice))
                }
            }
        }
    }

    fn option(&self, kind: &str, index: usize, choice: &Choice) -> Markup {
        // The summary of errors leads to the plain id, so the first answer carries it.
        let id = if index == 0 { self.id() } else { format!("{}-{index}", self.id()) };
        let ticked = if kind == "radio" {
            choice.value == self.value
        } else {
            self.chosen.contains(&choice.value)
        };
        html! {
            label class="choice" for=(id) {
                input id=(id) name=(self.name) type=(kind) value=(choice.value) checked[ticked]
                    required[self.required && kind == "radio"] aria-invalid=[self.invalid()];
                span {
                    (choice.label)
                    @if let Some(help) = &choice.help { small { (help) } }
                }
            }
        }
    }

    fn single(&self, lang: Lang) -> Markup {
        html! {
            div class="field" data-error[self.error.is_some()] {
                (self.explained(lang))
                label class="choice" for=(self.id()) {
                    input id=(self.id()) name=(self.name) type="checkbox" value="1"
                        checked[self.value == "1"] required[self.required]
                        aria-invalid=[self.invalid()] aria-describedby=[self.described_by()];
                    span { (self.label) (self.needed(lang)) }
                }
            }
        }
    }

    const fn invalid(&self) -> Option<&'static str> {
        if self.error.is_some() { Some("true") } else { None }
    }
}

const fn some(class: &str) -> Option<&str> {
    if class.is_empty() { None } else { Some(class) }
}
