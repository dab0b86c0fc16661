//! The form of an instrument.

use app::{
    Error,
    instrument::{
        self,
        view::{Known, Show},
    },
};
use axum::{extract::Path, response::Response};
use domain::{
    id::InstrumentId,
    instrument::{Basis, Draft, Form, StepForm},
};
use maud::{Markup, html};

use super::{
    address::{HOME, NEW, href},
    fields, words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// That it has its number already.
const SIGNED: &str = "signed";

/// Which instrument a form is of: a new one under its key, or one in a version.
#[derive(Clone, Copy)]
enum Of {
    New(InstrumentId),
    Old(InstrumentId, i64),
}

/// What was typed.
#[derive(Default)]
struct Typed {
    form: Form,
    begin: String,
    signing: StepForm,
}

fn typed(posted: &Posted) -> Typed {
    let get = |name| posted.get(name).to_owned();
    Typed {
        form: Form {
            kind: get("kind"),
            title: get("title"),
            year: get("year"),
            agency: get("agency"),
            place: get("place"),
            basis: get("basis"),
            summary: get("summary"),
            from: get("from"),
            until: get("until"),
        },
        begin: get("begin"),
        signing: StepForm {
            on: get("on"),
            who: get("who"),
            number: get("number"),
            ..StepForm::default()
        },
    }
}

fn stored(show: &Show) -> Form {
    let draft: &Draft = &show.row.draft;
    let day = |day: Option<domain::time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Form {
        kind: draft.kind.code().to_owned(),
        title: draft.title.clone(),
        year: draft.year.to_string(),
        agency: draft.agency.to_string(),
        place: show.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        basis: draft.basis.map(Basis::code).unwrap_or_default(),
        summary: draft.summary.clone(),
        from: day(draft.term.from),
        until: day(draft.term.until),
    }
}

/// The form of a new instrument; `dasar` names one that other pages know already.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let key = InstrumentId(ctx.app().ids.next());
    let actor = ctx.actor()?;
    let basis = ctx.query("dasar").and_then(|code| Basis::from_code(&code));
    let known = instrument::known(ctx.app(), actor).await?;
    let known = known.into_iter().find(|one| Some(one.basis) == basis);
    let own = actor.agency.map(|id| id.to_string()).unwrap_or_default();
    let year = ctx.today().year().to_string();
    let form = Form { agency: own, year, ..Form::default() };
    let typed = match known {
        Some(known) => known_form(&known, form),
        None => Typed { form, begin: "draft".to_owned(), ..Typed::default() },
    };
    page(&ctx, &typed, Of::New(key), &Refusal::none(), None).await
}

fn known_form(known: &Known, form: Form) -> Typed {
    let (from, until) = known.term;
    Typed {
        form: Form {
            kind: known.kind.code().to_owned(),
            title: known.title.clone(),
            year: known.signed_on.year().to_string(),
            basis: known.basis.code(),
            from: from.to_string(),
            until: until.map(|day| day.to_string()).unwrap_or_default(),
            ..form
        },
        begin: SIGNED.to_owned(),
        signing: StepForm {
            number: known.number.clone(),
            on: known.signed_on.to_string(),
            ..StepForm::default()
        },
    }
}

/// Enters it.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let typed = typed(&posted);
    let key: InstrumentId = id_in(posted.get("key"))?;
    let signed = (typed.begin == SIGNED).then_some(&typed.signing);
    match instrument::create(ctx.app(), ctx.actor()?, (&typed.form, signed), Some(key)).await {
        Ok(id) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &typed, Of::New(key), &refusal, None).await?))
        }
    }
}

/// The form of one that stands.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = managed(&ctx, id_in(&id)?).await?;
    let typed = Typed { form: stored(&show), ..Typed::default() };
    page(&ctx, &typed, Of::Old(show.row.id, show.row.version), &Refusal::none(), None).await
}

/// An instrument that the actor looks after; any other looks as if it were not there.
pub async fn managed(ctx: &Ctx, id: InstrumentId) -> Result<Show, Fault> {
    let show = instrument::show(ctx.app(), ctx.actor()?, id).await?;
    if show.may_manage { Ok(show) } else { Err(Fault::not_found()) }
}

/// Changes it; what somebody else has changed since is shown beside what was typed.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let typed = typed(&posted);
    let seen = posted.version();
    match instrument::edit(ctx.app(), ctx.actor()?, id, &typed.form, seen).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(Error::Conflict) => {
            let show = managed(&ctx, id).await?;
            let row = Of::Old(id, show.row.version);
            let none = Refusal::none();
            Ok(again(page(&ctx, &typed, row, &none, Some(&stored(&show))).await?))
        }
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &typed, Of::Old(id, seen), &refusal, None).await?))
        }
    }
}

