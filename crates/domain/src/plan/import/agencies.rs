//! Who is meant by a cell of agencies, however they are written and parted.

use std::collections::{BTreeSet, HashMap};

use super::{
    Known,
    bodies::{SYNONYMS, is_common, is_office},
    words::{plain, tidy},
};
use crate::agency::{Candidate, Lead, match_key};

/// Most of a cell that is read, in characters.
const CELL_MAX: usize = 1_000;
/// Most names out of one cell.
const NAMES_MAX: usize = 20;
/// Most pieces that one name is cut into: "Dinas Pemuda, Olahraga, Kebudayaan dan Pariwisata".
const PARTS_MAX: usize = 6;

/// One name out of a cell, and what it was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub written: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a written name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// This agency or group.
    Known(Lead),
    /// Nearly the name of this one; its name as it is usually written.
    Guessed(Lead, String),
    /// A name that several share.
    Ambiguous,
    /// Somebody who helps but is no agency.
    Common,
    /// Nobody known; whether it looks like an office, and the nearest name if one is near.
    Unknown(bool, Option<String>),
}

impl Meaning {
    /// The agency or group, known or guessed.
    pub const fn lead(&self) -> Option<Lead> {
        match self {
            Self::Known(lead) | Self::Guessed(lead, _) => Some(*lead),
            _ => None,
        }
    }
}

/// All names that are known, and the cells read so far.
#[derive(Debug)]
pub struct Directory {
    exact: HashMap<String, BTreeSet<Lead>>,
    shown: Vec<(String, Lead, String)>,
    names: Vec<(String, Lead, String)>,
    region: String,
    cells: HashMap<String, Vec<Named>>,
}

impl Directory {
    /// From every name that is known beforehand.
    pub fn new(known: &Known) -> Self {
        let candidates: Vec<Candidate> =
            known.names.iter().map(|one| settled(one, &known.settled)).collect();
        let mut directory = Self {
            exact: HashMap::new(),
            shown: Vec::new(),
            names: Vec::new(),
            region: match_key(&known.region),
            cells: HashMap::new(),
        };
        for candidate in candidates.iter().filter(|candidate| !candidate.key.is_empty()) {
            directory.shown.push((candidate.key.clone(), candidate.lead, candidate.shown.clone()));
            directory.exact.entry(candidate.key.clone()).or_default().insert(candidate.lead);
        }
        for candidate in &candidates {
            directory.add_shorter_forms(candidate);
        }
        directory.add_synonyms();
        for one in &known.settled {
            directory.exact.insert(one.key.clone(), BTreeSet::from([one.lead]));
        }
        directory.names = directory.similar_names();
        directory
    }

    /// Every key that means one body, with the name it is shown by.
    fn similar_names(&self) -> Vec<(String, Lead, String)> {
        let shown = |lead: Lead| {
            self.shown.iter().find(|(_, of, _)| *of == lead).map(|(.., shown)| shown.clone())
        };
        let one = |(key, leads): (&String, &BTreeSet<Lead>)| {
            let lead = leads.first().copied().filter(|_| leads.len() == 1)?;
            Some((key.clone(), lead, shown(lead)?))
        };
        let mut names: Vec<_> = self.exact.iter().filter_map(one).collect();
        // The map has no order of its own; a suggestion must not change from one reading to the next.
        names.sort();
        names
    }

    /// A name without its region, or a group without its number, also counts where it is free.
    fn add_shorter_forms(&mut self, candidate: &Candidate) {
        let without_region = self.without_region(&candidate.key);
        let without_number =
            candidate.key.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let numbered = matches!(candidate.lead, Lead::Group(_)).then_some(without_number);
        for form in [without_region, numbered].into_iter().flatten() {
            if form != candidate.key
                && form.len() > 1
                && !self.shown.iter().any(|(key, ..)| *key == form)
            {
                self.exact.entry(form).or_default().insert(candidate.lead);
            }
        }
    }

    fn without_region(&self, key: &str) -> Option<String> {
        let bare = key.strip_suffix(self.region.as_str()).filter(|_| !self.region.is_empty())?;
        (bare.len() > 1).then(|| bare.to_owned())
    }

