//! Read models of notices.

use std::collections::HashMap;

use domain::{
    id::{AgencyId, NoticeId},
    notice::{MailState, Topic},
    time::{Date, Zone},
};

pub use store::notice::{MailRow as Mail, NoticeRow as Notice};

/// A person's notices, the latest first.
#[derive(Debug, Clone)]
pub struct Index {
    /// A page of them.
    pub notices: Vec<Notice>,
    /// Where the next page begins.
    pub next: Option<NoticeId>,
    /// Usual names of agencies.
    pub agencies: HashMap<AgencyId, String>,
    /// Zone of their times.
    pub zone: Zone,
}

/// What a person is told by e-mail.
#[derive(Debug, Clone)]
pub struct Own {
    /// Where they are written to; empty where nobody wrote it down.
    pub address: String,
    /// Each topic, and whether it goes out by e-mail.
    pub topics: Vec<(Topic, bool)>,
    /// Whether a mail server is set up at all.
    pub has_server: bool,
}

/// What became of e-mails, the latest first.
#[derive(Debug, Clone)]
pub struct Log {
    /// A page of them.
    pub mails: Vec<Mail>,
    /// Where the next page begins.
    pub next: Option<NoticeId>,
    /// How many are in each state.
    pub counts: Vec<(MailState, i64)>,
    /// Usual names of agencies.
    pub agencies: HashMap<AgencyId, String>,
    /// Zone of their times.
    pub zone: Zone,
    /// Whether a mail server is set up at all.
    pub has_server: bool,
    /// Today there.
    pub today: Date,
}
