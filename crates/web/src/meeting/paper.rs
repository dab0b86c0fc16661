//! The papers of a meeting: its minutes, and the list that those present sign.

use app::{
    Act,
    meeting::{
        self,
        view::{Decided, Item, Show},
    },
};
use axum::{extract::Path, response::Response};
use domain::meeting::{Stage, Step};
use maud::{Markup, html};
use report::document::{Document, Part, Table};
use text::Lang;

use super::{address::href, drafting, words};
use crate::{
    Ctx, Fault, file,
    forms::id_in,
    ui::{self, Button},
};

/// Empty lines on the list for whoever comes without being expected.
const SPARE: usize = 10;

/// A paper of the meeting as a download.
pub(super) async fn answer(
    ctx: &Ctx,
    show: &Show,
    name: &str,
    document: Document,
) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let bytes = meeting::paper(ctx.app(), ctx.actor()?, lang, show.row.id, document).await?;
    let name = format!("{name}-{}.pdf", show.row.draft.held_on);
    Ok(file::pdf(&name, bytes))
}

/// What was held, when and where.
pub(super) fn facts(lang: Lang, show: &Show) -> Vec<(String, String)> {
    let draft = &show.row.draft;
    let mut facts = vec![
        (lang.meeting_paper_event(), draft.title.clone()),
        (lang.meeting_held_on(), words::when(lang, draft, show.zone)),
        (lang.meeting_place(), draft.place.clone()),
    ];
    if !draft.basis.is_empty() {
        facts.push((lang.meeting_basis(), draft.basis.clone()));
    }
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The list that those present sign: who is on it already, who is invited, and room for others.
pub async fn attendance(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let document = attendance_sheet(ctx.paper_lang(), &show).ok_or_else(Fault::not_found)?;
    answer(&ctx, &show, "daftar-hadir", document).await
}

/// The same in words; none for whoever may not see who came.
pub(super) fn attendance_sheet(lang: Lang, show: &Show) -> Option<Document> {
    if !show.may.manage && !show.is_readable() {
        return None;
    }
    let mut table = Table::new()
        .column(lang.meeting_paper_number(), 9)
        .column(lang.meeting_attendee_name(), 0)
        .column(lang.meeting_attendee_title(), 48)
        .column(lang.meeting_attendee_agency(), 36)
        .column(lang.meeting_paper_signature(), 32);
    let mut number = 0_usize;
    let mut line = |name: &str, title: &str, agency: &str| {
        number += 1;
        let cell = |text: &str| vec![text.to_owned()];
        table.row(vec![
            cell(&number.to_string()),
            // Two lines high, so that a name and a signature fit.
            vec![name.to_owned(), "\u{a0}".to_owned()],
            cell(title),
            cell(agency),
            cell(""),
        ]);
    };
    for (one, office) in &show.attendees {
        line(&one.attendee.name, &one.attendee.title, office);
    }
    if show.row.stage.takes_attendance() {
        for guest in show.guests.iter().filter(|guest| !guest.came) {
            let (name, title) = expected(guest);
            line(name, title, &guest.office.short);
        }
        for _ in 0..SPARE {
            line("", "", "");
        }
    }
    Some(Document {
        title: lang.meeting_attendance().to_owned(),
        lines: vec![show.row.draft.title.clone()],
        parts: vec![Part::Facts(facts(lang, show)), Part::Table(table)],
        closing: lang.meeting_paper_attendance_closing().to_owned(),
        is_landscape: false,
        has_examples: show.row.is_example,
    })
}

/// Who is expected for an office: the stand-in that it named, else its head, whose name is written by
/// hand.
fn expected(guest: &meeting::view::Guest) -> (&str, &str) {
    match guest.invitation.answer.as_ref().filter(|answer| !answer.name.is_empty()) {
        Some(answer) => (&answer.name, &answer.title),
        None => ("", guest.head.as_ref().map_or("", |(_, title)| title.as_str())),
    }
}

/// The minutes.
pub async fn minutes(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let document = minutes_sheet(&ctx, &show).await?.ok_or_else(Fault::not_found)?;
    answer(&ctx, &show, "notula", document).await
}

/// The same in words; none before they may be read.
pub(super) async fn minutes_sheet(ctx: &Ctx, show: &Show) -> Result<Option<Document>, Fault> {
    let lang = ctx.paper_lang();
    if !show.is_readable() || !show.row.stage.has_begun() {
        return Ok(None);
    }
    let mut known = facts(lang, show);
    let of = |step: Step| show.steps.iter().find(|one| one.step == step);
    if let Some(one) = of(Step::Circulate) {
        let who = show.person(one.taken_by).to_owned();
        known.push((lang.meeting_paper_scribe().to_owned(), who));
    }
    let count = |number: u32| lang.number(i64::from(number));
    let (there, invited) = (show.attendance.present, show.attendance.invited);
    let came = lang.meeting_attendance_count(count(there), count(invited));
    let quorum = words::quorum(lang, &show.attendance);
    known.push((lang.meeting_paper_present().to_owned(), format!("{came} {quorum}")));
    let mut parts = vec![Part::Facts(known)];
    if !matches!(show.row.stage, Stage::Approved | Stage::Locked) {
        parts.push(Part::Note(lang.meeting_paper_draft().to_owned()));
    }
    for (place, item) in (1..).zip(&show.items) {
        parts.extend(of_item(lang, place, item));
    }
    if show.decisions().any(|decided| !decided.actions.is_empty()) {
        parts.push(Part::Heading(lang.action_title().to_owned()));
        parts.push(Part::Table(follow_up(lang, show)));
    }
    if show.is_drafting {
        let drafting = meeting::drafting(ctx.app(), ctx.actor()?, show.row.id).await?;
        if let Some(table) = drafting::paper(lang, &drafting) {
            let years = drafting.list.matrix.plan.years;
            let years = format!("{}–{}", years.first, years.last);
            parts.push(Part::Heading(lang.meeting_drafting(years)));
            parts.push(Part::Table(table));
        }
    }
    if !show.attendees.is_empty() {
        parts.push(Part::Heading(lang.meeting_attendance().to_owned()));
        let present = show.attendees.iter();
        let names: Vec<String> = present
            .map(|(one, office)| {
                format!("{}, {} ({office})", one.attendee.name, one.attendee.title)
            })
            .collect();
        parts.push(Part::Text(names.join("; ")));
    }
    let addenda: Vec<_> = show.remarks.iter().filter(|one| one.is_addendum).collect();
    if !addenda.is_empty() {
        parts.push(Part::Heading(lang.meeting_addenda().to_owned()));
        for one in addenda {
            let by = words::by(lang, show, show.person(one.created_by), one.created_at);
            parts.push(Part::Text(format!("{} ({by})", one.text)));
        }
    }
    let closing = match of(Step::Approve).filter(|_| show.row.stage != Stage::Circulating) {
        Some(one) => lang.meeting_paper_approved(
            show.person(one.taken_by),
            lang.long_date(show.zone.date(one.taken_at)),
        ),
        None => String::new(),
    };
    Ok(Some(Document {
        title: lang.meeting_minutes().to_owned(),
        lines: vec![show.row.draft.title.clone()],
        parts,
        closing,
        is_landscape: false,
        has_examples: show.row.is_example,
    }))
}

/// What was said to an item and decided.
pub(super) fn of_item(lang: Lang, place: i64, item: &Item) -> Vec<Part> {
    let mut parts = vec![Part::Heading(format!("{}. {}", lang.number(place), item.row.title))];
    let lines = item.row.discussion.split('\n').filter(|line| !line.trim().is_empty());
    parts.extend(lines.map(|line| Part::Text(line.to_owned())));
    for decided in &item.decisions {
        let number = lang.meeting_decision_number(decided.row.position);
        parts.push(Part::Text(format!("{number}. {}", decided.row.decision.text)));
        if decided.row.decision.asks_amendment {
            parts.push(Part::Note(lang.meeting_decision_amends_words().to_owned()));
        }
    }
    if parts.len() == 1 {
        parts.push(Part::Text(lang.meeting_minutes_not_discussed().to_owned()));
    }
    parts
}

/// Who does what until when, and how it is judged: as the meeting decided it, whatever became of it.
fn follow_up(lang: Lang, show: &Show) -> Table {
    let mut table = Table::new()
        .column(lang.meeting_decision(), 20)
        .column(lang.action_column_what(), 0)
        .column(lang.action_agency(), 32)
        .column(lang.action_column_due(), 22)
        .column(lang.action_measure(), 44);
    for Decided { row, actions } in show.decisions() {
        for one in actions {
            let served = one.row.draft.indicator.and_then(|id| show.rows.get(&id)).cloned();
            let mut what = vec![one.row.draft.what.clone()];
            what.extend(served);
            table.row(vec![
                vec![lang.number(row.position)],
                what,
                vec![show.agency(one.agency).to_owned()],
                vec![lang.date(one.due_on)],
                vec![one.row.draft.measure.clone()],
            ]);
        }
    }
    table
}

/// What can be printed, and what can be sent by hand while the meeting is prepared.
pub fn links(ctx: &Ctx, show: &Show) -> Markup {
    let lang = ctx.lang;
    let own = href(show.row.id);
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::MeetingPrint));
    let minutes = show.is_readable() && show.row.stage.has_begun();
    let list = show.may.manage || show.is_readable();
    let letters = ctx.actor().is_ok_and(|actor| actor.may(Act::LetterView));
    html! {
        @if letters || may && (minutes || list) {
            section id="berkas" {
                h2 { (lang.meeting_papers()) }
                div class="actions" {
                    // To the letter, or to the way to make it: this room knows no more than the address.
                    @if letters { (Button::link(lang.letter_of_meeting(), crate::letter::address::of_meeting(show.row.id)).quiet()) }
                    @if may && minutes { (Button::link(lang.meeting_paper_minutes(), format!("{own}/notula.pdf")).quiet()) }
                    @if may && list { (Button::link(lang.meeting_paper_attendance(), format!("{own}/daftar-hadir.pdf")).quiet()) }
                }
                @if show.may.manage && show.row.stage.is_preparing() {
                    details {
                        summary { (lang.meeting_message()) }
                        (ui::message(lang, lang.meeting_message(), &invitation(ctx, show)))
                    }
                }
            }
        }
    }
}

/// The invitation as a message to copy into a chat: no person is named in it. In Indonesian,
/// whoever sends it.
fn invitation(ctx: &Ctx, show: &Show) -> String {
    let lang = Lang::Id;
    let draft = &show.row.draft;
    let mut lines = vec![
        lang.meeting_message_head(&draft.title),
        words::when(lang, draft, show.zone),
        lang.meeting_message_place(&draft.place),
        format!("{}:", lang.meeting_agenda()),
    ];
    // What a case conference speaks of stays in the room.
    let shown = show.items.iter().filter(|_| !draft.kind.is_closed());
    lines.extend((1..).zip(shown).map(|(number, item)| format!("{number}. {}", item.row.title)));
    if draft.kind.is_closed() {
        lines.pop();
    }
    if !draft.note.is_empty() {
        lines.push(draft.note.clone());
    }
    lines.push(lang.meeting_message_answer(ctx.address_of(&href(show.row.id))));
    lines.join("\n")
}
