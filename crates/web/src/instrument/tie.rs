//! What hangs on an instrument: parties, rows of the plan, other instruments.

use app::instrument::{
    self, Tied,
    view::{Show, TieChoices},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    id::{InstrumentId, PartyId},
    instrument::{PartyForm, Relation},
};
use maud::{Markup, html};

use super::{
    address::{HOME, href},
    edit::managed,
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Frame, Notice, field, form},
};

/// What was typed into one of the three forms.
#[derive(Default)]
struct Typed {
    party: PartyForm,
    row: String,
    relation: String,
    other: String,
}

fn page_href(id: InstrumentId) -> String {
    format!("{}/kaitan", href(id))
}

/// The page.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    page(&ctx, id_in(&id)?, &Typed::default(), &Refusal::none()).await
}

async fn answer(
    ctx: &Ctx,
    id: InstrumentId,
    typed: Typed,
    done: app::Result<()>,
    place: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => {
            let address = format!("{}?tersimpan=1#{place}", page_href(id));
            Ok(Redirect::to(&address).into_response())
        }
        Err(error) => Ok(again(page(ctx, id, &typed, &Refusal::of(error)?).await?)),
    }
}

/// Adds a party.
pub async fn party(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let key: PartyId = id_in(posted.get("key"))?;
    let get = |name| posted.get(name).to_owned();
    let form = PartyForm { agency: get("agency"), name: get("name"), role: get("role") };
    let done = instrument::add_party(ctx.app(), ctx.actor()?, id, (&form, key)).await;
    answer(&ctx, id, Typed { party: form, ..Typed::default() }, done, "pihak").await
}

/// What must be chosen from a list.
fn chosen<T: std::str::FromStr>(field: &'static str, typed: &str) -> app::Result<T> {
    typed.parse().map_err(|_| choice(field, typed))
}

fn choice(field: &'static str, typed: &str) -> app::Error {
    let mut errors = FieldErrors::default();
    errors.push(field, if typed.is_empty() { "required" } else { "choice" });
    app::Error::Invalid(errors)
}

/// Says that it fulfils a row.
pub async fn row(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let row = posted.get("row").to_owned();
    let done = match chosen("row", &row) {
        Ok(indicator) => instrument::add_row(ctx.app(), ctx.actor()?, id, indicator).await,
        Err(error) => Err(error),
    };
    answer(&ctx, id, Typed { row, ..Typed::default() }, done, "baris").await
}