    /// Where one of several usual names is known and means one body, the others mean it too.
    fn add_synonyms(&mut self) {
        for line in SYNONYMS {
            let keys: Vec<String> = line.split('|').map(match_key).collect();
            let mut leads: BTreeSet<Lead> = BTreeSet::new();
            for key in &keys {
                leads.extend(self.exact.get(key).into_iter().flatten());
            }
            // A group stands for its members: "Polres" is the three of them.
            let groups: Vec<Lead> =
                leads.iter().copied().filter(|lead| matches!(lead, Lead::Group(_))).collect();
            let one = leads.first().copied().filter(|_| leads.len() == 1);
            let group = groups.first().copied().filter(|_| groups.len() == 1);
            let Some(meant) = group.or(one) else { continue };
            for key in keys {
                self.exact.entry(key).or_insert_with(|| BTreeSet::from([meant]));
            }
        }
    }

    /// The names in a cell, in order; each cell's text is read once.
    pub fn read(&mut self, cell: &str) -> &[Named] {
        if !self.cells.contains_key(cell) {
            let named = self.split(cell);
            self.cells.insert(cell.to_owned(), named);
        }
        self.cells.get(cell).map_or(&[], Vec::as_slice)
    }

    /// Parts a cell: the whole first, then at line breaks and semicolons, then at commas, slashes
    /// and "dan", joining again what only together is a name.
    fn split(&self, cell: &str) -> Vec<Named> {
        let cell: String = cell.chars().take(CELL_MAX).collect();
        let cell = cell.as_str();
        let whole = tidy(&unlisted(cell));
        if is_nothing(&whole) {
            return Vec::new();
        }
        if let Some(lead) = self.known(&whole) {
            return vec![Named { written: whole, meaning: Meaning::Known(lead) }];
        }
        let lines = cell.split(['\n', ';', '•', '|']).map(unlisted).map(|line| tidy(&line));
        let named = lines.filter(|line| !is_nothing(line)).flat_map(|line| self.split_line(&line));
        named.take(NAMES_MAX).collect()
    }

    fn split_line(&self, line: &str) -> Vec<Named> {
        let parts = parts(line);
        let mut named = Vec::new();
        let mut place = 0;
        while place < parts.len() {
            let longest = (place + 1..=parts.len().min(place + PARTS_MAX)).rev().find_map(|end| {
                let written = joined(&parts[place..end]);
                let lead = self.known(&written).map(Meaning::Known);
                let meaning = lead.or_else(|| is_common(&written).then_some(Meaning::Common))?;
                Some((end, Named { written, meaning }))
            });
            if let Some((end, found)) = longest {
                named.push(found);
                place = end;
                continue;
            }
            // An unknown name keeps the "dan" inside it, up to the next sure cut.
            let end = self.unknown_end(&parts, place);
            let written = joined(&parts[place..end]);
            let meaning = self.unsure(&written);
            named.push(Named { written, meaning });
            place = end;
        }
        named.retain(|one| !is_nothing(&one.written));
        named
    }

    fn unknown_end(&self, parts: &[Part<'_>], place: usize) -> usize {
        let mut end = place + 1;
        while end < parts.len()
            && !parts[end].sure
            && self.known(parts[end].text).is_none()
            && !is_common(parts[end].text)
        {
            end += 1;
        }
        end
    }

    /// The one agency or group that a name means exactly.
    fn known(&self, written: &str) -> Option<Lead> {
        forms(written, self).iter().find_map(|key| match self.exact.get(key) {
            Some(leads) if leads.len() == 1 => leads.iter().next().copied(),
            Some(leads) => {
                let mut groups = leads.iter().filter(|lead| matches!(lead, Lead::Group(_)));
                groups.next().filter(|_| groups.next().is_none()).copied()
            }
            None => None,
        })
    }

    fn unsure(&self, written: &str) -> Meaning {
        let keys = forms(written, self);
        if keys.iter().any(|key| self.exact.get(key).is_some_and(|leads| leads.len() > 1)) {
            return Meaning::Ambiguous;
        }
        if is_common(written) {
            return Meaning::Common;
        }
        let nearest =
            keys.iter().filter_map(|key| self.nearest(key)).max_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((_, true, lead, shown)) => Meaning::Guessed(lead, shown),
            Some((likeness, false, _, shown)) if likeness > 0.6 => {
                Meaning::Unknown(is_office(written), Some(shown))
            }
            _ => Meaning::Unknown(is_office(written), None),
        }
    }

