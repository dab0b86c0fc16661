//! `/rad/lapor/{indicator}`: one report on one phone screen, or a nihil with its reason.

use app::{
    Error,
    plan::{
        About, Attachment, NewReport, Place,
        view::{ReportForm, Revision},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    field::FieldErrors,
    figure::Rupiah,
    id::EvidenceId,
    plan::{Form, Measure, link},
};
use maud::{Markup, html};
use text::Lang;

use super::{
    super::{address, evidence, words},
    Indicator, about, base, frame, nihil, place,
    typed::{Typed, spend},
};
use crate::{
    Ctx, Fault, Posted, Upload,
    ui::{self, Button, Field, Notice, Tone, Words, field},
};

/// The form.
pub async fn show(ctx: Ctx, id: Indicator) -> Result<Markup, Fault> {
    let place = place(&ctx, &id).await?;
    let report = app::plan::report_form(ctx.app(), ctx.reporter()?, place).await?;
    let mut typed = Typed { form: report.form.clone(), ..Typed::default() };
    typed.form.nihil = ctx.query("nihil").is_some();
    typed.words.clone_from(&typed.form.nihil_reason);
    if let Ok(spend) = Rupiah::parse(&typed.form.spend) {
        typed.form.spend = Lang::Id.number(spend.0);
    }
    typed.keep = evidence_of(&report).map(|piece| piece.id.to_string()).collect();
    typed.places = app::region::places(ctx.app(), ctx.reporter()?).await?;
    Ok(page(&ctx, &report, &typed))
}

/// Sends the report; what is wrong comes back with all that was typed.
pub async fn send(ctx: Ctx, id: Indicator, sent: Upload) -> Result<Response, Fault> {
    let place = place(&ctx, &id).await?;
    let mut typed = read(&sent);
    let new = NewReport {
        place,
        base: u32::try_from(sent.fields.version()).unwrap_or(0),
        form: typed.form.clone(),
        keep: typed.keep.iter().filter_map(|id| id.parse::<EvidenceId>().ok()).collect(),
        attach: attachments(sent, &typed),
    };
    let status = match app::plan::report(ctx.app(), ctx.reporter()?, new).await {
        Ok(_) => {
            return Ok(Redirect::to(&address::sent_at(
                &base(&ctx),
                place.indicator,
                place.checkpoint,
            ))
            .into_response());
        }
        Err(Error::Invalid(errors)) => {
            typed.errors = with_link(errors, &typed.url);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Error::Conflict) => {
            typed.overtaken = true;
            StatusCode::CONFLICT
        }
        Err(error) => return Err(error.into()),
    };
    again(&ctx, place, status, typed).await
}

/// A link is only looked at once the figures are right; here every wrong field is told at once.
fn with_link(mut errors: FieldErrors, url: &str) -> FieldErrors {
    let wrong = if url.trim().is_empty() { None } else { link(url).err() };
    if let Some(wrong) = wrong.filter(|_| errors.of("url").is_none()) {
        errors.0.extend(wrong.0);
    }
    errors
}

async fn again(
    ctx: &Ctx,
    place: Place,
    status: StatusCode,
    mut typed: Typed,
) -> Result<Response, Fault> {
    let report = app::plan::report_form(ctx.app(), ctx.reporter()?, place).await?;
    typed.places = app::region::places(ctx.app(), ctx.reporter()?).await?;
    Ok((status, page(ctx, &report, &typed)).into_response())
}

/// What was typed; a chosen reason and typed words make one reason.
fn read(sent: &Upload) -> Typed {
    let get = |name: &str| sent.fields.get(name).to_owned();
    let nihil = !get("nihil").is_empty();
    Typed {
        form: Form {
            value: get("value"),
            numerator: get("numerator"),
            denominator: get("denominator"),
            spend: get("spend"),
            obstacle: get("obstacle"),
            follow_up: get("follow_up"),
            nihil,
            nihil_reason: nihil::reason(&get("reason"), &get("nihil_reason")),
        },
        reason: get("reason"),
        words: get("nihil_reason"),
        url: get("url"),
        about: about_event(&sent.fields),
        keep: sent.fields.all("keep").map(str::to_owned).collect(),
        had_file: sent.file("evidence").is_some(),
        ..Typed::default()
    }
}

/// The new evidence of a form.
fn attachments(sent: Upload, typed: &Typed) -> Vec<Attachment> {
    let about = || typed.about.clone();
    let mut list: Vec<Attachment> = sent
        .files
        .into_iter()
        .filter(|file| file.field == "evidence")
        .map(|file| Attachment::File { name: file.name, bytes: file.bytes, about: about() })
        .collect();
    if !typed.url.trim().is_empty() {
        list.push(Attachment::Link { url: typed.url.clone(), about: about() });
    }
    list
}

fn evidence_of(report: &ReportForm) -> impl Iterator<Item = &app::plan::view::Evidence> {
    report.head.iter().flat_map(|head| &head.evidence)
}

fn page(ctx: &Ctx, report: &ReportForm, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let at = words::checkpoint(&report.due.head);
    let troubled = typed.overtaken || !typed.errors.0.is_empty();
    let title =
        if typed.form.nihil { lang.plan_nihil_title(&at) } else { lang.plan_form_title(&at) };
    let frame = frame(ctx, title).troubled(troubled);
    let target = address::form_at(&base(ctx), report.due.row.id, report.due.head.checkpoint);
    let form = ui::form(&frame, target.clone()).version(i64::from(report.base)).slot(html! {
        (about(&frame, &report.due))
        (before(lang, report, typed))
    });
    let form = if typed.form.nihil {
        nihil::questions(lang, form, report, typed, target)
    } else {
        figures(lang, form, report, typed, target)
    };
    super::page(ctx, &frame, html! { (form) })
}

/// What stands above the questions: a returned report's reason, both sides of an overtaken one.
fn before(lang: Lang, report: &ReportForm, typed: &Typed) -> Markup {
    let reason = report.head.as_ref().map(|head| head.return_reason.as_str()).unwrap_or_default();
    html! {
        @if !reason.is_empty() { (Notice::new(Tone::Stop, lang.plan_returned_because(reason))) }
        @if typed.overtaken && let Some(head) = &report.head {
            (ui::both_sides(lang, &sides(lang, report, typed, head)))
        }
    }
}

fn sides<'a>(
    lang: Lang,
    report: &ReportForm,
    typed: &'a Typed,
    head: &'a Revision,
) -> Vec<(Words<'a>, Words<'a>, Words<'a>)> {
    let row = &report.due.row;
    let form = &typed.form;
    let figure = if row.measure == Measure::Percentage {
        lang.plan_parts("", &form.numerator, &form.denominator).trim().to_owned()
    } else {
        form.value.clone()
    };
    let spend = head.spend.map(|spend| lang.rupiah(spend)).unwrap_or_default();
    vec![
        (
            lang.plan_reported().into(),
            figure.into(),
            words::whole_entry(lang, row, head.entry).into(),
        ),
        (
            lang.plan_fact_nihil().into(),
            form.nihil_reason.as_str().into(),
            head.nihil.as_deref().unwrap_or_default().into(),
        ),
        (lang.plan_fact_spend().into(), form.spend.as_str().into(), spend.into()),
        (lang.plan_obstacle().into(), form.obstacle.as_str().into(), head.obstacle.as_str().into()),
        (
            lang.plan_follow_up().into(),
            form.follow_up.as_str().into(),
            head.follow_up.as_str().into(),
        ),
    ]
}

