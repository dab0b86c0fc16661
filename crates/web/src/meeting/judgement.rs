//! What is found of a pledge: in the next coordination meeting, or by the secretariat alone.

use app::{
    Error,
    meeting::{self, view::PledgeRow},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::MeetingId,
    meeting::{JudgementForm, PledgeState},
};
use maud::{Markup, html};

use super::{
    address::{HOME, href},
    pledge::state,
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels,
    ui::{self, Button, Notice, Tone, field, form},
};

/// Asks what was found of a pledge.
pub async fn ask(ctx: Ctx, Path((id, pledge)): Path<(String, String)>) -> Result<Markup, Fault> {
    let inside = ctx.query("di").and_then(|id| id.parse().ok());
    let one = found(&ctx, &id, &pledge).await?;
    let typed = match one.state {
        PledgeState::Given => JudgementForm::default(),
        judged => JudgementForm { verdict: judged.code().to_owned(), note: one.note.clone() },
    };
    judging(&ctx, &one, inside, &typed, (&Refusal::none(), false)).await
}

async fn found(ctx: &Ctx, id: &str, pledge: &str) -> Result<PledgeRow, Fault> {
    let id: MeetingId = id_in(id)?;
    let one = meeting::pledge_of(ctx.app(), ctx.actor()?, id_in(pledge)?).await?;
    if one.meeting == id { Ok(one) } else { Err(Fault::not_found()) }
}

/// Keeps what was found.
pub async fn judge(
    ctx: Ctx,
    Path((id, pledge)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Fault> {
    let one = found(&ctx, &id, &pledge).await?;
    let inside: Option<MeetingId> = posted.get("di").parse().ok();
    let typed = JudgementForm {
        verdict: posted.get("verdict").to_owned(),
        note: posted.get("note").to_owned(),
    };
    let form = (&typed, posted.version());
    let refusal = match meeting::judge(ctx.app(), ctx.actor()?, one.id, form, inside).await {
        Ok(()) => {
            let place = inside.map_or("#komitmen", |_| "#komitmen-lalu");
            let back = href(inside.unwrap_or(one.meeting));
            return Ok(Redirect::to(&format!("{back}?tersimpan=1{place}")).into_response());
        }
        Err(Error::Conflict) => (Refusal::none(), true),
        Err(error) => (Refusal::of(error)?, false),
    };
    let one = found(&ctx, &id, &pledge).await?;
    Ok(again(judging(&ctx, &one, inside, &typed, (&refusal.0, refusal.1)).await?))
}

async fn judging(
    ctx: &Ctx,
    one: &PledgeRow,
    inside: Option<MeetingId>,
    typed: &JudgementForm,
    (refusal, is_stale): (&Refusal, bool),
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let troubled = refusal.is_some() || is_stale;
    let show = meeting::show(ctx.app(), ctx.actor()?, inside.unwrap_or(one.meeting)).await?;
    let agency = show.agency(one.pledge.agency);
    let frame = ctx
        .frame(lang.meeting_paper_pledge_judge_of(agency))
        .lead(format!("{}, {}", one.title, lang.date(one.held_on)))
        .crumb(lang.meeting_title(), HOME)
        .crumb(show.row.draft.title.clone(), href(show.row.id))
        .troubled(troubled);
    let verdicts =
        PledgeState::VERDICTS.map(|verdict| field::choice(verdict.code(), state(lang, verdict)));
    let action = format!("{}/komitmen/{}/nilai", href(one.meeting), one.id);
    let form = form(&frame, action)
        .version(one.version)
        .hidden("di", inside.map(|id| id.to_string()).unwrap_or_default())
        .slot(html! {
            p { b { (one.pledge.text) } }
            p class="help" { (lang.meeting_paper_pledge_due_on()) " " (lang.long_date(one.pledge.due_on)) }
        })
        .field(
            field::radio("verdict", verdicts.to_vec())
                .label(lang.meeting_paper_pledge_verdict())
                .value(typed.verdict.as_str())
                .required(),
        )
        .field(
            field::area("note", 3)
                .label(lang.meeting_paper_pledge_note())
                .help(lang.meeting_paper_pledge_note_help())
                .value(typed.note.as_str())
                .error(words::problem(lang, &refusal.errors, "note")),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.meeting_paper_pledge_judge_save())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    let stale = lang.meeting_paper_pledge_stale(state(lang, one.state));
    let body = html! { @if is_stale { (Notice::new(Tone::Wait, stale)) } (form) };
    Ok(ui::page(&frame, body))
}
