//! Rows that are paid from the special allocation fund (DAK Non-Fisik), for their own report: no
//! report, no next instalment.

use std::borrow::Cow;

use domain::{
    access::{Act, Actor, check},
    figure::Figure,
    plan::Entry,
};
use report::sheet::{Stream, Value};
use serde_json::json;

use super::{
    load, notes, own, scope,
    view::{Matrix, Note, Row},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// The name of the fund in the sources of an activity.
const FUND: &str = "DAK";

/// Whether an activity is paid from the fund, as far as its sources say.
pub fn is_dak(funding: &str) -> bool {
    funding.split(|sign: char| !sign.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(FUND))
}

/// The rows of the running plan that are paid from the fund, as a workbook; that it was taken out
/// is recorded.
///
/// # Errors
/// `Denied` without `plan.print`; `NotFound` where no plan runs or no row is paid from it.
pub async fn dak(app: &App, actor: &Actor) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanPrint, &scope(taskforce))?;
    let model = load::running_now(app, taskforce, None).await?.ok_or(Error::NotFound)?;
    let matrix = model.matrix.clone();
    let rows: Vec<_> = matrix.rows.iter().filter(|row| is_dak(&row.funding)).cloned().collect();
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let notes = notes::notes(app, &model).await?;
    let mut tx = app.store.write().await?;
    let detail = json!({ "export": "dak", "rows": rows.len() });
    let event = Event::new(Act::PlanPrint, "plan", matrix.plan.id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    let headings = headings(&matrix);
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut stream = Stream::new("DAK Non-Fisik", &headings).map_err(Error::internal)?;
    for row in &rows {
        let told = notes.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        stream.push(&cells(&matrix, row, told)).map_err(Error::internal)?;
    }
    let work = move || stream.bytes().map_err(Error::internal);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Longest text of a cell, in characters; spreadsheets count in UTF-16.
const CELL_MAX: usize = 16_000;

/// Headings of the sheet; the fund's own form takes its columns from here.
fn headings(matrix: &Matrix) -> [String; 14] {
    let (label, year) = match &matrix.at {
        Some(at) => (at.label.clone(), at.checkpoint.year),
        None => (String::new(), matrix.today.year()),
    };
    [
        "KODE SIPD".to_owned(),
        "KEGIATAN".to_owned(),
        "INDIKATOR".to_owned(),
        "SATUAN".to_owned(),
        "PENANGGUNG JAWAB".to_owned(),
        "SUMBER DANA".to_owned(),
        format!("TARGET {year}"),
        format!("REALISASI {label} {year}"),
        "CAPAIAN (%)".to_owned(),
        format!("PAGU {year}"),
        format!("SERAPAN {label} {year}"),
        "SERAPAN (%)".to_owned(),
        "KENDALA".to_owned(),
        "TINDAK LANJUT".to_owned(),
    ]
}

fn cells<'a>(matrix: &Matrix, row: &'a Row, notes: &[Note]) -> [Value<'a>; 14] {
    let year = matrix.at.as_ref().map_or(matrix.today.year(), |at| at.checkpoint.year);
    let target = row.years.iter().find(|cell| cell.year == year).and_then(|cell| cell.target);
    let value = row.now.as_ref().and_then(|cell| cell.value).and_then(Entry::shown);
    let figure =
        |figure: Option<Figure>| figure.map_or(Value::Empty, |one| number(one.0, Figure::ONE));
    let money = |money: Option<domain::figure::Rupiah>| {
        money.map_or(Value::Empty, |money| number(money.0, 1))
    };
    let absorbed = match (row.spend, row.budget) {
        (Some(spend), Some(budget)) if budget.0 > 0 => {
            number(spend.0.saturating_mul(100) / budget.0, 1)
        }
        _ => Value::Empty,
    };
    let text = |text: Cow<'a, str>| if text.is_empty() { Value::Empty } else { Value::Text(text) };
    let words = |words: &'a str| text(words.into());
    let told = |of: fn(&Note) -> &String| {
        let lines: Vec<&str> =
            notes.iter().map(|note| of(note).as_str()).filter(|text| !text.is_empty()).collect();
        text(fitting(lines.join("; ")).into())
    };
    [
        words(&row.sipd),
        words(&row.activity_name),
        words(&row.name),
        words(&row.unit),
        words(&row.lead.short),
        words(&row.funding),
        figure(target),
        figure(value),
        row.percent().map_or(Value::Empty, |percent| number(percent, 1)),
        money(row.budget),
        money(row.spend),
        absorbed,
        told(|note| &note.obstacle),
        told(|note| &note.follow_up),
    ]
}

/// What fits into a cell of a spreadsheet; what is cut ends with dots.
fn fitting(text: String) -> String {
    if text.chars().count() <= CELL_MAX {
        return text;
    }
    text.chars().take(CELL_MAX - 1).chain(['\u{2026}']).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds 15 digits")]
fn number(parts: i64, one: i64) -> Value<'static> {
    Value::Number(parts as f64 / one as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fund_is_a_word_of_its_own() {
        for (funding, is) in [
            ("APBD, DAK", true),
            ("DAK Non-Fisik PPA", true),
            ("dak", true),
            ("Dakwah", false),
            ("", false),
        ] {
            assert_eq!(is_dak(funding), is, "{funding}");
        }
    }
}
