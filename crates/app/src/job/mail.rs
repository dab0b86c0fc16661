//! Sending what waits in the outbox: one e-mail at a time, tried again ever more rarely.

use domain::{
    access::Act,
    id::{AgencyId, MeetingId},
    meeting::Stage,
    notice::{About, MailState, Reason, Topic, next_try},
    outreach,
    time::Instant,
};
use report::calendar::{Entry, calendar};
use serde_json::json;
use store::{
    Tx,
    meeting::MeetingRow,
    notice::{Due, NoticeRow, Outcome},
};
use text::Lang;

use super::system;
use crate::{
    App, Result,
    audit::{self, Event},
    letter, meeting,
    notice::{Mail, Part, Undelivered},
};

/// How long a try may take before somebody else may take the e-mail.
const HELD: i64 = 300 * Instant::SECOND;
/// Longest answer of a mail server that is kept.
const SAID: usize = 200;
/// The language of official mail.
const LANG: Lang = Lang::Id;

/// Sends at most `most` e-mails whose time has come; `site` is the address of this installation.
/// Returns how many were tried.
///
/// # Errors
/// `Internal` where the database fails; what a mail server says is written into the log instead.
pub async fn deliver(app: &App, site: &str, most: usize) -> Result<usize> {
    let Some(mailer) = app.mailer.clone() else { return Ok(0) };
    for tried in 0..most {
        let now = app.now();
        let mut tx = app.store.write().await?;
        let Some(due) = store::notice::find_due(&mut tx, now, now.plus(HELD)).await? else {
            return Ok(tried);
        };
        let notice = store::notice::get(&mut tx, due.taskforce, due.notice).await?;
        let mail = compose(app, &mut tx, &notice, &due, site).await?;
        tx.commit().await?;
        let mail = with_letter(app, mail, &notice).await?;
        let (outcome, next) = match mail {
            None => (closed(MailState::Skipped, Some(Reason::Outdated), ""), None),
            Some(mail) => judge(&mailer.send(&mail).await, due.tries, app.now()),
        };
        record(app, &due, &outcome, next).await?;
    }
    Ok(most)
}

fn closed(state: MailState, reason: Option<Reason>, said: &str) -> Outcome {
    let said: String = said.chars().filter(|c| !c.is_control()).take(SAID).collect();
    Outcome { state, reason, said }
}

/// What a try leads to, and when the next one is.
fn judge(
    answer: &Result<String, Undelivered>,
    tries: i64,
    now: Instant,
) -> (Outcome, Option<Instant>) {
    match answer {
        Ok(said) => (closed(MailState::Sent, None, said), None),
        Err(Undelivered::Refused(said)) => {
            (closed(MailState::Failed, Some(Reason::Refused), said), None)
        }
        Err(Undelivered::Later(said)) => match next_try(tries, now) {
            Some(next) => (closed(MailState::Queued, Some(Reason::Later), said), Some(next)),
            None => (closed(MailState::Failed, Some(Reason::GaveUp), said), None),
        },
    }
}

