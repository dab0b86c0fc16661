//! `/rad/impor`: importing a plan. Choose a file, see what was understood, what is doubtful and
//! what would be done, then save all or nothing.

use app::{
    Error,
    plan::import::{self, Applied, Differs, Finding, Outcome, Preview, Source, words},
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    file::{FileKind, disposition},
    id::ImportId,
    time::Zone,
};
use maud::{Markup, html};
use text::Lang;

use super::{address, matched};
use crate::{
    Ctx, Fault, Posted, Upload,
    forms::id_in,
    ui::{
        self, Button, Column, Fact, Frame, Notice, Row, Table, Tone, Words, act, cell, field, form,
    },
};

/// Doubts on the page; the CSV file has all of them.
const SHOWN: usize = 50;

/// The form; where a confirmed file could not be saved after all it says so.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let failed = ctx.query("gagal").map(|_| Notice::new(Tone::Stop, ctx.lang.plan_import_failed()));
    let back = ctx.query("dibatalkan").map(|_| Notice::done(ctx.lang.plan_import_taken_back()));
    choose(&ctx, None, failed.or(back)).await
}

/// Takes an import back as a whole.
pub async fn take_back(ctx: Ctx, Path(id): Path<String>, _: Posted) -> Result<Redirect, Fault> {
    import::take_back(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(Redirect::to(&format!("{}?dibatalkan=1", address::IMPORT)))
}

/// The latest imports, each with the way to take it back.
fn applied(frame: &Frame, zone: Zone, list: &[Applied]) -> Markup {
    let lang = frame.lang;
    let columns = vec![Column::text(lang.plan_import_file()), Column::text(lang.plan_state())];
    let rows = list.iter().map(|one| {
        let at = lang.date(zone.date(one.at));
        let years = one.years.map(|years| words::span(lang, (years.first, years.last)));
        let below = match years.filter(|_| !one.is_undone) {
            Some(years) => lang.plan_import_applied_plan(years, at),
            None => lang.plan_import_applied_gone(at),
        };
        let back = Button::submit(lang.plan_import_back()).quiet();
        Row::new(cell::lines(&one.file_name, html! { (below) })).cell(html! {
            @if one.may_undo {
                (act(frame, &format!("{}/{}/batalkan", address::IMPORT, one.id), None, &back))
            } @else if !one.is_undone { (lang.plan_import_applied_used()) }
        })
    });
    html! {
        section {
            h2 { (lang.plan_import_applied()) }
            p { (lang.plan_import_applied_how()) }
            (Table::new(lang.plan_import_applied(), columns).rows(rows))
        }
    }
}

/// What an import has just done, for the matrix to say.
pub fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let lang = ctx.lang;
    let count = |name: &str| ctx.query(name)?.parse::<u32>().ok();
    let words = match (count("baru")?, count("berubah")?) {
        (0, 0) => lang.plan_import_nothing().to_owned(),
        (new, changed) => {
            lang.plan_import_done(lang.number(new.into()), lang.number(changed.into()))
        }
    };
    Some(Notice::done(words))
}

