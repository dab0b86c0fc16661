//! The day of whoever reports, verifies or watches: what is due from me, what waits for me, what
//! is red.

use app::{
    Act, Actor,
    action::view::Due as Actions,
    instrument::view::Due as Endings,
    meeting::view::{Meeting, Todo},
    outreach::view::Owed,
    plan::{
        Desk,
        view::{DueRow, Home, Matrix, Row, Waiting},
    },
};
use domain::plan::{Ask, Band};
use maud::{Markup, html};
use text::Lang;

use crate::{
    Ctx, Fault, action, instrument, meeting, outreach,
    plan::{address, chart, matrix, words},
    ui::{self, Due, Shelf, Today},
};

/// The home page.
pub async fn show(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    let home = app::plan::home(ctx.app(), actor).await?;
    let due = app::action::due(ctx.app(), actor).await?;
    let meetings = app::meeting::due(ctx.app(), actor).await?;
    let owed = app::outreach::owed(ctx.app(), actor).await?;
    let endings = app::instrument::due(ctx.app(), actor).await?;
    let frame = ctx.frame(lang.nav_home()).lead(lead(ctx, &home));
    let body = match &home.matrix {
        None => matrix::no_plan(ctx, &frame),
        Some(plan) => {
            let today = Today::new(
                lang,
                shelves(ctx, actor, &home, plan, (&due, &meetings, (&owed, &endings))),
            )
            .meeting(next_meeting(ctx).await?)
            .picture(Some(chart::strategies(lang, plan)));
            html! { (today) }
        }
    };
    Ok(ui::page(&frame, body))
}

/// The next meeting, in one line.
pub(super) async fn next_meeting(ctx: &Ctx) -> Result<Option<Markup>, Fault> {
    let lang = ctx.lang;
    let next = app::meeting::next(ctx.app(), ctx.actor()?).await?;
    Ok(next.map(|row| {
        let draft = &row.draft;
        html! {
            p {
                a href=(meeting::address::href(row.id)) { (draft.title) }
                ": " (meeting::words::when(lang, draft, ctx.zone())) ", " (draft.place)
            }
        }
    }))
}

/// How many actions there are, where the page shows only the first of them.
fn hidden<T>(actions: Option<&(Vec<T>, i64)>) -> Option<i64> {
    let (shown, total) = actions?;
    i64::try_from(shown.len()).is_ok_and(|shown| shown < *total).then_some(*total)
}

fn more<'a>(lang: Lang, shelf: Shelf<'a>, total: Option<i64>, way: &'static str) -> Shelf<'a> {
    match total {
        Some(total) => shelf.rest(lang.action_home_all(lang.number(total)), way),
        None => shelf,
    }
}

/// What I have still to do with meetings.
pub(super) fn meetings<'a>(lang: Lang, due: &[(Meeting, Todo)]) -> Vec<Due<'a>> {
    let item = |(row, todo): &(Meeting, Todo)| {
        let what = match todo {
            Todo::Answer => lang.meeting_due_answer(),
            Todo::Open => lang.meeting_due_open(),
            Todo::Write => lang.meeting_due_write(),
            Todo::Approve => lang.meeting_due_approve(),
            Todo::Lock => lang.meeting_due_lock(),
        };
        Due::new(format!("{what}: {}", row.draft.title), meeting::address::href(row.id))
            .detail(lang.weekday_date(row.draft.held_on))
    };
    due.iter().map(item).collect()
}

/// What meetings asked of my office.
fn own_actions<'a>(ctx: &Ctx, actions: &Actions) -> Vec<Due<'a>> {
    let (lang, today) = (ctx.lang, ctx.today());
    let rows = actions.own.iter().flat_map(|(rows, _)| rows);
    rows.map(|row| {
        let late = row.state.is_overdue(row.draft.due_on, today);
        let day = lang.date(row.draft.due_on);
        let detail = if late { lang.action_home_late(day) } else { lang.action_home_until(day) };
        Due::new(row.draft.what.clone(), action::address::href(row.id)).detail(detail).late(late)
    })
    .collect()
}

/// Actions that wait to be checked by me.
fn waiting_actions<'a>(lang: Lang, actions: &Actions) -> Vec<Due<'a>> {
    let asked = actions.asked.iter().map(|(row, agency, day)| {
        let detail = lang.action_home_asked(agency, lang.date(*day));
        Due::new(row.draft.what.clone(), action::address::href(row.id)).detail(detail)
    });
    let rows = actions.waiting.iter().flat_map(|(rows, _)| rows);
    let waiting = rows.map(|(row, agency)| {
        let detail = lang.action_home_by(agency, lang.date(row.draft.due_on));
        Due::new(row.draft.what.clone(), action::address::href(row.id)).detail(detail)
    });
    asked.chain(waiting).collect()
}

