//! The questions of an action, wherever one is given out.

use app::meeting::view::Office;
use domain::action;
use text::Lang;

use crate::{
    Ctx, Fault, Posted,
    forms::Refusal,
    meeting::words::problem,
    ui::{Field, Form, field},
};

/// The action of a form, as typed.
pub(crate) fn typed(posted: &Posted) -> action::Form {
    let get = |name| posted.get(name).to_owned();
    action::Form {
        what: get("what"),
        agency: get("agency"),
        due_on: get("due_on"),
        measure: get("measure"),
        indicator: get("indicator"),
    }
}

/// Rows of the running plan to choose from.
pub(crate) async fn rows(ctx: &Ctx) -> Result<Vec<(String, String)>, Fault> {
    let plans = app::plan::plans(ctx.app(), ctx.actor()?).await?;
    let running = plans.into_iter().find(|matrix| matrix.plan.is_running());
    Ok(running.map_or_else(Vec::new, |matrix| {
        let name = |row: &std::sync::Arc<app::plan::view::Row>| {
            (row.id.to_string(), format!("{} {}", row.code, row.activity_name))
        };
        matrix.rows.iter().map(name).collect()
    }))
}

/// What is done, by which office, until when, how it is judged, and which row it serves; `required`
/// where the form gives out nothing else.
pub(crate) fn questions<'a>(
    lang: Lang,
    form: Form<'a>,
    (offices, rows): (&'a [Office], Vec<(String, String)>),
    typed: &'a action::Form,
    refusal: &'a Refusal,
    required: bool,
) -> Form<'a> {
    let own = |name: &'static str| problem(lang, &refusal.errors, name);
    let offices = offices.iter();
    let offices = offices.map(|office| field::choice(office.id.to_string(), office.short.as_str()));
    let mut choices = vec![field::choice("", lang.action_indicator_none())];
    choices.extend(rows.into_iter().map(|(id, name)| field::choice(id, name)));
    let must = |field: Field<'a>| if required { field.required() } else { field };
    form.field(must(
        field::area("what", 2)
            .label(lang.action_what())
            .value(typed.what.as_str())
            .error(own("what")),
    ))
    .field(must(
        field::select("agency", offices.collect())
            .label(lang.action_agency())
            .value(typed.agency.as_str()),
    ))
    .field(must(
        field::date("due_on")
            .label(lang.action_due_on())
            .value(typed.due_on.as_str())
            .error(own("due_on")),
    ))
    .field(must(
        field::text("measure")
            .label(lang.action_measure())
            .help(lang.action_measure_help())
            .value(typed.measure.as_str())
            .error(own("measure")),
    ))
    .field(
        field::select("indicator", choices)
            .label(lang.action_indicator())
            .value(typed.indicator.as_str()),
    )
}
