//! Who has an account: the list, new ones, assignments, disabling.

use domain::{
    access::{Act, Actor, Scope, check},
    account::{AccountState, Assignment, NewAccount, password_text},
    id::{AccountId, AssignmentId},
    time::Instant,
};
use store::{Tx, account::AccountRow};
use vault::{PersonKey, password};
use zeroize::Zeroizing;

use super::{ZONE, hashing, secret_ad};
use crate::{App, Error, Result, audit, audit::Event};

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

/// One account with its assignments, for who manages it.
///
/// # Errors
/// `NotFound` for an unknown account, `Denied` for one out of reach.
pub async fn show(app: &App, actor: &Actor, id: AccountId) -> Result<Listed> {
    let mut tx = app.store.read().await?;
    managed(&mut tx, actor, id).await?;
    Ok(Listed {
        account: store::account::get(&mut tx, id).await?,
        assignments: store::account::list_assignments(&mut tx, id).await?,
    })
}

/// Makes an account with its first assignment in the actor's task force and returns the first
/// password, which is shown once and must be changed at the first sign-in.
///
/// # Errors
/// `Denied` without `account.manage`; `Rule("taken")` where the user name is.
pub async fn create(
    app: &App,
    actor: &Actor,
    new: &NewAccount,
) -> Result<(AccountId, Zeroizing<String>)> {
    check(actor, Act::AccountManage, &Scope { taskforce: actor.taskforce, ..Scope::default() })?;
    let password = vault::random::password(&*app.random)?;
    let id = enrol(app, actor, new, password.clone(), Enrol { must_change: true, example: false })
        .await?;
    Ok((id, password))
}

/// Makes an account whose password is given and stays: for the demo, whose people are invented.
///
/// # Errors
/// `Denied` without `account.manage`.
pub async fn create_with(
    app: &App,
    actor: &Actor,
    new: &NewAccount,
    password: &str,
) -> Result<AccountId> {
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

async fn insert_assignment(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    account: AccountId,
    new: &NewAccount,
) -> Result<()> {
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
pub async fn set_state(
    app: &App,
    actor: &Actor,
    id: AccountId,
    version: i64,
    state: AccountState,
) -> Result<()> {
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
    audit::append(app, &mut tx, actor, event.detail(&serde_json::json!({ "state": state.code() })))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Gives another assignment, from today.
///
/// # Errors
/// `Rule("account.assigned")` where the same one holds today, so that a second click adds nothing.
pub async fn assign(app: &App, actor: &Actor, id: AccountId, new: &NewAccount) -> Result<()> {
    let mut tx = app.store.write().await?;
    managed(&mut tx, actor, id).await?;
    let today = ZONE.date(app.now());
    let held = store::account::list_assignments(&mut tx, id).await?;
    let same = |one: &Assignment| {
        one.holds(today)
            && (one.role.as_str(), one.taskforce, one.agency, one.region.as_deref())
                == (new.role.as_str(), actor.taskforce, new.agency, new.region.as_deref())
    };
    if held.iter().any(same) {
        return Err(Error::Rule("account.assigned"));
    }
    insert_assignment(app, &mut tx, actor, id, new).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends an assignment yesterday, so that it does not hold any more.
pub async fn end_assignment(
    app: &App,
    actor: &Actor,
    id: AccountId,
    assignment: AssignmentId,
) -> Result<()> {
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
        assignments
            .iter()
            .map(|one| Scope { taskforce: one.taskforce, ..Scope::default() })
            .collect()
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
