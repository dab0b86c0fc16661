//! Signing in, and who a session belongs to; one's own account and everybody's stand below.

use domain::{
    access::{Act, Actor, ActorKind},
    account::{
        AccountState, Assignment, SESSION_IDLE, SESSION_MAX, blocked_until, password_text, username,
    },
    id::{AccountId, SessionId},
    time::{Instant, Zone},
};
use store::{
    Tx,
    account::{AccountRow, SessionRow, SignedRow, SignedTaskforce},
};
use vault::{PersonKey, password, seal::Ad, session::Session};
use zeroize::Zeroizing;

use crate::{App, Error, Result, audit, audit::Event};

mod manage;
mod own;

pub use manage::{Listed, assign, create, create_with, end_assignment, index, set_state, show};
pub use own::{
    Own, change_password, choose_assignment, end_session, own, sign_out, sign_out_everywhere,
};

/// Zone of the dates of assignments where no task force says another.
const ZONE: Zone = Zone::Wib;
/// A session's last use is stored this coarsely, so that reading does not write each time.
const SEEN_EVERY: i64 = 60 * Instant::SECOND;
/// How long a name's wrong passwords are remembered.
const FAILURES_KEPT: i64 = Instant::DAY;

fn secret_ad(id: AccountId) -> Ad {
    Ad::new("account", id, "person_secret_sealed", 1)
}

fn session_ad(id: SessionId) -> Ad {
    Ad::new("session", id, "person_secret_sealed", 1)
}

fn name_hash(name: &str) -> [u8; 32] {
    let canonical = vault::canonical::Canonical::new().text(name).finish();
    vault::chain::link(&vault::chain::start("sign_in_failure"), &canonical)
}

/// Hashes off the async threads, at most two at once.
async fn hashing<T, F>(app: &App, work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let permit = app.hashing.clone().acquire_owned().await.map_err(Error::internal)?;
    let result = tokio::task::spawn_blocking(work).await.map_err(Error::internal);
    drop(permit);
    result
}

/// A session that has just begun.
pub struct SignedIn {
    /// Text for the cookie; nobody else has it.
    pub cookie: Zeroizing<String>,
    /// Whether the password was given by somebody else and must be changed first.
    pub must_change: bool,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignedIn")
    }
}

/// Signs in with user name and password from a browser described by `agent`.
///
/// # Errors
/// `Rule("account.wrong")` for a wrong name or password, a disabled account and one without a
/// running assignment alike; `TooMany` while the name waits.
pub async fn sign_in(
    app: &App,
    name: &str,
    password: Zeroizing<String>,
    agent: &str,
) -> Result<SignedIn> {
    let now = app.now();
    let name = username(name).unwrap_or_default();
    let hash = name_hash(&name);
    let (account, failures) = attempt(app, &name, &hash).await?;
    let opened = open_password(app, account.as_ref(), password).await?;
    let mut tx = app.store.write().await?;
    let usable = match (account, opened) {
        (Some(account), Some(person)) if account.state == AccountState::Active => {
            running(&mut tx, account.id, now).await?.map(|assignment| (account, person, assignment))
        }
        _ => None,
    };
    let Some((account, person, assignment)) = usable else {
        refuse(app, &mut tx, &name, failures).await?;
        tx.commit().await?;
        return Err(Error::Rule("account.wrong"));
    };
    store::account::delete_failures(&mut tx, &hash).await?;
    let session = Session::generate(&*app.random)?;
    let id = SessionId(app.ids.next());
    let row = SessionRow {
        id,
        token_hash: session.row().to_vec(),
        account: account.id,
        assignment: Some(assignment.id),
        person_secret_sealed: session.seal_person(&*app.random, &person, &session_ad(id))?,
        agent: agent.chars().take(120).collect(),
        created_at: now,
        seen_at: now,
        expires_at: now.plus(SESSION_MAX),
    };
    store::account::insert_session(&mut tx, &row).await?;
    let actor = actor(app, &assignment).ok_or(Error::Rule("account.wrong"))?;
    audit::append(app, &mut tx, &actor, Event::new(Act::AccountSignIn, "account", account.id))
        .await?;
    tx.commit().await?;
    Ok(SignedIn { cookie: session.cookie(), must_change: account.must_change })
}

/// The person key where the password is right; takes the same time where there is no account.
async fn open_password(
    app: &App,
    account: Option<&AccountRow>,
    password: Zeroizing<String>,
) -> Result<Option<PersonKey>> {
    let known = match account {
        Some(row) => Some((
            password::Stored::from_bytes(&row.password)?,
            row.id,
            <[u8; 32]>::try_from(row.person_public.as_slice()).map_err(Error::internal)?,
            row.person_secret_sealed.clone(),
        )),
        None => None,
    };
    let password = Zeroizing::new(password_text(&password));
    hashing(app, move || match known {
        None => {
            let _same_time = password::decoy(password.as_bytes());
            Ok(None)
        }
        Some((stored, id, public, sealed)) => match password::open(&stored, password.as_bytes()) {
            Ok(kek) => Ok(Some(PersonKey::open_secret(&kek, &secret_ad(id), &public, &sealed)?)),
            Err(vault::Error::Wrong) => Ok(None),
            Err(error) => Err(Error::from(error)),
        },
    })
    .await?
}

