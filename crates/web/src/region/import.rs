//! Importing regions on a page: choose, check, then save all or nothing.

use app::{
    Error,
    region::{
        Outcome,
        import::{Doubt, Line},
        upload,
        upload::Preview,
        words,
    },
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{field::FieldErrors, id::ImportId, region::Level, time::parse_date};
use maud::{Markup, html};
use text::Lang;

use crate::{
    Ctx, Fault, Posted, Upload,
    ui::{self, Button, Column, Fact, Finding, Notice, Row, Table, Tone, cell, field, form},
};

/// The form; after an import it says what was done.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    Ok(choose(&ctx, &Posted::default(), &FieldErrors::default(), done(&ctx)))
}

fn done(ctx: &Ctx) -> Option<Notice<'static>> {
    let lang = ctx.lang;
    let count = |name: &str| {
        ctx.query(name).and_then(|text| text.parse().ok()).map(|count| lang.number(count))
    };
    if ctx.query("gagal").is_some() {
        return Some(Notice::new(Tone::Stop, lang.region_import_failed()));
    }
    let words = lang.region_import_done(count("baru")?, count("berubah")?, count("berakhir")?);
    Some(Notice::done(words).link(lang.region_title(), "/wilayah"))
}

fn choose(
    ctx: &Ctx,
    typed: &Posted,
    errors: &FieldErrors,
    notice: Option<Notice<'static>>,
) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.region_import())
        .lead(lang.region_import_lead())
        .crumb(lang.region_title(), "/wilayah")
        .notice(notice)
        .troubled(!errors.0.is_empty());
    let today = ctx.today().to_string();
    let on = if typed.get("on").is_empty() && errors.0.is_empty() {
        today.as_str()
    } else {
        typed.get("on")
    };
    let form = form(&frame, "/wilayah/impor")
        .field(
            field::file("file", ".csv,text/csv")
                .label(lang.region_import_file())
                .help(lang.region_import_file_help())
                .required(),
        )
        .field(
            field::date("on")
                .label(lang.region_import_on())
                .help(lang.region_import_on_help())
                .value(on)
                .required(),
        )
        .errors(errors)
        .submit(lang.region_import_check());
    ui::page(&frame, html! { (form) })
}

/// Reads the file and leads to what it would do.
pub async fn preview(ctx: Ctx, sent: Upload) -> Result<Response, Fault> {
    let mut errors = FieldErrors::default();
    let on = parse_date(sent.fields.get("on"));
    if on.is_none() {
        errors.push("on", "date");
    }
    let file = sent.file("file");
    match file {
        None => errors.push("file", "required"),
        Some(file) if file.bytes.len() > upload::MAX_FILE => errors.push("file", "too_large"),
        Some(_) => {}
    }
    let (Some(file), Some(on), true) = (file, on, errors.0.is_empty()) else {
        let page = choose(&ctx, &sent.fields, &errors, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let preview =
        upload::preview(ctx.app(), ctx.actor()?, &file.name, file.bytes.clone(), on).await?;
    Ok(match preview.id {
        Some(id) => Redirect::to(&format!("/wilayah/impor/{id}")).into_response(),
        None => (StatusCode::UNPROCESSABLE_ENTITY, shown(&ctx, &preview)).into_response(),
    })
}

/// Shows what the kept file would do.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(shown(&ctx, &upload::show(ctx.app(), ctx.actor()?, id).await?))
}

/// Saves what was shown.
pub async fn confirm(ctx: Ctx, Path(id): Path<String>) -> Result<Redirect, Fault> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let outcome = upload::confirm(ctx.app(), ctx.actor()?, id).await?;
    if !outcome.applied {
        return Ok(Redirect::to("/wilayah/impor?gagal=1"));
    }
    let changed = outcome.touched + outcome.renamed + outcome.moved + outcome.reopened;
    Ok(Redirect::to(&format!(
        "/wilayah/impor?baru={}&berubah={changed}&berakhir={}",
        outcome.new, outcome.closed
    )))
}

