//! The one picture of a plan: how its strategies stand, with the message in the title.

use app::plan::view::{Matrix, Strategy, Total};
use domain::{figure::Figure, plan::Band};
use maud::Markup;
use report::chart::{Bar, Chart, bars};
use text::Lang;

use super::words;
use crate::ui;

/// The strategies as bars, with the same in a table behind it.
pub fn strategies(lang: Lang, matrix: &Matrix) -> Markup {
    let title = message(lang, matrix);
    let rows =
        matrix.strategies.iter().map(|strategy| [name(strategy), stand(lang, &strategy.total)]);
    let chart = Chart {
        svg: picture(lang, matrix),
        rows: rows.collect(),
        heads: [lang.plan_strategy().to_owned(), lang.plan_achievement().to_owned()],
        source: source(lang, matrix),
        as_of: lang.date(matrix.today),
        title,
    };
    ui::figure(lang, &chart)
}

/// The picture alone, for paper.
pub fn picture(lang: Lang, matrix: &Matrix) -> String {
    let list: Vec<Bar> = matrix.strategies.iter().map(|strategy| bar(lang, strategy)).collect();
    bars(&message(lang, matrix), &list, Some(Figure::whole(100)))
}

fn bar(lang: Lang, strategy: &Strategy) -> Bar {
    let total = &strategy.total;
    Bar {
        label: name(strategy),
        value: total.percent.map_or_else(|| "\u{2013}".to_owned(), |percent| lang.percent(percent)),
        amount: Figure::whole(total.percent.unwrap_or(0)),
        expected: None,
        band: total.band,
    }
}

fn name(strategy: &Strategy) -> String {
    if strategy.code.is_empty() {
        strategy.name.clone()
    } else {
        format!("{}. {}", strategy.code, strategy.name)
    }
}

/// Achievement and, always beside it, how many rows it rests on.
pub fn stand(lang: Lang, total: &Total) -> String {
    let (reported, due) = (i64::from(total.coverage.reported), i64::from(total.coverage.due));
    let coverage = lang.plan_coverage(lang.number(reported), lang.number(due));
    match total.percent {
        Some(percent) => format!("{}, {coverage}", lang.percent(percent)),
        None if due == 0 => lang.plan_nothing_due().to_owned(),
        None => format!("{}, {coverage}", lang.plan_not_judged()),
    }
}

/// Where the figures come from.
pub fn source(lang: Lang, matrix: &Matrix) -> String {
    if matrix.plan.is_example {
        lang.plan_source_example().to_owned()
    } else {
        lang.plan_source().to_owned()
    }
}

/// What the picture says, as a sentence.
pub fn message(lang: Lang, matrix: &Matrix) -> String {
    let Some(at) = &matrix.at else { return lang.plan_message_early().to_owned() };
    let at = words::checkpoint(at);
    let bands: Vec<Band> =
        matrix.strategies.iter().filter_map(|strategy| strategy.total.band).collect();
    let all = bands.len();
    let of = |band: Band| bands.iter().filter(|other| **other == band).count();
    match (of(Band::Behind), of(Band::Near)) {
        _ if all == 0 => lang.plan_message_none(at),
        (0, 0) => lang.plan_message_reached(at),
        (0, near) => lang.plan_message_near(at, near, all),
        (behind, _) if behind == all && all > 1 => lang.plan_message_all_behind(at, all),
        (behind, _) => lang.plan_message_behind(at, behind, all),
    }
}
