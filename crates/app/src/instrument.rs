//! The register of legal instruments: what is drafted, harmonised, signed and published, what it
//! hangs together with, and what is about to end.

mod attach;
mod edit;
mod paper;
mod read;
mod register;
mod take;
pub mod view;

use domain::{
    access::{Act, Actor, Scope, check},
    id::{AgencyId, InstrumentId, TaskForceId},
    instrument::{Kind, Needs, Rule},
    time::Date,
};
use store::{StoreError, Tx, instrument::InstrumentRow};

pub use attach::{Tied, add_party, add_relation, add_row, attach, detach};
pub use edit::{create, edit};
pub use paper::{csv, paper};
pub use read::{choices, due, of_row, show, tie_choices};
pub use register::{index, known};
pub use take::take;

use crate::{App, Error, Result, meeting};

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

/// What permission asks of an instrument.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// Whether the actor looks after every instrument of the register.
fn manages(actor: &Actor, taskforce: TaskForceId) -> bool {
    check(actor, Act::InstrumentManage, &scope(taskforce)).is_ok()
}

/// Whether the actor looks after the instruments of one agency.
fn works_for(actor: &Actor, taskforce: TaskForceId, agency: AgencyId) -> bool {
    check(actor, Act::InstrumentManage, &scope(taskforce).agency(agency)).is_ok()
}

/// An instrument that the actor looks after, in a transaction that writes: whoever else writes to it
/// waits.
async fn worked(tx: &mut Tx, actor: &Actor, id: InstrumentId) -> Result<InstrumentRow> {
    let taskforce = own(actor)?;
    if !actor.may(Act::InstrumentManage) {
        check(actor, Act::InstrumentManage, &scope(taskforce))?;
    }
    store::instrument::lock(tx, taskforce, id).await?;
    let row = store::instrument::get(tx, taskforce, id).await?;
    check(actor, Act::InstrumentManage, &scope(taskforce).agency(row.draft.agency))?;
    Ok(row)
}

/// What an instrument needs, by the rules of the day on which it was signed, or of `today`.
fn needs(app: &App, kind: Kind, signed_on: Option<Date>, today: Date) -> Needs {
    app.rules.instruments.of(kind, signed_on.unwrap_or(today))
}

fn needs_of(app: &App, row: &InstrumentRow, today: Date) -> Needs {
    needs(app, row.draft.kind, row.life.signed.as_ref().map(|one| one.on), today)
}

/// The key that keeps a second instrument from having the same number; none before it is signed.
fn twin_key(row: &InstrumentRow) -> Option<String> {
    let signed = row.life.signed.as_ref()?;
    let place = row.region.map(|region| region.to_string()).unwrap_or_default();
    let (year, agency) = (row.draft.year, row.draft.agency);
    Some(row.draft.kind.twin_key(&signed.number, year, &place, agency))
}

/// The unique index is the net behind the rule.
fn twin(error: StoreError) -> Error {
    match error {
        StoreError::Taken => Rule::Twin.into(),
        other => other.into(),
    }
}

async fn today(app: &App, tx: &mut Tx, taskforce: TaskForceId) -> Result<Date> {
    meeting::today(app, tx, taskforce).await
}
