//! What offices pledge at a meeting (komitmen), and what the next one finds of it.

use app::{
    Act,
    meeting::{
        self, Folder,
        view::{PledgeRow, Show},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{MeetingId, PledgeId},
    meeting::{PledgeForm, PledgeState, is_looked_at, takes_pledges},
    time::Date,
};
use maud::{Markup, html};
use report::document::{Document, Part, Table as Paper};
use text::Lang;

use super::{
    address::{HOME, href},
    paper, words,
};
use crate::{
    Ctx, Fault, Posted,
    action::questions::rows,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Column, Notice, Row, Table, Tone, field, form},
};

/// Name of a state.
pub(super) const fn state(lang: Lang, state: PledgeState) -> &'static str {
    match state {
        PledgeState::Given => lang.meeting_paper_pledge_given(),
        PledgeState::Kept => lang.meeting_paper_pledge_kept(),
        PledgeState::Partly => lang.meeting_paper_pledge_partly(),
        PledgeState::Broken => lang.meeting_paper_pledge_broken(),
    }
}

/// Where a pledge stands, with what was noted.
fn standing(lang: Lang, one: &PledgeRow, today: Date) -> Markup {
    let late = one.state.is_open() && one.pledge.due_on < today;
    html! {
        span class=[late.then_some("waits")] { (state(lang, one.state)) }
        @if !one.note.is_empty() { small { (one.note) } }
    }
}

fn judge_href(one: &PledgeRow, inside: Option<MeetingId>) -> String {
    let inside = inside.map_or_else(String::new, |id| format!("?di={id}"));
    format!("{}/komitmen/{}/nilai{inside}", href(one.meeting), one.id)
}

/// What was pledged at this meeting, on its page.
pub fn section(ctx: &Ctx, show: &Show, folder: &Folder) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let writes = show.may.manage && takes_pledges(show.row.draft.kind, show.row.stage).is_ok();
    let mut buttons = Vec::new();
    if writes {
        buttons.push(
            Button::link(lang.meeting_paper_pledges_write(), format!("{own}/komitmen")).quiet(),
        );
    }
    if ctx.actor().is_ok_and(|actor| actor.may(Act::MeetingPrint)) && !folder.pledges.is_empty() {
        let sheet = format!("{own}/komitmen.pdf");
        buttons.push(Button::link(lang.meeting_paper_pledges_sheet(), sheet).quiet());
    }
    html! {
        @if writes || !folder.pledges.is_empty() {
            section id="komitmen" {
                h2 { (lang.meeting_paper_pledges()) }
                @if folder.pledges.is_empty() { p class="none" { (lang.meeting_paper_pledges_none()) } }
                @else { (table(lang, show, folder, (&folder.pledges, None))) }
                (ui::actions(&buttons))
            }
        }
    }
}

/// What was pledged earlier and waits to be looked at here, or was.
pub fn before(frame: &ui::Frame, show: &Show, folder: &Folder) -> Markup {
    let lang = frame.lang;
    let open = folder.before.iter().filter(|one| one.state.is_open()).count();
    let open = i64::try_from(open).unwrap_or(i64::MAX);
    let looks = is_looked_at(show.row.draft.kind, show.row.stage).is_ok();
    let inside = Some(show.row.id).filter(|_| looks);
    html! {
        @if !folder.before.is_empty() {
            section id="komitmen-lalu" {
                h2 { (lang.meeting_paper_pledges_before()) }
                @if open > 0 { p { (lang.meeting_paper_pledges_before_lead(open, lang.number(open))) } }
                (table(lang, show, folder, (&folder.before, inside)))
            }
        }
    }
}

