//! `/rad/belum-lapor`: who has still to report; a reminder to copy before the last day, the list of
//! the silent after it.

use app::plan::{
    self,
    view::{DueRow, Silent, SilentOffice},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::file::{FileKind, disposition};
use maud::{Markup, html};
use text::Lang;

use super::{address, matrix, words};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Column, Empty, List, Row, Table, cell},
};

/// Every office that has still to report.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.plan_silent_title())
        .lead(lang.plan_silent_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .actions(ui::actions(&[
            Button::link(lang.plan_fill_link(), address::FILL).quiet(),
            Button::link(lang.plan_link_title(), address::LINKS).quiet(),
        ]));
    let Some(silent) = plan::silent(ctx.app(), ctx.actor()?).await? else {
        return Ok(ui::page(&frame, matrix::no_plan(&ctx, &frame)));
    };
    let body = html! {
        (list(&ctx, &silent))
        @if !silent.offices.is_empty() {
            section aria-labelledby="ingatkan" {
                h2 id="ingatkan" { (lang.plan_remind_all()) }
                @for office in &silent.offices { (remind(&ctx, office)) }
            }
        }
        (matrix::not_confirmed(lang, &silent.matrix))
    };
    Ok(ui::page(&frame, body))
}

fn list<'a>(ctx: &Ctx, silent: &Silent) -> List<'a> {
    let lang = ctx.lang;
    let columns = vec![
        Column::text(lang.plan_agency()),
        Column::number(lang.plan_silent_rows()),
        Column::number(lang.plan_silent_overdue()),
        Column::text(lang.plan_silent_until()),
        Column::text(lang.plan_silent_reach()),
    ];
    let rows: Vec<Row> = silent.offices.iter().map(|office| line(ctx, office)).collect();
    let offices = i64::try_from(silent.offices.len()).unwrap_or(i64::MAX);
    let table = Table::new(lang.plan_silent_title(), columns).rows(rows);
    let empty = silent.offices.is_empty().then(|| {
        Empty::new(lang.plan_silent_none(), lang.plan_silent_none_how())
            .button(Button::link(lang.plan_to_matrix(), address::MATRIX).quiet())
    });
    List::new(lang, lang.plan_silent_count(offices), table)
        .export("CSV", format!("{}.csv", address::SILENT))
        .empty(empty)
}

fn line(ctx: &Ctx, office: &SilentOffice) -> Row {
    let lang = ctx.lang;
    let agency = &office.agency;
    let first = office.rows.first().map(|row| lang.date(row.deadline)).unwrap_or_default();
    Row::new(cell::lines(&agency.short, html! { (agency.full) }))
        .cell(html! { (words::count(lang, office.rows.len())) })
        .cell(match office.overdue() {
            0 => cell::none(lang),
            many => html! { b { (words::count(lang, many)) } },
        })
        .cell(html! { (first) })
        .cell(html! {
            @if !office.has_account { (lang.plan_silent_no_account()) " " }
            a href=(format!("{}?instansi={}", address::LINKS, agency.id)) {
                (lang.plan_silent_make_link())
            }
            " · "
            a href=(format!("/rad/instansi/{}", agency.id)) { (lang.plan_sheet_of()) }
            " · "
            a href=(format!("#ingatkan-{}", agency.id)) { (lang.plan_silent_remind()) }
        })
}

/// The reminder of an office, to be opened, copied or sent.
fn remind(ctx: &Ctx, office: &SilentOffice) -> Markup {
    let lang = ctx.lang;
    let summary = lang.plan_remind_of(&office.agency.short);
    html! {
        details id=(format!("ingatkan-{}", office.agency.id)) {
            summary { (summary) }
            (ui::message(lang, &summary, &reminder(ctx, office, None)))
        }
    }
}

/// A message to copy into a chat: what is waited for and until when, and nothing about anybody but
/// the holder of a link. In Indonesian, whoever sends it.
pub fn reminder(ctx: &Ctx, office: &SilentOffice, link: Option<(&str, &str)>) -> String {
    let lang = Lang::Id;
    let mut lines = vec![match link {
        Some((holder, _)) => {
            lang.plan_remind_head(lang.plan_remind_holder(holder, &office.agency.short))
        }
        None => lang.plan_remind_head(lang.plan_remind_contact(&office.agency.short)),
    }];
    lines.extend(office.rows.iter().map(|row| {
        let until = lang.date(row.deadline);
        let at = words::checkpoint(&row.head);
        if row.is_overdue {
            lang.plan_remind_late(words::activity(&row.row), at, until)
        } else {
            lang.plan_remind_row(words::activity(&row.row), at, until)
        }
    }));
    lines.push(match link {
        Some((_, link)) => lang.plan_remind_by_link(link),
        None => lang.plan_remind_by_page(ctx.address_of(address::REPORT)),
    });
    let own = ctx.signed.as_deref().and_then(|signed| signed.taskforce.as_ref());
    lines.extend(own.map(|own| lang.plan_remind_sign(&own.name)));
    lines.join("\n")
}

/// The same as text in columns, a line per row.
pub async fn csv(ctx: Ctx) -> Result<Response, Fault> {
    let lang = ctx.lang;
    let silent = plan::silent(ctx.app(), ctx.actor()?).await?.ok_or_else(Fault::not_found)?;
    let head = [
        lang.plan_agency(),
        lang.plan_life_proposal_activity(),
        lang.plan_fact_indicator(),
        lang.plan_checkpoint(),
        lang.plan_silent_until(),
        lang.plan_silent_overdue(),
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    for office in &silent.offices {
        lines.extend(office.rows.iter().map(|row| cells(lang, office, row)));
    }
    let name = format!("rad-belum-lapor-{}.csv", ctx.today());
    let headers = [
        (header::CONTENT_TYPE, FileKind::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Csv)),
    ];
    Ok((headers, report::sheet::export(lines)).into_response())
}

fn cells(lang: Lang, office: &SilentOffice, row: &DueRow) -> Vec<String> {
    let late = if row.is_overdue { lang.plan_yes() } else { "" };
    vec![
        office.agency.short.clone(),
        words::activity(&row.row),
        row.row.name.clone(),
        words::checkpoint(&row.head),
        lang.date(row.deadline),
        late.to_owned(),
    ]
}
