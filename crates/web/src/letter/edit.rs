//! The form of a letter.

use app::{
    Error,
    letter::{
        self,
        view::{Choice, Show},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::LetterId,
    letter::{Form, Kind, Nature},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{HOME, NEW, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels, meeting,
    ui::{self, Button, Field, Notice, Tone, field, form},
};

/// Which letter a form is of: a new one under its key, or a draft in a version.
#[derive(Clone, Copy)]
enum Of {
    New(LetterId),
    Old { id: LetterId, version: i64, invites: bool },
}

fn typed(posted: &Posted) -> Form {
    let get = |name| posted.get(name).to_owned();
    Form {
        kind: get("kind"),
        nature: get("nature"),
        place: get("place"),
        attachment: get("attachment"),
        subject: get("subject"),
        offices: posted.all("offices").map(str::to_owned).collect(),
        lines: get("lines"),
        basis: get("basis"),
        body: get("body"),
        closing: get("closing"),
        cc: get("cc"),
        signatory: get("signatory"),
        on_behalf: get("on_behalf"),
    }
}

/// The form of a new letter.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let blank = letter::blank(ctx.app(), ctx.actor()?).await?;
    let key = Of::New(LetterId(ctx.app().ids.next()));
    Ok(page(&ctx, &blank.form, (key, &blank.offices), &Refusal::none(), None))
}

/// Makes it.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let form = typed(&posted);
    let key: LetterId = id_in(posted.get("key"))?;
    match letter::create(ctx.app(), ctx.actor()?, &form, Some(key)).await {
        Ok(id) => Ok(Redirect::to(&format!("{}?baru=1", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let offices = letter::choices(ctx.app(), ctx.actor()?).await?;
            Ok(again(page(&ctx, &form, (Of::New(key), &offices), &refusal, None)))
        }
    }
}

const fn of(show: &Show, version: i64) -> Of {
    Of::Old { id: show.row.id, version, invites: show.row.meeting.is_some() }
}

/// The form of a draft; what has a number has none.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let show = letter::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    if !show.row.state.is_draft() {
        return Ok(Redirect::to(&href(show.row.id)).into_response());
    }
    let offices = letter::choices(ctx.app(), ctx.actor()?).await?;
    let (form, place) = (show.row.draft.form(), of(&show, show.row.version));
    Ok(page(&ctx, &form, (place, &offices), &Refusal::none(), None).into_response())
}

/// Changes it; what somebody else has changed since is shown beside what was typed.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: LetterId = id_in(&id)?;
    let form = typed(&posted);
    let seen = posted.version();
    let changed = letter::edit(ctx.app(), ctx.actor()?, id, &form, seen).await;
    let (refusal, is_stale) = match changed {
        Ok(()) => return Ok(saved(&href(id))),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = letter::show(ctx.app(), ctx.actor()?, id).await?;
    let offices = letter::choices(ctx.app(), ctx.actor()?).await?;
    let theirs = is_stale.then(|| show.row.draft.form());
    let version = if is_stale { show.row.version } else { seen };
    Ok(again(page(&ctx, &form, (of(&show, version), &offices), &refusal, theirs.as_ref())))
}

fn page(
    ctx: &Ctx,
    typed: &Form,
    (of, offices): (Of, &[Choice]),
    refusal: &Refusal,
    theirs: Option<&Form>,
) -> Markup {
    let lang = ctx.lang;
    let troubled = refusal.is_some() || theirs.is_some();
    let title = if matches!(of, Of::New(_)) { lang.letter_new() } else { lang.letter_edit() };
    let frame = ctx.frame(title).crumb(lang.letter_title(), HOME).troubled(troubled);
    let (action, back, invites) = match of {
        Of::New(_) => (NEW.to_owned(), HOME.to_owned(), false),
        Of::Old { id, invites, .. } => (format!("{}/ubah", href(id)), href(id), invites),
    };
    let own =
        |field: Field<'static>, name| field.error(words::problem(lang, &refusal.errors, name));
    let mut form = form(&frame, action);
    if !invites {
        form = form.field(kinds(lang, typed));
    }
    for (name, field) in head(lang, typed) {
        form = form.field(own(field, name));
    }
    form = form.slot(to_heading(lang));
    form = form.field(own(office_field(lang, typed, offices, invites), "offices"));
    for (name, field) in body(lang, typed, invites) {
        form = form.field(own(field, name));
    }
    for (name, field) in foot(lang, typed, offices) {
        form = form.field(own(field, name));
    }
    form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(if matches!(of, Of::New(_)) { lang.letter_save_new() } else { lang.letter_save() })
        .button(Button::link(lang.ui_cancel(), back).quiet());
    form = match of {
        Of::Old { version, .. } => form.version(version),
        Of::New(key) => form.hidden("key", key.to_string()),
    };
    ui::page(
        &frame,
        html! {
            @if let Some(theirs) = theirs { (stale(lang, typed, theirs)) }
            @if matches!(of, Of::New(_)) {
                (Notice::new(Tone::Note, lang.letter_new_lead())
                    .link(lang.letter_to_meetings(), meeting::address::HOME))
            }
            (form)
        },
    )
}

fn to_heading(lang: Lang) -> Markup {
    html! { h2 { (lang.letter_to()) } }
}