async fn choose(
    ctx: &Ctx,
    problem: Option<Words<'_>>,
    notice: Option<Notice<'static>>,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let list = import::applied(ctx.app(), ctx.actor()?).await?;
    let frame = ctx
        .frame(lang.plan_import_title())
        .lead(lang.plan_import_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .notice(notice)
        .troubled(problem.is_some());
    let form = form(&frame, address::IMPORT)
        .field(
            field::file("file", ".xlsx,.ods,.csv")
                .label(lang.plan_import_file())
                .help(lang.plan_import_file_help())
                .error(problem)
                .required(),
        )
        .submit(lang.plan_import_check());
    let matched = Button::link(lang.plan_import_match_title(), address::MATCHES).quiet();
    let body = html! {
        (form)
        @if !list.is_empty() { (applied(&frame, ctx.zone(), &list)) }
        (ui::actions(&[matched]))
    };
    Ok(ui::page(&frame, body))
}

/// Reads the file and leads to what it would do.
pub async fn preview(ctx: Ctx, mut sent: Upload) -> Result<Response, Fault> {
    let file = sent.files.iter().position(|file| file.field == "file");
    let Some(file) = file.map(|place| sent.files.swap_remove(place)) else {
        return refused(&ctx, ctx.lang.ui_error_required()).await;
    };
    let source = Source { name: file.name, bytes: file.bytes };
    let preview = import::preview(ctx.app(), ctx.actor()?, ctx.lang, source).await?;
    if let Some(refusal) = preview.outcome.refusal() {
        return refused(&ctx, &refusal.message).await;
    }
    Ok(match preview.id {
        Some(id) => Redirect::to(&format!("{}/{id}", address::IMPORT)).into_response(),
        None => (StatusCode::UNPROCESSABLE_ENTITY, shown(&ctx, &preview)).into_response(),
    })
}

/// Shows what the kept file would do.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let preview = import::show(ctx.app(), ctx.actor()?, ctx.lang, id).await?;
    Ok(shown(&ctx, &preview))
}

/// The form again, with why the file can't be opened at its field.
async fn refused(ctx: &Ctx, why: &str) -> Result<Response, Fault> {
    let page = choose(ctx, Some(why.into()), None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Saves what was shown.
pub async fn confirm(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let outcome = import::confirm(ctx.app(), ctx.actor()?, ctx.lang, id).await?;
    if !outcome.applied {
        return Ok(Redirect::to(&format!("{}?gagal=1", address::IMPORT)));
    }
    let (new, changed) = (outcome.changes.new_rows(), outcome.changes.changed());
    Ok(Redirect::to(&format!("{}?baru={new}&berubah={changed}", address::MATRIX)))
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
    let saveable = preview.id.filter(|_| !outcome.changes.is_nothing());
    let nothing = preview.id.is_some() && saveable.is_none();
    let again = || Button::link(lang.plan_import_again(), address::IMPORT);
    let frame = ctx
        .frame(lang.plan_import_check_title())
        .lead(lang.plan_import_read_from(&preview.name))
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_import_title(), address::IMPORT)
        .notice(nothing.then(|| {
            Notice::done(lang.plan_import_nothing())
                .link(lang.plan_import_open_plan(), address::MATRIX)
        }))
        .troubled(preview.id.is_none());
    let mut page = ui::Preview::new(lang, understood(lang, outcome))
        .more(more(lang, preview))
        .errors(findings(lang, preview.id, &outcome.errors))
        .doubts(findings(lang, preview.id, &outcome.doubts));
    if let Some(id) = preview.id.filter(|_| !outcome.doubts.is_empty()) {
        page = page.rest(outcome.doubts.len(), rest(lang, id, outcome.doubts.len()));
    }
    if let Some(id) = saveable {
        let confirm = form(&frame, format!("{}/{id}", address::IMPORT))
            .submit(lang.plan_import_confirm())
            .button(again().quiet());
        page = page.will(sentences(lang, outcome)).confirm(confirm);
    }
    let body = html! {
        (page)
        @if saveable.is_none() { (ui::actions(&[again()])) }
    };
    ui::page(&frame, body)
}

/// The way to every doubt, and how many of them the page shows.
fn rest(lang: Lang, id: ImportId, all: usize) -> Markup {
    let [shown, count] = [SHOWN, all].map(|count| words::number(lang, count));
    html! {
        @if all > SHOWN { (lang.plan_import_doubts_shown(shown, count)) " " }
        a href=(format!("{}/{id}/keraguan.csv", address::IMPORT)) download {
            (lang.plan_import_doubts_download())
        }
    }
}

fn sentences(lang: Lang, outcome: &Outcome) -> Vec<Words<'static>> {
    let staying = outcome.changes.staying;
    let stay = (staying > 0).then(|| lang.plan_import_stay(words::number(lang, staying)));
    words::will(lang, outcome).into_iter().chain(stay).map(Into::into).collect()
}

