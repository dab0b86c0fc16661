//! `/rad/isian`: reports by workbook. Take out what an office has to report, fill it by hand, check
//! what was read, then send all of it or nothing.

use app::{
    Act, Error,
    plan::{
        self,
        filling::{self, Fate, Line, Preview, SheetWords},
        import::{Source, words::place},
    },
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    file::{FileKind, disposition},
    id::{AgencyId, ImportId},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, words};
use crate::{
    Ctx, Fault, Upload,
    forms::id_in,
    ui::{
        self, Button, Column, Empty, Fact, Finding, Notice, Row, Table, Tone, Words, cell, field,
        form,
    },
};

const SHEET: &str = "/rad/isian.xlsx";

/// How the sheet writes its figures.
const WORDS: SheetWords = SheetWords {
    figure: |lang, row, figure| words::figure(lang, row.measure, figure),
    entry: |lang, row, entry| words::entry(lang, row.measure, entry),
    checkpoint: words::checkpoint,
    activity: words::activity,
};

/// The workbook to be filled, of one's own office or the one that is named.
pub async fn sheet(ctx: Ctx) -> Result<Response, Fault> {
    let actor = ctx.actor()?;
    let agency: Option<AgencyId> = match ctx.query("instansi") {
        Some(text) => Some(id_in(&text)?),
        None => actor.agency,
    };
    let agency = agency.ok_or_else(Fault::not_found)?;
    let (name, bytes) = filling::sheet(ctx.app(), actor, agency, WORDS).await?;
    let plain: String =
        name.short.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let parts = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let name = format!("isian-{}-{}.xlsx", parts.to_lowercase(), ctx.today());
    let headers = [
        (header::CONTENT_TYPE, FileKind::Xlsx.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Xlsx)),
    ];
    Ok((headers, bytes).into_response())
}

/// The way out and the way back in.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let sent = ctx.query("terkirim").and_then(|count| count.parse::<i64>().ok());
    let notice = match sent {
        Some(count) => Some(Notice::done(lang.plan_fill_sent(lang.number(count)))),
        None => ctx.query("gagal").map(|_| Notice::new(Tone::Stop, lang.plan_fill_failed())),
    };
    choose(&ctx, None, notice).await
}

