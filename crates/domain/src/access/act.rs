//! The acts: the fixed list of what can be done, one name each for permission and audit.

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// Everything that can be done, by its one name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act { $($(#[$doc])* $name),+ }

        impl Act {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stored name, `noun.verb`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

acts! {
    /// Opens one's own home page.
    HomeView = "home.view",
    /// Signs in; recorded, granted to everybody who has an account.
    AccountSignIn = "account.sign_in",
    /// Signs out, here or everywhere.
    AccountSignOut = "account.sign_out",
    /// Changes one's own password.
    AccountPassword = "account.password",
    /// Sees who has an account.
    AccountView = "account.view",
    /// Creates, disables and assigns accounts.
    AccountManage = "account.manage",
    /// Reads the audit trail.
    AuditView = "audit.view",
    /// Checks the audit chain.
    AuditVerify = "audit.verify",
    /// Sees regions, the tile map and police jurisdiction.
    RegionView = "region.view",
    /// Imports regions and RT/RW rows.
    RegionImport = "region.import",
    /// Sees agencies, offices and their holders.
    AgencyView = "agency.view",
    /// Edits agencies, offices, holders, desks and groups.
    AgencyEdit = "agency.edit",
    /// Sees the task force, its terms and seats.
    TaskforceView = "taskforce.view",
    /// Opens and closes terms, gives seats.
    TaskforceEdit = "taskforce.edit",
    /// Prints the membership list.
    TaskforcePrint = "taskforce.print",
    /// Sees the action plan, its figures and the red list.
    PlanView = "plan.view",
    /// Imports a plan.
    PlanImport = "plan.import",
    /// Edits a plan.
    PlanEdit = "plan.edit",
    /// Takes a plan out as a file.
    PlanPrint = "plan.print",
    /// Proposes rows for the next plan, for one's own agency.
    PlanPropose = "plan.propose",
    /// Agrees to the rows of a plan.
    PlanAgree = "plan.agree",
    /// Reports a realisation for one's own agency.
    RealisationReport = "realisation.report",
    /// Approves or returns a realisation of one's own agency before the secretariat sees it.
    RealisationApprove = "realisation.approve",
    /// Sends in the workbook that an agency filled.
    RealisationUpload = "realisation.upload",
    /// Gives out and takes back a link by which an agency reports without an account.
    LinkIssue = "link.issue",
    /// Verifies or returns a realisation.
    RealisationVerify = "realisation.verify",
    /// Sees counts with their provenance.
    StatsView = "stats.view",
    /// Enters and corrects a count.
    StatsEnter = "stats.enter",
    /// Sees meetings and their minutes.
    MeetingView = "meeting.view",
    /// Prepares meetings, keeps their lists and writes their minutes.
    MeetingManage = "meeting.manage",
    /// Answers invitations, asks for items and remarks on minutes, for one's own agency.
    MeetingTakePart = "meeting.take_part",
    /// Takes minutes and lists of those present out as paper.
    MeetingPrint = "meeting.print",
    /// Approves minutes.
    MeetingApprove = "meeting.approve",
    /// Sees what was agreed to be done.
    ActionView = "action.view",
    /// Says how an action of one's own agency goes, and that it is done.
    ActionReport = "action.report",
    /// Verifies, returns, hands over, extends and cancels actions.
    ActionManage = "action.manage",
    /// Gives an office something to do outside a meeting (disposisi).
    ActionDispose = "action.dispose",
    /// Reads what one was told, and says what one wants by e-mail.
    NoticeView = "notice.view",
    /// Keeps the addresses of offices, and reads what became of e-mails.
    NoticeManage = "notice.manage",
    /// An e-mail went out, or was given up.
    NoticeSend = "notice.send",
    /// Sees orders to pass a message on, and what came back of them.
    OutreachView = "outreach.view",
    /// Writes, issues, closes and withdraws orders to pass a message on.
    OutreachManage = "outreach.manage",
    /// Acknowledges an order and reports on it, for one's own region and those below.
    OutreachReport = "outreach.report",
    /// Takes an order and what came back of it out as paper or file.
    OutreachPrint = "outreach.print",
    /// Sees the register of legal instruments.
    InstrumentView = "instrument.view",
    /// Enters instruments, records their steps and attaches their texts.
    InstrumentManage = "instrument.manage",
    /// Takes the register out as paper or as a file.
    InstrumentPrint = "instrument.print",
    /// Sees the letters of the task force, their numbers and their signed papers.
    LetterView = "letter.view",
    /// Writes letters, numbers them, lays the signed papers beside them and takes them back.
    LetterManage = "letter.manage",
    /// Takes letters and their register out as paper or file.
    LetterPrint = "letter.print",
    /// Opens a file of the task force.
    FileView = "file.view",
    /// Opens the sample page of all components (demo only).
    ComponentView = "component.view",
    /// Runs the system from the command line: migrate, seed, doctor.
    SystemRun = "system.run",
}

impl Act {
    /// The act with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }
}
