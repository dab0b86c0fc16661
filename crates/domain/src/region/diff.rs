//! What an import changes: stored regions against the regions a file lists.
//!
//! Level by level from the top, a stored region finds its entry by the code it should have now
//! (a child's code moves with its parent), then by its name below the same parent, then by its
//! name in the same regency. A change of letter case or of spelling signs is no rename, and a
//! region that only got another code is the same region.

use std::collections::{HashMap, HashSet};

use super::{
    Change, Diff, Known, Level, Partial, RegionCode, Spot, State, name_key, region_key, row::Entry,
};

/// Compares `entries` with what is `known`. In a `complete` list the children of each parent it
/// names are all there are, so a stored one left out has ended, unless most are left out: then it
/// is no complete list. Provinces never end by a file.
///
/// `known` must hold each open code once and every region that the entries' parents lead to.
pub fn diff<'a>(known: &'a [Known], entries: &'a [Entry], complete: bool) -> Diff<'a> {
    let mut matcher = Matcher::new(known, entries, complete);
    for level in Level::ALL {
        matcher.level(level);
    }
    matcher.diff
}

/// A stored open region on its way to its entry.
struct Old<'a> {
    known: &'a Known,
    /// The code it has if only its parent's code changed.
    expected: RegionCode,
    key: String,
    /// The file lists its siblings, so being left out means it ended.
    covered: bool,
    /// Its parent ended.
    orphaned: bool,
}

/// An entry nobody has claimed yet.
struct Free<'a> {
    entry: &'a Entry,
    key: String,
}

/// Fewer missing children than this never make a list a part of one.
const FEW: usize = 2;

/// How many regions each parent has that a list should name, by the parent's new code.
fn children(olds: &[Old<'_>]) -> HashMap<RegionCode, usize> {
    let mut count = HashMap::new();
    for parent in olds
        .iter()
        .filter(|old| old.covered && !old.orphaned)
        .filter_map(|old| old.expected.parent())
    {
        *count.entry(parent).or_default() += 1;
    }
    count
}

type Frees<'a> = HashMap<&'a RegionCode, Free<'a>>;

/// How many old regions share a name in a scope, and the entries with that name.
type Namesakes<'a> = (usize, Vec<&'a Entry>);

struct Matcher<'a> {
    known: &'a [Known],
    entries: &'a [Entry],
    complete: bool,
    /// Parents whose children the file lists.
    listed: HashSet<RegionCode>,
    /// Where a stored open code leads: its new code, or nothing when it ends.
    image: HashMap<&'a RegionCode, Option<RegionCode>>,
    diff: Diff<'a>,
}

impl<'a> Matcher<'a> {
    fn new(known: &'a [Known], entries: &'a [Entry], complete: bool) -> Self {
        let listed = entries.iter().filter_map(|entry| entry.code.parent()).collect();
        Self { known, entries, complete, listed, image: HashMap::new(), diff: Diff::default() }
    }

    fn level(&mut self, level: Level) {
        let mut olds: Vec<Old<'a>> = self.olds(level);
        let stored = children(&olds);
        let mut free: Frees<'a> = self.free(level);
        self.claim(&mut olds, &mut free, |old, entry| old.key == entry.key);
        self.claim_by_name(&mut olds, &mut free, RegionCode::parent);
        self.claim(&mut olds, &mut free, |_, _| true);
        self.reopen(level, &mut free);
        if (Level::Regency..=Level::Village).contains(&level) {
            // A regency may move to another province; anything below stays in its regency.
            let scope = |code: &RegionCode| match level {
                Level::Regency => RegionCode::parse("11").ok(),
                _ => code.ancestor(Level::Regency),
            };
            self.claim_by_name(&mut olds, &mut free, scope);
        }
        self.keep_unlisted(&stored, &mut olds);
        for old in olds {
            self.leave(old);
        }
        self.begin(free);
    }

