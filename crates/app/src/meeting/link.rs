//! Answering an invitation without an account: a link for one office and one meeting, which works
//! until the meeting begins and shows nothing but what stands in the invitation.

use domain::{
    access::{Act, Actor, Denied},
    id::{AgencyId, LinkId, MeetingId, TaskForceId},
    meeting::{Answer, AnswerForm, Reply, Rule},
    time::Zone,
};
use serde_json::json;
use store::{
    Tx,
    meeting::{InvitationRow, LinkRow, MeetingRow},
};
use vault::token::Token;
use zeroize::Zeroizing;

use super::{locked, managed, today};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

const PURPOSE: &str = "meeting_link";

/// Makes a link in a transaction; its token is told this once and kept by nobody.
pub(crate) async fn link_for(
    app: &App,
    tx: &mut Tx,
    (taskforce, meeting, agency): (TaskForceId, MeetingId, AgencyId),
    by: Option<domain::id::AccountId>,
) -> Result<Zeroizing<String>> {
    let token = Token::generate(&*app.random)?;
    let row = LinkRow {
        taskforce,
        id: LinkId(app.ids.next()),
        meeting,
        agency,
        token_hash: token.hash(PURPOSE).to_vec(),
        issued_by: by,
        issued_at: app.now(),
        revoked_at: None,
    };
    store::meeting::insert_link(tx, &row).await?;
    Ok(token.text())
}

/// Gives out a link by which an office that is invited answers, for a message or a letter.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound` for an office that is not invited; `Rule` once the
/// meeting has begun, and for a closed one, whose guests sign in.
pub async fn issue(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    agency: AgencyId,
) -> Result<Zeroizing<String>> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.is_preparing() {
        return Err(Rule::Stage.into());
    }
    if row.draft.kind.is_closed() {
        return Err(Rule::Closed.into());
    }
    invitation(&mut tx, &row, agency).await?;
    let token = link_for(app, &mut tx, (row.taskforce, id, agency), actor.account()).await?;
    record(app, &mut tx, actor, &row, (agency, "link")).await?;
    tx.commit().await?;
    Ok(token)
}

/// Takes back every link of an office to a meeting, those in e-mails too.
///
/// # Errors
/// `Denied` without `meeting.manage`.
pub async fn revoke(app: &App, actor: &Actor, id: MeetingId, agency: AgencyId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    let place = (row.taskforce, id, agency);
    if store::meeting::update_links_revoked(&mut tx, place, app.now()).await? > 0 {
        record(app, &mut tx, actor, &row, (agency, "revoked")).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingRow,
    (agency, what): (AgencyId, &str),
) -> Result<()> {
    let detail = json!({ "agency": agency.to_string(), "invitation": what });
    let event = Event::new(Act::MeetingManage, "meeting", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

async fn invitation(tx: &mut Tx, row: &MeetingRow, agency: AgencyId) -> Result<InvitationRow> {
    let all = store::meeting::list_invitations(tx, row.taskforce, row.id).await?;
    all.into_iter().find(|one| one.agency == agency).ok_or(Error::NotFound)
}

/// An invitation as the holder of its link sees it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The meeting.
    pub row: MeetingRow,
    /// The office that is invited.
    pub agency: String,
    /// Name of the task force.
    pub taskforce: String,
    /// What the office answered.
    pub answer: Option<Answer>,
    /// Titles of the agenda, in order.
    pub agenda: Vec<String>,
    /// Zone of its times.
    pub zone: Zone,
}

/// Opens the invitation of a link.
///
/// # Errors
/// `NotFound` for a token that never was or was taken back, an office that is no longer invited, a
/// meeting that has begun or was called off: all look alike. A dead one is recorded as a refusal.
pub async fn invited(app: &App, token: &str) -> Result<Letter> {
    let mut tx = app.store.read().await?;
    let link = find(&mut tx, token).await?;
    let live = live(app, &mut tx, &link).await;
    let (row, invitation) = match live {
        Ok(live) => live,
        Err(error) => {
            drop(tx);
            refused(app, &link).await?;
            return Err(error);
        }
    };
    let own = store::taskforce::get(&mut tx, row.taskforce).await?;
    let items = store::meeting::list_items(&mut tx, row.taskforce, row.id).await?;
    Ok(Letter {
        agency: store::agency::get(&mut tx, link.agency).await?.full_name,
        taskforce: own.name,
        answer: invitation.answer,
        agenda: items.into_iter().filter(|item| !item.is_removed).map(|item| item.title).collect(),
        zone: own.zone,
        row,
    })
}

async fn find(tx: &mut Tx, token: &str) -> Result<LinkRow> {
    let token = Token::from_text(token).map_err(|_| Error::NotFound)?;
    store::meeting::find_link(tx, &token.hash(PURPOSE)).await?.ok_or(Error::NotFound)
}

async fn live(app: &App, tx: &mut Tx, link: &LinkRow) -> Result<(MeetingRow, InvitationRow)> {
    let row = store::meeting::get(tx, link.taskforce, link.meeting).await?;
    let gone = row.draft.held_on < today(app, tx, link.taskforce).await?;
    if gone || link.revoked_at.is_some() || !row.stage.is_preparing() || row.draft.kind.is_closed()
    {
        return Err(Error::NotFound);
    }
    let invitation = invitation(tx, &row, link.agency).await?;
    Ok((row, invitation))
}

async fn refused(app: &App, link: &LinkRow) -> Result<()> {
    let actor = Actor::invitation(link.id, link.taskforce, link.agency);
    let denied = Denied { act: Act::MeetingTakePart, elsewhere: true };
    audit::refused(app, &actor, denied, "meeting_link").await
}

/// Keeps what the office of a link answers.
///
/// # Errors
/// `Invalid`; `NotFound` as [`invited`].
pub async fn answer(app: &App, token: &str, form: &AnswerForm) -> Result<Reply> {
    let answer = Answer::parse(form)?;
    let mut tx = app.store.write().await?;
    let link = find(&mut tx, token).await?;
    let (row, _) = match live(app, &mut tx, &link).await {
        Ok(live) => live,
        Err(error) => {
            drop(tx);
            refused(app, &link).await?;
            return Err(error);
        }
    };
    // The meeting may have begun since it was looked at.
    let row = locked(&mut tx, row.taskforce, row.id).await?;
    if !row.stage.is_preparing() {
        return Err(Error::NotFound);
    }
    let place = (row.taskforce, row.id, link.agency);
    if !store::meeting::update_reply(&mut tx, place, &answer, (None, app.now())).await? {
        return Err(Error::NotFound);
    }
    let actor = Actor::invitation(link.id, link.taskforce, link.agency);
    let detail = json!({ "agency": link.agency.to_string(), "reply": answer.reply.code() });
    let event = Event::new(Act::MeetingTakePart, "meeting", row.id).taskforce(row.taskforce);
    audit::append(app, &mut tx, &actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(answer.reply)
}
