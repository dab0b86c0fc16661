//! Signing in and out, passwords, sessions, and who has an account.

use domain::{
    access::{Act, Actor, ActorKind, Scope, check},
    account::{
        AccountState, Assignment, NewAccount, SESSION_IDLE, SESSION_MAX, blocked_until,
        password_fault, password_text, username,
    },
    field::FieldErrors,
    id::{AccountId, AssignmentId, SessionId},
    time::{Instant, Zone},
};
use store::{
    Tx,
    account::{AccountRow, SessionRow, SignedRow, SignedTaskforce},
};
use vault::{PersonKey, password, seal::Ad, session::Session};
use zeroize::Zeroizing;

use crate::{App, Error, Result, audit, audit::Event};

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
pub async fn sign_in(app: &App, name: &str, password: Zeroizing<String>, agent: &str) -> Result<SignedIn> {
    let now = app.now();
    let name = username(name).unwrap_or_default();
    let hash = name_hash(&name);
    let mut tx = app.store.read().await?;
    let (failures, blocked) = store::account::find_failures(&mut tx, &hash).await?;
    if let Some(until) = blocked.filter(|until| *until > now) {
        return Err(Error::TooMany(until));
    }
    let account = store::account::find(&mut tx, &name).await?;
    drop(tx);
    let opened = open_password(app, account.as_ref(), password).await?;
    let mut tx = app.store.write().await?;
    let usable = match (account, opened) {
        (Some(account), Some(person)) if account.state == AccountState::Active => {
            running(&mut tx, account.id, now).await?.map(|assignment| (account, person, assignment))
        }
        _ => None,
    };
    let Some((account, person, assignment)) = usable else {
        refuse(app, &mut tx, &name, &hash, failures + 1).await?;
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
    audit::append(app, &mut tx, &actor, Event::new(Act::AccountSignIn, "account", account.id)).await?;
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

async fn refuse(app: &App, tx: &mut Tx, name: &str, hash: &[u8; 32], failures: i64) -> Result<()> {
    let now = app.now();
    store::account::delete_old_failures(tx, now.plus(-FAILURES_KEPT)).await?;
    store::account::update_failures(tx, hash, failures, blocked_until(failures, now), now).await?;
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
    let Some(row) = store::account::find_signed(&mut tx, keys.row()).await? else { return Ok(None) };
    drop(tx);
    let now = app.now();
    if !row.active || row.expires_at <= now || row.seen_at.plus(SESSION_IDLE) <= now {
        return Ok(None);
    }
    let today = ZONE.date(now);
    let Some(assignment) = row.assignment.clone().filter(|assignment| assignment.holds(today)) else {
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

/// Ends this session.
pub async fn sign_out(app: &App, signed: &Signed) -> Result<()> {
    end_session(app, signed, signed.session).await
}

/// Ends one session of the signed-in account.
///
/// # Errors
/// `NotFound` for a session of somebody else.
pub async fn end_session(app: &App, signed: &Signed, id: SessionId) -> Result<()> {
    check(&signed.actor, Act::AccountSignOut, &Scope::account(signed.account))?;
    let mut tx = app.store.write().await?;
    if !store::account::delete_session(&mut tx, signed.account, id).await? {
        return Err(Error::NotFound);
    }
    audit::append(app, &mut tx, &signed.actor, Event::new(Act::AccountSignOut, "session", id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the signed-in account, this one too.
pub async fn sign_out_everywhere(app: &App, signed: &Signed) -> Result<u64> {
    check(&signed.actor, Act::AccountSignOut, &Scope::account(signed.account))?;
    let mut tx = app.store.write().await?;
    let ended = store::account::delete_sessions(&mut tx, signed.account).await?;
    let event = Event::new(Act::AccountSignOut, "account", signed.account);
    audit::append(app, &mut tx, &signed.actor, event.detail(&serde_json::json!({ "sessions": ended }))).await?;
    tx.commit().await?;
    Ok(ended)
}

/// What the page of one's own account shows.
#[derive(Debug)]
pub struct Own {
    /// The account.
    pub account: AccountRow,
    /// Sessions, newest first.
    pub sessions: Vec<SessionRow>,
    /// Assignments that hold today.
    pub assignments: Vec<Assignment>,
}

/// One's own account, sessions and assignments.
pub async fn own(app: &App, signed: &Signed) -> Result<Own> {
    let mut tx = app.store.read().await?;
    let today = ZONE.date(app.now());
    let mut assignments = store::account::list_assignments(&mut tx, signed.account).await?;
    assignments.retain(|assignment| assignment.holds(today));
    Ok(Own {
        account: store::account::get(&mut tx, signed.account).await?,
        sessions: store::account::list_sessions(&mut tx, signed.account).await?,
        assignments,
    })
}

/// Lets this session act under another of one's own assignments.
///
/// # Errors
/// `NotFound` for an assignment of somebody else, or one that does not hold today.
pub async fn choose_assignment(app: &App, signed: &Signed, id: AssignmentId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let today = ZONE.date(app.now());
    let all = store::account::list_assignments(&mut tx, signed.account).await?;
    let chosen = all.into_iter().find(|own| own.id == id && own.holds(today)).ok_or(Error::NotFound)?;
    let acting = actor(app, &chosen).ok_or(Error::NotFound)?;
    store::account::update_session_assignment(&mut tx, signed.session, id).await?;
    audit::append(app, &mut tx, &acting, Event::new(Act::AccountSignIn, "assignment", id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes one's own password; the person key stays, sealed anew, and other sessions end.
///
/// # Errors
/// `Invalid` for a wrong old or a weak new password.
pub async fn change_password(
    app: &App,
    signed: &Signed,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
    again: Zeroizing<String>,
) -> Result<()> {
    check(&signed.actor, Act::AccountPassword, &Scope::account(signed.account))?;
    let mut errors = FieldErrors::default();
    if let Some(fault) = password_fault(&new, &signed.username) {
        errors.push("new", fault);
    }
    if *new != *again {
        errors.push("again", "password_differs");
    }
    errors.or(())?;
    let mut tx = app.store.read().await?;
    let account = store::account::get(&mut tx, signed.account).await?;
    drop(tx);
    let Some(person) = open_password(app, Some(&account), old).await? else {
        let mut errors = FieldErrors::default();
        errors.push("old", "password_wrong");
        return Err(errors.into());
    };
    let random = app.random.clone();
    let new = Zeroizing::new(password_text(&new));
    let (stored, sealed) = hashing(app, move || {
        let (stored, kek) = password::enrol(&*random, new.as_bytes())?;
        let sealed = person.seal_secret(&*random, &kek, &secret_ad(account.id))?;
        Ok::<_, vault::Error>((stored, sealed))
    })
    .await??;
    let mut tx = app.store.write().await?;
    store::account::update_password(&mut tx, signed.account, &stored.to_bytes(), &sealed, false).await?;
    for session in store::account::list_sessions(&mut tx, signed.account).await? {
        if session.id != signed.session {
            store::account::delete_session(&mut tx, signed.account, session.id).await?;
        }
    }
    let event = Event::new(Act::AccountPassword, "account", signed.account);
    audit::append(app, &mut tx, &signed.actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// An account with its assignments, for the list.
#[derive(Debug)]
pub struct Listed {
    /// The account.
    pub account: AccountRow,
    /// Its assignments, oldest first.
    pub assignments: Vec<Assignment>,
}

/// Everybody who has an account within the actor's reach, by user name.
pub async fn index(app: &App, actor: &Actor) -> Result<Vec<Listed>> {
    let mut tx = app.store.read().await?;
    let assignments = store::account::list_all_assignments(&mut tx).await?;
    let mut listed = Vec::new();
    for account in store::account::list(&mut tx).await? {
        let own: Vec<_> = assignments.iter().filter(|a| a.account == account.id).cloned().collect();
        let reached = own.iter().any(|assignment| {
            let scope = Scope { taskforce: assignment.taskforce, ..Scope::default() };
            check(actor, Act::AccountView, &scope).is_ok()
        });
        if reached {
            listed.push(Listed { account, assignments: own });
        }
    }
    if listed.is_empty() {
        check(actor, Act::AccountView, &Scope { taskforce: actor.taskforce, ..Scope::default() })?;
    }
    Ok(listed)
}

/// Makes an account with its first assignment in the actor's task force and returns the first
/// password, which is shown once and must be changed at the first sign-in.
///
/// # Errors
/// `Denied` without `account.manage`; `Rule("taken")` where the user name is.
pub async fn create(app: &App, actor: &Actor, new: &NewAccount) -> Result<(AccountId, Zeroizing<String>)> {
    check(actor, Act::AccountManage, &Scope { taskforce: actor.taskforce, ..Scope::default() })?;
    let password = vault::random::password(&*app.random)?;
    let id = enrol(app, actor, new, password.clone(), Enrol { must_change: true, example: false }).await?;
    Ok((id, password))
}

/// Makes an account whose password is given and stays: for the demo, whose people are invented.
///
/// # Errors
/// `Denied` without `account.manage`.
pub async fn create_with(app: &App, actor: &Actor, new: &NewAccount, password: &str) -> Result<AccountId> {
    check(actor, Act::AccountManage, &Scope { taskforce: actor.taskforce, ..Scope::default() })?;
    let how = Enrol { must_change: false, example: true };
    enrol(app, actor, new, Zeroizing::new(password.to_owned()), how).await
}

/// How an account is made.
#[derive(Debug, Clone, Copy)]
struct Enrol {
    /// Whether the password must be changed at the first sign-in.
    must_change: bool,
    /// Whether the person is invented.
    example: bool,
}

/// Makes an account with this password; the caller has checked that `actor` may.
async fn enrol(
    app: &App,
    actor: &Actor,
    new: &NewAccount,
    password: Zeroizing<String>,
    how: Enrol,
) -> Result<AccountId> {
    let id = AccountId(app.ids.next());
    let random = app.random.clone();
    let password = Zeroizing::new(password_text(&password));
    let (stored, public, sealed) = hashing(app, move || {
        let (stored, kek) = password::enrol(&*random, password.as_bytes())?;
        let person = PersonKey::generate(&*random)?;
        let sealed = person.seal_secret(&*random, &kek, &secret_ad(id))?;
        Ok::<_, vault::Error>((stored, *person.public(), sealed))
    })
    .await??;
    let row = AccountRow {
        id,
        username: new.username.clone(),
        name: new.name.clone(),
        password: stored.to_bytes(),
        person_public: public.to_vec(),
        person_secret_sealed: sealed,
        state: AccountState::Active,
        must_change: how.must_change,
        is_example: how.example,
        version: 1,
        created_at: app.now(),
    };
    let mut tx = app.store.write().await?;
    store::account::insert(&mut tx, &row).await?;
    insert_assignment(app, &mut tx, actor, id, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert_assignment(app: &App, tx: &mut Tx, actor: &Actor, account: AccountId, new: &NewAccount) -> Result<()> {
    let assignment = Assignment {
        id: AssignmentId(app.ids.next()),
        account,
        role: new.role.clone(),
        taskforce: actor.taskforce,
        agency: new.agency,
        desk: None,
        region: new.region.clone(),
        from: ZONE.date(app.now()),
        to: None,
    };
    store::account::insert_assignment(tx, &assignment, actor.account(), app.now()).await?;
    let event = Event::new(Act::AccountManage, "account", account);
    audit::append(app, tx, actor, event.detail(&serde_json::json!({ "role": new.role }))).await
}

/// Disables or enables an account; disabling ends its sessions at once.
///
/// # Errors
/// `Conflict` where `version` is stale, `Rule("account.self")` for one's own account.
pub async fn set_state(app: &App, actor: &Actor, id: AccountId, version: i64, state: AccountState) -> Result<()> {
    let mut tx = app.store.write().await?;
    managed(&mut tx, actor, id).await?;
    if actor.account() == Some(id) {
        return Err(Error::Rule("account.self"));
    }
    if !store::account::update_state(&mut tx, id, version, state).await? {
        return Err(Error::Conflict);
    }
    if state == AccountState::Disabled {
        store::account::delete_sessions(&mut tx, id).await?;
    }
    let event = Event::new(Act::AccountManage, "account", id);
    audit::append(app, &mut tx, actor, event.detail(&serde_json::json!({ "state": state.code() }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives another assignment, from today.
pub async fn assign(app: &App, actor: &Actor, id: AccountId, new: &NewAccount) -> Result<()> {
    let mut tx = app.store.write().await?;
    managed(&mut tx, actor, id).await?;
    insert_assignment(app, &mut tx, actor, id, new).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends an assignment yesterday, so that it does not hold any more.
pub async fn end_assignment(app: &App, actor: &Actor, id: AccountId, assignment: AssignmentId) -> Result<()> {
    let mut tx = app.store.write().await?;
    managed(&mut tx, actor, id).await?;
    if actor.assignment == Some(assignment) {
        return Err(Error::Rule("account.self"));
    }
    let own = store::account::list_assignments(&mut tx, id).await?;
    if !own.iter().any(|one| one.id == assignment) {
        return Err(Error::NotFound);
    }
    let yesterday = ZONE.date(app.now().plus(-Instant::DAY));
    if !store::account::end_assignment(&mut tx, assignment, yesterday).await? {
        return Err(Error::Conflict);
    }
    let event = Event::new(Act::AccountManage, "assignment", assignment);
    audit::append(app, &mut tx, actor, event.detail(&serde_json::json!({ "ended": true }))).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether `actor` manages the account: through one of its assignments, or because it has none.
async fn managed(tx: &mut Tx, actor: &Actor, id: AccountId) -> Result<()> {
    store::account::get(tx, id).await?;
    let assignments = store::account::list_assignments(tx, id).await?;
    let scopes: Vec<Scope> = if assignments.is_empty() {
        vec![Scope::default()]
    } else {
        assignments.iter().map(|one| Scope { taskforce: one.taskforce, ..Scope::default() }).collect()
    };
    let mut verdict = Ok(());
    for scope in &scopes {
        verdict = check(actor, Act::AccountManage, scope);
        if verdict.is_ok() {
            break;
        }
    }
    verdict.map_err(Error::from)
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