    fn olds(&self, level: Level) -> Vec<Old<'a>> {
        let open = self.known.iter().filter(|known| known.state == State::Open);
        let mut olds: Vec<_> =
            open.filter(|known| known.code.level() == level).map(|known| self.old(known)).collect();
        olds.sort_by(|a, b| a.known.code.cmp(&b.known.code));
        olds
    }

    fn old(&self, known: &'a Known) -> Old<'a> {
        let parent = known.code.parent();
        let image = parent.as_ref().and_then(|parent| self.image.get(parent));
        let expected = match image {
            Some(Some(to)) => known.code.below(to),
            Some(None) | None => known.code.clone(),
        };
        let ended = matches!(image, Some(None));
        let listed = expected.parent().is_some_and(|parent| self.listed.contains(&parent));
        let key = region_key(&known.name, known.code.level());
        Old { known, expected, key, covered: self.complete && (ended || listed), orphaned: ended }
    }

    fn free(&self, level: Level) -> Frees<'a> {
        let here = self.entries.iter().filter(|entry| entry.code.level() == level);
        here.map(|entry| (&entry.code, Free { entry, key: region_key(&entry.name, level) }))
            .collect()
    }

    /// Gives each old region the entry under its expected code, where `fits` agrees.
    fn claim(
        &mut self,
        olds: &mut Vec<Old<'a>>,
        free: &mut Frees<'a>,
        fits: impl Fn(&Old<'a>, &Free<'a>) -> bool,
    ) {
        olds.retain(|old| {
            let Some(found) = free.get(&old.expected).filter(|entry| fits(old, entry)) else {
                return true;
            };
            self.settle(old, found.entry);
            free.remove(&old.expected);
            false
        });
    }

    /// Pairs what is left by name inside a scope, where the name is unique on both sides.
    fn claim_by_name(
        &mut self,
        olds: &mut Vec<Old<'a>>,
        free: &mut Frees<'a>,
        scope: impl Fn(&RegionCode) -> Option<RegionCode>,
    ) {
        let mut names: HashMap<(Option<RegionCode>, &str), Namesakes<'a>> = HashMap::new();
        for old in olds.iter().filter(|old| old.covered) {
            names.entry((scope(&old.expected), &old.key)).or_default().0 += 1;
        }
        for entry in free.values() {
            if let Some(found) = names.get_mut(&(scope(&entry.entry.code), entry.key.as_str())) {
                found.1.push(entry.entry);
            }
        }
        let pairs: HashMap<&'a RegionCode, &'a Entry> = olds
            .iter()
            .filter(|old| old.covered)
            .filter_map(|old| match names.get(&(scope(&old.expected), old.key.as_str())) {
                Some((1, found)) if found.len() == 1 => Some((&old.known.code, *found.first()?)),
                _ => None,
            })
            .collect();
        olds.retain(|old| {
            let Some(entry) = pairs.get(&old.known.code) else {
                return true;
            };
            self.settle(old, entry);
            free.remove(&entry.code);
            false
        });
    }

    /// The old region is this entry.
    fn settle(&mut self, old: &Old<'a>, entry: &Entry) {
        self.image.insert(&old.known.code, Some(entry.code.clone()));
        let to = merged(old.known, entry);
        let renamed = old.key != region_key(&to.name, to.code.level());
        let moved = old.known.code != to.code;
        let touched = old.known.name != to.name || old.known.point != to.point;
        match (renamed || moved, touched) {
            (true, _) => {
                self.diff.changes.push(Change::Changed { was: old.known, to, renamed, moved });
            }
            (false, true) => self.diff.changes.push(Change::Touched { was: old.known, to }),
            (false, false) => self.diff.same += 1,
        }
    }

    /// Entries that are an ended region come back: the same code and name is the same place.
    fn reopen(&mut self, level: Level, free: &mut Frees<'a>) {
        let mut ended: Vec<&'a Known> =
            self.known.iter().filter(|known| known.state == State::Closed).collect();
        ended.retain(|known| known.code.level() == level && free.contains_key(&known.code));
        ended.sort_by_key(|known| std::cmp::Reverse(known.since));
        for was in ended {
            let same = |found: &&Free<'a>| found.key == region_key(&was.name, level);
            if let Some(found) = free.get(&was.code).filter(same) {
                self.diff.changes.push(Change::Reopened { was, to: merged(was, found.entry) });
                free.remove(&was.code);
            }
        }
    }

    /// Where a list leaves out most children of a parent it is only a part of a list (somebody
    /// corrects three villages, a file was cut off): those children stay.
    fn keep_unlisted(&mut self, stored: &HashMap<RegionCode, usize>, olds: &mut [Old<'a>]) {
        let missing = children(olds);
        for (parent, missing) in &missing {
            let stored = stored.get(parent).copied().unwrap_or(0);
            if *missing > FEW && 2 * missing > stored {
                self.diff.partial.push(Partial {
                    parent: parent.clone(),
                    missing: *missing,
                    stored,
                });
            }
        }
        self.diff.partial.sort_by(|a, b| a.parent.cmp(&b.parent));
        for old in olds {
            let parent = old.expected.parent();
            let partial = |it: &Partial| Some(&it.parent) == parent.as_ref();
            old.covered &= old.orphaned || !self.diff.partial.iter().any(partial);
        }
    }

    /// An old region no entry claims: it ended if its siblings are listed, else it goes with
    /// its parent.
    fn leave(&mut self, old: Old<'a>) {
        if old.covered {
            self.image.insert(&old.known.code, None);
            self.diff.changes.push(Change::Closed(old.known));
            return;
        }
        self.image.insert(&old.known.code, Some(old.expected.clone()));
        if old.expected != old.known.code {
            let Known { name, point, .. } = old.known.clone();
            let to = Entry { code: old.expected, name, point, at: Spot::default() };
            self.diff.changes.push(Change::Changed {
                was: old.known,
                to,
                renamed: false,
                moved: true,
            });
        }
    }

    fn begin(&mut self, free: Frees<'a>) {
        let mut new: Vec<&'a Entry> = free.into_values().map(|free| free.entry).collect();
        new.sort_by(|a, b| a.code.cmp(&b.code));
        self.diff.changes.extend(new.into_iter().map(Change::New));
    }
}

/// The entry with what the file does not know kept: a centroid, a name with the word for its
/// level, and lower-case letters.
fn merged(known: &Known, entry: &Entry) -> Entry {
    let level = entry.code.level();
    let same = region_key(&known.name, level) == region_key(&entry.name, level);
    let shouted = !entry.name.chars().any(char::is_lowercase);
    let keeps = same && (shouted || name_key(&known.name) != name_key(&entry.name));
    let name = if keeps { &known.name } else { &entry.name };
    Entry { name: name.clone(), point: entry.point.or(known.point), ..entry.clone() }
}

#[cfg(test)]
mod tests;
