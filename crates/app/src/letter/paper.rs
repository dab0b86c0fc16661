//! Letters taken out: one as paper, the invitation of a meeting, the register as a file.

use domain::{
    access::{Act, Actor, check},
    id::{LetterId, MeetingId, TaskForceId},
    letter::State,
};
use report::letter::paper::{self as printed, Paper};
use serde_json::json;
use store::{Tx, letter::LetterRow};
use text::Lang;

use super::{
    content, own,
    read::filter,
    reader::{readable, reader},
    scope,
    view::Query,
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file, meeting,
};

/// A letter as PDF, in the form of official letters; without a number while it is a draft. That it
/// was taken out is recorded.
///
/// # Errors
/// `Denied` without `letter.print`; `NotFound` for one that the actor may not see.
pub async fn paper(app: &App, actor: &Actor, id: LetterId) -> Result<(String, Vec<u8>)> {
    let taskforce = own(actor)?;
    check(actor, Act::LetterPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let row = readable(&mut tx, actor, id).await?;
    let detail = json!({ "state": row.state.code() });
    let event = Event::new(Act::LetterPrint, "letter", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    let bytes = made(app, taskforce, id).await?;
    Ok((file_name(&row), bytes))
}

/// The letter that invites to a meeting, as it goes out: the signed paper where there is one, else
/// as it is printed. None while it has no number, for a draft is not sent to anybody.
///
/// Whoever calls records what it is taken out for.
///
/// # Errors
/// `Denied` without `letter.print`; `NotFound` for a meeting that the actor may not see.
pub async fn invitation(
    app: &App,
    actor: &Actor,
    id: MeetingId,
) -> Result<Option<(String, Vec<u8>)>> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let Some(row) = sent(&mut tx, actor, id).await? else { return Ok(None) };
    drop(tx);
    let bytes = match row.file {
        Some(file) => file::read_for(app, taskforce, file).await?,
        None => made(app, taskforce, row.id).await?,
    };
    Ok(Some((file_name(&row), bytes)))
}

/// Whether a letter that has gone out invites to a meeting.
///
/// # Errors
/// As [`invitation`].
pub async fn is_invited(app: &App, actor: &Actor, id: MeetingId) -> Result<bool> {
    Ok(sent(&mut app.store.read().await?, actor, id).await?.is_some())
}

async fn sent(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<Option<LetterRow>> {
    let taskforce = own(actor)?;
    check(actor, Act::LetterPrint, &scope(taskforce))?;
    meeting::seen(tx, actor, id).await?;
    let Some(letter) = store::letter::find_invitation(tx, taskforce, id).await? else {
        return Ok(None);
    };
    match readable(tx, actor, letter).await {
        Ok(row) if row.state.is_sent() => Ok(Some(row)),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Kind and number, as far as a name of a file can say it.
fn file_name(row: &LetterRow) -> String {
    let kind = printed::kind_words(Lang::Id, row.draft.kind);
    let number = match &row.given {
        Some(given) => given.number.clone(),
        None => Lang::Id.letter_state_draft().to_owned(),
    };
    let name = format!("{kind} {number}").to_lowercase();
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    format!("{}.pdf", parts.join("-"))
}

/// The paper of a letter, made off the threads that answer requests. Whoever calls has asked for the
/// permission.
async fn made(app: &App, taskforce: TaskForceId, id: LetterId) -> Result<Vec<u8>> {
    let (letterhead, _, today) = crate::taskforce::around(app, taskforce).await?;
    let mut tx = app.store.read().await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let row = super::whole(&mut tx, taskforce, id).await?;
    let content = content::content(&mut tx, &row, today).await?;
    drop(tx);
    let head = row.fixed.as_ref().map(|fixed| content::head_of(&fixed.letterhead));
    let stamp = match row.state {
        State::Void => Lang::Id.letter_paper_void(),
        State::Discarded => Lang::Id.letter_paper_discarded(),
        State::Draft | State::Numbered | State::Signed => "",
    };
    let blank = domain::letter::Signer { title: String::new(), name: None, rank: None, nip: None };
    let draft = row.draft;
    let paper = Paper {
        letterhead: head.unwrap_or(letterhead),
        kind: draft.kind,
        nature: draft.nature,
        number: row.given.as_ref().map(|given| given.number.clone()),
        place: draft.place,
        dated_on: row.given.as_ref().map(|given| given.dated_on),
        attachment: draft.attachment,
        subject: draft.subject,
        to: content.to.into_iter().map(|to| (to.line, to.name)).collect(),
        basis: draft.basis,
        body: draft.body,
        event: content.event,
        closing: draft.closing,
        on_behalf: draft.on_behalf,
        signer: content.signer.unwrap_or(blank),
        cc: draft.cc,
        zone,
        printed_on: row.given.as_ref().map_or(today, |given| given.dated_on),
        has_examples: row.is_example,
        stamp: stamp.to_owned(),
    };
    let work = move || printed::pdf(&paper).map_err(Error::internal);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// The register of outgoing letters (buku agenda surat keluar) as a file for spreadsheets: every
/// letter with a number that the actor may see, also those that are void. That it was taken out is
/// recorded.
///
/// # Errors
/// `Denied` without `letter.print`.
pub async fn register(app: &App, actor: &Actor, query: &Query, lang: Lang) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::LetterPrint, &scope(taskforce))?;
    let (taskforce, reader) = reader(actor)?;
    let mut tx = app.store.write().await?;
    let rows = store::letter::list_register(&mut tx, (taskforce, &reader), &filter(query)).await?;
    let mut to = store::letter::list_all_to(&mut tx, taskforce).await?;
    let mut reasons = store::letter::list_reasons(&mut tx, taskforce).await?;
    let detail = json!({ "register": rows.len() });
    let event = Event::new(Act::LetterPrint, "taskforce", taskforce).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    let head = [
        lang.letter_book_place(),
        lang.letter_number(),
        lang.letter_dated_on(),
        lang.letter_kind(),
        lang.letter_nature(),
        lang.letter_subject(),
        lang.letter_to(),
        lang.letter_signatory(),
        lang.letter_state(),
        lang.letter_book_reason(),
        lang.letter_book_source(),
    ];
    let head: Vec<String> = head.map(str::to_owned).to_vec();
    let line = |(place, row): (usize, LetterRow)| {
        let to = to.remove(&row.id).unwrap_or_default().join("; ");
        let reason = reasons.remove(&row.id).unwrap_or_default();
        cells(lang, place, row, (to, reason))
    };
    let lines: Vec<Vec<String>> = (1..).zip(rows).map(line).collect();
    Ok(report::sheet::export([head].into_iter().chain(lines)))
}

fn cells(lang: Lang, place: usize, row: LetterRow, (to, reason): (String, String)) -> Vec<String> {
    let given = row.given.as_ref();
    let signer = row.fixed.map(|fixed| fixed.signer);
    let signer = signer.map(|signer| match signer.name {
        Some(name) => format!("{name}, {}", signer.title),
        None => signer.title,
    });
    vec![
        place.to_string(),
        given.map(|given| given.number.clone()).unwrap_or_default(),
        given.map(|given| lang.date(given.dated_on)).unwrap_or_default(),
        printed::kind_words(lang, row.draft.kind).to_owned(),
        printed::nature_words(lang, row.draft.nature).to_owned(),
        row.draft.subject,
        to,
        signer.unwrap_or_default(),
        state_words(lang, row.state).to_owned(),
        reason,
        given.map_or("", |given| source_words(lang, given.source)).to_owned(),
    ]
}

const fn state_words(lang: Lang, state: State) -> &'static str {
    match state {
        State::Draft => lang.letter_state_draft(),
        State::Numbered => lang.letter_state_numbered(),
        State::Signed => lang.letter_state_signed(),
        State::Void => lang.letter_state_void(),
        State::Discarded => lang.letter_state_discarded(),
    }
}

const fn source_words(lang: Lang, source: domain::letter::NumberSource) -> &'static str {
    match source {
        domain::letter::NumberSource::Register => lang.letter_source_register(),
        domain::letter::NumberSource::Counter => lang.letter_source_counter(),
    }
}
