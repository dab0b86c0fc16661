//! The papers of a plan: the checkpoint report, the end evaluation, and one agency on one sheet.

use app::plan::{
    self,
    view::{AgencySheet, CheckpointReport, Endings, Matrix, Row},
};
use axum::{extract::Path, response::Response};
use domain::id::{AgencyId, PlanId};
use report::document::{Document, Part, Table};
use text::Lang;

use super::{address, chart, life::find, sheet, trend, words};
use crate::{Ctx, Fault, file, forms::id_in, ui};

/// A paper of a plan as a download; that it was taken out is recorded.
pub(crate) async fn answer(
    ctx: &Ctx,
    id: PlanId,
    name: String,
    document: Document,
) -> Result<Response, Fault> {
    let bytes = plan::paper(ctx.app(), ctx.actor()?, ctx.paper_lang(), id, document).await?;
    let name = format!("{name}-{}.pdf", ctx.today());
    Ok(file::pdf(&name, bytes))
}

/// What follows from rules that nobody has confirmed.
fn unconfirmed(lang: Lang, matrix: &Matrix) -> Option<Part> {
    (!matrix.deadline_is_confirmed).then(|| Part::Note(lang.plan_paper_unconfirmed().to_owned()))
}

/// At which checkpoint a paper stands.
pub(crate) fn as_of(lang: Lang, matrix: &Matrix) -> String {
    match &matrix.at {
        Some(at) => lang.plan_lead(words::checkpoint(at), lang.long_date(at.due)),
        None => lang.plan_message_early().to_owned(),
    }
}

/// Per strategy: target, realisation, absorption, obstacles, follow-up.
pub async fn checkpoint(ctx: Ctx) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let plan = match ctx.query("rencana") {
        Some(text) => Some(find(&ctx, &text).await?),
        None => None,
    };
    let at = match ctx.query("titik") {
        Some(text) => Some(address::checkpoint(&text).ok_or_else(Fault::not_found)?),
        None => None,
    };
    let report = plan::checkpoint_report(ctx.app(), ctx.actor()?, plan, at).await?;
    let matrix = report.matrix.clone();
    let at = matrix.at.as_ref().map(words::checkpoint).unwrap_or_default();
    let mut parts = vec![
        Part::Facts(totals(lang, &matrix)),
        Part::Picture(chart::message(lang, &matrix), chart::picture(lang, &matrix)),
        Part::Table(checkpoint_table(lang, &report)),
    ];
    parts.extend(unconfirmed(lang, &matrix));
    let document = Document {
        title: lang.plan_paper_checkpoint(at),
        lines: vec![matrix.plan.title.clone(), as_of(lang, &matrix)],
        parts,
        closing: lang.plan_paper_closing().to_owned(),
        is_landscape: true,
        has_examples: matrix.plan.is_example,
    };
    answer(&ctx, matrix.plan.id, "laporan-titik-pantau".to_owned(), document).await
}

pub(crate) fn totals(lang: Lang, matrix: &Matrix) -> Vec<(String, String)> {
    let total = &matrix.total;
    let mut list = vec![(lang.plan_achievement().to_owned(), chart::stand(lang, total))];
    if let (Some(spend), Some(budget)) = (total.spend, total.budget) {
        let share = trend::absorbed(total).map(|share| lang.percent(share)).unwrap_or_default();
        let money = lang.plan_sheet_money(lang.rupiah(spend), lang.rupiah(budget));
        list.push((lang.plan_financial().to_owned(), format!("{money} ({share})")));
    }
    list
}

fn checkpoint_table(lang: Lang, report: &CheckpointReport) -> Table {
    let mut table = Table::new()
        .column(lang.plan_column_activity(), 0)
        .figures(lang.plan_fact_expected(), 24)
        .figures(lang.plan_fact_verified(), 30)
        .figures(lang.plan_achievement(), 20)
        .figures(lang.plan_financial(), 30)
        .column(lang.plan_obstacle(), 56)
        .column(lang.plan_follow_up(), 56);
    for strategy in &report.matrix.strategies {
        let stand = chart::stand(lang, &strategy.total);
        table.band(format!("{}: {stand}", words::strategy(strategy)));
        let rows = report.matrix.rows.get(strategy.rows.clone()).unwrap_or_default();
        for row in rows {
            table.row(checkpoint_line(lang, report, row));
        }
    }
    table
}

fn checkpoint_line(lang: Lang, report: &CheckpointReport, row: &Row) -> Vec<Vec<String>> {
    let now = row.now.as_ref();
    let expected = now.and_then(|cell| cell.expected);
    let value = now.and_then(|cell| cell.value);
    let notes = report.notes.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let many = row.lead.members.len() > 1;
    let told = |text: fn(&plan::view::Note) -> &String| -> Vec<String> {
        let some = notes.iter().filter(|note| !text(note).is_empty());
        let lines = some.map(|note| {
            if many { format!("{}: {}", note.agency.short, text(note)) } else { text(note).clone() }
        });
        one_or_more(lines.collect())
    };
    vec![
        vec![words::activity(row), row.name.clone(), words::lead(lang, &row.lead).to_owned()],
        vec![expected.map(|one| words::with_unit(lang, row, one)).unwrap_or_default()],
        vec![value.map(|one| words::whole_entry(lang, row, one)).unwrap_or_default()],
        vec![
            row.percent().map(|percent| lang.percent(percent)).unwrap_or_default(),
            ui::word(lang, row.band()).to_owned(),
        ],
        vec![
            row.spend.map(|spend| lang.rupiah(spend)).unwrap_or_default(),
            row.budget.map(|budget| lang.plan_of(lang.rupiah(budget))).unwrap_or_default(),
        ],
        told(|note| &note.obstacle),
        told(|note| &note.follow_up),
    ]
}

