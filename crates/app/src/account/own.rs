//! One's own account: sessions, assignment, password.

use domain::{
    access::{Act, Scope, check},
    account::{Assignment, password_fault, password_text},
    field::FieldErrors,
    id::{AssignmentId, SessionId},
};
use store::account::{AccountRow, SessionRow};
use vault::password;
use zeroize::Zeroizing;

use super::{Signed, ZONE, actor, hashing, open_password, secret_ad};
use crate::{App, Error, Result, audit, audit::Event};

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
    audit::append(app, &mut tx, &signed.actor, Event::new(Act::AccountSignOut, "session", id))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the signed-in account, this one too.
pub async fn sign_out_everywhere(app: &App, signed: &Signed) -> Result<u64> {
    check(&signed.actor, Act::AccountSignOut, &Scope::account(signed.account))?;
    let mut tx = app.store.write().await?;
    let ended = store::account::delete_sessions(&mut tx, signed.account).await?;
    let event = Event::new(Act::AccountSignOut, "account", signed.account);
    audit::append(
        app,
        &mut tx,
        &signed.actor,
        event.detail(&serde_json::json!({ "sessions": ended })),
    )
    .await?;
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
    let chosen =
        all.into_iter().find(|own| own.id == id && own.holds(today)).ok_or(Error::NotFound)?;
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
    store::account::update_password(&mut tx, signed.account, &stored.to_bytes(), &sealed, false)
        .await?;
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
