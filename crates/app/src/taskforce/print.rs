//! The membership list on paper.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Holder,
    id::TaskForceId,
    taskforce::Layer,
    time::Date,
};
use report::{
    document::{Around, Document, document},
    letter::{Letterhead, Signature, Signer},
    membership::{self, HolderLine, SeatLine, View},
};
use text::Lang;

use super::show::{Heading, SeatView, Section, Show, TermView, load};
use crate::{
    App, Error, Result,
    agency::{own, show_region},
    audit,
    audit::Event,
};

/// The membership list on a day as PDF; that it was printed is recorded.
///
/// # Errors
/// `Denied` without `taskforce.print`, `NotFound` where no term is in force on the day.
pub async fn membership_list(app: &App, actor: &Actor, on: Date, lang: Lang) -> Result<Vec<u8>> {
    let own = own(actor)?;
    check(actor, Act::TaskforcePrint, &Scope::taskforce(own))?;
    let mut tx = app.store.read().await?;
    let show = load(&mut tx, own, on).await?;
    let region = show_region(&mut tx, Some(&show.taskforce.region)).await?;
    drop(tx);
    let today = app.today(show.taskforce.zone);
    let view = view(&show, region, today).ok_or(Error::NotFound)?;
    let pdf = tokio::task::spawn_blocking(move || membership::pdf(&view, lang));
    let pdf = pdf.await.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut tx = app.store.write().await?;
    let detail = serde_json::json!({ "on": on.to_string(), "lang": lang.code() });
    let event = Event::new(Act::TaskforcePrint, "taskforce", own).taskforce(own).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(pdf)
}

/// What stands around a document of the task force on a day: its letterhead and who signs.
pub(crate) async fn around(
    app: &App,
    taskforce: TaskForceId,
) -> Result<(Letterhead, Option<Signature>, Date)> {
    let mut tx = app.store.read().await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let today = app.today(zone);
    let show = load(&mut tx, taskforce, today).await?;
    let region = show_region(&mut tx, Some(&show.taskforce.region)).await?;
    let signature = show.term.as_ref().and_then(|term| signature(&show, term, today));
    Ok((letterhead(&show, region), signature, today))
}

/// A document of the task force as PDF, made off the threads that answer requests. Whoever calls
/// has asked for the permission and recorded the event.
pub(crate) async fn papered(
    app: &App,
    taskforce: TaskForceId,
    lang: Lang,
    paper: Document,
) -> Result<Vec<u8>> {
    let (letterhead, signature, printed_on) = around(app, taskforce).await?;
    // A page that nobody closes with a sentence is not signed.
    let signature = signature.filter(|_| !paper.closing.is_empty());
    let around = Around { letterhead, signature, printed_on };
    let work = move || document(&paper, &around, lang).map_err(Error::internal);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

fn letterhead(show: &Show, region: Option<String>) -> Letterhead {
    // Without imported regions the task force's own name has to do.
    let government = region.map(|region| Lang::Id.letter_government(region));
    Letterhead {
        // A letterhead is the official name, whatever the language of the document.
        government: government.unwrap_or_else(|| show.taskforce.name.clone()),
        body: Lang::Id.taskforce_full_name().to_owned(),
        address: show.taskforce.address.iter().cloned().collect(),
    }
}

/// The list to print; none without a term.
fn view(show: &Show, region: Option<String>, today: Date) -> Option<View> {
    let term = show.term.as_ref()?;
    Some(View {
        letterhead: letterhead(show, region),
        years: term.term.years(),
        decree_number: term.term.decree.number.clone(),
        decree_on: term.term.decree.signed_on,
        decree_title: term.term.decree.title.clone(),
        as_of: show.on,
        printed_on: today,
        to_confirm: term.term.to_confirm,
        has_examples: term.term.is_example || any_example(term),
        sections: term.sections.iter().map(section).collect(),
        signature: signature(show, term, today),
    })
}

fn any_example(term: &TermView) -> bool {
    let mut seats = term.sections.iter().flat_map(|section| &section.seats);
    seats.any(|seat| seat.holder.as_ref().is_ok_and(|holder| holder.is_example))
}

fn section(section: &Section) -> membership::Section {
    let heading = match &section.heading {
        Heading::Layer(layer) => membership::Heading::Layer(*layer),
        Heading::Sub(sub) => {
            membership::Heading::Sub { number: sub.number.clone(), name: sub.name.clone() }
        }
    };
    membership::Section { heading, seats: section.seats.iter().map(seat).collect() }
}

fn seat(view: &SeatView) -> SeatLine {
    let office = view.office.as_ref();
    SeatLine {
        layer: view.seat.layer,
        label: view.seat.label.clone(),
        office: office.map(|known| (known.office.title.clone(), known.agency_full.clone())),
        holder: view.holder.as_ref().map(holder_line).map_err(|why| *why),
        to_confirm: view.seat.to_confirm,
    }
}

fn holder_line(holder: &Holder) -> HolderLine {
    HolderLine {
        name: holder.person.name.clone(),
        acting: holder.kind.prefix(),
        is_example: holder.is_example,
    }
}

/// Signed by the secretary, who keeps the list, in the words of a decree; without a place to date
/// it the block is left out.
fn signature(show: &Show, term: &TermView, today: Date) -> Option<Signature> {
    let place = show.taskforce.place.clone()?;
    let seat = term.first(Layer::Secretary)?;
    let position = membership::layer_words(Lang::Id, Layer::Secretary);
    Some(Signature {
        place,
        date: today,
        office: Lang::Id.taskforce_list_signer(position),
        signer: seat.holder.as_ref().ok().map(signer),
    })
}

fn signer(holder: &Holder) -> Signer {
    Signer {
        name: holder.person.name.clone(),
        rank: holder.person.rank.clone(),
        nip: holder.person.nip.clone(),
    }
}
