//! Reminding: offices before the last day of an action and before a meeting they have not answered,
//! superiors where an action has been overdue for long, regions that owe a report. Said once each, however often it is run.

use domain::{
    action::State,
    id::TaskForceId,
    notice::{About, Topic},
    outreach::Stage,
    time::Date,
};
use store::{Tx, action::ActionRow};

use crate::{
    App, Result, action, meeting,
    notice::{LEADERSHIP, SECRETARIAT, To, Told, tell},
    outreach,
};

/// Reminds everybody in every task force; returns how many were told.
///
/// # Errors
/// `Internal` where the database fails.
pub async fn remind(app: &App) -> Result<usize> {
    let mut tx = app.store.read().await?;
    let all = store::taskforce::list(&mut tx).await?;
    drop(tx);
    let mut told = 0;
    for taskforce in all {
        let mut tx = app.store.write().await?;
        let today = app.today(taskforce.zone);
        told += actions(app, &mut tx, taskforce.id, today).await?;
        told += meetings(app, &mut tx, taskforce.id, today).await?;
        told += orders(app, &mut tx, taskforce.id, today).await?;
        tx.commit().await?;
    }
    Ok(told)
}

async fn actions(app: &App, tx: &mut Tx, taskforce: TaskForceId, today: Date) -> Result<usize> {
    let Some(rule) = app.rules.reminders.of(today) else { return Ok(0) };
    let mut told = 0;
    for row in store::action::list(tx, taskforce).await? {
        if row.state != State::Open {
            continue;
        }
        let Some((topic, mark)) = rule.of_action(row.draft.due_on, today) else { continue };
        if !action::is_shared(tx, &row).await? {
            continue;
        }
        told += one(app, tx, &row, (topic, mark)).await?;
    }
    Ok(told)
}

async fn one(app: &App, tx: &mut Tx, row: &ActionRow, said: (Topic, i32)) -> Result<usize> {
    let (topic, mark) = said;
    let closed = action::is_closed(tx, row).await?;
    let own = To::Agency(row.draft.agency);
    let to: &[To] = match topic {
        Topic::ActionEscalated if closed => &[own, To::Head(row.draft.agency), SECRETARIAT],
        Topic::ActionEscalated => &[own, To::Head(row.draft.agency), LEADERSHIP, SECRETARIAT],
        _ => &[own],
    };
    let told = Told {
        topic,
        about: About::Action(row.id),
        name: if closed { "" } else { &row.draft.what },
        day: Some(row.draft.due_on),
        // Another office or another day is another telling.
        mark: format!("{}/{mark}/{}", row.draft.due_on, row.draft.agency),
    };
    if store::notice::is_told(tx, row.taskforce, (topic, told.about, &told.mark)).await? {
        return Ok(0);
    }
    tell(app, tx, (row.taskforce, None), &told, to).await
}

async fn meetings(app: &App, tx: &mut Tx, taskforce: TaskForceId, today: Date) -> Result<usize> {
    let Some(rule) = app.rules.reminders.of(today) else { return Ok(0) };
    let mut told = 0;
    for row in store::meeting::list_ahead(tx, taskforce, today).await? {
        if !row.stage.is_preparing() {
            continue;
        }
        let Some((topic, mark)) = rule.of_meeting(row.draft.held_on, today) else { continue };
        for invited in store::meeting::list_invitations(tx, taskforce, row.id).await? {
            // Who was never told can't be late.
            if invited.answer.is_some() || invited.told.is_none() {
                continue;
            }
            let mark = format!("{}/{mark}", row.draft.held_on);
            let one = meeting::told(&row, topic, mark);
            told += tell(app, tx, (taskforce, None), &one, &[To::Agency(invited.agency)]).await?;
        }
    }
    Ok(told)
}

async fn orders(app: &App, tx: &mut Tx, taskforce: TaskForceId, today: Date) -> Result<usize> {
    let Some(rule) = app.rules.reminders.of(today) else { return Ok(0) };
    let mut told = 0;
    for row in store::outreach::list(tx, taskforce).await? {
        // An order counts its days as an action does.
        let said = rule.of_action(row.order.due_on, today);
        if let (Stage::Issued, Some(said)) = (row.stage, said) {
            told += outreach::remind(app, tx, &row, (said, today)).await?;
        }
    }
    Ok(told)
}
