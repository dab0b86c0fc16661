//! `/beranda/lembar`: the leadership's minute, on a page with something to tap, and on one sheet that
//! an aide can forward.

use app::{
    home::{self, Asked, Call, Given, Minute},
    plan::view::Row,
};
use axum::response::Response;
use maud::{Markup, html};
use report::document::{Document, Part, Table as PaperTable};
use text::Lang;

use crate::{
    Ctx, Fault, action,
    forms::encode,
    meeting,
    plan::{address, chart, paper, words},
    ui::{self, Button, Column, Table, cell},
};

/// The page.
pub const HOME: &str = "/beranda/lembar";
/// Red rows on the sheet, so that it stays one.
const RED: usize = 6;

/// The page.
pub async fn show(ctx: Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let minute = home::minute(ctx.app(), ctx.actor()?).await?;
    let mut buttons: Vec<Button> = Vec::new();
    if minute.plan.is_some() && ctx.actor()?.may(app::Act::PlanPrint) {
        buttons.push(Button::link(lang.home_minute_paper(), "/beranda/lembar.pdf"));
    }
    buttons.extend(action::dispose::button(&ctx, ""));
    let frame = ctx
        .frame(lang.home_minute())
        .lead(lang.home_minute_lead(lang.long_date(minute.today)))
        .crumb(lang.nav_home(), "/beranda")
        .actions(ui::actions(&buttons));
    let body = html! {
        (asked(&ctx, &minute))
        (calls(&ctx, &minute))
        (money(&ctx, &minute))
        @if let Some(next) = &minute.next {
            section class="meeting" {
                h2 { (lang.ui_next_meeting()) }
                p {
                    a href=(meeting::address::href(next.id)) { (next.draft.title) }
                    ": " (meeting::words::when(lang, &next.draft, minute.zone))
                }
            }
        }
    };
    Ok(ui::page(&frame, body))
}

/// What one thing asks, in words, and where it stands.
fn question(lang: Lang, asked: &Asked) -> (String, String) {
    match asked {
        Asked::Approve(row) => (
            lang.home_asked_approve(&row.draft.title, lang.long_date(row.draft.held_on)),
            meeting::address::minutes_href(row.id, None),
        ),
        Asked::Amend(row, decision) => {
            (lang.home_asked_amend(decision), meeting::address::href(row.id))
        }
        Asked::Time(row, agency, day) => (
            lang.home_asked_time(agency, lang.long_date(*day), &row.draft.what),
            action::address::href(row.id),
        ),
        Asked::Late(line, days) => (
            lang.home_asked_late(
                i64::from(*days),
                &line.agency,
                lang.number(i64::from(*days)),
                &line.row.draft.what,
            ),
            action::address::href(line.row.id),
        ),
    }
}

