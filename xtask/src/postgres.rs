//! A private PostgreSQL that lives for one run: its own folder, its own user, a unix socket and no TCP port.

use crate::debian;
use crate::keeper::{self, Keeper};
use crate::shell::{self, say};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

/// Where the tests find PostgreSQL; without it they would run on SQLite alone.
pub const POSTGRES: &str = "GUGUS_TEST_POSTGRES";

/// The oldest version the product supports.
const OLDEST: u32 = 15;

/// A running cluster; stopped and removed when dropped.
#[derive(Debug)]
pub struct Cluster {
    keeper: Keeper,
    folder: PathBuf,
}

impl Cluster {
    /// Finds or installs PostgreSQL, makes an empty cluster and waits until it takes connections.
    pub fn start() -> Result<Self> {
        let programs = find_or_install()?;
        let folder = keeper::temporary_folder("pg")?;
        let made = Self::start_in(&programs, &folder);
        if made.is_err() {
            // The keeper removes the folder once it runs; before that it is ours to remove.
            let _ = std::fs::remove_dir_all(&folder);
        }
        made
    }

    fn start_in(programs: &Path, folder: &Path) -> Result<Self> {
        let owner = Owner::choose()?;
        owner.give(folder)?;
        say(format!("PostgreSQL {} in {}", programs.display(), folder.display()));
        let data = folder.join("data");
        owner.read(&init_words(programs, &data), folder)?;
        let words = owner.words(&serve_words(programs, &data, folder));
        let keeper = Keeper::start(&words, "INT", folder)?;
        keeper.wait_until("PostgreSQL", Duration::from_mins(1), || is_ready(&data))?;
        Ok(Self { keeper, folder: folder.to_path_buf() })
    }

    /// Its address. The database `postgres` is empty; tests make their own beside it.
    pub fn url(&self) -> String {
        format!("postgres://gugus@localhost/postgres?host={}", self.folder.display())
    }

    /// The id of the server process.
    pub fn pid(&self) -> u32 {
        self.keeper.pid()
    }
}

/// Runs a command with the address of a private cluster in its environment, and ends as the command ends.
pub fn lend(words: &[&str]) -> Result<ExitCode> {
    let (program, args) =
        words.split_first().context("say which command should have a PostgreSQL")?;
    let cluster = Cluster::start()?;
    let status = Command::new(program).args(args).env(POSTGRES, cluster.url()).status();
    let status = status.with_context(|| format!("cannot start `{program}`"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(1)))
}

/// An ICU default collation is the hard case: an `ORDER BY` that forgot byte order sorts differently from SQLite.
fn init_words(programs: &Path, data: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> =
        vec![programs.join("initdb").into(), "--pgdata".into(), data.into()];
    let options = "--auth=trust --username=gugus --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu \
                   --icu-locale=id-ID --no-sync --no-instructions";
    words.extend(options.split_whitespace().map(OsString::from));
    words
}

/// Nothing here survives the run, so nothing is made durable.
fn serve_words(programs: &Path, data: &Path, socket: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec![programs.join("postgres").into(), "-D".into(), data.into()];
    words.extend(["-k".into(), socket.into()]);
    let settings = "listen_addresses= fsync=off synchronous_commit=off full_page_writes=off max_connections=200 \
                    shared_buffers=64MB";
    words.extend(settings.split_whitespace().flat_map(|setting| ["-c".into(), setting.into()]));
    words
}

/// The server writes its state as the eighth line of its own lock file.
fn is_ready(data: &Path) -> bool {
    let lock = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    lock.lines().nth(7).is_some_and(|state| state.trim() == "ready")
}

/// The folder with `initdb` and `postgres` of a supported version.
fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install("PostgreSQL 15 or newer", &["postgresql"])?;
    find().context(
        "PostgreSQL was installed, but `initdb` of version 15 or newer is nowhere to be found",
    )
}

/// The folder with the programs of the newest version on this machine, if one is new enough.
pub fn find() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if let Some(file) = shell::which("initdb").and_then(|file| file.canonicalize().ok()) {
        folders.extend(file.parent().map(Path::to_path_buf));
    }
    // Debian keeps the server's programs off the path.
    for entry in std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        folders.push(entry.path().join("bin"));
    }
    let fit = |folder: &PathBuf| version(folder).is_some_and(|version| version >= OLDEST);
    folders.into_iter().filter(fit).max_by_key(|folder| version(folder))
}

/// The major version of the programs in a folder that holds both we need.
fn version(folder: &Path) -> Option<u32> {
    if !shell::is_executable(&folder.join("initdb")) {
        return None;
    }
    let said = shell::read(Command::new(folder.join("postgres")).arg("--version")).ok()?;
    major(&said)
}

fn major(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// Who runs the server. PostgreSQL refuses root, so root lends it a user without rights.
#[derive(Debug)]
struct Owner {
    other: Option<(u32, u32)>,
}

impl Owner {
    fn choose() -> Result<Self> {
        if !shell::is_root() {
            return Ok(Self { other: None });
        }
        let users = std::fs::read_to_string("/etc/passwd")?;
        let other = ["postgres", "nobody"].iter().find_map(|name| ids(&users, name));
        if other.is_none() {
            bail!(
                "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as"
            );
        }
        Ok(Self { other })
    }

    fn give(&self, folder: &Path) -> Result<()> {
        if let Some((user, group)) = self.other {
            std::os::unix::fs::chown(folder, Some(user), Some(group))?;
        }
        Ok(())
    }

    /// The words that run `words` as that user.
    fn words(&self, words: &[OsString]) -> Vec<OsString> {
        let mut all: Vec<OsString> = Vec::new();
        if let Some((user, group)) = self.other {
            all.push("setpriv".into());
            all.extend([format!("--reuid={user}").into(), format!("--regid={group}").into()]);
            all.extend(["--clear-groups".into(), "--".into()]);
        }
        all.extend(words.iter().cloned());
        all
    }

    fn read(&self, words: &[OsString], folder: &Path) -> Result<()> {
        let words = self.words(words);
        let (program, args) = words.split_first().context("no program")?;
        shell::read(Command::new(program).args(args).current_dir(folder))?;
        Ok(())
    }
}

/// User and group id of a name in the text of `/etc/passwd`.
fn ids(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_debian_prints_them() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn users_are_found_by_their_whole_name() {
        let users = "postgresql:x:1:2::/:/bin/sh\npostgres:x:101:104:administrator:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(ids(users, "postgres"), Some((101, 104)));
        assert_eq!(ids(users, "nobody"), None);
    }
}