/// The questions of a report, the figure first.
fn figures<'a>(
    lang: Lang,
    mut form: ui::Form<'a>,
    report: &'a ReportForm,
    typed: &'a Typed,
    address: String,
) -> ui::Form<'a> {
    let at = words::checkpoint(&report.due.head);
    for field in figure_fields(lang, report, typed) {
        form = form.field(field);
    }
    form = form
        .field(spend(lang, typed))
        .field(
            field::area("obstacle", 2)
                .label(lang.plan_obstacle())
                .help(lang.plan_obstacle_help())
                .value(typed.form.obstacle.as_str()),
        )
        .field(
            field::area("follow_up", 2)
                .label(lang.plan_follow_up())
                .help(lang.plan_follow_up_help())
                .value(typed.form.follow_up.as_str()),
        )
        .heading(lang.plan_column_evidence());
    if typed.had_file {
        form = form.slot(html! { (Notice::new(Tone::Wait, lang.plan_file_again())) });
    }
    let nihil = format!("{address}&nihil=1");
    proof(lang, form, report, typed)
        .submit(lang.plan_send(at))
        .button(Button::link(lang.plan_nihil_link(), nihil).quiet())
        .errors(&typed.errors)
}

fn figure_fields<'a>(lang: Lang, report: &'a ReportForm, typed: &'a Typed) -> Vec<Field<'a>> {
    let (row, head, form) = (&report.due.row, &report.due.head, &typed.form);
    let error = |name: &str| typed.errors.of(name).and_then(|code| words::problem(lang, code));
    let until = lang.long_date(head.due);
    if row.measure == Measure::Percentage {
        return vec![
            field::number("numerator", "")
                .label(lang.plan_numerator(&row.name))
                .help(lang.plan_numerator_help(&until))
                .value(form.numerator.as_str())
                .error(error("numerator"))
                .required(),
            field::number("denominator", "")
                .label(lang.plan_denominator())
                .help(lang.plan_denominator_help(until))
                .value(form.denominator.as_str())
                .error(error("denominator"))
                .required(),
        ];
    }
    let help = match row.measure {
        Measure::Cumulative => {
            lang.plan_value_help_cumulative(report.matrix.plan.years.first, until)
        }
        Measure::Milestone => lang.plan_value_help_milestone(until),
        _ => lang.plan_value_help(head.checkpoint.year, until),
    };
    let field = field::number("value", row.unit.as_str()).label(row.name.as_str());
    vec![field.help(help).value(form.value.as_str()).error(error("value")).required()]
}