fn asked(ctx: &Ctx, minute: &Minute) -> Markup {
    let lang = ctx.lang;
    html! {
        section {
            h2 { (lang.home_asked()) }
            @if minute.asked.is_empty() { p class="none" { (lang.home_asked_none()) } }
            @else {
                ul class="agenda" {
                    @for one in &minute.asked {
                        @let (words, way) = question(lang, one);
                        li {
                            div {
                                a href=(way) { (words) }
                                // Under the words, so that both fit on a phone.
                                (reply(ctx, minute, one))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The disposition that answers what is asked, filled in.
fn reply(ctx: &Ctx, minute: &Minute, asked: &Asked) -> Markup {
    let Asked::Late(line, _) = asked else { return html! {} };
    let draft = &line.row.draft;
    let row = draft.indicator.map(|id| format!("&baris={id}")).unwrap_or_default();
    let words = Lang::Id.action_dispose_hurry(&draft.what);
    let query = format!("?instansi={}{row}&isi={}", draft.agency, encode(&words));
    disposing(ctx, minute.hurried(&line.row), &query)
}

/// The disposition that was given already, or the way to give one.
fn disposing(ctx: &Ctx, given: Option<&Given>, query: &str) -> Markup {
    let lang = ctx.lang;
    html! {
        @if let Some(given) = given {
            @let words = lang.home_disposed(lang.date(given.given_on));
            (ui::actions(&[Button::link(words, action::address::href(given.action)).quiet()]))
        } @else if let Some(button) = action::dispose::button(ctx, query) {
            (ui::actions(&[button]))
        }
    }
}

fn reason(lang: Lang, call: &Call) -> String {
    let count = |number: u32| i64::from(number);
    let late = lang.home_call_late(count(call.late), lang.number(count(call.late)));
    let red = lang.home_call_red(count(call.red), lang.number(count(call.red)));
    match (call.late, call.red) {
        (0, _) => red,
        (_, 0) => late,
        _ => format!("{late}, {red}"),
    }
}

fn calls(ctx: &Ctx, minute: &Minute) -> Markup {
    let lang = ctx.lang;
    let columns = vec![
        Column::text(lang.plan_agency()),
        Column::text(lang.home_call_head()),
        Column::text(lang.plan_why()),
    ];
    let rows = minute.calls.iter().map(|call| {
        let sheet = format!("/rad/instansi/{}", call.agency);
        ui::Row::new(html! {
            @if call.red > 0 { a href=(sheet) { (call.short) } } @else { (call.short) }
        })
        .cell(html! {
            @match &call.head {
                Some((name, title)) => { (cell::lines(name, title)) }
                None => { span class="none" { (lang.meeting_head_unknown()) } }
            }
        })
        .cell(html! { (reason(lang, call)) })
    });
    html! {
        section {
            h2 { (lang.home_calls()) }
            @if minute.calls.is_empty() { p class="none" { (lang.home_calls_none()) } }
            @else { (Table::new(lang.home_calls(), columns).rows(rows)) }
            @if minute.more_calls > 0 { p class="help" { (more(lang, minute)) } }
        }
    }
}

/// That there are more to call than the sheet has room for.
fn more(lang: Lang, minute: &Minute) -> String {
    let number = i64::try_from(minute.more_calls).unwrap_or(i64::MAX);
    lang.home_calls_more(number, lang.number(number))
}

/// Red rows, and until when money can still be moved for them.
fn money(ctx: &Ctx, minute: &Minute) -> Markup {
    let lang = ctx.lang;
    let Some(plan) = &minute.plan else { return html! {} };
    let windows = ctx.app().rules.plan.windows();
    let columns = vec![
        Column::text(lang.plan_column_activity()),
        Column::text(lang.plan_why()),
        Column::text(lang.plan_paper_window()),
        Column::text(""),
    ];
    let line = |row: &std::sync::Arc<Row>| {
        let query = dispose(row);
        ui::Row::new(html! { a href=(address::record(row.id)) { (words::activity(row)) } })
            .cell(html! {
                (ui::badge(lang, row.band())) " " (words::why(lang, &plan.matrix, row))
                small { (words::lead(lang, &row.lead)) }
            })
            .cell(html! {
                @for one in words::opening(lang, windows, &row.funding, plan.matrix.today) { div { (one) } }
            })
            .cell(html! {
                (disposing(ctx, minute.given_on(row.id), &query))
            })
    };
    html! {
        section {
            h2 { (lang.home_money()) }
            @if plan.red.is_empty() { p { (lang.plan_red_none_how()) } }
            @else {
                (Table::new(lang.home_money(), columns).rows(plan.red.iter().take(RED).map(line)))
                @let rest = plan.red_total.saturating_sub(RED);
                @if rest > 0 {
                    p { a href=(address::RED) { (lang.plan_paper_rest(words::count(lang, rest))) } }
                }
                p class="help" { (lang.plan_paper_windows_unconfirmed()) }
            }
        }
    }
}

/// The disposition about a red row, filled in.
fn dispose(row: &Row) -> String {
    let words = Lang::Id.action_dispose_hurry(words::activity(row));
    let agency = row.lead.members.first().map(|one| format!("&instansi={}", one.id));
    format!("?baris={}{}&isi={}", row.id, agency.unwrap_or_default(), encode(&words))
}

/// The minute on one sheet.
pub async fn paper(ctx: Ctx) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let minute = home::minute(ctx.app(), ctx.actor()?).await?;
    let plan = minute.plan.as_ref().ok_or_else(Fault::not_found)?;
    let matrix = &plan.matrix;
    // No picture: what is asked, whom to call and what money can move have to fit on one sheet.
    let mut parts = vec![Part::Text(chart::message(lang, matrix))];
    parts.push(Part::Heading(lang.home_asked().to_owned()));
    if minute.asked.is_empty() {
        parts.push(Part::Text(lang.home_asked_none().to_owned()));
    }
    parts.extend((1..).zip(&minute.asked).map(|(number, one)| {
        Part::Text(format!("{}. {}", lang.number(number), question(lang, one).0))
    }));
    if !minute.calls.is_empty() {
        parts.push(Part::Heading(lang.home_calls().to_owned()));
        parts.push(Part::Table(call_table(lang, &minute)));
        if minute.more_calls > 0 {
            parts.push(Part::Note(more(lang, &minute)));
        }
    }
    parts.push(Part::Heading(lang.home_money().to_owned()));
    if plan.red.is_empty() {
        parts.push(Part::Text(lang.plan_red_none_how().to_owned()));
    } else {
        parts.push(Part::Table(money_table(&ctx, lang, plan)));
        let rest = plan.red_total.saturating_sub(RED);
        if rest > 0 {
            parts.push(Part::Text(lang.plan_paper_rest(words::count(lang, rest))));
        }
        parts.push(Part::Note(lang.plan_paper_windows_unconfirmed().to_owned()));
    }
    if let Some(next) = &minute.next {
        let when = meeting::words::when(lang, &next.draft, minute.zone);
        parts.push(Part::Text(lang.home_minute_next(&next.draft.title, when)));
    }
    let document = Document {
        title: lang.plan_paper_month(lang.month(minute.today.month()), minute.today.year()),
        lines: vec![paper::as_of(lang, matrix)],
        parts,
        has_examples: minute.is_example,
        ..Document::default()
    };
    let id = matrix.plan.id;
    paper::answer(&ctx, id, "lembar-pimpinan".to_owned(), document).await
}

fn call_table(lang: Lang, minute: &Minute) -> PaperTable {
    let mut table = PaperTable::new()
        .column(lang.plan_agency(), 38)
        .column(lang.home_call_head(), 0)
        .column(lang.plan_why(), 62);
    for call in &minute.calls {
        let head = match &call.head {
            Some((name, title)) => vec![name.clone(), title.clone()],
            None => vec![lang.meeting_head_unknown().to_owned()],
        };
        table.row(vec![vec![call.short.clone()], head, vec![reason(lang, call)]]);
    }
    table
}

fn money_table(ctx: &Ctx, lang: Lang, plan: &app::plan::view::Leadership) -> PaperTable {
    let mut table = PaperTable::new()
        .column(lang.plan_column_activity(), 0)
        .column(lang.plan_why(), 46)
        .column(lang.plan_paper_whom(), 30)
        .column(lang.plan_paper_window(), 40);
    let windows = ctx.app().rules.plan.windows();
    for row in plan.red.iter().take(RED) {
        table.row(vec![
            vec![words::activity(row)],
            vec![words::why(lang, &plan.matrix, row)],
            vec![words::lead(lang, &row.lead).to_owned()],
            words::opening(lang, windows, &row.funding, plan.matrix.today),
        ]);
    }
    table
}
