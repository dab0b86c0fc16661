//! Instruments that fulfil a row of the plan, shown beside the row.

use app::{Act, instrument};
use domain::id::IndicatorId;
use maud::{Markup, html};

use super::{address::href, words};
use crate::{Ctx, Fault};

/// The instruments of a row; nothing for whoever may not see the register, and where there is none.
pub async fn of_row(ctx: &Ctx, id: IndicatorId) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let actor = ctx.actor()?;
    if !actor.may(Act::InstrumentView) {
        return Ok(html! {});
    }
    let rows = instrument::of_row(ctx.app(), actor, id).await?;
    Ok(html! {
        @if !rows.is_empty() {
            section aria-labelledby="produk-hukum" {
                h2 id="produk-hukum" { (lang.instrument_of_row()) }
                ul class="plain-list" {
                    @for one in &rows {
                        li {
                            a href=(href(one.id)) { (words::brief(lang, one)) }
                            " " small { (one.title) " · " (words::standing(lang, one.standing)) }
                        }
                    }
                }
            }
        }
    })
}