/// Evidence: what goes on from the revision before, a file, a link.
fn proof<'a>(
    lang: Lang,
    mut form: ui::Form<'a>,
    report: &ReportForm,
    typed: &'a Typed,
) -> ui::Form<'a> {
    let kept: Vec<_> = evidence_of(report)
        .map(|piece| field::choice(piece.id.to_string(), evidence::name(lang, piece)))
        .collect();
    if !kept.is_empty() {
        let chosen = typed.keep.iter().map(String::as_str);
        form = form.field(
            field::checks("keep", kept)
                .label(lang.plan_keep())
                .help(lang.plan_keep_help())
                .chosen(chosen),
        );
    }
    for field in evidence_fields(lang, &typed.places, &typed.errors, &typed.url, &typed.about) {
        form = form.field(field);
    }
    form
}

/// What a piece of evidence shows, as typed.
pub fn about_event(fields: &Posted) -> About {
    let get = |name: &str| fields.get(name).to_owned();
    About { caption: get("caption"), on: get("event_on"), place: get("event_place") }
}

/// The questions for one more piece of evidence.
pub fn evidence_fields<'a>(
    lang: Lang,
    places: &'a [String],
    errors: &FieldErrors,
    url: &'a str,
    about: &'a About,
) -> Vec<Field<'a>> {
    let error = |name: &str| errors.of(name).map(|code| evidence_problem(lang, code));
    vec![
        field::file("evidence", crate::file::ACCEPT)
            .label(lang.plan_evidence())
            .help(lang.plan_evidence_help())
            .error(error("evidence")),
        field::text("url")
            .label(lang.plan_url())
            .help(lang.plan_url_help())
            .value(url)
            .error(error("url")),
        field::text("caption")
            .label(lang.plan_caption())
            .help(lang.plan_caption_help())
            .value(about.caption.as_str()),
        field::date("event_on")
            .label(lang.plan_event_on())
            .help(lang.plan_event_on_help())
            .value(about.on.as_str())
            .error(error("event_on")),
        field::text("event_place")
            .label(lang.plan_event_place())
            .help(lang.plan_event_place_help())
            .value(about.place.as_str())
            .suggest(places.iter().map(String::as_str))
            .error(error("event_place")),
    ]
}

fn evidence_problem(lang: Lang, code: &str) -> &'static str {
    match code {
        "too_many" => lang.plan_error_too_many(),
        "required" => lang.ui_error_required(),
        "too_long" => lang.ui_error_too_long(),
        "date" => lang.ui_error_date(),
        "future" => lang.plan_error_event_future(),
        "place_unknown" => lang.plan_error_place_unknown(),
        "place_many" => lang.plan_error_place_many(),
        other => words::problem(lang, other).unwrap_or_else(|| lang.ui_error_file()),
    }
}
