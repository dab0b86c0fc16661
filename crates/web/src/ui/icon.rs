//! Line icons, drawn inline so that no page waits for a second file.

use maud::{Markup, PreEscaped, Render};

/// What an icon stands for. An icon never stands alone: a word or a hidden label is beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The day's work.
    Home,
    /// The action plan.
    Plan,
    /// A report to send.
    Report,
    /// Checking what others sent.
    Check,
    /// Meetings.
    Meeting,
    /// Actions that follow a meeting.
    Action,
    /// Outreach to villages and schools.
    Outreach,
    /// Training.
    Training,
    /// Regions and maps.
    Map,
    /// The task force and its members.
    People,
    /// Agencies.
    Building,
    /// Letters.
    Letter,
    /// Legal instruments.
    Law,
    /// Incoming reports.
    Intake,
    /// Cases.
    Case,
    /// Referrals.
    Referral,
    /// Transit at airport and port.
    Transit,
    /// Partners outside government.
    Partner,
    /// Analysis and statistics.
    Chart,
    /// Settings.
    Settings,
    /// The audit trail.
    Audit,
    /// Search.
    Search,
    /// Notices.
    Bell,
    /// The whole menu.
    Menu,
    /// Close.
    Close,
    /// A person.
    Person,
    /// A closed lock: protected side.
    Lock,
    /// Download.
    Download,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3 10.5 12 3l9 7.5M5.5 9v11h13V9M10 20v-6h4v6",
            Self::Plan => "M4 4h16v16H4zM4 9h16M9 9v11M12.5 13h4M12.5 16.5h2.5",
            Self::Report => "M6 3h12v18H6zM12 17V9M8.5 12.5 12 9l3.5 3.5M9.5 6h5",
            Self::Check => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M8 12l3 3 5.5-6",
            Self::Meeting => "M4 5h16v11h-9l-4.5 4v-4H4zM8 9.5h8M8 12.5h5",
            Self::Action => {
                "M4 6.5 5.5 8 8 5M4 12.5 5.5 14 8 11M4 18.5 5.5 20 8 17M11.5 6.5H20M11.5 12.5H20M11.5 18.5H20"
            }
            Self::Outreach => "M4 10v4h3l8 4.5v-13L7 10zM18 9.5a4 4 0 0 1 0 5M8 14v5h2.5",
            Self::Training => "M2.5 9 12 4.5 21.5 9 12 13.5zM6.5 11v5c3 2.7 8 2.7 11 0v-5M21.5 9v6",
            Self::Map => "M9 4 3.5 6.5v13.5L9 17.5l6 2.5 5.5-2.5V4L15 6.5zM9 4v13.5M15 6.5V20",
            Self::People => {
                "M12 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6M5.5 8.5a2 2 0 1 1 0 4M18.5 8.5a2 2 0 1 0 0 4M6.5 20c0-8 11-8 11 0M2.5 18c0-2 1-3.3 2.5-4M21.5 18c0-2-1-3.3-2.5-4"
            }
            Self::Building => {
                "M3.5 20h17M5.5 20V9.5M10 20V9.5M14 20V9.5M18.5 20V9.5M3.5 9.5 12 4l8.5 5.5z"
            }
            Self::Letter => "M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h7M9 16h7",
            Self::Law => {
                "M12 4v16M8 20h8M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5zM2.5 13.5a2.5 2 0 0 0 5 0M16.5 13.5a2.5 2 0 0 0 5 0"
            }
            Self::Intake => "M4 13.5 6.5 5h11L20 13.5V20H4zM4 13.5h5l1.5 2.5h3l1.5-2.5h5",
            Self::Case => "M3.5 6h6.5l2 2.5h8.5V19.5h-17zM3.5 11.5h17",
            Self::Referral => "M4 12h14M13 6.5l5.5 5.5-5.5 5.5M4 5v14",
            Self::Transit => {
                "M3 14.5 20.5 9c1.5-.5 1-2.5-.7-2.2L15.5 8 9 4.5 7 5l4 4.5-4 1.300-2.5-1.800-1.5.5zM4 19.5h16"
            }
            Self::Partner => {
                "M3 8.5 7.5 6l4.5 2.5L16.5 6 21 8.5v6L16 18l-4-3-4 3-5-3.5zM12 8.5 9 11.5c1.5 1.5 3 1 4.5-.5l4.5 3.5"
            }
            Self::Chart => "M4 4v16h16M8.5 16v-5M12.5 16V8M16.5 16v-3",
            Self::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M9 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5"
            }
            Self::Audit => "M12 3 5 5.5v6c0 4.5 3 7.5 7 9.5 4-2 7-5 7-9.5v-6zM9 12l2 2 4-4.5",
            Self::Search => "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12M15 15l5.5 5.5",
            Self::Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Person => "M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M5 20c0-7.5 14-7.5 14 0",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
            Self::Download => "M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15",
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        PreEscaped(format!(
            r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>"#,
            self.path()
        ))
    }
}
