//! Opening and closing terms.

use domain::{
    access::{Act, Actor, Scope, check},
    id::{SeatId, SubTaskForceId, TaskForceId, TermId},
    taskforce::{
        Layer, Seat, SubTaskForce, SubTaskForceSet, Term, TermDraft, TermState, close, open, set_on,
    },
    time::Date,
};
use store::Tx;

use crate::{App, Error, Result, agency::own, audit, audit::Event};

/// Opens a term under its decree, with the sub-task forces of its first day and one vacant seat
/// for each post that every task force has.
///
/// # Errors
/// `Rule("taskforce.term_running")` while another runs, `Rule("taskforce.term_overlap")` where
/// days overlap.
pub async fn open_term(app: &App, actor: &Actor, draft: TermDraft) -> Result<TermId> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    let terms = store::taskforce::list_terms(&mut tx, own).await?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    let state = open(&terms, &draft).map_err(|rule| Error::Rule(rule.code()))?;
    let set = set_on(&app.rules.sub_taskforces, draft.valid.from)
        .ok_or(Error::Rule("taskforce.no_rules"))?;
    let term = started(app, draft, state, set);
    store::taskforce::insert_term(&mut tx, own, &term, app.now()).await?;
    let subs = store_subs(app, &mut tx, own, &term, set).await?;
    store_posts(app, &mut tx, own, &term, &subs).await?;
    let detail = serde_json::json!({ "term": term.years(), "subs": set.code });
    let event = Event::new(Act::TaskforceEdit, "term", term.id).taskforce(own).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(term.id)
}

fn started(app: &App, draft: TermDraft, state: TermState, set: &SubTaskForceSet) -> Term {
    Term {
        id: TermId(app.ids.next()),
        state,
        decree: draft.decree,
        valid: draft.valid,
        rule_version: set.code.clone(),
        to_confirm: set.to_confirm,
        is_example: false,
        version: 1,
    }
}

/// Stores the sub-task forces of a set for a term, in order.
pub(super) async fn store_subs(
    app: &App,
    tx: &mut Tx,
    own: TaskForceId,
    term: &Term,
    set: &SubTaskForceSet,
) -> Result<Vec<SubTaskForce>> {
    let mut subs = Vec::with_capacity(set.subs.len());
    for ((number, name), position) in set.subs.iter().zip(1_i64..) {
        let sub = SubTaskForce {
            id: SubTaskForceId(app.ids.next()),
            term: term.id,
            number: number.clone(),
            name: name.clone(),
            position,
        };
        store::taskforce::insert_sub(tx, own, &sub).await?;
        subs.push(sub);
    }
    Ok(subs)
}

/// The posts of every term, vacant until an office gets them.
async fn store_posts(
    app: &App,
    tx: &mut Tx,
    own: TaskForceId,
    term: &Term,
    subs: &[SubTaskForce],
) -> Result<()> {
    let above = [Layer::Patron, Layer::Chair, Layer::DailyChair, Layer::Secretary];
    let above = above.into_iter().map(|layer| (layer, None));
    let within = subs.iter().map(|sub| (Layer::Coordinator, Some(sub.id)));
    let posts = above.chain(within).chain([(Layer::Secretariat, None)]);
    for ((layer, sub), position) in posts.zip(1..) {
        let seat = Seat {
            id: SeatId(app.ids.next()),
            term: term.id,
            layer,
            sub,
            position,
            label: None,
            to_confirm: term.to_confirm && layer == Layer::DailyChair,
        };
        store::taskforce::insert_seat(tx, own, &seat).await?;
    }
    Ok(())
}

/// Closes the running term with `last` as its last day; from then on it is read-only.
///
/// # Errors
/// `Rule("taskforce.term_not_running")`, `Conflict` for a stale `version`.
pub async fn close_term(
    app: &App,
    actor: &Actor,
    id: TermId,
    version: i64,
    last: Date,
) -> Result<()> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    let term = store::taskforce::get_term(&mut tx, own, id).await?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    let (state, valid) = close(&term, last).map_err(|rule| Error::Rule(rule.code()))?;
    let closed = Term { state, valid, version, ..term };
    if !store::taskforce::update_term(&mut tx, own, &closed).await? {
        return Err(Error::Conflict);
    }
    let detail = serde_json::json!({ "closed_on": valid.until.map(|day| day.to_string()) });
    let event = Event::new(Act::TaskforceEdit, "term", id).taskforce(own).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
