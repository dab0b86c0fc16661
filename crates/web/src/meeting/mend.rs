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
    meeting::{Decision, DecisionForm},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{href, minutes_href},
    decision::{asking, framed, said},
};
use crate::{
    Ctx, Fault, Posted,
    action::questions::{questions, rows, typed},
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone, Words, form},
};

/// The form of a decision that is worded anew.
pub async fn decision(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
) -> Result<Markup, Fault> {
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let id: DecisionId = id_in(&decision)?;
    let stored = decided(&show, id)?;
    let form = DecisionForm { text: stored.text.clone(), asks_amendment: stored.asks_amendment };
    Ok(decision_page(&ctx, &show, (id, stored), &form, (&Refusal::none(), false)))
}

/// Words it anew.
pub async fn reword(
    ctx: Ctx,
    Path((id, decision)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, decision): (MeetingId, DecisionId) = (id_in(&id)?, id_in(&decision)?);
    let form = said(&posted);
    let seen = Decision {
        text: posted.get("seen").to_owned(),
        asks_amendment: !posted.get("seen_amendment").is_empty(),
    };
    let done = meeting::reword(ctx.app(), ctx.actor()?, id, (decision, &seen), &form).await;
    let (refusal, is_late) = match done {
        Ok(()) => return Ok(Redirect::to(&minutes_href(id, None)).into_response()),
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let show = meeting::show(ctx.app(), ctx.actor()?, id).await?;
    let seen = if is_late { decided(&show, decision)? } else { &seen };
    Ok(again(decision_page(&ctx, &show, (decision, seen), &form, (&refusal, is_late))))
}

fn decided(show: &Show, id: DecisionId) -> Result<&Decision, Fault> {
    let mut all = show.decisions();
    all.find(|one| one.row.id == id).map(|one| &one.row.decision).ok_or_else(Fault::not_found)
}

/// The form, beside what somebody else wrote where `is_late`.
fn decision_page(
    ctx: &Ctx,
    show: &Show,
    (id, seen): (DecisionId, &Decision),
    typed: &DecisionForm,
    (refusal, is_late): (&Refusal, bool),
) -> Markup {
    let lang = ctx.lang;
    let frame = framed(ctx, show, lang.meeting_decision_edit(), refusal);
    let amends = |asks: bool| if asks { "1" } else { "" };
    let form = form(&frame, format!("{}/keputusan/{id}/ubah", href(show.row.id)))
        .hidden("seen", seen.text.as_str())
        .hidden("seen_amendment", amends(seen.asks_amendment));
    let form = asking(lang, form, typed, refusal)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_decision_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, None)).quiet());
    let yes = |asks: bool| if asks { lang.plan_yes() } else { "\u{2013}" };
    let rows: [(Words, Words, Words); 2] = [
        (lang.meeting_decision().into(), typed.text.as_str().into(), seen.text.as_str().into()),
        (
            lang.meeting_decision_amends().into(),
            yes(typed.asks_amendment).into(),
            yes(seen.asks_amendment).into(),
        ),
    ];
    ui::page(&frame, html! { @if is_late { (late(lang, &rows)) } (form) })
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
    let frame = framed(ctx, show, lang.meeting_action_edit(), refusal);
    let own = format!("{}/tindakan/{}", href(show.row.id), given.row.id);
    let rows = rows(ctx).await?;
    let both = is_late.then(|| late(lang, &sides(lang, show, &rows, (typed, &stored(given)))));
    let form = form(&frame, format!("{own}/ubah")).version(given.row.version);
    let form = questions(lang, form, (&show.offices, rows), typed, refusal, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_action_save())
        .button(Button::link(lang.ui_cancel(), minutes_href(show.row.id, None)).quiet());
    let remove = Button::submit(lang.meeting_action_remove()).quiet();
    let body = html! {
        @if let Some(both) = both { (both) }
        (form)
        section { (ui::act(&frame, &format!("{own}/hapus"), None, &remove)) }
    };
    Ok(ui::page(&frame, body))
}

/// What was typed beside what is stored, question by question.
fn sides(
    lang: Lang,
    show: &Show,
    rows: &[(String, String)],
    (mine, theirs): (&action::Form, &action::Form),
) -> [(Words<'static>, Words<'static>, Words<'static>); 5] {
    let office = |form: &action::Form| {
        let one = show.offices.iter().find(|office| office.id.to_string() == form.agency);
        one.map(|office| office.short.clone()).unwrap_or_default().into()
    };
    let row = |form: &action::Form| {
        let one = rows.iter().find(|(id, _)| *id == form.indicator);
        one.map(|(_, name)| name.clone()).unwrap_or_default().into()
    };
    let text = |text: &str| text.to_owned().into();
    [
        (lang.action_what().into(), text(&mine.what), text(&theirs.what)),
        (lang.action_agency().into(), office(mine), office(theirs)),
        (lang.action_due_on().into(), text(&mine.due_on), text(&theirs.due_on)),
        (lang.action_measure().into(), text(&mine.measure), text(&theirs.measure)),
        (lang.action_indicator().into(), row(mine), row(theirs)),
    ]
}

/// Both sides of a wording that came too late.
fn late(lang: Lang, rows: &[(Words, Words, Words)]) -> Markup {
    html! {
        (Notice::new(Tone::Wait, lang.error_conflict_happened()))
        (ui::both_sides(lang, rows))
    }
}
