//! A region reports: first where the message was passed on, then how many were reached there.

use app::{
    Error,
    outreach::{self, Proof, view::Place},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    id::{OrderId, OrderReportId, RegionId},
    outreach::{CascadeLevel, LineForm, ReportForm},
};
use maud::{Markup, html};

use super::{
    address::{self, HOME, href},
    form::{Typed, asked, chosen, line_words, lines, questions, stored},
    words,
};
use crate::{
    Ctx, Fault, Upload,
    forms::{Refusal, again, id_in, pairs},
    labels,
    ui::{self, Button, Frame, Notice, Tone, field, form},
};

/// The form: the first question where there is more than one level to choose, else the counts.
pub async fn new(ctx: Ctx, Path((id, region)): Path<(String, String)>) -> Result<Markup, Fault> {
    let place = load(&ctx, (id_in(&id)?, id_in(&region)?)).await?;
    let asked = asked(&place);
    let query = pairs(ctx.place.query.as_bytes());
    let names = query.iter().filter(|(name, _)| name == "tingkat").map(|(_, code)| code.as_str());
    let levels = chosen(&asked, names);
    let last = place.answers.first().map(stored);
    if ctx.query("lanjut").is_none() && asked.len() > 1 {
        return Ok(first(&ctx, &place, &asked, &last.unwrap_or_default()));
    }
    let levels = if asked.len() == 1 { asked } else { levels };
    let typed = Typed {
        form: last.unwrap_or_default(),
        levels,
        version: place.own.as_ref().map_or(0, |own| own.receipt.version),
        key: OrderReportId(ctx.app().ids.next()),
    };
    Ok(second(&ctx, &place, &typed, &Refusal::none(), None))
}

/// The region under the order, of whoever answers for it.
async fn load(ctx: &Ctx, of: (OrderId, RegionId)) -> Result<Place, Fault> {
    let place = outreach::place(ctx.app(), ctx.actor()?, of).await?;
    match &place.own {
        Some(own) if own.answers => Ok(place),
        // Somebody else's region looks like none.
        _ => Err(Fault::not_found()),
    }
}

/// Sends the report.
pub async fn send(
    ctx: Ctx,
    Path((id, region)): Path<(String, String)>,
    mut sent: Upload,
) -> Result<Response, Fault> {
    let of: (OrderId, RegionId) = (id_in(&id)?, id_in(&region)?);
    let place = load(&ctx, of).await?;
    let levels = chosen(&asked(&place), sent.fields.all("tingkat"));
    let mut typed = Typed {
        form: ReportForm {
            held_on: sent.fields.get("held_on").to_owned(),
            lines: lines(&sent.fields, &levels),
            note: sent.fields.get("note").to_owned(),
        },
        levels,
        version: sent.fields.version(),
        key: id_in(sent.fields.get("key"))?,
    };
    let file = sent.files.iter().position(|file| file.field == "evidence");
    let proof = file.map(|at| sent.files.swap_remove(at));
    let proof = proof.map(|file| Proof { name: file.name, bytes: file.bytes });
    let over = (&typed.form, typed.version, typed.key);
    match outreach::report(ctx.app(), ctx.actor()?, of, over, proof).await {
        Ok(()) => {
            let way = format!("{}?terlapor=1", address::place(of.0, of.1));
            Ok(Redirect::to(&way).into_response())
        }
        Err(Error::Conflict) => {
            let place = load(&ctx, of).await?;
            let theirs = place.answers.first().map(stored).unwrap_or_default();
            typed.version = place.own.as_ref().map_or(0, |own| own.receipt.version);
            typed.key = OrderReportId(ctx.app().ids.next());
            Ok(again(second(&ctx, &place, &typed, &Refusal::none(), Some(&theirs))))
        }
        Err(error) => Ok(again(second(&ctx, &place, &typed, &Refusal::of(error)?, None))),
    }
}

fn framed<'a>(ctx: &'a Ctx, place: &Place) -> Frame<'a> {
    let lang = ctx.lang;
    let title = &place.row.order.title;
    ctx.frame(lang.outreach_form_title())
        .lead(lang.outreach_form_lead(&place.name, title))
        .crumb(lang.outreach_title(), HOME)
        .crumb(title.clone(), href(place.row.id))
        .crumb(place.name.clone(), address::place(place.row.id, place.region))
}

