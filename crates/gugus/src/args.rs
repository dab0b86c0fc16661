//! The command line, whose doc comments are the manual.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// Gugus: the workspace of an anti-trafficking task force.
///
/// Without configuration everything lives in one folder, `gugus-data/`, in an embedded database.
/// Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "gugus", version, propagate_version = true)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Folder for the database, the audit key and what the demo writes.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database instead of the embedded one: `postgres://USER@HOST/NAME`, or `sqlite:FILE`.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Configuration file; `gugus.toml` here is read where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address to listen on.
    #[arg(long, global = true, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Certificate chain (PEM) for https; needs --tls-key.
    #[arg(long, global = true, value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) for https; needs --tls-cert.
    #[arg(long, global = true, value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Act as this user; audited as `cli:OSUSER as USER`. Without it, as `system:cli`.
    #[arg(long = "as", global = true, value_name = "USER")]
    pub act_as: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve Kabupaten Tangerang with invented people and figures, to look around.
    ///
    /// Needs nothing: it fills an empty folder once, writes `demo-accounts.json` there and serves
    /// on 127.0.0.1:8080. Starting again keeps what was entered.
    Demo(DemoArgs),
    /// Serve the workspace.
    ///
    /// Keys of `gugus.toml`, each also as an environment variable GUGUS_<KEY>: `data` (folder),
    /// `database` (URL), `listen` (address, default 127.0.0.1:8080), `public_url` (https address as
    /// people type it; sign-in needs it everywhere but on this machine), `tls_cert` and `tls_key`
    /// (files), `node` (name of this node's audit chain, default `main`), `smtp` (mail server:
    /// `smtps://USER:PASSWORD@HOST`, or `smtp://HOST:587?tls=required`) and `mail_from` (`Name
    /// <address>`). Without a mail server notices stay on the page. Unknown keys are an error.
    Serve,
    /// Make an empty installation for one task force, with a first administrator.
    Init(InitArgs),
    /// Bring the database schema up to date.
    Migrate,
    /// Accounts.
    User(UserArgs),
    /// Read a file into the workspace.
    Import(ImportArgs),
    /// Take a long table out as a file.
    Export(ExportArgs),
    /// Take a paper out as a file.
    Report(ReportArgs),
    /// The audit trail.
    Audit(AuditArgs),
    /// Fill a demo so that it can be measured.
    Bench(BenchArgs),
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Start over: forget everything in the demo folder, after asking.
    #[arg(long)]
    pub reset: bool,
    /// Answer yes where --reset asks.
    #[arg(long, requires = "reset")]
    pub yes: bool,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Name of the task force's region, as printed ("Kabupaten Tangerang").
    #[arg(long)]
    pub name: String,
    /// Kemendagri code of the region, such as 36.03.
    #[arg(long)]
    pub region: String,
    /// Time zone: WIB, WITA or WIT.
    #[arg(long, default_value = "WIB")]
    pub zone: String,
    /// User name of the first administrator; a first password is printed once.
    #[arg(long, default_value = "admin")]
    pub admin: String,
}

/// Commands about accounts.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// Commands about accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// List who has an account.
    List {
        /// Print JSON alone.
        #[arg(long)]
        json: bool,
    },
    /// Make an account; its first password is printed once.
    Add {
        /// User name: 3 to 40 lower-case letters, digits, dots or dashes.
        username: String,
        /// Name of the person.
        #[arg(long)]
        name: String,
        /// Role, such as `secretariat` or `agency_contact`.
        #[arg(long)]
        role: String,
        /// Usual short name of the agency, such as DPPPA.
        #[arg(long)]
        agency: Option<String>,
        /// Code of the region, for a region operator.
        #[arg(long)]
        region: Option<String>,
    },
}

/// Commands that read a file.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What to read.
    #[command(subcommand)]
    pub command: ImportCommand,
}

/// Commands that read a file.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Regions: our own CSV, the CSV files of idn-area-data (a folder or one file), or RT/RW rows.
    Regions(FileArgs),
    /// Outlines of regions from a GeoJSON file: polygons in longitude and latitude, the Kemendagri
    /// code in the property `code`.
    Boundaries(FileArgs),
    /// How many people live in regions, from a CSV file with the headings code, people,
    /// households (may be left out), as_of (year-month-day) and source.
    Population(FileArgs),
    /// An action plan from an office's XLSX, ODS or CSV file.
    Plan(FileArgs),
}

/// A file to read.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// The file, or a folder of files.
    pub file: PathBuf,
    /// Only show what would happen.
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON alone on standard output.
    #[arg(long)]
    pub json: bool,
    /// Apply without asking at a terminal.
    #[arg(long)]
    pub yes: bool,
}

/// Commands about the audit trail.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: AuditCommand,
}

/// Commands about the audit trail.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check every chain and name the first bad row. Exit code 1 where there is one.
    Verify {
        /// Print JSON alone.
        #[arg(long)]
        json: bool,
    },
}

/// Commands that write a table.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to write.
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// Commands that write a table.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Every report of every plan, a row per revision, as XLSX. Without --as, of all task forces
    /// where there are several.
    Reports {
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Commands that write a paper.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// What to write.
    #[command(subcommand)]
    pub command: ReportCommand,
}

/// Commands that write a paper.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// The matrix of the running plan: .pdf to be signed, .xlsx to be filled, .csv for programs.
    PlanMatrix {
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Commands for measuring.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: BenchCommand,
}

/// Commands for measuring.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Add copies of the demo's task force until there are as many as in a region of this size.
    Seed {
        /// How large.
        #[arg(long)]
        scale: ScaleArg,
    },
}

/// How many task forces there are.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ScaleArg {
    /// 1, a regency.
    District,
    /// 9, a province with its regencies and cities.
    Province,
    /// 552, the nation.
    National,
}