fn understood(lang: Lang, outcome: &Outcome) -> Vec<Fact<'static>> {
    let years = outcome.years.map(|years| words::span(lang, years));
    let years = years.map(|years| Fact::new(lang.plan_import_years(), years));
    let counts = [
        (lang.plan_import_strategies(), outcome.strategies),
        (lang.plan_import_activities(), outcome.activities),
        (lang.plan_import_indicators(), outcome.indicators),
        (lang.plan_import_targets(), outcome.targets),
    ];
    let counts = counts.map(|(name, count)| Fact::new(name, words::number(lang, count)));
    years.into_iter().chain(counts).collect()
}

/// What is understood in words, and the strategies with how many activities each has.
fn more(lang: Lang, preview: &Preview) -> Markup {
    let outcome = &preview.outcome;
    html! {
        @if !outcome.title.is_empty() { p { b { (outcome.title) } } }
        @if outcome.is_example { p { (lang.plan_import_example()) } }
        @if !outcome.unused.is_empty() { p { (lang.plan_import_unused(outcome.unused.join(", "))) } }
        @if !preview.differences.is_empty() { (differences(lang, preview)) }
        @if !preview.outline.is_empty() { (outline(lang, preview)) }
    }
}

fn findings<'a>(lang: Lang, id: Option<ImportId>, list: &'a [Finding]) -> Vec<ui::Finding<'a>> {
    let finding = |finding: &'a Finding| ui::Finding {
        sheet: finding.sheet.as_deref().unwrap_or_default().into(),
        place: words::place(lang, finding).into(),
        why: finding.why.as_str().into(),
        suggestion: finding.fix.as_str().into(),
        way: finding
            .name
            .as_deref()
            .zip(id)
            .map(|(name, id)| (lang.plan_import_match(), matched::href(name, id))),
    };
    list.iter().take(SHOWN).map(finding).collect()
}

/// What becomes of what is stored: before and after, side by side.
fn differences(lang: Lang, preview: &Preview) -> Markup {
    let columns = vec![
        Column::text(lang.plan_import_differences_row()),
        Column::text(lang.plan_import_differences_what()),
        Column::text(lang.plan_import_differences_before()),
        Column::text(lang.plan_import_differences_after()),
    ];
    let rows = preview.differences.iter().take(SHOWN).map(|one| {
        let what = match one.what {
            Differs::Activity => lang.plan_import_differs_activity().to_owned(),
            Differs::Indicator => lang.plan_import_differs_indicator().to_owned(),
            Differs::Target(year) => lang.plan_import_differs_target(year),
            Differs::Budget(year) => lang.plan_import_differs_budget(year),
        };
        Row::new(html! { (one.row) })
            .cell(html! { (what) })
            .cell(html! { (one.before) })
            .cell(html! { b { (one.after) } })
    });
    let all = preview.differences.len();
    let [shown, count] = [SHOWN, all].map(|count| words::number(lang, count));
    html! {
        h3 { (lang.plan_import_differences()) }
        (Table::new(lang.plan_import_differences(), columns).rows(rows))
        @if all > SHOWN { p { (lang.plan_import_differences_shown(shown, count)) } }
    }
}

fn outline(lang: Lang, preview: &Preview) -> Markup {
    let columns = vec![
        Column::text(lang.plan_import_strategies()),
        Column::number(lang.plan_import_activities()),
    ];
    let rows = preview.outline.iter().take(SHOWN).map(|(name, activities)| {
        Row::new(html! { (name) }).cell(html! { (words::number(lang, *activities)) })
    });
    let all = preview.outline.len();
    html! {
        h3 { (lang.plan_import_preview_tree()) }
        (Table::new(lang.plan_import_preview_tree(), columns).rows(rows))
        @if all > SHOWN {
            p { (lang.plan_import_preview_tree_shown(words::number(lang, SHOWN), words::number(lang, all))) }
        }
    }
}
