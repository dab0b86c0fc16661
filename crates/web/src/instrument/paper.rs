//! The register taken out: on paper, and as rows for other programs.

use app::instrument::{
    self,
    view::{Coverage, Index, Line},
};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::{
    file::{FileKind, disposition},
    instrument::Kind,
};
use report::document::{Document, Part, Table};
use text::Lang;

use super::{index::asked, words};
use crate::{Ctx, Fault, file};

/// The register on paper, by kind, with the filter of the list.
pub async fn register(ctx: Ctx) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let filter = asked(&ctx);
    let index = instrument::index(ctx.app(), ctx.actor()?, &filter).await?;
    let total = i64::try_from(index.lines.len()).unwrap_or(i64::MAX);
    let as_of = lang.instrument_paper_as_of(lang.long_date(index.today));
    let mut parts = vec![
        Part::Text(lang.instrument_count(total, lang.number(total))),
        Part::Table(table(lang, &index)),
    ];
    if index.coverage.iter().any(|one| one.covered > 0) {
        parts.push(Part::Heading(lang.instrument_coverage().to_owned()));
        parts.push(Part::Table(villages(lang, &index.coverage)));
    }
    if !index.is_confirmed {
        let before = lang.number(index.warning.before);
        parts.push(Part::Note(lang.instrument_unconfirmed(before)));
    }
    let document = Document {
        title: lang.instrument_paper_title().to_owned(),
        lines: vec![words::shelf(lang, filter.shelf).to_owned(), as_of],
        parts,
        closing: lang.instrument_paper_closing().to_owned(),
        is_landscape: true,
        has_examples: index.lines.iter().any(|line| line.row.is_example),
    };
    let bytes = instrument::paper(ctx.app(), ctx.actor()?, lang, document).await?;
    Ok(file::pdf(&format!("daftar-produk-hukum-{}.pdf", ctx.today()), bytes))
}

fn table(lang: Lang, index: &Index) -> Table {
    let mut table = Table::new()
        .column(lang.meeting_paper_number(), 9)
        .column(lang.instrument_column_name(), 62)
        .column(lang.instrument_about(), 0)
        .column(lang.instrument_column_office(), 42)
        .column(lang.instrument_standing(), 34)
        .column(lang.instrument_published(), 44)
        .column(lang.instrument_column_until(), 24);
    let mut place = 0_i64;
    for kind in Kind::ALL {
        let own: Vec<&Line> =
            index.lines.iter().filter(|line| line.row.draft.kind == kind).collect();
        if !own.is_empty() {
            table.band(words::kind(lang, kind));
        }
        for line in own {
            place += 1;
            table.row(cells(lang, place, line));
        }
    }
    table
}

fn cells(lang: Lang, place: i64, line: &Line) -> Vec<Vec<String>> {
    let (draft, life) = (&line.row.draft, &line.row.life);
    let signed = life.signed.as_ref();
    let number = words::number(lang, draft.kind, signed.map(|one| one.number.as_str()), draft.year);
    let mut name = vec![number];
    name.extend(signed.map(|one| lang.date(one.on)));
    let mut office = vec![line.agency.clone()];
    office.extend(line.place.as_ref().map(|place| words::place(lang, place)));
    office.extend(line.parties.iter().cloned());
    let published = life.published.as_ref();
    let published = published.map(|one| vec![one.place.clone(), lang.date(one.on)]);
    let until = draft.term.until.map(|day| lang.date(day));
    // A cell has one line at least.
    vec![
        vec![lang.number(place)],
        name,
        vec![draft.title.clone()],
        office,
        vec![words::standing(lang, line.standing).to_owned()],
        published.unwrap_or_else(|| vec![String::new()]),
        vec![until.unwrap_or_default()],
    ]
}

fn villages(lang: Lang, coverage: &[Coverage]) -> Table {
    let figure = |count: usize| vec![lang.number(i64::try_from(count).unwrap_or(i64::MAX))];
    let mut table = Table::new()
        .column(lang.instrument_district(), 0)
        .figures(lang.instrument_villages(), 40)
        .figures(lang.instrument_covered(), 60)
        .figures(lang.instrument_circulars(), 40);
    for one in coverage {
        table.row(vec![
            vec![one.name.clone()],
            figure(one.villages),
            figure(one.covered),
            figure(one.circulars),
        ]);
    }
    table
}

/// The register as CSV, with the filter of the list; days as other programs read them.
pub async fn csv(ctx: Ctx) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let index = instrument::index(ctx.app(), ctx.actor()?, &asked(&ctx)).await?;
    let head = [
        lang.instrument_kind(),
        lang.instrument_number(),
        lang.instrument_year(),
        lang.instrument_about(),
        lang.instrument_office(),
        lang.instrument_place(),
        lang.instrument_standing(),
        lang.instrument_harmonised_on(),
        lang.instrument_signed_on(),
        lang.instrument_signed_by(),
        lang.instrument_published_in(),
        lang.instrument_published_on(),
        lang.instrument_url(),
        lang.instrument_from(),
        lang.instrument_until(),
        lang.instrument_ended_on(),
        lang.instrument_parties(),
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(index.lines.iter().map(|line| values(lang, line)));
    let bytes = instrument::csv(ctx.app(), ctx.actor()?, rows).await?;
    let name = format!("daftar-produk-hukum-{}.csv", ctx.today());
    let headers = [
        (header::CONTENT_TYPE, FileKind::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Csv)),
    ];
    Ok((headers, bytes).into_response())
}

fn values(lang: Lang, line: &Line) -> Vec<String> {
    let (draft, life) = (&line.row.draft, &line.row.life);
    let day = |day: Option<domain::time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (signed, published) = (life.signed.as_ref(), life.published.as_ref());
    vec![
        words::kind(lang, draft.kind).to_owned(),
        signed.map(|one| one.number.clone()).unwrap_or_default(),
        draft.year.to_string(),
        draft.title.clone(),
        line.agency.clone(),
        line.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        words::standing(lang, line.standing).to_owned(),
        day(life.harmonised.as_ref().map(|one| one.on)),
        day(signed.map(|one| one.on)),
        signed.map(|one| one.by.clone()).unwrap_or_default(),
        published.map(|one| one.place.clone()).unwrap_or_default(),
        day(published.map(|one| one.on)),
        published.map(|one| one.url.clone()).unwrap_or_default(),
        day(draft.term.from),
        day(draft.term.until),
        day(life.ended_on),
        line.parties.join(", "),
    ]
}
