//! `/rad/impor`: importing a plan. Choose a file, see what was understood, what is doubtful and
//! what would be done, then save all or nothing.

use app::{
    Error,
    plan::import::{self, Finding, MAX_FILE, Outcome, Preview, Source, words},
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    file::{FileKind, disposition},
    id::ImportId,
};
use maud::{Markup, html};
use text::Lang;

use super::address;
use crate::{
    Ctx, Fault, Upload,
    ui::{self, Button, Column, Fact, Notice, Row, Table, Tone, field, form},
};

/// Doubts on the page; the CSV file has all of them.
const SHOWN: usize = 50;

/// The form; after an import it says what was done.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    Ok(choose(&ctx, &FieldErrors::default(), done(&ctx)))
}

fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let lang = ctx.lang;
    if ctx.query("gagal").is_some() {
        return Some(Notice::new(Tone::Stop, lang.plan_import_failed()));
    }
    let count = |name: &str| Some(lang.number(ctx.query(name)?.parse().ok()?));
    let words = lang.plan_import_done(count("baru")?, count("berubah")?);
    Some(Notice::done(words).link(lang.plan_import_open_plan(), address::MATRIX))
}

fn choose(ctx: &Ctx, errors: &FieldErrors, notice: Option<Notice<'static>>) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.plan_import_title())
        .lead(lang.plan_import_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .notice(notice)
        .troubled(!errors.0.is_empty());
    let form = form(&frame, address::IMPORT)
        .field(
            field::file("file", ".xlsx,.ods,.csv")
                .label(lang.plan_import_file())
                .help(lang.plan_import_file_help())
                .required(),
        )
        .errors(errors)
        .submit(lang.plan_import_check());
    ui::page(&frame, html! { (form) })
}

/// Shows what the file would do.
pub async fn preview(ctx: Ctx, mut sent: Upload) -> Result<Response, Fault> {
    let file = sent.files.iter().position(|file| file.field == "file");
    let Some(file) = file.map(|place| sent.files.swap_remove(place)) else {
        return Ok(refused(&ctx, "required"));
    };
    if file.bytes.len() > MAX_FILE {
        return Ok(refused(&ctx, "too_large"));
    }
    let source = Source { name: file.name, bytes: file.bytes };
    let preview = import::preview(ctx.app(), ctx.actor()?, ctx.lang, source).await?;
    let status = match preview.id {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, shown(&ctx, &preview)).into_response())
}

fn refused(ctx: &Ctx, code: &'static str) -> Response {
    let mut errors = FieldErrors::default();
    errors.push("file", code);
    (StatusCode::UNPROCESSABLE_ENTITY, choose(ctx, &errors, None)).into_response()
}

/// Saves what was shown.
pub async fn confirm(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let outcome = import::confirm(ctx.app(), ctx.actor()?, ctx.lang, id).await?;
    if !outcome.applied {
        return Ok(Redirect::to(&format!("{}?gagal=1", address::IMPORT)));
    }
    let (new, changed) = (outcome.changes.new_rows(), outcome.changes.changed());
    Ok(Redirect::to(&format!("{}?baru={new}&berubah={changed}", address::IMPORT)))
}

/// Every doubt of an upload, for a spreadsheet program.
pub async fn doubts(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let table = import::doubts(ctx.app(), ctx.actor()?, ctx.lang, id).await?;
    let headers = [
        (header::CONTENT_TYPE, FileKind::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(ctx.lang.plan_import_csv_file(), FileKind::Csv)),
    ];
    Ok((headers, table).into_response())
}

fn shown(ctx: &Ctx, preview: &Preview) -> Markup {
    let (lang, outcome) = (ctx.lang, &preview.outcome);
    let frame = ctx
        .frame(lang.plan_import_check_title())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_import_title(), address::IMPORT)
        .troubled(preview.id.is_none());
    let again = || Button::link(lang.plan_import_again(), address::IMPORT);
    let nothing = preview.id.is_some() && outcome.changes.is_nothing();
    let mut page = ui::Preview::new(lang, understood(lang, preview))
        .errors(findings(lang, &outcome.errors))
        .doubts(findings(lang, &outcome.doubts));
    if let Some(id) = preview.id.filter(|_| !nothing) {
        let confirm = form(&frame, format!("{}/{id}", address::IMPORT))
            .submit(lang.plan_import_confirm())
            .button(again().quiet());
        page = page.will(sentences(lang, outcome)).confirm(confirm);
    }
    let body = html! {
        @if nothing {
            (Notice::done(lang.plan_import_nothing()).link(lang.plan_import_open_plan(), address::MATRIX))
        }
        @if let Some(id) = preview.id.filter(|_| outcome.doubts.len() > SHOWN) {
            p {
                (lang.plan_import_doubts_shown(words::number(lang, SHOWN), words::number(lang, outcome.doubts.len())))
                " "
                a href=(format!("{}/{id}/keraguan.csv", address::IMPORT)) download { (lang.plan_import_doubts_download()) }
            }
        }
        (page)
        @if !preview.outline.is_empty() { (outline(lang, preview)) }
        @if preview.id.is_none() || nothing { (ui::actions(&[again()])) }
    };
    ui::page(&frame, body)
}

fn sentences(lang: Lang, outcome: &Outcome) -> Vec<ui::Words<'static>> {
    let staying = outcome.changes.staying;
    let stay = (staying > 0).then(|| lang.plan_import_stay(words::number(lang, staying)));
    words::will(lang, outcome).into_iter().chain(stay).map(Into::into).collect()
}

fn understood(lang: Lang, preview: &Preview) -> Vec<Fact<'_>> {
    let outcome = &preview.outcome;
    let count = |count| words::number(lang, count);
    let mut facts = vec![Fact::new(lang.plan_import_file_name(), preview.name.as_str())];
    if !outcome.title.is_empty() {
        facts.push(Fact::new(lang.plan_import_plan_title(), outcome.title.as_str()));
    }
    if let Some(years) = outcome.years {
        facts.push(Fact::new(lang.plan_import_years(), words::span(lang, years)));
    }
    for (name, number) in [
        (lang.plan_import_strategies(), outcome.strategies),
        (lang.plan_import_activities(), outcome.activities),
        (lang.plan_import_indicators(), outcome.indicators),
        (lang.plan_import_targets(), outcome.targets),
    ] {
        facts.push(Fact::new(name, count(number)));
    }
    if !outcome.unused.is_empty() {
        facts.push(Fact::new(lang.plan_import_unused(), outcome.unused.join(", ")));
    }
    if outcome.is_example {
        facts.push(Fact::new(lang.plan_import_holds(), lang.plan_import_example()));
    }
    facts
}

fn findings<'a>(lang: Lang, list: &'a [Finding]) -> Vec<ui::Finding<'a>> {
    let finding = |finding: &'a Finding| ui::Finding {
        sheet: finding.sheet.as_deref().unwrap_or_default().into(),
        place: words::place(lang, finding).into(),
        why: finding.why.as_str().into(),
        suggestion: finding.fix.as_str().into(),
    };
    list.iter().take(SHOWN).map(finding).collect()
}

fn outline(lang: Lang, preview: &Preview) -> Markup {
    let columns = vec![
        Column::text(lang.plan_import_strategies()),
        Column::number(lang.plan_import_activities()),
    ];
    let rows = preview.outline.iter().take(SHOWN).map(|(name, activities)| {
        Row::new(html! { (name) }).cell(html! { (words::number(lang, *activities)) })
    });
    html! {
        section {
            h2 { (lang.plan_import_preview_tree()) }
            (Table::new(lang.plan_import_preview_tree(), columns).rows(rows))
        }
    }
}