/// Says what it does to another one.
pub async fn relation(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let (relation, other) = (posted.get("relation").to_owned(), posted.get("other").to_owned());
    let kind = Relation::from_code(&relation).ok_or_else(|| choice("relation", &relation));
    let done = match (kind, chosen("other", &other)) {
        (Ok(kind), Ok(other)) => {
            instrument::add_relation(ctx.app(), ctx.actor()?, id, (kind, other)).await
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    answer(&ctx, id, Typed { relation, other, ..Typed::default() }, done, "hubungan").await
}

/// Takes something off.
pub async fn detach(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let get = |name| posted.get(name);
    let (tied, back) = match get("what") {
        "party" => (Tied::Party(id_in(get("id"))?), format!("{}#pihak", page_href(id))),
        "row" => (Tied::Row(id_in(get("id"))?), format!("{}#baris", page_href(id))),
        "text" => (Tied::Text(id_in(get("id"))?), format!("{}#naskah", href(id))),
        other => {
            let relation = Relation::from_code(other).ok_or_else(Fault::not_found)?;
            (Tied::Relation(relation, id_in(get("id"))?), format!("{}#hubungan", page_href(id)))
        }
    };
    instrument::detach(ctx.app(), ctx.actor()?, id, tied).await?;
    Ok(Redirect::to(&back).into_response())
}

/// The button that takes something off.
pub fn off(frame: &Frame, id: InstrumentId, (what, key): (&str, &str), label: &str) -> Markup {
    html! {
        form method="post" action={ (href(id)) "/lepas" } {
            input type="hidden" name="_token" value=(frame.csrf);
            input type="hidden" name="what" value=(what);
            input type="hidden" name="id" value=(key);
            button class="quiet small" type="submit" aria-label=(label) { "×" }
        }
    }
}

async fn page(
    ctx: &Ctx,
    id: InstrumentId,
    typed: &Typed,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let show = managed(ctx, id).await?;
    let choices = instrument::tie_choices(ctx.app(), ctx.actor()?, id).await?;
    let done = ctx.query("tersimpan").map(|_| Notice::done(lang.instrument_saved()));
    let frame = ctx
        .frame(lang.instrument_ties_edit())
        .lead(show.row.draft.title.as_str())
        .crumb(lang.instrument_title(), HOME)
        .crumb(words::name(lang, &show), href(id))
        .notice(done.filter(|_| !refusal.is_some()))
        .troubled(refusal.is_some());
    let body = html! {
        @if let Some(code) = refusal.rule {
            (Notice::new(ui::Tone::Stop, labels::rule(lang, code)))
        }
        (parties(ctx, &frame, (&show, &choices), typed, refusal))
        (rows(ctx, &frame, (&show, &choices), typed, refusal))
        (others(ctx, &frame, (&show, &choices), typed, refusal))
        p { a href=(href(id)) { (lang.instrument_back_to()) } }
    };
    Ok(ui::page(&frame, body))
}

fn parties(
    ctx: &Ctx,
    frame: &Frame,
    (show, choices): (&Show, &TieChoices),
    typed: &Typed,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let id = show.row.id;
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let mut agencies = vec![field::choice("", lang.instrument_party_other())];
    agencies.extend(
        choices.agencies.iter().map(|(id, name)| field::choice(id.to_string(), name.as_str())),
    );
    let form = form(frame, format!("{}/pihak", href(id)))
        .hidden("key", PartyId(ctx.app().ids.next()).to_string())
        .field(
            field::select("agency", agencies)
                .label(lang.instrument_party_agency())
                .value(typed.party.agency.as_str()),
        )
        .field(
            field::text("name")
                .label(lang.instrument_party_name())
                .help(lang.instrument_party_name_help())
                .value(typed.party.name.as_str())
                .error(own("name")),
        )
        .field(
            field::text("role")
                .label(lang.instrument_party_role())
                .help(lang.instrument_party_role_help())
                .value(typed.party.role.as_str())
                .error(own("role")),
        )
        .errors(&refusal.errors)
        .submit(lang.instrument_party_add());
    html! {
        section id="pihak" {
            h2 { (lang.instrument_parties()) }
            @if show.parties.is_empty() { p class="none" { (lang.instrument_parties_none()) } }
            @else {
                ul class="agenda" {
                    @for (party, name) in &show.parties {
                        li {
                            div { b { (name) } @if !party.party.role.is_empty() { small { (party.party.role) } } }
                            (off(frame, id, ("party", &party.id.to_string()), &lang.instrument_take_off(name)))
                        }
                    }
                }
            }
            (form)
        }
    }
}

fn rows(
    ctx: &Ctx,
    frame: &Frame,
    (show, choices): (&Show, &TieChoices),
    typed: &Typed,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let id = show.row.id;
    let free = choices.rows.iter().filter(|(row, _)| !show.rows.iter().any(|(one, _)| one == row));
    let free = free.map(|(row, name)| field::choice(row.to_string(), name.as_str()));
    let form = form(frame, format!("{}/baris", href(id)))
        .field(
            field::select("row", free.collect())
                .label(lang.instrument_row())
                .help(lang.instrument_row_help())
                .value(typed.row.as_str()),
        )
        .errors(&refusal.errors)
        .submit(lang.instrument_row_add());
    html! {
        section id="baris" {
            h2 { (lang.instrument_rows()) }
            @if show.rows.is_empty() { p class="none" { (lang.instrument_rows_none()) } }
            @else {
                ul class="agenda" {
                    @for (row, name) in &show.rows {
                        li {
                            div { a href={ "/rad/" (row) } { (name) } }
                            (off(frame, id, ("row", &row.to_string()), &lang.instrument_take_off(name)))
                        }
                    }
                }
            }
            (form)
        }
    }
}

fn others(
    ctx: &Ctx,
    frame: &Frame,
    (show, choices): (&Show, &TieChoices),
    typed: &Typed,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let id = show.row.id;
    let kinds =
        Relation::ALL.map(|kind| field::choice(kind.code(), words::relation(lang, kind, true)));
    let listed = choices.others.iter();
    let listed = listed.map(|one| field::choice(one.id.to_string(), super::step::listed(ctx, one)));
    let form = form(frame, format!("{}/hubungan", href(id)))
        .field(
            field::select("relation", kinds.to_vec())
                .label(lang.instrument_relation())
                .value(typed.relation.as_str()),
        )
        .field(
            field::select("other", listed.collect())
                .label(lang.instrument_relation_other())
                .value(typed.other.as_str()),
        )
        .errors(&refusal.errors)
        .submit(lang.instrument_relation_add());
    html! {
        section id="hubungan" {
            h2 { (lang.instrument_relations()) }
            @if show.ties.is_empty() { p class="none" { (lang.instrument_relations_none()) } }
            @else {
                ul class="agenda" {
                    @for tie in &show.ties {
                        li {
                            div {
                                (words::relation(lang, tie.kind, tie.is_own)) " "
                                a href=(href(tie.other.id)) { (words::brief(lang, &tie.other)) }
                            }
                            // What another one says of this one is taken back there.
                            @if tie.is_own {
                                (off(frame, id, (tie.kind.code(), &tie.other.id.to_string()), &lang.instrument_take_off(words::brief(lang, &tie.other))))
                            }
                        }
                    }
                }
            }
            (form)
        }
    }
}