async fn record(app: &App, due: &Due, outcome: &Outcome, next: Option<Instant>) -> Result<()> {
    let mut tx = app.store.write().await?;
    let place = (due.taskforce, due.notice);
    store::notice::update_mail(&mut tx, place, outcome, next, app.now()).await?;
    if next.is_none() {
        // Where to is personal; the log has it.
        let detail = json!({ "mail": outcome.state.code(), "tries": due.tries });
        let event = Event::new(Act::NoticeSend, "notice", due.notice).taskforce(due.taskforce);
        audit::append(app, &mut tx, &system(), event.detail(&detail)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The e-mail of a notice; none where what it says no longer holds.
async fn compose(
    app: &App,
    tx: &mut Tx,
    notice: &NoticeRow,
    due: &Due,
    site: &str,
) -> Result<Option<Mail>> {
    let mut parts = Vec::new();
    let mut facts = None;
    let mut answer = None;
    if let About::Meeting(id) = notice.about {
        let row = store::meeting::get(tx, notice.taskforce, id).await?;
        if is_outdated(notice.topic, &row) {
            return Ok(None);
        }
        if notice.topic.has_calendar() {
            parts.extend(attached(app, tx, &row, notice.topic, site).await?);
        }
        if asks(notice.topic) && notice.account.is_none() && !row.draft.kind.is_closed() {
            answer = personal(app, tx, (notice, id), site).await?;
        }
        facts = Some(row);
    }
    if let About::Order(id) = notice.about {
        let row = store::outreach::get(tx, notice.taskforce, id).await?;
        let told = match notice.topic {
            Topic::OrderWithdrawn => outreach::Stage::Withdrawn,
            _ => outreach::Stage::Issued,
        };
        if row.stage != told {
            return Ok(None);
        }
    }
    let zone = store::taskforce::get(tx, notice.taskforce).await?;
    let agency = match notice.agency {
        Some(agency) => store::agency::get(tx, agency).await?.full_name,
        None => String::new(),
    };
    let words = crate::notice::words::mail(
        LANG,
        notice,
        &crate::notice::words::Around {
            taskforce: &zone.name,
            agency: &agency,
            zone: zone.zone,
            meeting: facts.as_ref().filter(|row| !row.draft.kind.is_closed()),
            site,
            answer: answer.as_deref(),
        },
    );
    Ok(Some(Mail {
        id: notice.id.to_string(),
        to: due.address.clone(),
        subject: words.0,
        body: words.1,
        parts,
    }))
}

/// The same with the official letter, where there is one by now; made while nobody waits for the
/// database.
async fn with_letter(app: &App, mail: Option<Mail>, notice: &NoticeRow) -> Result<Option<Mail>> {
    let official = matches!(notice.topic, Topic::MeetingInvited | Topic::MeetingChanged);
    let About::Meeting(id) = notice.about else { return Ok(mail) };
    let Some(mut mail) = mail else { return Ok(None) };
    // A closed meeting has no name in its notices, and none in what hangs on them.
    if official && !notice.name.is_empty() {
        let letter = letter::invitation(app, &system().within(notice.taskforce), id).await?;
        mail.parts.extend(letter.map(|(name, bytes)| Part {
            name,
            media_type: "application/pdf".to_owned(),
            bytes,
        }));
    }
    Ok(Some(mail))
}

/// Whether an invitation, or a change of one, asks for an answer.
const fn asks(topic: Topic) -> bool {
    matches!(topic, Topic::MeetingInvited | Topic::MeetingChanged | Topic::MeetingUnanswered)
}

/// Whether a meeting has gone on since the e-mail was written.
fn is_outdated(topic: Topic, row: &MeetingRow) -> bool {
    match topic {
        Topic::MinutesApproval => row.stage != Stage::Circulating,
        _ => asks(topic) && row.stage != Stage::Planned,
    }
}

/// A link by which the office answers without an account; a new one for each try, since nobody
/// keeps the old one's token.
async fn personal(
    app: &App,
    tx: &mut Tx,
    (notice, id): (&NoticeRow, MeetingId),
    site: &str,
) -> Result<Option<String>> {
    let Some(agency): Option<AgencyId> = notice.agency else { return Ok(None) };
    let token = meeting::link_for(app, tx, (notice.taskforce, id, agency), None).await?;
    Ok(Some(format!("{site}/undangan/{}", &*token)))
}

/// The day for a calendar.
async fn attached(
    app: &App,
    tx: &mut Tx,
    row: &MeetingRow,
    topic: Topic,
    site: &str,
) -> Result<Option<Part>> {
    let own = store::taskforce::get(tx, row.taskforce).await?;
    let is_off = matches!(topic, Topic::MeetingCancelled | Topic::MeetingWithdrawn);
    let entry = meeting::entry(row, own.zone, is_off, site);
    Ok(Some(part(&entry, app.now())))
}

fn part(entry: &Entry, now: Instant) -> Part {
    Part {
        name: "undangan.ics".to_owned(),
        media_type: "text/calendar; charset=utf-8; method=PUBLISH".to_owned(),
        bytes: calendar(entry, now).into_bytes(),
    }
}
