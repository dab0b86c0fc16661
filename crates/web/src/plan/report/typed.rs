//! What was typed into the form of a report.

use app::plan::About;
use domain::{field::FieldErrors, plan::Form};
use text::Lang;

use crate::ui::{Field, field};

/// What a form shows beside the fields.
#[derive(Default)]
pub struct Typed {
    pub form: Form,
    /// Code of the chosen reason, and the words beside it.
    pub reason: String,
    pub words: String,
    pub url: String,
    pub about: About,
    pub keep: Vec<String>,
    /// Whether a file was chosen, which no page can keep.
    pub had_file: bool,
    pub errors: FieldErrors,
    /// Places that can be typed.
    pub places: Vec<String>,
    /// The revision somebody else sent meanwhile.
    pub overtaken: bool,
}

/// The money that was spent.
pub fn spend(lang: Lang, typed: &Typed) -> Field<'_> {
    let wrong = typed.errors.of("spend").filter(|code| *code == "number");
    field::money("spend")
        .label(lang.plan_spend())
        .help(lang.plan_spend_help())
        .value(typed.form.spend.as_str())
        .error(wrong.map(|_| lang.ui_error_money()))
}