fn shown(ctx: &Ctx, preview: &Preview) -> Markup {
    let (lang, outcome) = (ctx.lang, &preview.outcome);
    let frame = ctx
        .frame(lang.region_import_check_title())
        .lead(lang.region_import_checked(&preview.name, lang.date(outcome.on)))
        .crumb(lang.region_title(), "/wilayah")
        .crumb(lang.region_import(), "/wilayah/impor")
        .troubled(outcome.error_count > 0);
    let mut page = ui::Preview::new(lang, understood(lang, outcome))
        .doubts(doubts(lang, preview))
        .errors(findings(lang, outcome));
    let will = words::will(lang, outcome);
    let nothing = will.is_empty() && outcome.error_count == 0;
    if let Some(id) = preview.id.filter(|_| !nothing) {
        let confirm = form(&frame, format!("/wilayah/impor/{id}"))
            .submit(lang.region_import_confirm())
            .button(Button::link(lang.region_import_again(), "/wilayah/impor").quiet());
        page = page.will(will.into_iter().map(Into::into).collect()).confirm(confirm);
    }
    let rest = outcome.error_count - outcome.errors.len();
    let body = html! {
        @if nothing {
            (Notice::done(lang.region_import_nothing()).link(lang.region_import_again(), "/wilayah/impor"))
        } @else {
            (page)
        }
        @if rest > 0 { p { (lang.region_import_more(words::number(lang, rest))) } }
        @if outcome.error_count > 0 {
            section { (ui::actions(&[Button::link(lang.region_import_again(), "/wilayah/impor")])) }
        } @else if !outcome.changes.is_empty() {
            (changes(lang, &outcome.changes))
        }
    };
    ui::page(&frame, body)
}

fn understood<'a>(lang: Lang, outcome: &Outcome) -> Vec<Fact<'a>> {
    let held = outcome.held;
    let levels = [
        (Level::Province, held.provinces),
        (Level::Regency, held.regencies),
        (Level::District, held.districts),
        (Level::Village, held.villages),
        (Level::Rw, held.rw),
        (Level::Rt, held.rt),
    ];
    let some = levels.into_iter().filter(|(_, count)| *count > 0);
    let mut facts: Vec<Fact> = some
        .map(|(level, count)| Fact::new(words::level(lang, level), words::number(lang, count)))
        .collect();
    facts.push(Fact::new(lang.region_import_same(), words::number(lang, outcome.same)));
    facts
}

fn doubts<'a>(lang: Lang, preview: &'a Preview) -> Vec<Finding<'a>> {
    let finding = |doubt: &'a Doubt| Finding {
        sheet: preview.name.as_str().into(),
        place: doubt.parent.as_str().into(),
        why: words::doubt(lang, doubt).into(),
        suggestion: lang.region_doubt_kept().into(),
        way: None,
    };
    preview.outcome.doubts.iter().map(finding).collect()
}

fn findings<'a>(lang: Lang, outcome: &'a Outcome) -> Vec<Finding<'a>> {
    let finding = |fault: &'a app::region::import::Fault| {
        let (why, suggestion) = words::fault(lang, fault);
        Finding {
            sheet: fault.file.as_str().into(),
            place: words::place(lang, fault).into(),
            why: why.into(),
            suggestion: suggestion.into(),
            way: None,
        }
    };
    outcome.errors.iter().map(finding).collect()
}

fn changes(lang: Lang, lines: &[Line]) -> Markup {
    let columns = vec![
        Column::text(lang.region_change()),
        Column::text(lang.region_change_before()),
        Column::text(lang.region_change_after()),
    ];
    let side = |name: &Option<String>, code: &Option<String>| match (name, code) {
        (Some(name), Some(code)) => cell::lines(name.as_str(), code.as_str()),
        _ => cell::none(lang),
    };
    let row = |line: &Line| {
        Row::new(html! { (change(lang, line.change)) })
            .cell(side(&line.old_name, &line.old_code))
            .cell(side(&line.name, &line.code))
    };
    html! {
        section {
            h2 { (lang.region_changes()) }
            (Table::new(lang.region_changes(), columns).rows(lines.iter().map(row)))
        }
    }
}

fn change(lang: Lang, word: &str) -> &'static str {
    match word {
        "new" => lang.region_change_new(),
        "touched" => lang.region_change_touched(),
        "renamed" => lang.region_change_renamed(),
        "moved" => lang.region_change_moved(),
        "reopened" => lang.region_change_reopened(),
        _ => lang.region_change_closed(),
    }
}
