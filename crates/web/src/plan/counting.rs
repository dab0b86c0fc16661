//! How a row counts: measure, weight, definition, and its spread over the checkpoints of a year.

use app::{
    Error,
    plan::{self, Edit, SpreadEdit, view::Editing},
};
use axum::{extract::Path, response::Response};
use domain::{
    field::FieldErrors,
    figure::Figure,
    id::IndicatorId,
    plan::{Direction, Measure, SPREAD_FIELDS, Scheme, Spread},
};
use maud::{Markup, html};
use text::Lang;

use super::{address, words};
use crate::{
    Ctx, Fault, Posted,
    forms::{Refusal, again, id_in, saved},
    labels,
    ui::{self, Button, field, form},
};

/// How a row counts, every field as typed.
struct Counted {
    measure: String,
    direction: String,
    weight: String,
    definition: String,
    data_source: String,
    over_whole: bool,
    baseline: String,
    sipd: String,
    spreads: Vec<String>,
}

/// The form of how a row counts.
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Markup, Fault> {
    let editing = plan::editing(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let typed = stored(ctx.lang, &editing);
    Ok(counting_page(&ctx, &editing, &typed, editing.row.version, &Refusal::none()))
}

fn stored(lang: Lang, editing: &Editing) -> Counted {
    let row = &editing.row;
    let spread = |year: &i16| match editing.spreads.get(year) {
        Some(Spread::Own(shares)) => {
            let percent = |parts: u16| lang.figure(Figure(i64::from(parts) * Figure::ONE / 100));
            let parts: Vec<String> = shares.iter().map(|share| percent(share.parts())).collect();
            parts.join(" ")
        }
        _ => String::new(),
    };
    Counted {
        measure: row.measure.code().to_owned(),
        direction: row.direction.code().to_owned(),
        weight: row.weight.to_string(),
        definition: row.definition.clone(),
        data_source: row.data_source.clone(),
        over_whole: editing.over_whole,
        baseline: editing.baseline.map(|value| lang.figure(value)).unwrap_or_default(),
        sipd: row.sipd.clone(),
        spreads: editing.targets.iter().map(|(year, _)| spread(year)).collect(),
    }
}

/// Changes how a row counts.
pub async fn change(ctx: Ctx, Path(id): Path<String>, posted: Posted) -> Result<Response, Fault> {
    let id: IndicatorId = id_in(&id)?;
    let editing = plan::editing(ctx.app(), ctx.actor()?, id).await?;
    let get = |name: &str| posted.get(name).to_owned();
    let typed = Counted {
        measure: get("measure"),
        direction: get("direction"),
        weight: get("weight"),
        definition: get("definition"),
        data_source: get("data_source"),
        over_whole: posted.get("over_whole") == "1",
        baseline: get("baseline"),
        sipd: get("sipd"),
        spreads: SPREAD_FIELDS.iter().map(|name| get(name)).collect(),
    };
    let version = posted.version();
    let done = match parse(&editing, &typed, version) {
        Ok(edit) => plan::edit(ctx.app(), ctx.actor()?, edit).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(saved(&address::record(id))),
        Err(error) => {
            let refusal = Refusal::of(error)?;
            Ok(again(counting_page(&ctx, &editing, &typed, version, &refusal)))
        }
    }
}

fn parse(editing: &Editing, typed: &Counted, version: i64) -> Result<Edit, FieldErrors> {
    let mut errors = FieldErrors::default();
    let measure = Measure::from_code(&typed.measure);
    let direction = Direction::from_code(&typed.direction);
    for (name, known) in [("measure", measure.is_some()), ("direction", direction.is_some())] {
        if !known {
            errors.push(name, "choice");
        }
    }
    let weight = typed.weight.trim().parse().unwrap_or(0);
    let baseline = match typed.baseline.trim() {
        "" => None,
        text => Figure::parse(text).map_err(|bad| errors.push("baseline", bad.code())).ok(),
    };
    let mut spreads = Vec::new();
    for (((year, _), name), text) in editing.targets.iter().zip(SPREAD_FIELDS).zip(&typed.spreads) {
        match Spread::parse(&editing.scheme, text) {
            Ok(spread) if editing.spreads.get(year).unwrap_or(&Spread::Even) == &spread => {}
            Ok(Spread::Even) => spreads.push((*year, SpreadEdit::Even)),
            Ok(Spread::Own(shares)) => spreads.push((*year, SpreadEdit::Own(shares))),
            Err(code) => errors.push(name, code),
        }
    }
    let (Some(measure), Some(direction)) = (measure, direction) else { return Err(errors) };
    errors.or(Edit {
        id: editing.row.id,
        version,
        measure,
        direction,
        weight,
        definition: typed.definition.trim().to_owned(),
        data_source: typed.data_source.trim().to_owned(),
        over_whole: typed.over_whole,
        baseline,
        sipd: typed.sipd.clone(),
        spreads,
    })
}

fn counting_page(
    ctx: &Ctx,
    editing: &Editing,
    typed: &Counted,
    version: i64,
    refusal: &Refusal,
) -> Markup {
    let lang = ctx.lang;
    let row = &editing.row;
    let frame = ctx
        .frame(lang.plan_life_count_title())
        .lead(lang.plan_life_count_lead())
        .crumb(lang.plan_title(), address::MATRIX)
        .crumb(words::activity(row), address::record(row.id))
        .troubled(refusal.is_some());
    let measures = Measure::ALL
        .into_iter()
        .map(|one| field::choice(one.code(), words::measure(lang, one)))
        .collect();
    let directions = vec![
        field::choice(Direction::HigherIsBetter.code(), lang.plan_life_count_higher()),
        field::choice(Direction::LowerIsBetter.code(), lang.plan_life_count_lower()),
    ];
    let weight = refusal.errors.of("weight").map(|_| lang.plan_life_error_weight());
    let mut form = form(&frame, format!("/rad/{}/hitung", row.id))
        .version(version)
        .field(
            field::radio("measure", measures)
                .label(lang.plan_life_count_measure())
                .value(typed.measure.as_str())
                .required(),
        )
        .field(
            field::radio("direction", directions)
                .label(lang.plan_life_count_direction())
                .value(typed.direction.as_str())
                .required(),
        )
        .field(
            field::number("weight", "")
                .label(lang.plan_life_count_weight())
                .help(lang.plan_life_count_weight_help())
                .value(typed.weight.as_str())
                .error(weight)
                .required(),
        );
    for (((year, _), name), text) in editing.targets.iter().zip(SPREAD_FIELDS).zip(&typed.spreads) {
        let (points, example) = spread_help(&editing.scheme);
        let problem = refusal.errors.of(name).and_then(|code| words::problem(lang, code));
        form = form.field(
            field::text(name)
                .label(lang.plan_life_count_spread(*year))
                .help(lang.plan_life_count_spread_help(points, example))
                .value(text.as_str())
                .error(problem),
        );
    }
    let form = form
        .field(
            field::area("definition", 3)
                .label(lang.plan_life_count_definition())
                .value(typed.definition.as_str()),
        )
        .field(
            field::text("data_source")
                .label(lang.plan_life_count_source())
                .value(typed.data_source.as_str()),
        )
        .field(
            field::number("baseline", "")
                .label(lang.plan_life_count_baseline())
                .value(typed.baseline.as_str()),
        )
        .field(
            field::text("sipd")
                .label(lang.plan_sipd())
                .help(lang.plan_sipd_help())
                .value(typed.sipd.as_str())
                .error(refusal.errors.of("sipd").map(|_| lang.plan_error_sipd())),
        )
        .field(
            field::checkbox("over_whole")
                .label(lang.plan_life_count_over())
                .value(if typed.over_whole { "1" } else { "" }),
        )
        .problem(refusal.rule.map(|code| labels::rule(lang, code)))
        .errors(&refusal.errors)
        .submit(lang.plan_life_count_save())
        .button(Button::link(lang.plan_to_record(), address::record(row.id)).quiet());
    ui::page(&frame, html! { (form) })
}

/// The checkpoints of a year, and an example that ends at the whole.
fn spread_help(scheme: &Scheme) -> (String, String) {
    let points: Vec<&str> = scheme.points().iter().map(|point| point.code.as_str()).collect();
    let last = points.len().max(1);
    let example: Vec<String> = (1..=last).map(|place| (place * 100 / last).to_string()).collect();
    (points.join(", "), example.join(" "))
}