/// Counts the attempt before the password is looked at, so that a hundred guesses sent at once
/// count as a hundred; the right password forgets them all.
async fn attempt(app: &App, name: &str, hash: &[u8; 32]) -> Result<(Option<AccountRow>, i64)> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    store::account::delete_old_failures(&mut tx, now.plus(-FAILURES_KEPT)).await?;
    let (failures, blocked) = store::account::update_attempts(&mut tx, hash, now).await?;
    if let Some(until) = blocked.filter(|until| *until > now) {
        // Not committed: waiting is not made longer by trying.
        return Err(Error::TooMany(until));
    }
    store::account::update_blocked(&mut tx, hash, blocked_until(failures, now)).await?;
    let account = store::account::find(&mut tx, name).await?;
    tx.commit().await?;
    Ok((account, failures))
}

async fn refuse(app: &App, tx: &mut Tx, name: &str, failures: i64) -> Result<()> {
    let account = store::account::find(tx, name).await?.map(|row| row.id.to_string());
    let event = Event::new(Act::AccountSignIn, "account", account.unwrap_or_default());
    let detail = serde_json::json!({ "failures": failures });
    audit::append(app, tx, &Actor::system(ActorKind::System), event.detail(&detail).refused()).await
}

/// The newest assignment that holds today.
async fn running(tx: &mut Tx, account: AccountId, now: Instant) -> Result<Option<Assignment>> {
    let today = ZONE.date(now);
    let all = store::account::list_assignments(tx, account).await?;
    Ok(all.into_iter().rev().find(|assignment| assignment.holds(today)))
}

fn actor(app: &App, assignment: &Assignment) -> Option<Actor> {
    Some(Actor {
        kind: ActorKind::Account(assignment.account),
        assignment: Some(assignment.id),
        role: app.rules.roles.get(&assignment.role)?,
        taskforce: assignment.taskforce,
        agency: assignment.agency,
        desk: assignment.desk,
        region: assignment.region.clone(),
    })
}

/// A request of somebody who is signed in.
pub struct Signed {
    /// Who acts, under which assignment.
    pub actor: Actor,
    /// The session.
    pub session: SessionId,
    /// The account.
    pub account: AccountId,
    /// User name.
    pub username: String,
    /// Name of the person.
    pub name: String,
    /// Whether the password must be changed first.
    pub must_change: bool,
    /// Notices not opened yet.
    pub unread: i64,
    /// The task force acted for.
    pub taskforce: Option<SignedTaskforce>,
    /// Whose "today" counts.
    pub zone: Zone,
    /// The open session, for form tokens and later for the person key.
    pub keys: Session,
}

impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signed").field("username", &self.username).finish_non_exhaustive()
    }
}

/// Who a cookie belongs to, or nobody: session, account, assignment and role are looked at anew
/// for each request, so that disabling and lowering take effect at once.
pub async fn resume(app: &App, cookie: &str) -> Result<Option<Signed>> {
    let Ok(keys) = Session::from_cookie(cookie) else { return Ok(None) };
    let mut tx = app.store.peek().await?;
    let Some(row) = store::account::find_signed(&mut tx, keys.row()).await? else {
        return Ok(None);
    };
    drop(tx);
    let now = app.now();
    if !row.active || row.expires_at <= now || row.seen_at.plus(SESSION_IDLE) <= now {
        return Ok(None);
    }
    let today = ZONE.date(now);
    let Some(assignment) = row.assignment.clone().filter(|assignment| assignment.holds(today))
    else {
        return Ok(None);
    };
    let Some(actor) = actor(app, &assignment) else { return Ok(None) };
    touch(app, &row, now).await?;
    Ok(Some(Signed {
        actor,
        session: row.session,
        account: row.account,
        username: row.username,
        name: row.name,
        must_change: row.must_change,
        unread: row.unread,
        zone: row.taskforce.as_ref().and_then(|own| Zone::from_code(&own.zone)).unwrap_or(ZONE),
        taskforce: row.taskforce,
        keys,
    }))
}

async fn touch(app: &App, row: &SignedRow, now: Instant) -> Result<()> {
    if row.seen_at.plus(SEEN_EVERY) > now {
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    store::account::update_seen(&mut tx, row.session, now).await?;
    store::account::delete_expired_sessions(&mut tx, now, now.plus(-SESSION_IDLE)).await?;
    tx.commit().await?;
    Ok(())
}

/// An account as the actor it is when signed in.
pub(crate) async fn acting(app: &App, id: AccountId) -> Result<Actor> {
    let mut tx = app.store.read().await?;
    let assignment = running(&mut tx, id, app.now()).await?.ok_or(Error::NotFound)?;
    actor(app, &assignment).ok_or(Error::NotFound)
}

/// The actor behind `--as USER` at the command line, audited as `cli:OSUSER as USER`.
///
/// # Errors
/// `NotFound` for an unknown, disabled or unassigned user.
pub async fn at_command_line(app: &App, name: &str, os_user: &str) -> Result<Actor> {
    let mut tx = app.store.read().await?;
    let name = username(name).ok_or(Error::NotFound)?;
    let account = store::account::find(&mut tx, &name).await?.ok_or(Error::NotFound)?;
    if account.state != AccountState::Active {
        return Err(Error::NotFound);
    }
    let assignment = running(&mut tx, account.id, app.now()).await?.ok_or(Error::NotFound)?;
    let acting = actor(app, &assignment).ok_or(Error::NotFound)?;
    Ok(Actor { kind: ActorKind::Cli(format!("cli:{os_user} as {name}")), ..acting })
}
