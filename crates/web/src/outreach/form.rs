//! What is typed into a report, and what it looks like on an old phone: one question after another.

use std::collections::BTreeMap;

use app::outreach::view::{Answer, Place};
use domain::{
    field::FieldErrors,
    id::OrderReportId,
    outreach::{CascadeLevel, LineForm, Reach, ReportForm},
};
use text::Lang;

use super::words;
use crate::{
    Posted,
    ui::{Form, field},
};

/// What was typed, on which levels, over which version, under which key.
pub struct Typed {
    pub(super) form: ReportForm,
    pub(super) levels: Vec<CascadeLevel>,
    pub(super) version: i64,
    pub(super) key: OrderReportId,
}

/// What the region answers for under this order.
pub fn asked(place: &Place) -> Vec<CascadeLevel> {
    let level = place.own.as_ref().map(|own| own.receipt.level);
    level.map_or_else(Vec::new, |level| place.row.order.levels.of(level))
}

/// The levels of a form or an address, as far as the region answers for them.
pub fn chosen<'a>(
    asked: &[CascadeLevel],
    codes: impl Iterator<Item = &'a str>,
) -> Vec<CascadeLevel> {
    let codes: Vec<&str> = codes.collect();
    asked.iter().copied().filter(|level| codes.contains(&level.code())).collect()
}

/// The lines of a posted report.
pub fn lines(posted: &Posted, levels: &[CascadeLevel]) -> BTreeMap<CascadeLevel, LineForm> {
    let line = |level: &CascadeLevel| {
        let [gatherings, people, women, men] =
            level.fields().map(|name| posted.get(name).to_owned());
        (*level, LineForm { gatherings, people, women, men })
    };
    levels.iter().map(line).collect()
}

/// What stands reported, as it would be typed.
pub fn stored(answer: &Answer) -> ReportForm {
    let line = |(level, reach): (&CascadeLevel, &Reach)| {
        let some = |count: i64| if count == 0 { String::new() } else { count.to_string() };
        let line = LineForm {
            gatherings: some(reach.gatherings),
            people: some(reach.people),
            women: some(reach.women),
            men: some(reach.men),
        };
        (*level, line)
    };
    ReportForm {
        held_on: answer.row.held_on.map(|day| day.to_string()).unwrap_or_default(),
        lines: answer.reaches.iter().map(line).collect(),
        note: answer.row.note.clone(),
    }
}

/// The questions of one level.
pub fn questions<'a>(
    lang: Lang,
    form: Form<'a>,
    (level, line): (CascadeLevel, &'a LineForm),
    errors: &FieldErrors,
) -> Form<'a> {
    let [gatherings, people, women, men] = level.fields();
    let one = |name: &'static str, label: &'static str, value: &'a str| {
        field::number(name, "").label(label).value(value).error(words::problem(lang, errors, name))
    };
    form.heading(words::level(lang, level))
        .field(one(gatherings, lang.outreach_form_gatherings(), &line.gatherings).required())
        .field(one(people, lang.outreach_form_people(), &line.people).required())
        .field(one(women, lang.outreach_form_women(), &line.women))
        .field(one(men, lang.outreach_form_men(), &line.men))
}

/// One level of a report in one line, to compare two of them.
pub fn line_words(lang: Lang, line: Option<&LineForm>) -> String {
    let Some(line) = line.filter(|line| !line.gatherings.is_empty()) else {
        return lang.outreach_nothing().to_owned();
    };
    let mut parts = vec![
        format!("{}: {}", lang.outreach_column_gatherings(), line.gatherings),
        format!("{}: {}", lang.outreach_column_people(), line.people),
    ];
    for (name, typed) in
        [(lang.outreach_column_women(), &line.women), (lang.outreach_column_men(), &line.men)]
    {
        if !typed.is_empty() {
            parts.push(format!("{name}: {typed}"));
        }
    }
    parts.join(", ")
}
