//! A background process that never outlives us.
//!
//! A shell of its own process group starts the program and then waits on a pipe that only we hold. When we let go of
//! it, by returning, failing, Ctrl-C or being killed outright, the shell stops the program by its id and removes the
//! folder. No signal handler of ours could promise that.

use anyhow::{Context as _, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

/// Arguments: signal, folder to remove, log file, program, its arguments. Until it is waited for, a program that has
/// ended keeps its id as a zombie, so the last kill can reach no one else; it insists after 20 s.
const SCRIPT: &str = r#"
signal=$1 folder=$2 log=$3
shift 3
trap : INT TERM HUP
"$@" </dev/null >"$log" 2>&1 &
pid=$!
echo "$pid"
exec >/dev/null 2>&1
read -r _
kill -s "$signal" "$pid" 2>/dev/null
turns=0
while [ "$turns" -lt 400 ]; do
  { read -r _ _ state _ <"/proc/$pid/stat"; } 2>/dev/null || break
  [ "$state" != Z ] || break
  sleep 0.05
  turns=$((turns + 1))
done
kill -s KILL "$pid" 2>/dev/null
wait "$pid"
rm -rf -- "$folder"
"#;

/// A running program and the folder it lives in; both are gone when this is dropped.
#[derive(Debug)]
pub struct Keeper {
    shell: Child,
    pipe: Option<ChildStdin>,
    pid: u32,
    log: PathBuf,
}

impl Keeper {
    /// Starts `words` in `folder`, with its output in `folder/log`. `signal` is the name that asks it to stop.
    pub fn start(words: &[OsString], signal: &str, folder: &Path) -> Result<Self> {
        let log = folder.join("log");
        let mut shell = Command::new("sh");
        shell.args([
            OsStr::new("-c"),
            OsStr::new(SCRIPT),
            OsStr::new("keeper"),
            OsStr::new(signal),
        ]);
        shell.arg(folder).arg(&log).args(words).current_dir(folder);
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut shell = shell.spawn().context("cannot start `sh`")?;
        let pipe = shell.stdin.take();
        let mut first = String::new();
        if let Some(out) = shell.stdout.take() {
            BufReader::new(out).read_line(&mut first)?;
        }
        let pid = first.trim().parse().context("the keeper named no process")?;
        Ok(Self { shell, pipe, pid, log })
    }

    /// The id of the program itself.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether the program still runs (one that has ended stays a zombie until the keeper lets go).
    pub fn is_running(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
        stat.rsplit(") ")
            .next()
            .and_then(|rest| rest.chars().next())
            .is_some_and(|state| state != 'Z')
    }

    /// Waits until `ready` says so, at most `limit`; an early end or a timeout is an error that shows the log.
    pub fn wait_until(
        &self,
        what: &str,
        limit: Duration,
        mut ready: impl FnMut() -> bool,
    ) -> Result<()> {
        let start = Instant::now();
        while !ready() {
            if !self.is_running() {
                bail!("{what} ended before it was ready; it said:\n{}", self.said());
            }
            if start.elapsed() > limit {
                bail!(
                    "{what} was not ready after {} s; it said:\n{}",
                    limit.as_secs(),
                    self.said()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// What the program has printed so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.pipe.take());
        // Nothing to do about a shell that cannot be waited for: it clears up by itself.
        let _ = self.shell.wait();
    }
}

/// Makes a folder that only its owner enters, below the temporary folder. The name is free and short: a socket path
/// must stay under 100 characters.
pub fn temporary_folder(kind: &str) -> Result<PathBuf> {
    use std::os::unix::fs::DirBuilderExt as _;
    let own = std::env::temp_dir();
    // Root hands the folder to another user, who has to reach it; a long TMPDIR makes socket paths too long.
    let base = if crate::shell::is_root() || own.as_os_str().len() > 60 {
        PathBuf::from("/tmp")
    } else {
        own
    };
    for attempt in 0..100 {
        let folder = base.join(format!("gugus-{kind}-{}-{attempt}", std::process::id()));
        match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot make {}", folder.display()));
            }
        }
    }
    bail!("no free folder name below {}", base.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleeper() -> (Keeper, PathBuf) {
        let folder = temporary_folder("keeper").unwrap();
        let words = ["sh", "-c", "echo hello; exec sleep 60"].map(OsString::from);
        (Keeper::start(&words, "TERM", &folder).unwrap(), folder)
    }

    #[test]
    fn dropping_stops_the_program_and_removes_its_folder() {
        let (keeper, folder) = sleeper();
        let limit = Duration::from_secs(10);
        keeper.wait_until("sleeper", limit, || keeper.said() == "hello\n").unwrap();
        let pid = keeper.pid();
        assert!(keeper.is_running());
        drop(keeper);
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
        assert!(!folder.exists());
    }

    #[test]
    fn a_program_that_ends_early_is_an_error_with_its_last_words() {
        let folder = temporary_folder("keeper").unwrap();
        let words = ["sh", "-c", "echo no port left; exit 3"].map(OsString::from);
        let keeper = Keeper::start(&words, "TERM", &folder).unwrap();
        let error = keeper.wait_until("server", Duration::from_secs(10), || false).unwrap_err();
        assert!(error.to_string().contains("no port left"), "{error}");
    }
}
