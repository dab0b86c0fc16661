//! Every row judged at every checkpoint, from the facts and today's date alone.

use super::{
    achievement::Aim,
    band::Band,
    checkpoint::Checkpoint,
    facts::{Frame, Row},
    measure::{Direction, Entry, Measure},
    ratio::Ratio,
    realisation::{History, Standing},
    rollup::{self, Parent, Part, Weighted},
    rules::Rules,
};
use crate::{
    figure::{Figure, Rupiah},
    id::{AgencyId, IndicatorId},
};

/// Something about a figure that everyone may see beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// A first report came after the last day in time.
    Late,
    /// A report is missing and its last day is over.
    Missing,
    /// A verified figure was superseded by another verified one.
    Corrected,
    /// A report was returned and not sent again yet.
    Returned,
    /// Nothing happened since the report before.
    Nihil,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 5] =
        [Self::Late, Self::Missing, Self::Corrected, Self::Returned, Self::Nihil];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Missing => "missing",
            Self::Corrected => "corrected",
            Self::Returned => "returned",
            Self::Nihil => "nihil",
        }
    }
}

/// One row at one checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Which checkpoint.
    pub checkpoint: Checkpoint,
    /// Whether it has ended; what lies ahead is expected but not judged.
    pub has_ended: bool,
    /// The target of the whole year.
    pub target: Option<Figure>,
    /// What should have been reached by now, half up; none where no number is wanted.
    pub expected: Option<Figure>,
    /// What counts: the verified figures of all members together.
    pub value: Option<Entry>,
    /// With the figures that wait for verification; none where nothing waits.
    pub unverified: Option<Entry>,
    /// Reached over expected, uncapped; only where the row is judged.
    pub achievement: Option<Ratio>,
    /// Where it stands.
    pub band: Band,
    /// What else is to be seen, each once, in the order of [`Flag::ALL`].
    pub flags: Vec<Flag>,
    /// Spent since 1 January by the verified reports.
    pub spend: Option<Rupiah>,
    /// Pieces of evidence under the latest revisions.
    pub evidence: u32,
    /// How many members have reported, verified or not.
    pub reported: u32,
    /// How many members report.
    pub members: u32,
    part: Part,
}

/// One row at every checkpoint of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The indicator.
    pub id: IndicatorId,
    /// How much it counts beside its siblings.
    pub weight: u32,
    /// How its figures add up.
    pub measure: Measure,
    /// In order of time, all of them.
    pub cells: Vec<Cell>,
}

impl Cell {
    /// Whether the row is due here: judged, or to be.
    pub const fn is_due(&self) -> bool {
        !matches!(self.part, Part::NotDue)
    }
}

impl Line {
    /// The cell of `checkpoint`.
    pub fn cell(&self, checkpoint: Checkpoint) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.checkpoint == checkpoint)
    }

    /// The last cell of `year` that has ended.
    pub fn last_of(&self, year: i16) -> Option<&Cell> {
        let ended = |cell: &&Cell| cell.checkpoint.year == year && cell.has_ended;
        self.cells.iter().rev().find(ended)
    }

    /// The latest figure that counts at `checkpoint`: of the same year, or of any year before for
    /// a cumulative count.
    pub fn latest(&self, checkpoint: Checkpoint) -> Option<(Checkpoint, Entry)> {
        let earlier = self.cells.iter().rev().filter(|cell| cell.checkpoint <= checkpoint);
        let same = |cell: &&Cell| {
            self.measure == Measure::Cumulative || cell.checkpoint.year == checkpoint.year
        };
        let mut values =
            earlier.filter(same).filter_map(|cell| Some((cell.checkpoint, cell.value?)));
        values.next()
    }

    /// What the row brings to its parents at `checkpoint`.
    pub fn weighted(&self, checkpoint: Checkpoint) -> Weighted {
        let part = self.cell(checkpoint).map_or(Part::NotDue, |cell| cell.part);
        Weighted { weight: self.weight, part }
    }
}

/// The parent of some lines at `checkpoint`.
pub fn parent<'a>(lines: impl IntoIterator<Item = &'a Line>, checkpoint: Checkpoint) -> Parent {
    rollup::parent(lines.into_iter().map(|line| line.weighted(checkpoint)))
}

impl Frame {
    /// The checkpoint that is judged by default: the last that has ended.
    pub fn current(&self) -> Option<Checkpoint> {
        self.scheme.last_ended(self.years, self.today)
    }

    /// The first checkpoint that has not ended.
    pub fn next_checkpoint(&self) -> Option<Checkpoint> {
        self.scheme.next(self.years, self.today)
    }

    /// Judges a row at every checkpoint of the plan.
    pub fn line(&self, rules: &Rules, row: &Row) -> Line {
        let checkpoints = self.scheme.of_plan(self.years);
        let cells = checkpoints.into_iter().map(|at| self.cell(rules, row, at)).collect();
        Line { id: row.id, weight: row.weight, measure: row.measure, cells }
    }

    /// Judges a row at one checkpoint.
    pub fn cell(&self, rules: &Rules, row: &Row, at: Checkpoint) -> Cell {
        let members = self.members(row, at);
        let told = self.told(rules, row.id, &members, at);
        let aim = row.aim(&self.scheme, at);
        let has_ended = self.scheme.has_ended(at, self.today);
        let day = self.scheme.due(at).unwrap_or(self.today);
        let counts = row.counts_on(day) && self.binds_on(day);
        let verdict = if has_ended && counts {
            judge(&aim, &told.standings, |ratio| rules.bounds(day).band(ratio))
        } else {
            Verdict::unscheduled()
        };
        Cell {
            checkpoint: at,
            has_ended,
            target: aim.target,
            expected: aim.expected().map(super::achievement::Expected::shown),
            value: rollup::sum(counted(&told.standings)),
            unverified: told.unverified,
            achievement: verdict.achievement,
            band: verdict.band,
            flags: told.flags(has_ended && counts && aim.is_due()),
            spend: told.spend,
            evidence: told.evidence,
            reported: told.reported,
            members: u32::try_from(members.len()).unwrap_or(u32::MAX),
            part: verdict.part,
        }
    }