/// Pledges with their office, day and state; the way to judge them for who can.
fn table<'a>(
    lang: Lang,
    show: &'a Show,
    folder: &'a Folder,
    (list, inside): (&'a [PledgeRow], Option<MeetingId>),
) -> Table<'a> {
    let columns = vec![
        Column::text(lang.meeting_paper_pledge_agency()),
        Column::text(lang.meeting_paper_pledge_text()),
        Column::text(lang.meeting_paper_pledge_due_on()),
        Column::text(lang.meeting_paper_pledge_state()),
    ];
    // A pledge is judged where it is looked at, and on the page of its own meeting later on.
    let judges = |one: &PledgeRow| {
        let later = one.meeting == show.row.id && !show.row.stage.is_writing();
        show.may.manage && (inside.is_some() || later)
    };
    let rows = list.iter().map(|one| {
        Row::new(html! { (show.agency(one.pledge.agency)) })
            .cell(html! {
                (one.pledge.text)
                @if let Some(row) = one.pledge.indicator.and_then(|id| folder.rows.get(&id)) { small { (row) } }
                @if one.meeting != show.row.id {
                    small { a href=(href(one.meeting)) { (one.title) } ", " (lang.date(one.held_on)) }
                }
            })
            .cell(html! { (lang.date(one.pledge.due_on)) })
            .cell(html! {
                (standing(lang, one, show.today))
                @if judges(one) {
                    small {
                        a href=(judge_href(one, inside))
                            aria-label=(lang.meeting_paper_pledge_judge_of(show.agency(one.pledge.agency))) {
                            @if one.state.is_open() { (lang.meeting_paper_pledge_judge()) }
                            @else { (lang.meeting_paper_pledge_judge_again()) }
                        }
                    }
                }
            })
    });
    Table::new(lang.meeting_paper_pledges(), columns).rows(rows)
}

/// What the reader's own office pledged, on the list of actions; nothing where it pledged nothing.
pub async fn own(ctx: &Ctx) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let pledges = meeting::own_pledges(ctx.app(), ctx.actor()?).await?;
    let columns = vec![
        Column::text(lang.meeting_paper_pledge_text()),
        Column::text(lang.meeting_paper_pledge_due_on()),
        Column::text(lang.meeting_paper_pledge_state()),
        Column::text(lang.meeting_paper_pledge_given_at()),
    ];
    let today = ctx.today();
    let rows = pledges.iter().map(|one| {
        Row::new(html! { (one.pledge.text) })
            .cell(html! { (lang.date(one.pledge.due_on)) })
            .cell(standing(lang, one, today))
            .cell(html! { a href=(href(one.meeting)) { (one.title) } })
    });
    Ok(html! {
        @if !pledges.is_empty() {
            section id="komitmen" {
                h2 { (lang.meeting_paper_pledges_own()) }
                (Table::new(lang.meeting_paper_pledges_own(), columns).rows(rows))
            }
        }
    })
}

/// The pledges of a meeting, and the form of one more.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let key = PledgeId(ctx.app().ids.next());
    page(&ctx, id_in(&id)?, key, &PledgeForm::default(), &Refusal::none()).await
}

/// Writes one down.
pub async fn give(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let key: PledgeId = id_in(posted.get("key"))?;
    let get = |name| posted.get(name).to_owned();
    let typed = PledgeForm {
        agency: get("agency"),
        text: get("text"),
        due_on: get("due_on"),
        indicator: get("indicator"),
    };
    match meeting::pledge(ctx.app(), ctx.actor()?, id, key, &typed).await {
        Ok(()) => Ok(saved(&format!("{}/komitmen", href(id)))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, id, key, &typed, &refusal).await?))
        }
    }
}

/// Takes one out that was written down by mistake.
pub async fn remove(
    ctx: Ctx,
    Path((id, pledge)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (id, pledge): (MeetingId, PledgeId) = (id_in(&id)?, id_in(&pledge)?);
    match meeting::withdraw_pledge(ctx.app(), ctx.actor()?, id, pledge).await {
        Ok(()) => Ok(Redirect::to(&format!("{}/komitmen", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let key = PledgeId(ctx.app().ids.next());
            Ok(again(page(&ctx, id, key, &PledgeForm::default(), &refusal).await?))
        }
    }
}

async fn page(
    ctx: &Ctx,
    id: MeetingId,
    key: PledgeId,
    typed: &PledgeForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, id).await?;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.meeting_paper_pledge_saved()));
    let frame = ctx
        .frame(lang.meeting_paper_pledges())
        .lead(lang.meeting_paper_pledges_lead())
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(id))
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    let writes = show.may.manage && takes_pledges(show.row.draft.kind, show.row.stage).is_ok();
    let rows = if writes { rows(ctx).await? } else { Vec::new() };
    let body = html! {
        @if writes { (questions(&frame, &show, key, (typed, &rows), refusal)) }
        @else if let Some(code) = refusal.rule { (Notice::new(Tone::Stop, labels::rule(lang, code))) }
        @if folder.pledges.is_empty() { p class="none" { (lang.meeting_paper_pledges_none()) } }
        @else if writes { (removable(&frame, &show, &folder)) }
        @else { (table(lang, &show, &folder, (&folder.pledges, None))) }
    };
    Ok(ui::page(&frame, body))
}

