//! Reading one instrument, and what hangs together with it.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, check},
    agency::Agency,
    id::{AgencyId, IndicatorId, InstrumentId, RegionId, TaskForceId},
    instrument::{Basis, Facts, Whose},
    time::Date,
};
use store::{
    Tx,
    instrument::{InstrumentRow, PartyRow},
};

use super::{
    manages, needs_of, own, register, scope, today,
    view::{BasisName, Brief, Choices, Due, Show, Tie, TieChoices},
    works_for,
};
use crate::{
    App, Result,
    meeting::{self, view::Office},
};

/// How many of a list the home page shows.
const FEW: i64 = 5;

/// An instrument with its way so far.
///
/// # Errors
/// `Denied` without `instrument.view`; `NotFound`.
pub async fn show(app: &App, actor: &Actor, id: InstrumentId) -> Result<Show> {
    let taskforce = own(actor)?;
    check(actor, Act::InstrumentView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let row = store::instrument::get(&mut tx, taskforce, id).await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let today = app.today(zone);
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let parties = store::instrument::list_parties(&mut tx, taskforce, id).await?;
    let needs = needs_of(app, &row, today);
    let facts = Facts { term: row.draft.term, parties: parties.len() };
    let lacks = row.life.ready(&needs, facts).err().filter(|_| row.life.stage.is_making());
    let own = store::agency::get(&mut tx, row.draft.agency).await?;
    let place = match row.region {
        Some(region) => Some(register::place(&mut tx, region).await?),
        None => None,
    };
    let steps = store::instrument::list_steps(&mut tx, taskforce, id).await?;
    let mut texts = Vec::new();
    for text in store::instrument::list_texts(&mut tx, taskforce, id).await? {
        let file = store::file::get(&mut tx, taskforce, text.file).await?;
        texts.push((text, file));
    }
    let people = steps.iter().map(|step| step.taken_by);
    let people =
        people.chain(texts.iter().map(|(text, _)| text.created_by)).chain([row.created_by]);
    let people = meeting::people(&mut tx, people.flatten().collect()).await?;
    Ok(Show {
        standing: standing(app, &row, today),
        needs,
        lacks,
        office: Office { id: own.id, short: own.short_name, full: own.full_name },
        is_orphan: register::is_orphan(&known, &row, today),
        place,
        basis: basis(&mut tx, taskforce, row.draft.basis).await?,
        parties: parties.into_iter().map(|party| named(&known, party)).collect(),
        rows: store::instrument::list_rows(&mut tx, taskforce, id).await?,
        ties: ties(app, &mut tx, &row, today).await?,
        texts,
        steps,
        people,
        may_manage: works_for(actor, taskforce, row.draft.agency),
        zone,
        today,
        row,
    })
}

fn standing(app: &App, row: &InstrumentRow, today: Date) -> domain::instrument::Standing {
    let before = app.rules.instruments.warning(today).before;
    row.life.standing(&needs_of(app, row, today), row.draft.term, (today, before))
}

fn named(known: &HashMap<AgencyId, Agency>, party: PartyRow) -> (PartyRow, String) {
    let name = match &party.party.who {
        Whose::Agency(id) => known.get(id).map(|one| one.full_name.clone()).unwrap_or_default(),
        Whose::Other(name) => name.clone(),
    };
    (party, name)
}

/// What rests on an instrument, by name.
async fn basis(
    tx: &mut Tx,
    taskforce: TaskForceId,
    basis: Option<Basis>,
) -> Result<Option<BasisName>> {
    Ok(match basis {
        None => None,
        Some(Basis::Term(id)) => {
            let terms = store::taskforce::list_terms(tx, taskforce).await?;
            let found = terms.into_iter().find(|term| term.id == id);
            found.map(|term| BasisName::Term(term.years()))
        }
        Some(Basis::Plan(id)) => {
            Some(BasisName::Plan(store::plan::get(tx, taskforce, id).await?.years))
        }
    })
}

fn brief(app: &App, row: &InstrumentRow, today: Date) -> Brief {
    Brief {
        id: row.id,
        kind: row.draft.kind,
        number: row.life.signed.as_ref().map(|signed| signed.number.clone()),
        year: row.draft.year,
        title: row.draft.title.clone(),
        standing: standing(app, row, today),
        until: row.draft.term.until,
    }
}

async fn ties(app: &App, tx: &mut Tx, row: &InstrumentRow, today: Date) -> Result<Vec<Tie>> {
    let mut ties = Vec::new();
    for one in store::instrument::list_relations(tx, row.taskforce, row.id).await? {
        let is_own = one.instrument == row.id;
        let other = if is_own { one.other } else { one.instrument };
        let other = store::instrument::get(tx, row.taskforce, other).await?;
        ties.push(Tie { kind: one.kind, is_own, other: brief(app, &other, today) });
    }
    Ok(ties)
}

/// A place as the form shows it, so that what was not touched is not looked up again.
pub(super) async fn typed_place(tx: &mut Tx, region: Option<RegionId>) -> Result<Option<String>> {
    match region {
        Some(id) => Ok(Some(register::place(tx, id).await?.name)),
        None => Ok(None),
    }
}

/// Agencies that are open today, by short name; only their own for whoever works for one.
async fn agencies(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<Vec<(AgencyId, String)>> {
    let today = today(app, tx, taskforce).await?;
    let known = meeting::agencies(tx, taskforce).await?;
    let open = known.into_values().filter(|one| one.exists_on(today));
    let mut open: Vec<(AgencyId, String)> = open.map(|one| (one.id, one.short_name)).collect();
    open.sort_by(|one, two| one.1.cmp(&two.1));
    Ok(open)
}

/// What the form of an instrument offers to the actor.
///
/// # Errors
/// `Denied` for whoever looks after none.
pub async fn choices(app: &App, actor: &Actor) -> Result<Choices> {
    let taskforce = own(actor)?;
    if !actor.may(Act::InstrumentManage) {
        check(actor, Act::InstrumentManage, &scope(taskforce))?;
    }
    let places = crate::region::places(app, actor).await?;
    let mut tx = app.store.read().await?;
    let mut agencies = agencies(app, &mut tx, taskforce).await?;
    agencies.retain(|(id, _)| works_for(actor, taskforce, *id));
    let terms = store::taskforce::list_terms(&mut tx, taskforce).await?;
    let terms = terms.iter().map(|term| (Basis::Term(term.id), BasisName::Term(term.years())));
    let plans = store::plan::list(&mut tx, taskforce).await?;
    let plans = plans.iter().map(|plan| (Basis::Plan(plan.id), BasisName::Plan(plan.years)));
    Ok(Choices { agencies, bases: terms.chain(plans).collect(), places })
}

/// What can hang on an instrument that the actor looks after.
///
/// # Errors
/// `Denied` for whoever does not; `NotFound`.
pub async fn tie_choices(app: &App, actor: &Actor, id: InstrumentId) -> Result<TieChoices> {
    let taskforce = own(actor)?;
    let plans = crate::plan::plans(app, actor).await?;
    let mut tx = app.store.read().await?;
    let row = store::instrument::get(&mut tx, taskforce, id).await?;
    check(actor, Act::InstrumentManage, &scope(taskforce).agency(row.draft.agency))?;
    let today = today(app, &mut tx, taskforce).await?;
    let running = plans.into_iter().filter(|matrix| matrix.plan.is_running());
    let rows = running.flat_map(|matrix| {
        let name = |row: &std::sync::Arc<crate::plan::view::Row>| {
            (row.id, format!("{} {}", row.code, row.activity_name))
        };
        matrix.rows.iter().map(name).collect::<Vec<_>>()
    });
    let others = store::instrument::list(&mut tx, taskforce).await?;
    let others = others.iter().filter(|one| one.id != id).map(|one| brief(app, one, today));
    Ok(TieChoices {
        agencies: agencies(app, &mut tx, taskforce).await?,
        rows: rows.collect(),
        others: others.collect(),
    })
}

/// The instruments that fulfil a row of a plan.
///
/// # Errors
/// `Denied` without `instrument.view`.
pub async fn of_row(app: &App, actor: &Actor, indicator: IndicatorId) -> Result<Vec<Brief>> {
    let taskforce = own(actor)?;
    check(actor, Act::InstrumentView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let rows = store::instrument::list_of_indicator(&mut tx, taskforce, indicator).await?;
    Ok(rows.iter().map(|row| brief(app, row, today)).collect())
}

/// What is about to end, or ended lately, of what the actor looks after; the first few.
///
/// Whoever looks after none has none.
pub async fn due(app: &App, actor: &Actor) -> Result<Due> {
    let Ok(taskforce) = own(actor) else { return Ok(Due::default()) };
    let agency = if manages(actor, taskforce) {
        None
    } else {
        match meeting::part(actor, Act::InstrumentManage) {
            Some(agency) => Some(agency),
            None => return Ok(Due::default()),
        }
    };
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let warning = app.rules.instruments.warning(today);
    let shift = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap_or(today);
    let span = (shift(-warning.after), shift(warning.before));
    let whose = (taskforce, agency);
    let rows = store::instrument::list_ending(&mut tx, whose, span, FEW + 1).await?;
    let few = usize::try_from(FEW).unwrap_or(usize::MAX);
    let has_more = rows.len() > few;
    Ok(Due { rows: rows.iter().take(few).map(|row| brief(app, row, today)).collect(), has_more })
}