    /// Gathers what the members have told.
    fn told(&self, rules: &Rules, row: IndicatorId, members: &[AgencyId], at: Checkpoint) -> Told {
        let mut told = Told::default();
        let Some((window, reporting)) = self.window(rules, at) else { return told };
        let none = History::default();
        let mut best = Vec::with_capacity(members.len());
        for agency in members {
            let history = self.history(row, *agency, at).unwrap_or(&none);
            let standing = history.standing(window, reporting, self.today);
            told.add(history, standing, history.is_late(window));
            best.extend(history.pending().or_else(|| history.verified()).map(|best| best.entry));
        }
        told.unverified = if told.waits { rollup::sum(best) } else { None };
        told
    }
}

/// What the members of a row have told at one checkpoint.
#[derive(Debug, Default)]
struct Told {
    standings: Vec<Standing>,
    seen: Vec<Flag>,
    unverified: Option<Entry>,
    waits: bool,
    spend: Option<Rupiah>,
    evidence: u32,
    reported: u32,
}

impl Told {
    fn add(&mut self, history: &History, standing: Standing, late: bool) {
        self.standings.push(standing);
        self.waits |= history.pending().is_some();
        self.reported += u32::from(matches!(standing, Standing::Counted(_) | Standing::Waiting));
        let Some(head) = history.head() else { return };
        self.evidence += head.evidence;
        if let Some(spend) = history.verified().and_then(|verified| verified.spend) {
            let before = self.spend.unwrap_or_default();
            self.spend = Some(Rupiah(before.0.saturating_add(spend.0)));
        }
        let returned = head.state == super::realisation::State::Returned;
        for (flag, is_set) in [
            (Flag::Late, late),
            (Flag::Corrected, history.is_corrected()),
            (Flag::Returned, returned),
            (Flag::Nihil, head.nihil),
        ] {
            if is_set {
                self.seen.push(flag);
            }
        }
    }

    /// Each flag once; what is missing is only told where something was due.
    fn flags(&self, due: bool) -> Vec<Flag> {
        let missing = due && self.standings.contains(&Standing::Overdue);
        let is_set = |flag: &Flag| self.seen.contains(flag) || missing && *flag == Flag::Missing;
        Flag::ALL.into_iter().filter(is_set).collect()
    }
}

struct Verdict {
    band: Band,
    achievement: Option<Ratio>,
    part: Part,
}

impl Verdict {
    const fn new(band: Band, part: Part) -> Self {
        Self { band, achievement: None, part }
    }

    const fn unscheduled() -> Self {
        Self::new(Band::Unscheduled, Part::NotDue)
    }
}

fn counted(standings: &[Standing]) -> impl Iterator<Item = Entry> {
    standings.iter().filter_map(|standing| match standing {
        Standing::Counted(entry) => Some(*entry),
        _ => None,
    })
}

/// Judges a checkpoint that has ended.
///
/// A group is judged when every member is verified or overdue: the part that is still in time, or
/// waits for the secretariat, must not make the whole look behind.
fn judge(aim: &Aim, standings: &[Standing], word: impl Fn(Ratio) -> Band) -> Verdict {
    let sum = rollup::sum(counted(standings));
    if !aim.is_due() {
        let nothing_happened = aim.measure == Measure::AsNeeded && sum.is_some_and(Entry::is_empty);
        let band = if nothing_happened { Band::NoCase } else { Band::Unscheduled };
        return Verdict::new(band, Part::NotDue);
    }
    if standings.is_empty() {
        return Verdict::new(Band::NotReported, Part::Open { reported: false });
    }
    if standings.contains(&Standing::Open) {
        return Verdict::new(Band::NotReported, Part::Open { reported: false });
    }
    if standings.contains(&Standing::Waiting) {
        let reported = !standings.contains(&Standing::Overdue);
        return Verdict::new(Band::Waiting, Part::Open { reported });
    }
    let overdue = standings.iter().filter(|standing| **standing == Standing::Overdue).count();
    match sum.and_then(|sum| aim.achievement(sum)) {
        Some(ratio) => judged(aim, ratio, standings.len(), overdue, word),
        None if overdue > 0 => Verdict::new(Band::Overdue, Part::Overdue),
        None => Verdict::new(Band::NoCase, Part::NoEvent),
    }
}

/// A member that told nothing counts as 0. A sum of "higher is better" counts sees to that by
/// itself; a percentage, or a sum that should be low, would look better for the silence.
fn judged(
    aim: &Aim,
    ratio: Ratio,
    members: usize,
    overdue: usize,
    word: impl Fn(Ratio) -> Band,
) -> Verdict {
    let hides = aim.measure == Measure::Percentage || aim.direction == Direction::LowerIsBetter;
    let ratio = if hides && overdue > 0 {
        let told = u32::try_from(members - overdue).unwrap_or(u32::MAX);
        ratio.capped().scaled(told, u32::try_from(members).unwrap_or(u32::MAX))
    } else {
        ratio
    };
    Verdict { band: word(ratio), achievement: Some(ratio), part: Part::Judged(ratio) }
}
