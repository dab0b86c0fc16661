//! Decisions and actions worded anew or taken out, while the minutes are written.

use app::{
    Error,
    meeting::{
        self,
        view::{Given, Show},
    },
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    action,
    id::{ActionId, DecisionId, MeetingId},
    meeting::DecisionForm,
};
use maud::{Markup, html};

use super::{
    address::{HOME, href, minutes_href},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    action::questions::{questions, rows, typed},
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Frame, Notice, Tone, Words, field, form},
};

/// The form of a decision that is worded anew.
pub async fn decision(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let id: DecisionId = id_in(&decision)?;
    let decided = show.decisions().find(|one| one.row.id == id).ok_or_else(Fault::not_found)?;
    let said = &decided.row.decision;
    let form = DecisionForm { text: said.text.clone(), asks_amendment: said.asks_amendment };
    Ok(decision_page(&ctx, &show, (id, &said.text), &form, (&Refusal::none(), false)))
}

/// Words it anew.
pub async fn reword(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, decision): (MeetingId, DecisionId) = (id_in(&id)?, id_in(&decision)?);
    let form = DecisionForm {
        text: posted.get("decision").to_owned(),
        asks_amendment: !posted.get("asks_amendment").is_empty(),
    };
    let seen = posted.get("seen");
    let done = meeting::reword(ctx.app(), ctx.actor()?, id, (decision, seen), &form).await;
    let (refusal, is_late) = match done {
        Ok(()) => return Ok(Redirect::to(&minutes_href(id, None)).into_response()),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let decided = show.decisions().find(|one| one.row.id == decision);
    let stored = &decided.ok_or_else(Fault::not_found)?.row.decision.text;
    let seen = if is_late { stored } else { seen };
    Ok(again(decision_page(&ctx, &show, (decision, seen), &form, (&refusal, is_late))))
}

fn frame<'a>(ctx: &'a Ctx, show: &Show, title: &'static str, refusal: &Refusal) -> Frame<'a> {
    let lang = ctx.lang;
    ctx.frame(title)
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .crumb(lang.meeting_minutes(), minutes_href(show.row.id, None))
        .troubled(refusal.is_some())
}

/// The form, beside what somebody else wrote where `is_late`.
fn decision_page(
    ctx: &Ctx,
    show: &Show,
    (id, seen): (DecisionId, &str),
    typed: &DecisionForm,
    (refusal, is_late): (&Refusal, bool),
) -> Markup {
    let lang = ctx.lang;
    let frame = frame(ctx, show, lang.meeting_decision_edit(), refusal);
    let form = form(&frame, format!("{}/keputusan/{id}/ubah", href(show.row.id)))
        .hidden("seen", seen)
        .field(
            field::area("decision", 3)
                .label(lang.meeting_decision())
                .value(typed.text.as_str())
                .error(words::problem(lang, &refusal.errors, "decision"))
                .required(),
        )
        .field(
            field::checkbox("asks_amendment")
                .label(lang.meeting_decision_amends())
                .help(lang.meeting_decision_amends_help())
                .value(if typed.asks_amendment { "1" } else { "" }),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_decision_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, None)).quiet());
    let rows = [(lang.meeting_decision().into(), typed.text.as_str().into(), seen.into())];
    ui::page(&frame, html! { @if is_late { (late(ctx, &rows)) } (form) })
}

/// The form of an action that is worded anew.
pub async fn action(ctx: Ctx, Path((id, action)): Path<(String, String)>) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let given = given(&show, id_in(&action)?)?;
    action_page(&ctx, &show, given, &stored(given), (&Refusal::none(), false)).await
}

/// Words it anew.
pub async fn give_anew(
    ctx: Ctx,
    Path((id, action)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, action): (MeetingId, ActionId) = (id_in(&id)?, id_in(&action)?);
    let form = typed(&posted);
    let seen = (action, posted.version());
    let (refusal, is_late) =
        match meeting::give_anew(ctx.app(), ctx.actor()?, id, seen, &form).await {
            Ok(()) => return Ok(Redirect::to(&minutes_href(id, None)).into_response()),
            Err(Error::Conflict) => (Refusal::none(), true),
            Err(error) => (Refusal::of(error)?, false),
        };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let given = given(&show, action)?;
    Ok(again(action_page(&ctx, &show, given, &form, (&refusal, is_late)).await?))
}

/// Takes it out.
pub async fn take_back(
    ctx: Ctx,
    Path((id, action)): Path<(String, String)>,
) -> Result<Redirect, Fault> {
    let id: MeetingId = id_in(&id)?;
    meeting::take_back(ctx.app(), ctx.actor()?, id, id_in(&action)?).await?;
    Ok(Redirect::to(&minutes_href(id, None)))
}

fn given(show: &Show, id: ActionId) -> Result<&Given, Fault> {
    let mut all = show.decisions().flat_map(|decided| &decided.actions);
    all.find(|given| given.row.id == id).ok_or_else(Fault::not_found)
}

fn stored(given: &Given) -> action::Form {
    let draft = &given.row.draft;
    action::Form {
        what: draft.what.clone(),
        agency: draft.agency.to_string(),
        due_on: draft.due_on.to_string(),
        measure: draft.measure.clone(),
        indicator: draft.indicator.map(|id| id.to_string()).unwrap_or_default(),
    }
}

async fn action_page(
    ctx: &Ctx,
    show: &Show,
    given: &Given,
    typed: &action::Form,
    (refusal, is_late): (&Refusal, bool),
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let frame = frame(ctx, show, lang.meeting_action_edit(), refusal);
    let own = format!("{}/tindakan/{}", href(show.row.id), given.row.id);
    let form = form(&frame, format!("{own}/ubah")).version(given.row.version);
    let form = questions(lang, form, (&show.offices, rows(ctx).await?), typed, refusal, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_action_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, None)).quiet());
    let theirs = stored(given);
    let both = [
        (lang.action_what().into(), typed.what.as_str().into(), theirs.what.as_str().into()),
        (lang.action_due_on().into(), typed.due_on.as_str().into(), theirs.due_on.as_str().into()),
        (
            lang.action_measure().into(),
            typed.measure.as_str().into(),
            theirs.measure.as_str().into(),
        ),
    ];
    let remove = Button::submit(lang.meeting_action_remove()).quiet();
    let body = html! {
        @if is_late { (late(ctx, &both)) }
        (form)
        (ui::act(&frame, &format!("{own}/hapus"), None, &remove))
    };
    Ok(ui::page(&frame, body))
}

/// Both sides of a wording that came too late.
fn late(ctx: &Ctx, rows: &[(Words, Words, Words)]) -> Markup {
    html! {
        (Notice::new(Tone::Wait, ctx.lang.error_conflict_happened()))
        (ui::both_sides(ctx.lang, rows))
    }
}