async fn choose(
    ctx: &Ctx,
    problem: Option<Words<'_>>,
    notice: Option<Notice<'static>>,
) -> Result<Markup, Fault> {
    let (lang, actor) = (ctx.lang, ctx.actor()?);
    filling::permitted(actor)?;
    let frame = ctx
        .frame(lang.plan_fill_title())
        .lead(lang.plan_fill_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .notice(notice)
        .troubled(problem.is_some());
    let form = form(&frame, address::FILL)
        .field(
            field::file("file", ".xlsx,.ods,.csv")
                .label(lang.plan_fill_file())
                .help(lang.plan_fill_file_help())
                .error(problem)
                .required(),
        )
        .submit(lang.plan_fill_check());
    let out =
        if actor.may(Act::RealisationUpload) { offices(ctx).await? } else { own(ctx).await? };
    Ok(ui::page(&frame, html! { (out) (form) }))
}

/// The workbook of one's own office.
async fn own(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let due = plan::due(ctx.app(), ctx.actor()?).await?;
    Ok(html! {
        @if due.rows.is_empty() { p class="none" { (lang.plan_fill_none()) } }
        @else { (ui::actions(&[Button::link(lang.plan_fill_download(), SHEET).quiet()])) }
    })
}

/// The workbooks of all offices that have still to report.
async fn offices(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let silent = plan::silent(ctx.app(), ctx.actor()?).await?;
    let offices = silent.map(|silent| silent.offices).unwrap_or_default();
    Ok(html! {
        @if offices.is_empty() { (Empty::new(lang.plan_fill_none(), lang.plan_silent_none_how())) }
        @else {
            details open {
                summary { (lang.plan_fill_offices()) }
                ul class="plain-list" {
                    @for office in &offices {
                        li {
                            a href=(format!("{SHEET}?instansi={}", office.agency.id)) {
                                (lang.plan_fill_download_of(&office.agency.short))
                            }
                        }
                    }
                }
            }
        }
    })
}

/// Reads the file and leads to what it would do.
pub async fn preview(ctx: Ctx, mut sent: Upload) -> Result<Response, Fault> {
    let file = sent.files.iter().position(|file| file.field == "file");
    let Some(file) = file.map(|place| sent.files.swap_remove(place)) else {
        let page = choose(&ctx, Some(ctx.lang.ui_error_required().into()), None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let source = Source { name: file.name, bytes: file.bytes };
    let preview = filling::preview(ctx.app(), ctx.actor()?, ctx.lang, source).await?;
    Ok(match preview.id {
        Some(id) => Redirect::to(&format!("{}/{id}", address::FILL)).into_response(),
        None => (StatusCode::UNPROCESSABLE_ENTITY, shown(&ctx, &preview)).into_response(),
    })
}

/// Shows what the kept file would do.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: ImportId = id_in(&id)?;
    let preview = filling::show(ctx.app(), ctx.actor()?, ctx.lang, id).await?;
    Ok(shown(&ctx, &preview))
}

/// Sends what was shown.
pub async fn confirm(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: ImportId = id_in(&id)?;
    let to = match filling::confirm(ctx.app(), ctx.actor()?, ctx.lang, id).await {
        Ok(count) => format!("{}?terkirim={count}", address::FILL),
        Err(Error::Conflict) => format!("{}?gagal=1", address::FILL),
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&to))
}

fn shown(ctx: &Ctx, preview: &Preview) -> Markup {
    let lang = ctx.lang;
    let again = || Button::link(lang.plan_fill_again(), address::FILL);
    let frame = ctx
        .frame(lang.plan_fill_check_title())
        .lead(lang.plan_import_read_from(&preview.name))
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(lang.plan_fill_title(), address::FILL)
        .troubled(!preview.errors.is_empty());
    let understood = vec![
        Fact::new(lang.plan_fill_read(), words::count(lang, preview.lines.len())),
        Fact::new(lang.plan_fill_empty(), words::count(lang, preview.empty)),
    ];
    let mut page = ui::Preview::new(lang, understood).errors(findings(lang, preview));
    if !preview.lines.is_empty() {
        page = page.more(html! { (table(lang, preview)) });
    }
    if let Some(id) = preview.id {
        let confirm = form(&frame, format!("{}/{id}", address::FILL))
            .submit(lang.plan_fill_confirm())
            .button(again().quiet());
        page = page.will(sentences(lang, preview)).confirm(confirm);
    }
    let body = html! {
        (page)
        @if preview.id.is_none() { (ui::actions(&[again()])) }
    };
    ui::page(&frame, body)
}

fn sentences(lang: Lang, preview: &Preview) -> Vec<Words<'static>> {
    type Sentence = fn(Lang, String) -> String;
    let all: [(Fate, Sentence); 3] = [
        (Fate::New, |lang, count| lang.plan_fill_will_new(count)),
        (Fate::Same, |lang, count| lang.plan_fill_will_same(count)),
        (Fate::Overtaken, |lang, count| lang.plan_fill_will_overtaken(count)),
    ];
    let counted = all.into_iter().map(|(fate, words)| (preview.count(fate), words));
    let some = counted.filter(|(count, _)| *count > 0);
    some.map(|(count, sentence)| sentence(lang, words::count(lang, count)).into()).collect()
}

fn findings<'a>(lang: Lang, preview: &'a Preview) -> Vec<Finding<'a>> {
    let finding = |one: &'a plan::import::Finding| Finding {
        sheet: one.sheet.as_deref().unwrap_or_default().into(),
        place: place(lang, one).into(),
        why: one.why.as_str().into(),
        suggestion: one.fix.as_str().into(),
        way: None,
    };
    preview.errors.iter().map(finding).collect()
}

fn table<'a>(lang: Lang, preview: &Preview) -> Table<'a> {
    let columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_agency()),
        Column::text(lang.plan_checkpoint()),
        Column::number(lang.plan_reported()),
        Column::number(lang.plan_spend()),
        Column::text(lang.plan_obstacle()),
        Column::text(lang.plan_follow_up()),
        Column::text(lang.plan_fill_fate()),
    ];
    let rows: Vec<Row> = preview.lines.iter().map(|line| row(lang, line)).collect();
    Table::new(lang.plan_fill_read(), columns).rows(rows)
}

fn row(lang: Lang, line: &Line) -> Row {
    let fate = match line.fate {
        Fate::New => lang.plan_fill_fate_new(),
        Fate::Same => lang.plan_fill_fate_same(),
        Fate::Overtaken => lang.plan_fill_fate_overtaken(),
    };
    Row::new(cell::lines(words::activity(&line.row), html! { (line.row.name) }))
        .cell(html! { (line.agency.short) })
        .cell(html! { (words::checkpoint(&line.head)) })
        .cell(cell::lines(
            words::whole_entry(lang, &line.row, line.entry),
            html! {
                @if let Some(reason) = &line.nihil { (reason) }
                @else if let Some(previous) = line.previous {
                    (lang.plan_wanted_previous(words::whole_entry(lang, &line.row, previous)))
                }
            },
        ))
        .cell(match line.spend {
            Some(spend) => html! { (lang.rupiah(spend)) },
            None => cell::none(lang),
        })
        .cell(html! { (line.words[0]) })
        .cell(html! { (line.words[1]) })
        .cell(html! { (fate) })
}