async fn page(
    ctx: &Ctx,
    typed: &Typed,
    of: Of,
    refusal: &Refusal,
    theirs: Option<&Form>,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let mut choices = instrument::choices(ctx.app(), ctx.actor()?).await?;
    let (title, action, back) = match of {
        Of::New(_) => (lang.instrument_new(), NEW.to_owned(), HOME.to_owned()),
        Of::Old(id, _) => (lang.instrument_edit(), format!("{}/ubah", href(id)), href(id)),
    };
    if let Of::Old(id, _) = of {
        // An office that is closed keeps what it has until somebody hands it over.
        let show = instrument::show(ctx.app(), ctx.actor()?, id).await?;
        if !choices.agencies.iter().any(|(one, _)| *one == show.office.id) {
            choices.agencies.push((show.office.id, show.office.short));
        }
    }
    let mut frame = ctx
        .frame(title)
        .crumb(lang.instrument_title(), HOME)
        .troubled(refusal.is_some() || theirs.is_some());
    if matches!(of, Of::New(_)) {
        frame = frame.lead(lang.instrument_new_lead());
    }
    let mut form = fields::about(lang, form(&frame, action), &choices, &typed.form, refusal);
    form = match of {
        Of::New(key) => begin(ctx, form.hidden("key", key.to_string()), typed, refusal),
        Of::Old(_, version) => form.version(version),
    };
    let submit = match of {
        Of::New(_) => lang.instrument_save_new(),
        Of::Old(..) => lang.instrument_save(),
    };
    let form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(submit)
        .button(Button::link(lang.ui_cancel(), back).quiet());
    let stale = theirs.map(|theirs| stale(ctx, &choices, &typed.form, theirs));
    Ok(ui::page(&frame, html! { @if let Some(stale) = stale { (stale) } (form) }))
}

/// Whether it is still a draft, and what it has to show where it is signed already.
fn begin<'a>(ctx: &Ctx, form: ui::Form<'a>, typed: &'a Typed, refusal: &Refusal) -> ui::Form<'a> {
    let lang = ctx.lang;
    let choices = vec![
        field::choice("draft", lang.instrument_begin_draft()),
        field::choice(SIGNED, lang.instrument_begin_signed())
            .help(lang.instrument_begin_signed_help()),
    ];
    let form = form.heading(lang.instrument_begin()).field(
        field::radio("begin", choices)
            .label(lang.instrument_begin_question())
            .value(typed.begin.as_str())
            .required(),
    );
    fields::signing(lang, form, &typed.signing, refusal, false)
}

/// Both sides of an edit that came too late.
fn stale(ctx: &Ctx, choices: &instrument::view::Choices, typed: &Form, theirs: &Form) -> Markup {
    let lang = ctx.lang;
    let office = |id: &str| {
        let found = choices.agencies.iter().find(|(one, _)| one.to_string() == id);
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let kind = |code: &str| {
        let found = domain::instrument::Kind::from_code(code);
        found.map(|kind| words::kind(lang, kind).to_owned()).unwrap_or_default()
    };
    let basis = |code: &str| {
        let found = choices.bases.iter().find(|(basis, _)| basis.code() == code);
        found.map(|(_, name)| words::basis(lang, name)).unwrap_or_default()
    };
    let rows = [
        (lang.instrument_kind(), kind(&typed.kind), kind(&theirs.kind)),
        (lang.instrument_about(), typed.title.clone(), theirs.title.clone()),
        (lang.instrument_year(), typed.year.clone(), theirs.year.clone()),
        (lang.instrument_office(), office(&typed.agency), office(&theirs.agency)),
        (lang.instrument_place(), typed.place.clone(), theirs.place.clone()),
        (lang.instrument_basis(), basis(&typed.basis), basis(&theirs.basis)),
        (lang.instrument_summary(), typed.summary.clone(), theirs.summary.clone()),
        (lang.instrument_from(), typed.from.clone(), theirs.from.clone()),
        (lang.instrument_until(), typed.until.clone(), theirs.until.clone()),
    ];
    let rows = rows.map(|(name, mine, stored)| (name.into(), mine.into(), stored.into()));
    html! {
        (Notice::new(Tone::Wait, lang.error_conflict_happened()))
        (ui::both_sides(lang, &rows))
    }
}
