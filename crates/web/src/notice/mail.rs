//! What one is told by e-mail, and where.

use app::notice::{self, view::Own};
use axum::response::Response;
use domain::notice::Topic;
use maud::{Markup, html};

use super::{
    address::{HOME, MAIL},
    words,
};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, saved},
    ui::{self, Button, Notice, Tone, field, form},
};

/// The form.
pub async fn edit(ctx: Ctx) -> Result<Markup, Fault> {
    let own = notice::own(ctx.app(), ctx.actor()?).await?;
    Ok(page(&ctx, &own, &Refusal::none()))
}

/// Keeps it.
pub async fn update(ctx: Ctx, posted: Posted) -> Result<Response, Fault> {
    let wanted: Vec<Topic> = posted.all("topic").filter_map(Topic::from_code).collect();
    let typed = posted.get("address");
    match notice::set_own(ctx.app(), ctx.actor()?, typed, &wanted).await {
        Ok(()) => Ok(saved(MAIL)),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let stored = notice::own(ctx.app(), ctx.actor()?).await?;
            let topics = Topic::ALL.map(|topic| (topic, wanted.contains(&topic))).to_vec();
            let own = Own { address: typed.to_owned(), topics, ..stored };
            Ok(again(page(&ctx, &own, &refusal)))
        }
    }
}

fn page(ctx: &Ctx, own: &Own, refusal: &Refusal) -> Markup {
    let lang = ctx.lang;
    let done = ctx.query("tersimpan").filter(|_| !refusal.is_some());
    let frame = ctx
        .frame(lang.notice_settings())
        .lead(lang.notice_settings_lead())
        .crumb(lang.notice_title(), HOME)
        .notice(done.map(|_| Notice::done(lang.notice_settings_saved())))
        .troubled(refusal.is_some());
    let choices = own.topics.iter();
    let choices = choices.map(|(topic, _)| field::choice(topic.code(), words::topic(lang, *topic)));
    let chosen = own.topics.iter().filter(|(_, wanted)| *wanted).map(|(topic, _)| topic.code());
    let error = refusal.errors.of("address").map(|_| lang.notice_address_bad());
    let form = form(&frame, MAIL)
        .field(
            field::text("address")
                .label(lang.notice_address())
                .help(lang.notice_address_help())
                .autocomplete("email")
                .value(own.address.as_str())
                .error(error),
        )
        .field(field::checks("topic", choices.collect()).label(lang.notice_topics()).chosen(chosen))
        .errors(&refusal.errors)
        .submit(lang.notice_save())
        .button(Button::link(lang.ui_cancel(), HOME).quiet());
    ui::page(
        &frame,
        html! {
            @if !own.has_server { (Notice::new(Tone::Wait, lang.notice_no_server())) }
            (form)
        },
    )
}