/// A cell has at least one line.
fn one_or_more(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// How every row of a plan ended, and what the next plan does with it.
pub async fn ending(ctx: Ctx, Path(years): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let id = find(&ctx, &years).await?;
    let all = plan::endings(ctx.app(), ctx.actor()?, id).await?;
    let matrix = all.matrix.clone();
    let years = words::years(matrix.plan.years);
    let (evaluated, carried) = all.done();
    let count = |number| words::count(lang, number);
    let done = lang.plan_life_endings_done(count(evaluated), count(all.rows.len()), count(carried));
    let document = Document {
        title: lang.plan_life_endings(years),
        lines: vec![matrix.plan.title.clone(), as_of(lang, &matrix)],
        parts: vec![
            Part::Facts(totals(lang, &matrix)),
            Part::Picture(chart::message(lang, &matrix), chart::picture(lang, &matrix)),
            Part::Text(done),
            Part::Table(ending_table(lang, &all)),
        ],
        closing: lang.plan_paper_closing().to_owned(),
        is_landscape: true,
        has_examples: matrix.plan.is_example,
    };
    answer(&ctx, id, "evaluasi-akhir".to_owned(), document).await
}

fn ending_table(lang: Lang, all: &Endings) -> Table {
    let mut table = Table::new()
        .column(lang.plan_column_activity(), 64)
        .column(lang.plan_life_endings_end(), 34)
        .column(lang.plan_life_ending_finding(), 0)
        .column(lang.plan_life_ending_cause(), 0)
        .column(lang.plan_life_ending_advice(), 0)
        .column(lang.plan_life_endings_carry(), 44);
    for strategy in &all.matrix.strategies {
        table.band(words::strategy(strategy));
        for one in all.rows.get(strategy.rows.clone()).unwrap_or_default() {
            let row = &one.row;
            let last = row.latest.map(|(_, value)| words::whole_entry(lang, row, value));
            let target = row.years.last().and_then(|year| year.target);
            let target = target.map(|target| lang.plan_of(words::with_unit(lang, row, target)));
            let mut end = vec![ui::word(lang, row.band()).to_owned()];
            end.extend([last, target].into_iter().flatten());
            let found = one.evaluation.as_ref().map(|one| &one.evaluation);
            let text = |text: Option<&String>| vec![text.cloned().unwrap_or_default()];
            let carry = one.carry.as_ref().map(|carried| {
                let choice = words::choice(lang, carried.carry.choice).to_owned();
                vec![choice, carried.carry.reason.clone()]
            });
            table.row(vec![
                vec![words::activity(row), row.name.clone()],
                end,
                text(found.map(|one| &one.finding)),
                text(found.map(|one| &one.cause)),
                text(found.map(|one| &one.advice)),
                carry.unwrap_or_else(|| vec![String::new()]),
            ]);
        }
    }
    table
}

/// One agency on one sheet.
pub async fn agency(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let id: AgencyId = id_in(&id)?;
    let sheet = plan::agency_sheet(ctx.app(), ctx.actor()?, id).await?;
    let matrix = sheet.matrix.clone();
    let course = trend::picture(lang, lang.plan_sheet_course(), &sheet.course);
    let mut parts = vec![
        Part::Facts(sheet::standing(lang, &sheet)),
        Part::Picture(lang.plan_sheet_course().to_owned(), course),
        Part::Heading(lang.plan_sheet_rows().to_owned()),
        Part::Table(agency_table(lang, &sheet)),
    ];
    let waited: Vec<String> = sheet
        .due
        .iter()
        .filter(|due| due.ask != domain::plan::Ask::Optional)
        .map(|due| sheet::waited(lang, due))
        .collect();
    if !waited.is_empty() {
        parts.push(Part::Heading(lang.plan_sheet_due().to_owned()));
        parts.extend(waited.into_iter().map(Part::Text));
    }
    parts.extend(unconfirmed(lang, &matrix));
    let document = Document {
        title: sheet.agency.full.clone(),
        lines: vec![lang.plan_sheet_title().to_owned(), as_of(lang, &matrix)],
        parts,
        has_examples: matrix.plan.is_example,
        ..Document::default()
    };
    let name = format!("lembar-{}", sheet.agency.short.to_lowercase());
    answer(&ctx, matrix.plan.id, name, document).await
}

fn agency_table(lang: Lang, sheet: &AgencySheet) -> Table {
    let mut table = Table::new()
        .column(lang.plan_column_activity(), 0)
        .figures(lang.plan_fact_expected(), 24)
        .figures(lang.plan_fact_verified(), 26)
        .column(lang.plan_status(), 24)
        .column(lang.plan_notes(), 44);
    for row in &sheet.rows {
        let now = row.now.as_ref();
        let expected = now.and_then(|cell| cell.expected);
        let value = now.and_then(|cell| cell.value);
        let note = sheet.notes.get(&row.id);
        let notes =
            note.into_iter().flat_map(|note| [note.obstacle.clone(), note.follow_up.clone()]);
        table.row(vec![
            vec![words::activity(row), row.name.clone()],
            vec![expected.map(|one| words::with_unit(lang, row, one)).unwrap_or_default()],
            vec![value.map(|one| words::whole_entry(lang, row, one)).unwrap_or_default()],
            vec![ui::word(lang, row.band()).to_owned()],
            one_or_more(notes.filter(|text| !text.is_empty()).collect()),
        ]);
    }
    table
}
