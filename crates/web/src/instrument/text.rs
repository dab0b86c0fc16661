//! Attaching a text to an instrument.

use app::{
    Error,
    instrument::{self, view::Show},
};
use axum::{extract::Path, response::Response};
use domain::{
    field::FieldErrors,
    id::{InstrumentId, InstrumentTextId},
    instrument::{Stage, TextKind},
};
use maud::{Markup, html};

use super::{
    address::{HOME, href},
    edit::managed,
    words,
};
use crate::{
    Ctx, Fault, Upload,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, field, form},
};

/// What the field offers to choose; what a file is, its content says.
const ACCEPT: &str = ".pdf,.docx,.ods,.xlsx,image/*";

/// The form.
pub async fn new(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let show = managed(&ctx, id_in(&id)?).await?;
    let key = InstrumentTextId(ctx.app().ids.next());
    let kind = match show.row.life.stage {
        Stage::Draft | Stage::Withdrawn => TextKind::Draft,
        Stage::Harmonised => TextKind::Harmonised,
        Stage::Signed | Stage::Published | Stage::Revoked => TextKind::Signed,
    };
    let caption = words::text_kind(ctx.lang, kind);
    Ok(page(&ctx, &show, key, (kind.code(), caption), &Refusal::none()))
}

/// Attaches it.
pub async fn attach(ctx: Ctx, Path(id): Path<String>, mut sent: Upload) -> Result<Response, Fault> {
    let id: InstrumentId = id_in(&id)?;
    let key: InstrumentTextId = id_in(sent.fields.get("key"))?;
    let (kind, caption) =
        (sent.fields.get("text_kind").to_owned(), sent.fields.get("caption").to_owned());
    let place = sent.files.iter().position(|file| file.field == "text");
    let done = match place.map(|place| sent.files.swap_remove(place)) {
        Some(file) => {
            let text = (kind.as_str(), caption.as_str(), key);
            let file = (file.name, file.bytes);
            instrument::attach(ctx.app(), ctx.actor()?, id, text, file).await
        }
        None => {
            let mut errors = FieldErrors::default();
            errors.push("text", "required");
            Err(Error::Invalid(errors))
        }
    };
    match done {
        Ok(()) => Ok(saved(&href(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            let show = managed(&ctx, id).await?;
            Ok(again(page(&ctx, &show, key, (&kind, &caption), &refusal)))
        }
    }
}

fn page(
    ctx: &Ctx,
    show: &Show,
    key: InstrumentTextId,
    (kind, caption): (&str, &str),
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let frame = ctx
        .frame(lang.instrument_attach())
        .lead(lang.instrument_attach_lead())
        .crumb(lang.instrument_title(), HOME)
        .crumb(words::name(lang, show), href(show.row.id))
        .troubled(refusal.is_some());
    let kinds = TextKind::ALL.map(|kind| field::choice(kind.code(), words::text_kind(lang, kind)));
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let form = form(&frame, format!("{}/naskah", href(show.row.id)))
        .hidden("key", key.to_string())
        .field(
            field::radio("text_kind", kinds.to_vec())
                .label(lang.instrument_text_kind())
                .value(kind.to_owned())
                .required(),
        )
        .field(
            field::text("caption")
                .label(lang.instrument_caption())
                .value(caption.to_owned())
                .error(own("caption"))
                .required(),
        )
        .field(
            field::file("text", ACCEPT)
                .label(lang.instrument_file())
                .help(lang.instrument_file_help())
                .error(own("text"))
                .required(),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.instrument_attach())
        .button(Button::link(lang.ui_cancel(), href(show.row.id)).quiet());
    ui::page(&frame, html! { (form) })
}
