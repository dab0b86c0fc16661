//! The plan so far, and where the next row belongs.

use std::collections::HashMap;

use super::{
    Activity, Indicator, Strategy, Understood,
    agencies::Directory,
    doubt::{Code, Doubt},
};
use crate::{
    plan::{Years, key},
    sheet::Position,
};

/// The plan so far, and where the next row belongs.
pub struct Builder {
    pub out: Understood,
    pub years: Years,
    pub directory: Directory,
    strategies: HashMap<String, usize>,
    activities: HashMap<(usize, String), usize>,
    indicators: HashMap<(usize, usize, String), usize>,
    pub strategy: Option<usize>,
    pub activity: Option<usize>,
    pub indicator: Option<usize>,
}

impl Builder {
    pub fn new(out: Understood, years: Years, directory: Directory) -> Self {
        Self {
            out,
            years,
            directory,
            strategies: HashMap::new(),
            activities: HashMap::new(),
            indicators: HashMap::new(),
            strategy: None,
            activity: None,
            indicator: None,
        }
    }

    pub fn finish(mut self) -> Understood {
        self.out.strategies.retain(|strategy| !strategy.activities.is_empty());
        for strategy in &mut self.out.strategies {
            conclude_code(strategy);
        }
        self.out.doubts.sort_by_key(|doubt| doubt.at);
        // A cell merged over many rows is doubted once.
        self.out.doubts.dedup();
        if self.out.strategies.is_empty() {
            self.out.errors.push(Doubt::of_file(Code::NoRows));
        }
        self.out
    }

    /// Makes the strategy of this name the one that rows belong to.
    pub fn enter_strategy(&mut self, code: &str, name: &str, at: Position) {
        let name = self.kept(name, at);
        let index = *self.strategies.entry(key(&name)).or_insert_with(|| {
            let key = key(&name);
            self.out.strategies.push(Strategy {
                code: code.to_owned(),
                name,
                key,
                at,
                activities: Vec::new(),
            });
            self.out.strategies.len() - 1
        });
        if self.strategy != Some(index) {
            (self.strategy, self.activity, self.indicator) = (Some(index), None, None);
        }
    }

    pub fn enter_activity(&mut self, code: &str, name: &str, at: Position) -> Option<()> {
        let strategy = self.strategy?;
        let name = self.kept(name, at);
        let activities = &mut self.out.strategies[strategy].activities;
        let index = *self.activities.entry((strategy, key(&name))).or_insert_with(|| {
            activities.push(Activity {
                code: code.to_owned(),
                key: key(&name),
                name,
                at,
                support: Vec::new(),
                budgets: std::collections::BTreeMap::new(),
                funding: String::new(),
                sipd: String::new(),
                indicators: Vec::new(),
            });
            activities.len() - 1
        });
        if self.activity != Some(index) {
            (self.activity, self.indicator) = (Some(index), None);
        }
        Some(())
    }

    /// The activity that rows belong to.
    pub fn current_activity(&mut self) -> Option<&mut Activity> {
        self.out.strategies.get_mut(self.strategy?)?.activities.get_mut(self.activity?)
    }

    /// The indicator read last.
    pub fn current_indicator(&mut self) -> Option<&mut Indicator> {
        let indicator = self.indicator?;
        self.current_activity()?.indicators.get_mut(indicator)
    }

    pub fn doubt(&mut self, doubt: Doubt) {
        self.out.doubts.push(doubt);
    }

    /// A name short enough to be kept.
    pub fn kept(&mut self, name: &str, at: Position) -> String {
        if name.chars().count() <= super::NAME_MAX {
            return name.to_owned();
        }
        self.doubt(Doubt::new(at, Code::TextCut, name));
        name.chars().take(super::NAME_MAX).collect()
    }

    /// Adds an indicator, or the years it lacks to the one that is there; false for a repetition.
    pub fn add_indicator(&mut self, indicator: Indicator) -> bool {
        let (Some(strategy), Some(activity)) = (self.strategy, self.activity) else { return false };
        let indicators = &mut self.out.strategies[strategy].activities[activity].indicators;
        let place = (strategy, activity, indicator.key.clone());
        let Some(index) = self.indicators.get(&place).copied() else {
            self.indicators.insert(place, indicators.len());
            self.indicator = Some(indicators.len());
            indicators.push(indicator);
            return true;
        };
        let there = &mut indicators[index];
        let other_years = !indicator.targets.is_empty()
            && indicator.targets.keys().all(|year| !there.targets.contains_key(year));
        if other_years {
            there.targets.extend(indicator.targets);
            there.lead = there.lead.or(indicator.lead);
            self.indicator = Some(index);
        }
        other_years
    }
}

/// The code of a strategy, from its activities' codes where it has none of its own: `A.1` → `A`.
fn conclude_code(strategy: &mut Strategy) {
    if !strategy.code.is_empty() {
        return;
    }
    let prefix =
        |activity: &Activity| activity.code.rsplit_once('.').map(|(prefix, _)| prefix.to_owned());
    let mut prefixes = strategy.activities.iter().map(prefix);
    if let Some(Some(first)) = prefixes.next()
        && prefixes.all(|prefix| prefix.as_ref() == Some(&first))
    {
        strategy.code = first;
    }
}