fn questions(
    frame: &ui::Frame,
    show: &Show,
    key: PledgeId,
    (typed, rows): (&PledgeForm, &[(String, String)]),
    refusal: &Refusal,
) -> Markup {
    let lang = frame.lang;
    // Who is there pledges first; anybody else of the address book may too.
    let invited = show.guests.iter().map(|guest| &guest.office);
    let others = show
        .offices
        .iter()
        .filter(|office| !show.guests.iter().any(|guest| guest.office.id == office.id));
    let offices = invited.chain(others);
    let offices = offices.map(|office| field::choice(office.id.to_string(), office.short.as_str()));
    let mut choices = vec![field::choice("", lang.meeting_paper_pledge_indicator_none())];
    choices.extend(rows.iter().map(|(id, name)| field::choice(id.as_str(), name.as_str())));
    let day = refusal.errors.of("due_on").filter(|code| *code == "date_order");
    let form = form(frame, format!("{}/komitmen", href(show.row.id)))
        .hidden("key", key.to_string())
        .field(
            field::select("agency", offices.collect())
                .label(lang.meeting_paper_pledge_agency())
                .value(typed.agency.as_str())
                .required(),
        )
        .field(
            field::area("text", 2)
                .label(lang.meeting_paper_pledge_text())
                .help(lang.meeting_paper_pledge_text_help())
                .value(typed.text.as_str())
                .error(words::problem(lang, &refusal.errors, "text"))
                .required(),
        )
        .field(
            field::date("due_on")
                .label(lang.meeting_paper_pledge_due_on())
                .value(typed.due_on.as_str())
                .error(day.map(|_| lang.meeting_paper_pledge_date_order()))
                .required(),
        )
        .field(
            field::select("indicator", choices)
                .label(lang.meeting_paper_pledge_indicator())
                .value(typed.indicator.as_str()),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_paper_pledge_save())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    html! { (form) }
}

/// The pledges with the way to take out what was written down by mistake.
fn removable(frame: &ui::Frame, show: &Show, folder: &Folder) -> Markup {
    let lang = frame.lang;
    html! {
        section {
            h2 { (lang.meeting_paper_pledges()) }
            ul class="agenda" {
                @for one in &folder.pledges {
                    @let agency = show.agency(one.pledge.agency);
                    li {
                        div {
                            b { (agency) }
                            p { (one.pledge.text) }
                            small { (lang.date(one.pledge.due_on)) " · " (state(lang, one.state)) }
                        }
                        @if one.state.is_open() {
                            form class="shifts" method="post"
                                action={ (href(show.row.id)) "/komitmen/" (one.id) "/hapus" } {
                                input type="hidden" name="_token" value=(frame.csrf);
                                button type="submit" aria-label=(lang.meeting_paper_pledge_remove_of(agency)) { "×" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The sheet that offices sign.
pub async fn print(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, show.row.id).await?;
    if folder.pledges.is_empty() {
        return Err(Fault::not_found());
    }
    let mut table = Paper::new()
        .column(lang.meeting_paper_index_number(), 9)
        .column(lang.meeting_paper_pledge_agency(), 40)
        .column(lang.meeting_paper_pledge_text(), 0)
        .column(lang.meeting_paper_pledge_due_on(), 24)
        .column(lang.meeting_paper_signature(), 34);
    for (number, one) in (1_i64..).zip(&folder.pledges) {
        let mut text = vec![one.pledge.text.clone()];
        text.extend(one.pledge.indicator.and_then(|id| folder.rows.get(&id)).cloned());
        let blank = || "\u{a0}".to_owned();
        table.row(vec![
            vec![lang.number(number)],
            vec![show.agency(one.pledge.agency).to_owned()],
            text,
            vec![lang.date(one.pledge.due_on)],
            // Three lines high, so that a signature fits.
            vec![blank(), blank(), blank()],
        ]);
    }
    let document = Document {
        title: lang.meeting_paper_pledge_doc().to_owned(),
        lines: vec![show.row.draft.title.clone(), lang.weekday_date(show.row.draft.held_on)],
        parts: vec![
            Part::Text(lang.meeting_paper_pledge_doc_lead().to_owned()),
            Part::Table(table),
        ],
        closing: lang.meeting_paper_pledge_doc_closing().to_owned(),
        is_landscape: false,
        has_examples: show.row.is_example,
    };
    paper::answer(&ctx, &show, "komitmen", document).await
}
