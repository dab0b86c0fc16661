//! Telling people of an action: the office that has it, or the secretariat that waits for it.

use domain::{
    access::Actor,
    action::Step,
    notice::{About, Topic},
};
use store::{
    Tx,
    action::{ActionRow, StepRow},
};

use super::is_closed;
use crate::{
    App, Result,
    notice::{SECRETARIAT, To, Told, tell},
};

/// Tells those concerned that an action took a step.
pub(super) async fn taken(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, step): (&ActionRow, &StepRow),
) -> Result<()> {
    let office = To::Agency(row.draft.agency);
    let (topic, to) = match step.step {
        Step::Ask => (Topic::ActionAsked, SECRETARIAT),
        Step::Report => (Topic::ActionReported, SECRETARIAT),
        Step::Return => (Topic::ActionReturned, office),
        Step::HandOver => (Topic::ActionGiven, office),
        Step::Extend => (Topic::ActionExtended, office),
        Step::Progress | Step::Verify | Step::Cancel => return Ok(()),
    };
    let closed = is_closed(tx, row).await?;
    let told = Told {
        topic,
        about: About::Action(row.id),
        name: if closed { "" } else { &row.draft.what },
        // The day that was asked for, or the one it is due.
        day: Some(step.days.map_or(row.draft.due_on, |(_, to)| to)),
        mark: step.id.to_string(),
    };
    tell(app, tx, (row.taskforce, actor.account()), &told, &[to]).await?;
    Ok(())
}
