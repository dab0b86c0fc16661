//! What narrows the matrix: chips for few choices, lists for many, all of it in the address.

use app::plan::view::Page;
use domain::plan::Band;
use maud::{Markup, html};
use text::Lang;

use super::super::{
    address::{self, View},
    words,
};
use crate::ui::{self, Chip, Filters};

/// Rendered above the matrix.
pub fn render(lang: Lang, asked: &View, page: &Page) -> Markup {
    let clear =
        asked.narrows().then(|| View { plan: asked.plan, at: asked.at, ..View::default() }.href());
    Filters::new()
        .chips(lang.plan_strategy(), strategies(lang, asked, page))
        .chips(lang.plan_status(), bands(lang, asked, page))
        .fields(address::MATRIX, fields(lang, asked, page))
        .clear(clear)
        .render(lang)
}

/// A view without its cursor: what is narrowed anew begins at its first row.
fn from_start(asked: &View) -> View {
    View { after: None, ..asked.clone() }
}

fn strategies<'a>(lang: Lang, asked: &View, page: &Page) -> Vec<Chip<'a>> {
    let all = View { strategy: None, ..from_start(asked) };
    let mut chips = vec![Chip::new(lang.plan_all(), all.href(), asked.strategy.is_none())];
    for strategy in &page.matrix.strategies {
        let current =
            asked.strategy.as_ref().is_some_and(|code| code.eq_ignore_ascii_case(&strategy.code));
        let view = View { strategy: Some(strategy.code.clone()), ..from_start(asked) };
        let count = i64::try_from(strategy.rows.len()).unwrap_or(0);
        chips.push(Chip::new(strategy.code.clone(), view.href(), current).count(count));
    }
    chips
}

/// Only the bands that some row has, and the chosen one.
fn bands<'a>(lang: Lang, asked: &View, page: &Page) -> Vec<Chip<'a>> {
    let all = View { band: None, ..from_start(asked) };
    let mut chips = vec![Chip::new(lang.plan_all(), all.href(), asked.band.is_none())];
    for (band, count) in Band::ALL.into_iter().zip(page.bands) {
        let current = asked.band == Some(band);
        if count > 0 || current {
            let view = View { band: Some(band), ..from_start(asked) };
            chips.push(
                Chip::new(ui::word(lang, band), view.href(), current).count(i64::from(count)),
            );
        }
    }
    chips
}

fn fields(lang: Lang, asked: &View, page: &Page) -> Markup {
    let matrix = &page.matrix;
    let keys: Vec<String> =
        matrix.agencies.iter().map(|one| address::agency(matrix, one)).collect();
    let agencies: Vec<(&str, &str)> = keys
        .iter()
        .zip(&matrix.agencies)
        .map(|(key, one)| (key.as_str(), one.short.as_str()))
        .collect();
    let ended = matrix.checkpoints.iter().filter(|head| head.has_ended).rev();
    let points: Vec<(String, String)> =
        ended.map(|head| (address::code(head.checkpoint), words::checkpoint(head))).collect();
    let points: Vec<(&str, &str)> =
        points.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
    let agency = asked.agency.as_deref().and_then(|text| address::find_agency(matrix, text));
    let agency = agency.map(|one| address::agency(matrix, one)).unwrap_or_default();
    let at = asked.at.map(address::code).unwrap_or_default();
    html! {
        @if let Some(plan) = asked.plan { input type="hidden" name="rencana" value=(words::plain_years(plan)); }
        @if let Some(strategy) = &asked.strategy { input type="hidden" name="strategi" value=(strategy); }
        @if let Some(band) = asked.band { input type="hidden" name="pita" value=(address::band(band)); }
        (Filters::pick("instansi", lang.plan_agency(), lang.plan_all_agencies(), &agencies, &agency))
        (Filters::pick("titik", lang.plan_checkpoint(), lang.plan_latest(), &points, &at))
    }
}
