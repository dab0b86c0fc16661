//! Telling people of an order: those who report for the regions that have still to answer it.

use domain::{
    access::Actor,
    notice::{About, Topic},
    outreach::Step,
    time::Date,
};
use store::{Tx, outreach::OrderRow};

use crate::{
    App, Result,
    notice::{SECRETARIAT, To, Told, tell},
};

/// Tells those concerned that an order took a step. What is closed asks nothing of anybody.
pub(super) async fn taken(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, step, today): (&OrderRow, Step, Date),
) -> Result<()> {
    let topic = match step {
        Step::Issue | Step::Reopen => Topic::OrderGiven,
        Step::Withdraw => Topic::OrderWithdrawn,
        Step::Close => return Ok(()),
    };
    let open = store::outreach::list_open(tx, (row.taskforce, row.id), today).await?;
    let told = told(row, topic, row.version.to_string());
    tell(app, tx, (row.taskforce, actor.account()), &told, &[To::Operators(&open)]).await?;
    Ok(())
}

/// Reminds of an order that runs, before its last day and after it; the office in charge and the
/// secretariat are told where it is long over. Returns how many were told.
///
/// # Errors
/// `Internal` where the database fails.
pub(crate) async fn remind(
    app: &App,
    tx: &mut Tx,
    row: &OrderRow,
    (said, today): ((Topic, i32), Date),
) -> Result<usize> {
    let topic = match said.0 {
        Topic::ActionDue => Topic::OrderDue,
        _ => Topic::OrderOverdue,
    };
    let told = told(row, topic, format!("{}/{}/{}", row.order.due_on, said.0.code(), said.1));
    if store::notice::is_told(tx, row.taskforce, (topic, told.about, &told.mark)).await? {
        return Ok(0);
    }
    let open = store::outreach::list_open(tx, (row.taskforce, row.id), today).await?;
    let late = [To::Operators(&open), To::Agency(row.order.agency), SECRETARIAT];
    let to = match said.0 {
        _ if open.is_empty() => return Ok(0),
        Topic::ActionEscalated => &late[..],
        _ => &late[..1],
    };
    tell(app, tx, (row.taskforce, None), &told, to).await
}

fn told(row: &OrderRow, topic: Topic, mark: String) -> Told<'_> {
    let (about, name) = (About::Order(row.id), row.order.title.as_str());
    Told { topic, about, name, day: Some(row.order.due_on), mark }
}
