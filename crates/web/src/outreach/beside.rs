//! Orders beside what they come from or what has to be done: a decision, the day of an operator.

use std::collections::HashMap;

use app::{
    Act,
    outreach::view::{OrderRow, Owed},
};
use domain::{
    id::{DecisionId, MeetingId},
    meeting::{Kind, Stage},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    address::{href, new_from, place},
    words,
};
use crate::{
    Ctx, Fault,
    ui::{self, Button, Due},
};

/// The orders that carry out the decisions of a meeting, and whether more can be made of them.
pub struct Orders {
    of: HashMap<DecisionId, Vec<OrderRow>>,
    may: bool,
}

/// The orders of a meeting as its page shows them.
pub async fn orders(
    ctx: &Ctx,
    id: MeetingId,
    (kind, stage): (Kind, Stage),
) -> Result<Orders, Fault> {
    let actor = ctx.actor()?;
    let ready = !kind.is_closed() && matches!(stage, Stage::Approved | Stage::Locked);
    Ok(Orders {
        of: app::outreach::of_meeting(ctx.app(), actor, id).await?,
        may: ready && actor.may(Act::OutreachManage),
    })
}

impl Orders {
    /// The orders of one decision, and the way to another one.
    pub fn of(&self, lang: Lang, decision: DecisionId) -> Markup {
        let rows = self.of.get(&decision).map(Vec::as_slice).unwrap_or_default();
        html! {
            @if !rows.is_empty() {
                ul class="plain-list" {
                    @for row in rows {
                        li {
                            (lang.outreach_of_decision()) ": "
                            a href=(href(row.id)) { (row.order.title) }
                            small { (words::stage(lang, row.stage)) " · " (lang.date(row.order.due_on)) }
                        }
                    }
                }
            } @else if self.may {
                (ui::actions(&[Button::link(lang.outreach_from_meeting(), new_from(decision)).quiet()]))
            }
        }
    }
}

/// What an operator has still to answer.
pub fn owed<'a>(ctx: &Ctx, owed: &Owed) -> Vec<Due<'a>> {
    let (lang, today) = (ctx.lang, ctx.today());
    let rows = owed.rows.iter();
    rows.map(|row| {
        let day = lang.date(row.due_on);
        let detail = if row.waiting > 0 {
            lang.outreach_home_acknowledge(row.waiting, lang.number(row.waiting), day)
        } else {
            lang.outreach_home_report(row.open, lang.number(row.open), day)
        };
        let way = owed.region.map_or_else(|| href(row.order), |region| place(row.order, region));
        Due::new(row.title.clone(), way).detail(detail).late(row.due_on < today)
    })
    .collect()
}
