//! The form of a meeting.

use app::{Error, meeting};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::MeetingId,
    meeting::{Draft, Form, Kind},
};
use maud::{Markup, html};

use super::{
    address::{HOME, NEW, href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, Notice, Tone, field, field::Choice, form},
};

/// Which meeting a form is of: a new one under its key, or one in a version.
#[derive(Clone, Copy)]
enum Of {
    New(MeetingId),
    Old(MeetingId, i64),
}

fn typed(posted: &Posted) -> Form {
    let get = |name| posted.get(name).to_owned();
    Form {
        kind: get("kind"),
        sub: get("sub"),
        title: get("title"),
        held_on: get("held_on"),
        starts: get("starts"),
        ends: get("ends"),
        place: get("place"),
        basis: get("basis"),
        note: get("note"),
    }
}

fn stored(draft: &Draft) -> Form {
    Form {
        kind: draft.kind.code().to_owned(),
        sub: draft.sub.map(|sub| sub.to_string()).unwrap_or_default(),
        title: draft.title.clone(),
        held_on: draft.held_on.to_string(),
        starts: draft.starts.to_string(),
        ends: draft.ends.map(|ends| ends.to_string()).unwrap_or_default(),
        place: draft.place.clone(),
        basis: draft.basis.clone(),
        note: draft.note.clone(),
    }
}

/// The form of a new meeting.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let form = Form { kind: Kind::Plenary.code().to_owned(), ..Form::default() };
    page(&ctx, &form, Of::New(MeetingId(ctx.app().ids.next())), &Refusal::none(), None).await
}

/// Prepares it.
pub async fn create(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let form = typed(&posted);
    let key: MeetingId = id_in(posted.get("key"))?;
    match meeting::create(ctx.app(), ctx.actor()?, &form, Some(key)).await {
        Ok(id) => Ok(Redirect::to(&format!("{}?baru=1", href(id))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &form, Of::New(key), &refusal, None).await?))
        }
    }
}

/// The form of one that is being prepared.
pub async fn edit(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let form = stored(&show.row.draft);
    page(&ctx, &form, Of::Old(show.row.id, show.row.version), &Refusal::none(), None).await
}

/// Changes it; what somebody else has changed since is shown beside what was typed.
pub async fn update(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    let form = typed(&posted);
    let seen = posted.version();
    match meeting::edit(ctx.app(), ctx.actor()?, id, &form, seen).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(Error::Conflict) => {
            let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
            let theirs = stored(&show.row.draft);
            let row = Of::Old(id, show.row.version);
            Ok(again(page(&ctx, &form, row, &Refusal::none(), Some(&theirs)).await?))
        }
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, &form, Of::Old(id, seen), &refusal, None).await?))
        }
    }
}

/// Sub-task forces of the running term.
async fn subs(ctx: &Ctx) -> Result<Vec<Choice<'static>>, Fault> {
    let show = app::taskforce::show(ctx.app(), ctx.actor()?, ctx.today()).await?;
    let subs = show.term.map(|term| term.subs).unwrap_or_default();
    Ok(subs
        .into_iter()
        .map(|sub| {
            field::choice(sub.id.to_string(), ctx.lang.taskforce_sub(&sub.number, &sub.name))
        })
        .collect())
}

async fn page(
    ctx: &Ctx,
    typed: &Form,
    row: Of,
    refusal: &Refusal,
    theirs: Option<&Form>,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let (title, action, back) = match row {
        Of::Old(id, _) => (lang.meeting_edit(), format!("{}/ubah", href(id)), href(id)),
        Of::New(_) => (lang.meeting_new(), NEW.to_owned(), HOME.to_owned()),
    };
    let troubled = refusal.is_some() || theirs.is_some();
    let mut frame = ctx.frame(title).crumb(lang.meeting_title(), HOME).troubled(troubled);
    if matches!(row, Of::New(_)) {
        frame = frame.lead(lang.meeting_new_lead());
    }
    let kinds = Kind::ALL.map(|kind| {
        let choice = field::choice(kind.code(), words::kind(lang, kind));
        if kind.is_closed() {
            choice.help(lang.meeting_kind_case_conference_help())
        } else {
            choice
        }
    });
    let subs = subs(ctx).await?;
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let mut form = form(&frame, action)
        .field(
            field::radio("kind", kinds.to_vec())
                .label(lang.meeting_kind())
                .value(typed.kind.as_str())
                .required(),
        )
        .field(
            field::select("sub", subs)
                .label(lang.meeting_sub())
                .help(lang.meeting_sub_help())
                .value(typed.sub.as_str()),
        )
        .field(
            field::text("title")
                .label(lang.meeting_name())
                .help(lang.meeting_name_help())
                .value(typed.title.as_str())
                .error(own("title"))
                .required(),
        )
        .field(
            field::date("held_on")
                .label(lang.meeting_held_on())
                .value(typed.held_on.as_str())
                .required(),
        )
        .field(
            field::number("starts", ctx.zone().code())
                .label(lang.meeting_starts())
                .help(lang.meeting_starts_help())
                .value(typed.starts.as_str())
                .error(own("starts"))
                .required(),
        )
        .field(
            field::number("ends", ctx.zone().code())
                .label(lang.meeting_ends())
                .help(lang.meeting_ends_help())
                .value(typed.ends.as_str())
                .error(own("ends")),
        )
        .field(
            field::text("place")
                .label(lang.meeting_place())
                .value(typed.place.as_str())
                .error(own("place"))
                .required(),
        )
        .field(
            field::area("basis", 2)
                .label(lang.meeting_basis())
                .help(lang.meeting_basis_help())
                .value(typed.basis.as_str())
                .error(own("basis")),
        )
        .field(
            field::area("note", 3)
                .label(lang.meeting_note())
                .help(lang.meeting_note_help())
                .value(typed.note.as_str())
                .error(own("note")),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(if matches!(row, Of::Old(..)) {
            lang.meeting_save()
        } else {
            lang.meeting_save_new()
        })
        .button(Button::link(lang.ui_cancel(), back).quiet());
    form = match row {
        Of::Old(_, version) => form.version(version),
        Of::New(key) => form.hidden("key", key.to_string()),
    };
    let stale = theirs.map(|theirs| stale(ctx, typed, theirs));
    Ok(ui::page(&frame, html! { @if let Some(stale) = stale { (stale) } (form) }))
}

/// Both sides of an edit that came too late.
fn stale(ctx: &Ctx, typed: &Form, theirs: &Form) -> Markup {
    let lang = ctx.lang;
    let rows = [
        (lang.meeting_name(), &typed.title, &theirs.title),
        (lang.meeting_held_on(), &typed.held_on, &theirs.held_on),
        (lang.meeting_starts(), &typed.starts, &theirs.starts),
        (lang.meeting_ends(), &typed.ends, &theirs.ends),
        (lang.meeting_place(), &typed.place, &theirs.place),
        (lang.meeting_basis(), &typed.basis, &theirs.basis),
        (lang.meeting_note(), &typed.note, &theirs.note),
    ];
    let rows = rows
        .map(|(name, mine, stored)| (name.into(), mine.as_str().into(), stored.as_str().into()));
    html! {
        (Notice::new(Tone::Wait, lang.error_conflict_happened()))
        (ui::both_sides(lang, &rows))
    }
}