/// Legal instruments that end soon or ended lately, the first few of them.
fn endings<'a>(ctx: &Ctx, endings: &Endings) -> Vec<Due<'a>> {
    let (lang, today) = (ctx.lang, ctx.today());
    let item = |one: &app::instrument::view::Brief| {
        let late = one.until.is_some_and(|until| until < today);
        let day = one.until.map(|day| lang.date(day)).unwrap_or_default();
        let detail =
            if late { lang.instrument_home_ended(day) } else { lang.instrument_home_ending(day) };
        let name = lang.instrument_home_what(instrument::words::brief(lang, one));
        Due::new(name, instrument::address::href(one.id)).detail(detail).late(late)
    };
    let mut due: Vec<Due> = endings.rows.iter().map(item).collect();
    if endings.has_more {
        due.push(Due::new(lang.instrument_shelf_ending(), instrument::address::ENDING));
    }
    due
}

/// The date, and the next last day to report.
fn lead(ctx: &Ctx, home: &Home) -> String {
    let lang = ctx.lang;
    let today = lang.long_date(ctx.today());
    match &home.next {
        Some(next) => {
            lang.home_lead_next(today, words::checkpoint(next), lang.long_date(next.deadline))
        }
        None => today,
    }
}

fn shelves<'a>(
    ctx: &Ctx,
    actor: &Actor,
    home: &Home,
    plan: &Matrix,
    (actions, due, (owed, endings)): (&Actions, &[(Meeting, Todo)], (&Owed, &Endings)),
) -> Vec<Shelf<'a>> {
    let lang = ctx.lang;
    let mut shelves = Vec::new();
    let reports = actor.agency.is_some() && actor.may(Act::RealisationReport);
    if let Some(desk) = home.desk {
        // What a head has to do with meetings stands with what is due from the office.
        let mut first = Vec::new();
        if desk == Desk::Secretariat {
            first.extend(meetings(lang, due));
        }
        first.extend(waiting_actions(lang, actions));
        if desk == Desk::Secretariat {
            first.extend(self::endings(ctx, endings));
        }
        shelves.push(waiting(lang, plan, home, desk, (first, hidden(actions.waiting.as_ref()))));
    }
    if reports || !owed.rows.is_empty() {
        // What a head decides comes first; that nothing is due is no news beside it.
        let mut asked =
            if home.desk == Some(Desk::Secretariat) { Vec::new() } else { meetings(lang, due) };
        asked.extend(own_actions(ctx, actions));
        asked.extend(outreach::beside::owed(ctx, owed));
        if home.desk != Some(Desk::Secretariat) {
            asked.extend(self::endings(ctx, endings));
        }
        let quiet = home.desk.is_some() && home.due.is_empty() && asked.is_empty();
        if !quiet {
            shelves.push(self::due(lang, home, asked, hidden(actions.own.as_ref())));
            shelves.push(returned(lang, home));
        }
    }
    if actor.may(Act::RealisationVerify) {
        shelves.push(silent(lang, plan));
    }
    shelves.push(red(lang, home, plan, reports));
    shelves
}

/// What my office has to do, and the rows that it has to report.
fn due<'a>(lang: Lang, home: &Home, actions: Vec<Due<'a>>, rest: Option<i64>) -> Shelf<'a> {
    let rows = home.due.iter().filter(|due| due.ask == Ask::Report);
    let items = actions.into_iter().chain(rows.map(|due| due_item(lang, due))).collect();
    let shelf = Shelf::new(lang.home_due(), lang.home_due_none()).items(items);
    if home.due_total > home.due.len() {
        shelf.rest(lang.home_all(count(home.due_total)), address::REPORT)
    } else {
        more(lang, shelf, rest, action::address::HOME)
    }
}

fn due_item<'a>(lang: Lang, due: &DueRow) -> Due<'a> {
    let at = words::checkpoint(&due.head);
    let day = lang.date(due.deadline);
    let detail =
        if due.is_overdue { lang.home_due_late(at, day) } else { lang.home_due_until(at, day) };
    Due::new(words::activity(&due.row), address::form(due.row.id, due.head.checkpoint))
        .detail(detail)
        .late(due.is_overdue)
}

