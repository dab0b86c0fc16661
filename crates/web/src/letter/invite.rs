//! From a meeting to the letter that invites to it.

use app::{Act, letter, meeting::view::Meeting};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::id::MeetingId;
use maud::{Markup, html};

use super::address::{HOME, href, of_meeting};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in},
    labels, meeting,
    ui::{self, Button, Empty, Notice, Tone},
};

/// Leads to the letter; where there is none, to the way to make it.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let (row, letter) = letter::of_meeting(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(match letter {
        Some(letter) => Redirect::to(&href(letter)).into_response(),
        None => page(&ctx, &row, &Refusal::none()).into_response(),
    })
}

/// Makes the draft, or leads to the letter that there is.
pub async fn create(ctx: Ctx, Path(id): Path<String>, _: Posted) -> Result<Response, Fault> {
    let id: MeetingId = id_in(&id)?;
    match letter::invite(ctx.app(), ctx.actor()?, id).await {
        Ok(letter) => Ok(Redirect::to(&format!("{}?baru=1", href(letter))).into_response()),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let (row, _) = letter::of_meeting(ctx.app(), ctx.actor()?, id).await?;
            Ok(again(page(&ctx, &row, &refusal)))
        }
    }
}

fn page(ctx: &Ctx, row: &Meeting, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::LetterManage));
    let frame = ctx
        .frame(lang.letter_of_meeting())
        .lead(meeting::words::when(lang, &row.draft, ctx.zone()))
        .crumb(lang.letter_title(), HOME)
        .crumb(row.draft.title.clone(), meeting::address::href(row.id))
        .troubled(refusal.is_some());
    let problem = refusal.rule.map(|code| labels::rule(lang, code));
    let over = (!row.stage.is_preparing()).then(|| lang.letter_rule_meeting_over());
    let button = Button::submit(lang.letter_of_meeting_make());
    let back = Button::link(lang.letter_to_meetings(), meeting::address::HOME).quiet();
    let how = match (may, over) {
        (true, None) => lang.letter_of_meeting_lead(),
        (true, Some(over)) => over,
        (false, _) => lang.letter_of_meeting_none_how(),
    };
    ui::page(
        &frame,
        html! {
            @if let Some(words) = problem { (Notice::new(Tone::Stop, words)) }
            (Empty::new(lang.letter_of_meeting_none(), how).button(back))
            @if may && over.is_none() { (ui::act(&frame, &of_meeting(row.id), None, &button)) }
        },
    )
}
