//! Identifiers: one newtype per noun over a UUIDv7, so that two nouns can't be mixed up.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Text that is not the identifier it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::try_parse(text).map($name).map_err(|_| BadId)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }
    )+};
}

ids! {
    /// A place in the region tree; never changes, whatever happens to code and name.
    RegionId,
    /// An agency: local office, police command, hospital, vertical body, organisation.
    AgencyId,
    /// An office (jabatan) of an agency, held by one person at a time.
    OfficeId,
    /// One person's dated holding of an office.
    HolderId,
    /// A desk of an agency, the unit that later holds keys to protected records.
    DeskId,
    /// A named group of agencies ("Polres (3)", "Kecamatan").
    GroupId,
    /// The standing task force of one region.
    TaskForceId,
    /// One term of a task force, set by a decree.
    TermId,
    /// A sub-task force within a term.
    SubTaskForceId,
    /// A seat in a term, given to an office.
    SeatId,
    /// A person who signs in.
    AccountId,
    /// A dated assignment: account x role x task force x agency / desk / region.
    AssignmentId,
    /// A signed-in session.
    SessionId,
    /// An action plan.
    PlanId,
    /// A strategy of a plan.
    StrategyId,
    /// An activity of a strategy.
    ActivityId,
    /// An indicator of an activity: how to count.
    IndicatorId,
    /// What one agency reported for one indicator at one checkpoint, one revision.
    RealisationId,
    /// A piece of evidence under a realisation.
    EvidenceId,
    /// A stored file.
    FileId,
    /// An import that was previewed and may be confirmed.
    ImportId,
    /// What an office wants to stand in a plan that is being made.
    ProposalId,
    /// A dated version of a plan in force.
    AmendmentId,
    /// A link by which one office reports without an account.
    LinkId,
    /// A count with its provenance.
    CountId,
    /// A meeting.
    MeetingId,
    /// An item of an agenda.
    ItemId,
    /// What somebody wants to stand on an agenda.
    WishId,
    /// Somebody on the list of those present.
    AttendeeId,
    /// A decision of a meeting.
    DecisionId,
    /// A remark on minutes, or an addendum to them.
    RemarkId,
    /// An action that an office does by a day.
    ActionId,
    /// A step on the way of an action.
    ActionStepId,
    /// Something that somebody is told.
    NoticeId,
    /// An order to pass a message on.
    OrderId,
    /// What a sub-district or village reports on an order, one version.
    OrderReportId,
    /// A legal instrument.
    InstrumentId,
    /// A step on the way of an instrument.
    InstrumentStepId,
    /// A party to an instrument.
    PartyId,
    /// A text of an instrument.
    InstrumentTextId,
    /// A file that belongs to a meeting.
    MeetingFileId,
    /// What an office pledges at a meeting.
    PledgeId,
    /// A letter.
    LetterId,
}
