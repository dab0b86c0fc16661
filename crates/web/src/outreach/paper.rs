//! An order on paper, as a file and as a message: what a village prints and reads out.

use app::{
    Act,
    outreach::{
        self,
        view::{Answer, ReceiptRow, Sheet, Show},
    },
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::{
    file::{FileKind, disposition},
    outreach::{CascadeLevel, Stage},
    region::Level,
};
use maud::{Markup, html};
use report::document::{Document, Part, Table};
use text::Lang;

use super::{address::href, words};
use crate::{
    Ctx, Fault, file,
    forms::id_in,
    ui::{self, Button},
};

/// The sheet of an order.
pub async fn order(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let show = outreach::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let document = sheet(lang, &show);
    let bytes = outreach::paper(ctx.app(), ctx.actor()?, lang, show.row.id, document).await?;
    let name = format!("perintah-sosialisasi-{}.pdf", show.row.order.due_on);
    Ok(file::pdf(&name, bytes))
}

fn sheet(lang: Lang, show: &Show) -> Document {
    let order = &show.row.order;
    let levels = words::levels(lang, &order.levels);
    let due = lang.weekday_date(order.due_on);
    let mut facts = vec![
        (lang.outreach_agency().to_owned(), show.office.full.clone()),
        (lang.outreach_due_on().to_owned(), due.clone()),
        // Written by hand where the sheet is handed out.
        (lang.outreach_paper_region().to_owned(), "\u{2026}".repeat(20)),
    ];
    if let Some(source) = &show.source {
        let number = lang.number(source.number);
        let words = lang.outreach_from_decision(number, &source.meeting.draft.title);
        let day = lang.long_date(source.meeting.draft.held_on);
        facts.insert(0, (lang.outreach_source().to_owned(), format!("{words}, {day}")));
    }
    let mut parts = vec![Part::Facts(facts)];
    if show.row.stage == Stage::Draft {
        parts.push(Part::Note(lang.outreach_paper_draft().to_owned()));
    }
    parts.push(Part::Heading(lang.outreach_paper_message().to_owned()));
    let lines = order.message.split('\n').filter(|line| !line.trim().is_empty());
    parts.extend(lines.map(|line| Part::Text(line.to_owned())));
    parts.push(Part::Heading(lang.outreach_paper_do().to_owned()));
    parts.extend([
        Part::Text(format!("1. {}", lang.outreach_paper_do_tell(&levels))),
        Part::Text(format!("2. {}", lang.outreach_paper_do_count())),
        Part::Text(format!("3. {}", lang.outreach_paper_do_report(due))),
        Part::Heading(lang.outreach_paper_table().to_owned()),
        Part::Table(empty_table(lang, show)),
        Part::Note(lang.outreach_paper_names().to_owned()),
    ]);
    Document {
        title: lang.outreach_paper_title().to_owned(),
        lines: vec![order.title.clone()],
        parts,
        // A draft is signed by nobody.
        closing: match show.row.stage {
            Stage::Draft => String::new(),
            _ => lang.outreach_paper_closing().to_owned(),
        },
        is_landscape: false,
        has_examples: show.row.is_example,
    }
}

/// What is filled in by hand: a line per level.
fn empty_table(lang: Lang, show: &Show) -> Table {
    let mut table = Table::new()
        .column(lang.outreach_column_level(), 0)
        .column(lang.outreach_held_on(), 34)
        .column(lang.outreach_column_gatherings(), 26)
        .column(lang.outreach_column_people(), 22)
        .column(lang.outreach_column_women(), 24)
        .column(lang.outreach_column_men(), 24);
    for level in show.row.order.levels.iter() {
        let blank = || vec![String::new()];
        // Two lines high, so that a figure fits.
        let name = vec![words::level(lang, level).to_owned(), "\u{a0}".to_owned()];
        table.row(vec![name, blank(), blank(), blank(), blank(), blank()]);
    }
    table
}

/// Every receipt as text in columns.
pub async fn csv(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let sheet = outreach::export(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let levels: Vec<CascadeLevel> = sheet.row.order.levels.iter().collect();
    let mut rows = vec![head(lang, &levels)];
    rows.extend(sheet.rows.iter().map(|row| line(lang, &sheet, &levels, row)));
    let name = format!("rekap-sosialisasi-{}.csv", sheet.today);
    let headers = [
        (header::CONTENT_TYPE, FileKind::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Csv)),
    ];
    Ok((headers, report::sheet::export(rows)).into_response())
}

fn head(lang: Lang, levels: &[CascadeLevel]) -> Vec<String> {
    let mut head: Vec<String> = [
        lang.outreach_column_code(),
        lang.outreach_column_district(),
        lang.outreach_column_village(),
        lang.outreach_column_state(),
        lang.outreach_column_late(),
        lang.outreach_column_received_on(),
        lang.outreach_column_reported_on(),
        lang.outreach_column_held_on(),
    ]
    .map(str::to_owned)
    .into();
    for level in levels {
        let name = words::level(lang, *level);
        let counts = [
            lang.outreach_column_gatherings(),
            lang.outreach_column_people(),
            lang.outreach_column_women(),
            lang.outreach_column_men(),
        ];
        head.extend(counts.map(|count| format!("{name}: {count}")));
    }
    head.push(lang.outreach_column_note().to_owned());
    head
}

fn line(
    lang: Lang,
    sheet: &Sheet,
    levels: &[CascadeLevel],
    (receipt, answer): &(ReceiptRow, Option<Answer>),
) -> Vec<String> {
    let district = sheet.districts.get(&receipt.district).cloned().unwrap_or_default();
    let village = match receipt.level {
        Level::Village => receipt.name.clone(),
        _ => String::new(),
    };
    let day = |at| sheet.zone.date(at).to_string();
    let late = sheet.is_late(receipt);
    let mut cells = vec![
        receipt.then.to_string(),
        district,
        village,
        words::state(lang, receipt.state, receipt.gatherings).to_owned(),
        if late { lang.outreach_late_yes() } else { lang.outreach_late_no() }.to_owned(),
        receipt.acknowledged.map(|(_, at)| day(at)).unwrap_or_default(),
        answer.as_ref().map(|one| day(one.row.reported_at)).unwrap_or_default(),
        answer
            .as_ref()
            .and_then(|one| one.row.held_on)
            .map(|day| day.to_string())
            .unwrap_or_default(),
    ];
    for level in levels {
        let reach = answer.as_ref().and_then(|one| one.reaches.get(level));
        // Plain digits: another program reads them.
        let counts = reach.map(|one| [one.gatherings, one.people, one.women, one.men]);
        cells.extend(match counts {
            Some(counts) => counts.map(|count| count.to_string()),
            None => [const { String::new() }; 4],
        });
    }
    cells.push(answer.as_ref().map(|one| one.row.note.clone()).unwrap_or_default());
    cells
}

/// What can be printed, taken out and sent by hand.
pub fn links(ctx: &Ctx, show: &Show) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::OutreachPrint));
    let sent = show.row.issued_on.is_some();
    html! {
        @if may {
            section id="berkas" {
                h2 { (lang.outreach_papers()) }
                div class="actions" {
                    (Button::link(lang.outreach_paper(), format!("{own}/perintah.pdf")).quiet())
                    @if sent { (Button::link(lang.outreach_csv(), format!("{own}/rekap.csv")).quiet()) }
                }
                @if show.row.stage == Stage::Issued {
                    details {
                        summary { (lang.outreach_share()) }
                        (ui::message(lang, lang.outreach_share(), &share(ctx, show)))
                    }
                }
            }
        }
    }
}

/// The order as a message to copy into a chat: nobody is named in it. In Indonesian, whoever
/// sends it.
fn share(ctx: &Ctx, show: &Show) -> String {
    let lang = Lang::Id;
    let order = &show.row.order;
    [
        order.title.clone(),
        order.message.clone(),
        lang.outreach_share_levels(words::levels(lang, &order.levels)),
        lang.outreach_share_due(lang.long_date(order.due_on)),
        lang.outreach_share_report(ctx.address_of(&href(show.row.id))),
    ]
    .join("\n\n")
}