fn kinds(lang: Lang, typed: &Form) -> Field<'static> {
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Invitation);
    let choices = kinds.map(|kind| field::choice(kind.code(), words::kind(lang, kind)));
    field::radio("kind", choices.collect())
        .label(lang.letter_kind())
        .value(typed.kind.clone())
        .required()
}

type Named = (&'static str, Field<'static>);

/// How it is handled, what it is about, what comes with it.
fn head(lang: Lang, typed: &Form) -> Vec<Named> {
    let natures = Nature::ALL.map(|nature| {
        let choice = field::choice(nature.code(), words::nature(lang, nature));
        if nature == Nature::Secret {
            choice.help(lang.letter_nature_secret_help())
        } else {
            choice
        }
    });
    vec![
        (
            "nature",
            field::radio("nature", natures.to_vec())
                .label(lang.letter_nature())
                .value(typed.nature.clone())
                .required(),
        ),
        (
            "subject",
            field::text("subject")
                .label(lang.letter_subject())
                .value(typed.subject.clone())
                .required(),
        ),
        (
            "place",
            field::text("place").label(lang.letter_place()).value(typed.place.clone()).required(),
        ),
        (
            "attachment",
            field::text("attachment")
                .label(lang.letter_attachment())
                .help(lang.letter_attachment_help())
                .value(typed.attachment.clone()),
        ),
    ]
}

/// Every office of the address book to tick, with who holds it today.
fn office_field(lang: Lang, typed: &Form, offices: &[Choice], invites: bool) -> Field<'static> {
    let choices = offices.iter().map(|one| {
        let holder = if one.name.is_empty() { lang.agency_vacant() } else { one.name.as_str() };
        field::choice(one.id.to_string(), one.title.clone())
            .help(format!("{} · {holder}", one.agency))
    });
    let (label, help) = if invites {
        (lang.letter_to_offices_meeting(), lang.letter_to_offices_meeting_help())
    } else {
        (lang.letter_to_offices(), lang.letter_to_offices_help())
    };
    field::checks("offices", choices.collect())
        .label(label)
        .help(help)
        .chosen(typed.offices.clone())
}

fn body(lang: Lang, typed: &Form, invites: bool) -> Vec<Named> {
    let help = if invites { lang.letter_body_invitation_help() } else { lang.letter_body_help() };
    vec![
        (
            "lines",
            field::area("lines", 3)
                .label(lang.letter_to_lines())
                .help(lang.letter_to_lines_help())
                .value(typed.lines.clone()),
        ),
        (
            "basis",
            field::area("basis", 2)
                .label(lang.letter_basis())
                .help(lang.letter_basis_help())
                .value(typed.basis.clone()),
        ),
        (
            "body",
            field::area("body", 8)
                .label(lang.letter_body())
                .help(help)
                .value(typed.body.clone())
                .required(),
        ),
        (
            "closing",
            field::area("closing", 3).label(lang.letter_closing()).value(typed.closing.clone()),
        ),
    ]
}

/// Who signs, and who gets a copy.
fn foot(lang: Lang, typed: &Form, offices: &[Choice]) -> Vec<Named> {
    let choices = offices.iter().map(|one| {
        let name = if one.name.is_empty() { lang.agency_vacant() } else { one.name.as_str() };
        field::choice(one.id.to_string(), format!("{} ({name})", one.title))
    });
    vec![
        (
            "signatory",
            field::select("signatory", choices.collect())
                .label(lang.letter_signatory())
                .help(lang.letter_signatory_help())
                .value(typed.signatory.clone())
                .required(),
        ),
        (
            "on_behalf",
            field::text("on_behalf")
                .label(lang.letter_on_behalf())
                .help(lang.letter_on_behalf_help())
                .value(typed.on_behalf.clone()),
        ),
        (
            "cc",
            field::area("cc", 3)
                .label(lang.letter_cc())
                .help(lang.letter_cc_help())
                .value(typed.cc.clone()),
        ),
    ]
}

/// Both sides of an edit that came too late.
fn stale(lang: Lang, typed: &Form, theirs: &Form) -> Markup {
    let count = |form: &Form| lang.number(i64::try_from(form.offices.len()).unwrap_or(i64::MAX));
    let (mine, stored) = (count(typed), count(theirs));
    let rows = [
        (lang.letter_subject(), &typed.subject, &theirs.subject),
        (lang.letter_attachment(), &typed.attachment, &theirs.attachment),
        (lang.letter_to_offices(), &mine, &stored),
        (lang.letter_to_lines(), &typed.lines, &theirs.lines),
        (lang.letter_basis(), &typed.basis, &theirs.basis),
        (lang.letter_body(), &typed.body, &theirs.body),
        (lang.letter_closing(), &typed.closing, &theirs.closing),
        (lang.letter_on_behalf(), &typed.on_behalf, &theirs.on_behalf),
        (lang.letter_cc(), &typed.cc, &theirs.cc),
    ];
    let rows = rows
        .map(|(name, mine, stored)| (name.into(), mine.as_str().into(), stored.as_str().into()));
    html! {
        (Notice::new(Tone::Wait, lang.error_conflict_happened()))
        (ui::both_sides(lang, &rows))
    }
}
