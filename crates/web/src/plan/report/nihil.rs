//! A nihil: nothing happened, in one tap, with its reason.

use app::plan::view::ReportForm;
use maud::html;
use text::Lang;

use super::{
    super::words,
    typed::{Typed, spend},
};
use crate::ui::{self, Button, field};

/// Reasons to pick from: codes and words. What is stored is Indonesian, whoever picked it.
const REASONS: [(&str, fn(Lang) -> &'static str); 4] = [
    ("anggaran", Lang::plan_reason_budget),
    ("jadwal", Lang::plan_reason_later),
    ("kasus", Lang::plan_reason_no_case),
    ("lain", Lang::plan_reason_other),
];

/// The chosen reason and what was typed, as one text.
pub fn reason(chosen: &str, typed: &str) -> String {
    let known = REASONS.iter().find(|(code, _)| *code == chosen && *code != "lain");
    let known = known.map(|(_, words)| words(Lang::Id));
    match (known, typed.trim()) {
        (Some(words), "") => words.to_owned(),
        (Some(words), typed) => format!("{words}: {typed}"),
        (None, typed) => typed.to_owned(),
    }
}

/// A nihil asks one thing: why.
pub fn questions<'a>(
    lang: Lang,
    form: ui::Form<'a>,
    report: &ReportForm,
    typed: &'a Typed,
    figures: String,
) -> ui::Form<'a> {
    let at = words::checkpoint(&report.due.head);
    let carried =
        report.asked.previous.map(|previous| words::whole_entry(lang, &report.due.row, previous));
    let meaning = carried.map_or_else(
        || lang.plan_nihil_means_none().to_owned(),
        |figure| lang.plan_nihil_means(figure),
    );
    let choices = REASONS.iter().map(|(code, words)| field::choice(*code, words(lang))).collect();
    let error = typed.errors.of("nihil_reason").map(|_| lang.plan_error_reason());
    form.hidden("nihil", "1")
        .slot(html! { p { (meaning) } })
        .field(
            field::radio("reason", choices)
                .label(lang.plan_nihil_reason())
                .value(typed.reason.as_str())
                .error(error)
                .required(),
        )
        .field(
            field::area("nihil_reason", 2)
                .label(lang.plan_nihil_words())
                .help(lang.plan_nihil_words_help())
                .value(typed.words.as_str()),
        )
        .field(spend(lang, typed))
        .submit(lang.plan_send_nihil(at))
        .button(Button::link(lang.plan_not_nihil(), figures).quiet())
        .errors(&typed.errors)
}
