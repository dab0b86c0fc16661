//! `/tindak-lanjut/disposisi`: what the leadership asks for, tapped or from a sheet written by hand.

use app::{Act, action};
use axum::response::Response;
use domain::{action::DispositionForm, id::ActionId};
use maud::{Markup, html};

use super::{
    address::{DISPOSE, HOME, href},
    questions::{questions, rows, typed},
    words,
};
use crate::{
    Ctx, Fault, Upload,
    forms::{Refusal, again, id_in, saved},
    labels, meeting,
    ui::{self, Button, field, form},
};

/// Days until something asked for is due, unless another day is typed.
const DAYS: i64 = 14;

/// The form, filled in with what is known of the row or the office it is about.
pub async fn new(ctx: Ctx) -> Result<Markup, Fault> {
    let today = ctx.today();
    let due = domain::time::days_after(today, DAYS);
    let mut form = DispositionForm { given_on: today.to_string(), ..DispositionForm::default() };
    // The leadership asks by itself; whoever enters it for them says for whom.
    let actor = ctx.actor()?;
    let offices = action::offices(ctx.app(), actor).await?;
    if actor.role.code == "leadership" {
        let own = offices.into_iter().find(|office| Some(office.id) == actor.agency);
        form.given_by = own.map(|office| office.full).unwrap_or_default();
    }
    form.action.due_on = due.to_string();
    form.action.agency = ctx.query("instansi").unwrap_or_default();
    form.action.indicator = ctx.query("baris").unwrap_or_default();
    form.words = ctx.query("isi").unwrap_or_default();
    page(&ctx, ActionId(ctx.app().ids.next()), &form, &Refusal::none()).await
}

/// Gives it.
pub async fn create(ctx: Ctx, mut sent: Upload) -> Result<Response, Fault> {
    let id: ActionId = id_in(sent.fields.get("key"))?;
    let get = |name: &str| sent.fields.get(name).to_owned();
    let form = DispositionForm {
        given_by: get("given_by"),
        given_on: get("given_on"),
        words: get("words"),
        action: typed(&sent.fields),
    };
    let place = sent.files.iter().position(|file| file.field == "sheet");
    let sheet =
        place.map(|place| sent.files.swap_remove(place)).map(|file| (file.name, file.bytes));
    match action::dispose(ctx.app(), ctx.actor()?, id, &form, sheet).await {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(page(&ctx, id, &form, &refusal).await?))
        }
    }
}

async fn page(
    ctx: &Ctx,
    id: ActionId,
    typed: &DispositionForm,
    refusal: &Refusal,
) -> Result<Markup, Fault> {
    let lang = ctx.lang;
    let offices = action::offices(ctx.app(), ctx.actor()?).await?;
    let frame = ctx
        .frame(lang.action_dispose())
        .lead(lang.action_dispose_lead())
        .crumb(lang.action_title(), HOME)
        .troubled(refusal.is_some());
    let own = |name: &'static str| meeting::words::problem(lang, &refusal.errors, name);
    let sheet = refusal.errors.of("sheet").map(|code| words::proof_problem(lang, code));
    let form = form(&frame, DISPOSE)
        .hidden("key", id.to_string())
        .field(
            field::area("words", 3)
                .label(lang.action_dispose_words())
                .help(lang.action_dispose_words_help())
                .value(typed.words.as_str())
                .error(own("words"))
                .required(),
        )
        .field(
            field::text("given_by")
                .label(lang.action_dispose_by())
                .help(lang.action_dispose_by_help())
                .value(typed.given_by.as_str())
                .error(own("given_by"))
                .required(),
        )
        .field(
            field::date("given_on")
                .label(lang.action_dispose_on())
                .value(typed.given_on.as_str())
                .error(refusal.errors.of("given_on").map(|code| match code {
                    "date_order" => lang.action_dispose_ahead(),
                    _ => lang.ui_error_date(),
                }))
                .required(),
        )
        .field(
            field::file("sheet", crate::file::ACCEPT)
                .label(lang.action_dispose_sheet())
                .help(lang.action_dispose_sheet_help())
                .error(sheet),
        )
        .heading(lang.action_dispose_action());
    let rows = rows(ctx).await?;
    let form = questions(lang, form, (&offices, rows), &typed.action, refusal, true)
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.action_dispose_send())
        .button(Button::link(lang.ui_cancel(), HOME).quiet());
    Ok(ui::page(&frame, html! { (form) }))
}

/// The way to the form, for whoever may.
pub(crate) fn button<'a>(ctx: &Ctx, query: &str) -> Option<Button<'a>> {
    let may = ctx.actor().is_ok_and(|actor| actor.may(Act::ActionDispose));
    may.then(|| Button::link(ctx.lang.action_dispose(), format!("{DISPOSE}{query}")).quiet())
}
