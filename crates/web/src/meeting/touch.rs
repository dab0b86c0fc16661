//! What meetings made of a row of the plan, shown beside the row.

use app::{Act, meeting::view::Touch};
use domain::{id::IndicatorId, meeting::Stage};
use maud::{Markup, html};
use text::Lang;

use super::address::href;
use crate::{
    Ctx, Fault,
    action::{address as action_address, words as action_words},
};

/// When a row was last spoken of, or that it never was; the latest meeting comes first.
pub fn touched(lang: Lang, touches: &[Touch]) -> Markup {
    let held = touches.iter().find(|touch| touch.stage != Stage::Planned);
    let ahead = touches.iter().rev().find(|touch| touch.stage == Stage::Planned);
    let link = |touch: &Touch, words: String| html! { a href=(href(touch.meeting)) { (words) } };
    html! {
        @match held {
            Some(touch) => { (link(touch, lang.meeting_touched_last(lang.date(touch.held_on)))) }
            None => { (lang.meeting_touched_never()) }
        }
        @if let Some(touch) = ahead {
            small { (link(touch, lang.meeting_touched_next(lang.date(touch.held_on)))) }
        }
    }
}

/// The meetings that touched a row and the actions that serve it; nothing for whoever may not see
/// meetings.
pub async fn of_row(ctx: &Ctx, id: IndicatorId) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    if !actor.may(Act::MeetingView) {
        return Ok(html! {});
    }
    let (touches, actions) = app::meeting::touches(ctx.app(), actor, id).await?;
    let today = ctx.today();
    Ok(html! {
        section aria-labelledby="rapat" {
            h2 id="rapat" { (lang.meeting_touched_by()) }
            @if touches.is_empty() { p class="none" { (lang.meeting_touched_never()) } }
            @else {
                ul class="plain-list" {
                    @for touch in &touches {
                        li {
                            a href=(href(touch.meeting)) { (touch.title) } ", " (lang.date(touch.held_on))
                            " " small { (super::words::stage(lang, touch.stage)) }
                        }
                    }
                }
            }
            @if !actions.is_empty() {
                h3 { (lang.meeting_actions_of_row()) }
                ul class="plain-list" {
                    @for one in &actions {
                        li {
                            a href=(action_address::href(one.id)) { (one.draft.what) }
                            " " small {
                                (lang.date(one.draft.due_on)) " · "
                                (action_words::state(lang, one.state, one.draft.due_on, today))
                            }
                        }
                    }
                }
            }
        }
    })
}