    /// The most alike name: how alike, and whether only a slip or two lie between them.
    fn nearest(&self, key: &str) -> Option<(f64, bool, Lead, String)> {
        let length = key.chars().count();
        let slips = match length {
            0..=4 => 0,
            5..=8 => 1,
            9..=16 => 2,
            _ => 3,
        };
        let alike = |(known, lead, shown): &(String, Lead, String)| {
            let longer = known.chars().count().max(length);
            let distance = strsim::osa_distance(known, key);
            let near = known.chars().count() >= 5 && distance <= slips;
            (1.0 - distance as f64 / longer as f64, near, *lead, shown.clone())
        };
        let similar = self
            .names
            .iter()
            .filter(|(known, ..)| known.len().abs_diff(key.len()) * 2 <= key.len());
        let alike: Vec<_> = similar.map(alike).collect();
        let best = alike.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        // Two bodies equally near leave it open ("Kec. Sepatam" between Sepatan and Sepatan Timur).
        let rivals = alike.iter().any(|other| other.2 != best.2 && best.0 - other.0 < 0.02);
        Some((best.0, best.1 && !rivals, best.2, best.3.clone()))
    }
}

/// A name with whom it means, where somebody has matched it by hand.
fn settled(one: &Candidate, settled: &[Candidate]) -> Candidate {
    let by_hand = settled.iter().find(|other| other.key == one.key);
    Candidate { lead: by_hand.map_or(one.lead, |other| other.lead), ..one.clone() }
}

/// The keys under which a name is looked up, the surest first.
fn forms(written: &str, directory: &Directory) -> Vec<String> {
    let mut forms = vec![match_key(written)];
    if let Some((name, inside)) = written.split_once('(') {
        forms.push(match_key(name));
        forms.push(match_key(inside.split(')').next().unwrap_or_default()));
    }
    let lower = plain(written);
    for office in ["kepala ", "ka. ", "ka ", "sekretaris ", "kabid "] {
        if let Some(rest) = lower.strip_prefix(office) {
            forms.push(match_key(rest));
        }
    }
    if let Some(rest) = lower.strip_prefix("kadis ") {
        forms.push(match_key(&format!("dinas {rest}")));
    }
    if let Some(rest) = lower.strip_prefix("camat ") {
        forms.push(match_key(&format!("kecamatan {rest}")));
    }
    let counted = lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if counted.len() < lower.len() {
        forms.push(match_key(counted));
    }
    let bare: Vec<String> =
        forms.iter().filter_map(|form| directory.without_region(form)).collect();
    forms.extend(bare);
    forms.retain(|form| !form.is_empty());
    forms
}

/// A piece between two cuts; sure where only a comma or slash can part two names.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    before: &'a str,
    text: &'a str,
    sure: bool,
}

fn parts(line: &str) -> Vec<Part<'_>> {
    const CUTS: [(&str, bool); 7] = [
        (",", true),
        ("/", false),
        (" dan ", false),
        (" & ", false),
        (" + ", true),
        (" serta ", false),
        (" - ", true),
    ];
    let mut parts = Vec::new();
    let (mut start, mut before, mut sure) = (0, "", true);
    let mut depth = 0_u32;
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || at < start {
            continue;
        }
        let stands = |sign: &str| {
            line.get(at..at + sign.len()).is_some_and(|s| s.eq_ignore_ascii_case(sign))
        };
        let cut = CUTS.iter().find(|(sign, _)| stands(sign));
        if let Some((sign, is_sure)) = cut {
            parts.push(Part { before, text: line[start..at].trim(), sure });
            (start, before, sure) = (at + sign.len(), &line[at..at + sign.len()], *is_sure);
        }
    }
    parts.push(Part { before, text: line.get(start..).unwrap_or_default().trim(), sure });
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// The pieces with what stood between them.
fn joined(parts: &[Part<'_>]) -> String {
    let mut text = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(part.before.trim_end());
            if !part.before.starts_with('/') {
                text.push(' ');
            }
        }
        text.push_str(part.text);
    }
    text
}

/// Without the list mark in front: `1.`, `a)`, `-`.
fn unlisted(line: &str) -> String {
    let line = line.trim().trim_start_matches(['-', '–', '•', '*', '·']).trim_start();
    let marked = super::words::split_marker(line).map_or(line, |(_, name)| name);
    marked.trim_end_matches(['.', ',', ';', ' ']).to_owned()
}

fn is_nothing(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
        || matches!(plain(text).as_str(), "n/a" | "tidak ada" | "nihil")
}