/// Where was the message passed on? Sent by GET, so that nothing is lost on the way back.
fn first(ctx: &Ctx, place: &Place, asked: &[CascadeLevel], last: &ReportForm) -> Markup {
    let lang = ctx.lang;
    let frame = framed(ctx, place);
    let choices = asked.iter().map(|level| {
        field::choice(level.code(), words::level(lang, *level))
            .help(words::level_help(lang, *level))
    });
    let question = field::checks("tingkat", choices.collect())
        .label(lang.outreach_choose_levels())
        .help(lang.outreach_choose_levels_help())
        .chosen(last.lines.keys().map(|level| level.code()));
    let body = html! {
        form class="form" method="get" action=(address::report(place.row.id, place.region)) {
            input type="hidden" name="lanjut" value="1";
            (question.render(lang))
            (ui::actions(&[
                Button::submit(lang.outreach_go_on()),
                Button::link(lang.ui_cancel(), address::place(place.row.id, place.region)).quiet(),
            ]))
        }
    };
    ui::page(&frame, body)
}

/// How many were reached there.
fn second(
    ctx: &Ctx,
    place: &Place,
    typed: &Typed,
    refusal: &Refusal,
    theirs: Option<&ReportForm>,
) -> Markup {
    let lang = ctx.lang;
    let frame = framed(ctx, place).troubled(refusal.is_some() || theirs.is_some());
    let own = |name: &'static str| words::problem(lang, &refusal.errors, name);
    let way = address::report(place.row.id, place.region);
    let nothing = LineForm::default();
    let mut form =
        form(&frame, way.clone()).version(typed.version).hidden("key", typed.key.to_string());
    for level in &typed.levels {
        form = form.hidden("tingkat", level.code());
    }
    if !typed.levels.is_empty() {
        form = form.field(
            field::date("held_on")
                .label(lang.outreach_held_on())
                .help(lang.outreach_held_on_help())
                .value(typed.form.held_on.as_str())
                .error(own("held_on"))
                .required(),
        );
    }
    for level in &typed.levels {
        let line = typed.form.lines.get(level).unwrap_or(&nothing);
        form = questions(lang, form, (*level, line), &refusal.errors);
    }
    let label =
        if typed.levels.is_empty() { lang.outreach_note_nothing() } else { lang.outreach_note() };
    let help = match typed.levels.len() {
        0 => lang.outreach_note_nothing_help(),
        _ => lang.outreach_note_help(),
    };
    let note = field::area("note", 3)
        .label(label)
        .help(help)
        .value(typed.form.note.as_str())
        .error(own("note"));
    form = form.field(if typed.levels.is_empty() { note.required() } else { note });
    if !typed.levels.is_empty() {
        form = form.field(
            field::file("evidence", crate::file::ACCEPT)
                .label(lang.outreach_evidence())
                .help(lang.outreach_evidence_help())
                .error(own("evidence")),
        );
    }
    let send = if typed.version == 0 { lang.outreach_send() } else { lang.outreach_send_again() };
    form = form
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(send);
    if asked(place).len() > 1 {
        form = form.button(Button::link(lang.outreach_choose_again(), way).quiet());
    }
    let body = html! {
        @if let Some(theirs) = theirs { (stale(ctx, place, typed, theirs)) }
        (form)
    };
    ui::page(&frame, body)
}

/// Both sides of a report that came too late.
fn stale(ctx: &Ctx, place: &Place, typed: &Typed, theirs: &ReportForm) -> Markup {
    let lang = ctx.lang;
    let mut rows = vec![(
        lang.outreach_held_on().into(),
        typed.form.held_on.clone().into(),
        theirs.held_on.clone().into(),
    )];
    for level in asked(place) {
        let line = |form: &ReportForm| line_words(lang, form.lines.get(&level)).into();
        rows.push((words::level(lang, level).into(), line(&typed.form), line(theirs)));
    }
    rows.push((
        lang.outreach_note().into(),
        typed.form.note.clone().into(),
        theirs.note.clone().into(),
    ));
    html! {
        (Notice::new(Tone::Wait, lang.outreach_stale()))
        (ui::both_sides(lang, &rows))
    }
}
