//! Reporting without an account: a link that is given to one person of one office, lives a few
//! days, and is taken back at any time.

use domain::{
    access::{Act, Actor, ActorKind, check},
    field::FieldErrors,
    id::{AgencyId, LinkId, TaskForceId},
    plan::NewLink,
    time::Zone,
};
use serde_json::json;
use store::{Tx, plan::LinkRow};
use vault::token::Token;
use zeroize::Zeroizing;

use super::{own, report_scope, scope, view::Link};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

const PURPOSE: &str = "report_link";

/// The link that the actor holds.
pub(super) fn link_of(actor: &Actor) -> Option<LinkId> {
    match actor.kind {
        ActorKind::Link(id) => Some(id),
        ActorKind::Account(_) | ActorKind::Cli(_) | ActorKind::System => None,
    }
}

/// Counts a use of the actor's link in the transaction that writes; nothing for everybody else.
///
/// # Errors
/// `NotFound` where the link died since the page was opened.
pub(super) async fn live(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    taskforce: TaskForceId,
) -> Result<()> {
    match link_of(actor) {
        Some(id) if !store::plan::update_link_used(tx, taskforce, id, app.now()).await? => {
            Err(Error::NotFound)
        }
        _ => Ok(()),
    }
}

/// Gives out a link for one agency; its token is told this once and kept by nobody.
///
/// # Errors
/// `Denied` without `link.issue`; `Invalid`; `NotFound` for an agency that the task force does not
/// know.
pub async fn issue(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    (holder, days): (&str, &str),
) -> Result<(LinkId, Zeroizing<String>)> {
    let taskforce = own(actor)?;
    check(actor, Act::LinkIssue, &scope(taskforce))?;
    let now = app.now();
    let parsed = NewLink::parse(holder, days, now);
    let (new, agency) = match (parsed, agency) {
        (Ok(new), Some(agency)) => (new, agency),
        (parsed, agency) => {
            let mut errors = FieldErrors::default();
            if agency.is_none() {
                errors.push("agency", "required");
            }
            errors.0.extend(parsed.err().unwrap_or_default().0);
            return Err(errors.into());
        }
    };
    let token = Token::generate(&*app.random)?;
    let mut tx = app.store.write().await?;
    if !store::agency::is_participant(&mut tx, taskforce, agency).await? {
        return Err(Error::NotFound);
    }
    let today = app.today(store::taskforce::get(&mut tx, taskforce).await?.zone);
    if store::agency::get(&mut tx, agency).await?.closed_on.is_some_and(|day| day <= today) {
        return Err(Error::Rule(domain::agency::Rule::AgencyClosed.code()));
    }
    let row = LinkRow {
        taskforce,
        id: LinkId(app.ids.next()),
        agency,
        holder: new.holder,
        token_hash: token.hash(PURPOSE).to_vec(),
        issued_by: actor.account(),
        issued_at: now,
        expires_at: new.expires_at,
        revoked_at: None,
        used_at: None,
        uses: 0,
    };
    store::plan::insert_link(&mut tx, &row).await?;
    record(app, &mut tx, actor, &row, "issued").await?;
    tx.commit().await?;
    Ok((row.id, token.text()))
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, row: &LinkRow, what: &str) -> Result<()> {
    let detail = json!({ "agency": row.agency.to_string(), "what": what });
    let event = Event::new(Act::LinkIssue, "link", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// Takes a link back; it is dead at its holder's next tap.
///
/// # Errors
/// `Denied` without `link.issue`; `NotFound` for a link of another task force.
pub async fn revoke(app: &App, actor: &Actor, id: LinkId) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::LinkIssue, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let links = store::plan::list_links(&mut tx, taskforce).await?;
    let row = links.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    // A link that died in the meantime is what was asked for.
    if store::plan::update_link_revoked(&mut tx, taskforce, id, app.now()).await? {
        record(app, &mut tx, actor, &row, "revoked").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Every link of the task force, the latest first.
///
/// # Errors
/// `Denied` without `link.issue`.
pub async fn links(app: &App, actor: &Actor) -> Result<Vec<Link>> {
    let taskforce = own(actor)?;
    check(actor, Act::LinkIssue, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let mut links = Vec::new();
    for row in store::plan::list_links(&mut tx, taskforce).await? {
        let agency = store::agency::get(&mut tx, row.agency).await?.short_name;
        links.push(Link { is_live: row.is_live(app.now()), agency, row });
    }
    Ok(links)
}

/// Who knocks with a token, and what the page says about them.
#[derive(Debug, Clone)]
pub struct Holder {
    /// May report for one agency, and nothing else.
    pub actor: Actor,
    /// To whom the link was given.
    pub name: String,
    /// Usual name of the agency.
    pub agency: String,
    /// Name of the task force.
    pub taskforce: String,
    /// From when on the link is dead.
    pub expires_at: domain::time::Instant,
    /// Zone of its days.
    pub zone: Zone,
}

/// Opens a link.
///
/// # Errors
/// `NotFound` for a token that never was, expired or was taken back: all look alike. A dead one is
/// recorded as a refusal.
pub async fn knock(app: &App, token: &str) -> Result<Holder> {
    let token = Token::from_text(token).map_err(|_| Error::NotFound)?;
    let mut tx = app.store.read().await?;
    let row =
        store::plan::find_link(&mut tx, &token.hash(PURPOSE)).await?.ok_or(Error::NotFound)?;
    let actor = Actor::link(row.id, row.taskforce, row.agency);
    if !row.is_live(app.now()) {
        drop(tx);
        let denied = domain::access::Denied { act: Act::RealisationReport, elsewhere: true };
        audit::refused(app, &actor, denied, "report_link").await?;
        return Err(Error::NotFound);
    }
    check(&actor, Act::RealisationReport, &report_scope(row.taskforce, row.agency))?;
    let own = store::taskforce::get(&mut tx, row.taskforce).await?;
    Ok(Holder {
        agency: store::agency::get(&mut tx, row.agency).await?.short_name,
        actor,
        name: row.holder,
        taskforce: own.name,
        expires_at: row.expires_at,
        zone: own.zone,
    })
}