/// Reports that came back to me.
fn returned<'a>(lang: Lang, home: &Home) -> Shelf<'a> {
    let items = home
        .due
        .iter()
        .filter(|due| due.ask == Ask::Again)
        .map(|due| due_item(lang, due))
        .collect();
    Shelf::new(lang.home_returned(), lang.home_returned_none()).items(items)
}

/// Reports and actions that wait for me to decide.
fn waiting<'a>(
    lang: Lang,
    plan: &Matrix,
    home: &Home,
    desk: Desk,
    (first, rest): (Vec<Due<'a>>, Option<i64>),
) -> Shelf<'a> {
    let reports = home.waiting.iter().map(|one| waiting_item(lang, plan, one, desk));
    let items = first.into_iter().chain(reports).collect();
    let title = match desk {
        Desk::Secretariat => lang.home_waiting(),
        Desk::Head => lang.home_approving(),
    };
    let none = match desk {
        Desk::Secretariat => lang.home_waiting_none(),
        Desk::Head => lang.home_approving_none(),
    };
    let shelf = Shelf::new(title, none).items(items);
    if home.waiting_total > home.waiting.len() {
        shelf.rest(lang.home_all(count(home.waiting_total)), address::desk(desk))
    } else {
        more(lang, shelf, rest, "/tindak-lanjut?keadaan=menunggu")
    }
}

fn waiting_item<'a>(lang: Lang, plan: &Matrix, one: &Waiting, desk: Desk) -> Due<'a> {
    let since = lang.date(plan.zone.date(one.revision.submitted_at));
    let figure = words::entry(lang, one.row.measure, one.revision.entry);
    let detail =
        lang.home_waiting_detail(&one.agency.short, words::checkpoint(&one.head), figure, since);
    Due::new(words::activity(&one.row), address::waiting(desk, one.revision.id)).detail(detail)
}

/// Who has not reported the judged checkpoint, with the most missing rows first.
fn silent<'a>(lang: Lang, plan: &Matrix) -> Shelf<'a> {
    const FEW: usize = 5;
    let mut agencies: Vec<(&str, &str, i64)> = Vec::new();
    let missing =
        |row: &&std::sync::Arc<Row>| matches!(row.band(), Band::Overdue | Band::NotReported);
    for row in plan.rows.iter().filter(missing) {
        match agencies.iter_mut().find(|(short, _, _)| *short == row.lead.short) {
            Some((_, _, rows)) => *rows += 1,
            None => agencies.push((&row.lead.short, &row.lead.full, 1)),
        }
    }
    agencies.sort_by_key(|(_, _, rows)| std::cmp::Reverse(*rows));
    let items = agencies.iter().take(FEW).map(|(short, full, rows)| {
        let name = if short.is_empty() { lang.plan_no_lead() } else { short };
        let found = plan.agencies.iter().find(|agency| agency.short == *short);
        // A group is no agency of its own; its rows are among all that are overdue.
        let view = address::View {
            agency: found.map(|agency| address::agency(plan, agency)),
            band: found.is_none().then_some(Band::Overdue),
            ..address::View::default()
        };
        Due::new(name.to_owned(), view.href()).detail(lang.home_silent_detail(*rows, full))
    });
    Shelf::new(lang.home_silent(), lang.home_silent_none())
        .items(items.collect())
        .rest(lang.home_all_silent(), address::SILENT)
}

/// What is red: of my agency where I report for one, else of the plan.
fn red<'a>(lang: Lang, home: &Home, plan: &Matrix, own: bool) -> Shelf<'a> {
    let items = home.red.iter().map(|row| red_item(lang, plan, row, own)).collect();
    let (title, none) = if own {
        (lang.home_red_own(), lang.home_red_own_none())
    } else {
        (lang.home_red(), lang.plan_red_none())
    };
    let shelf = Shelf::new(title, none).items(items);
    if home.red_total > home.red.len() {
        shelf.rest(lang.home_all(count(home.red_total)), address::RED)
    } else {
        shelf
    }
}

fn red_item<'a>(lang: Lang, plan: &Matrix, row: &Row, own: bool) -> Due<'a> {
    let why = words::why(lang, plan, row);
    let detail = if own { why } else { format!("{}. {why}", words::lead(lang, &row.lead)) };
    Due::new(words::activity(row), address::record(row.id)).detail(detail).band(row.band())
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
