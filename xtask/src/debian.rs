//! Installing what a fresh Debian lacks.

use crate::shell::{self, say};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Read by `postgresql-common` while it is configured: we want the programs, not a server that starts with the machine.
const NO_MAIN_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/gugus-xtask.conf";

/// Installs Debian packages as root. For anyone else the error says what to type.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if shell::which("apt-get").is_none() {
        bail!(
            "{what} is not on this machine and this is no Debian: install it (Debian calls it {list}) and try again"
        );
    }
    if !shell::is_root() {
        bail!(
            "{what} is not on this machine. Install it and try again:\n    sudo apt-get install {list}"
        );
    }
    say(format!("{what} is not on this machine: installing {list}"));
    let _guard = NoMainCluster::set();
    shell::run(apt().args(["-q", "update"]))?;
    shell::run(apt().args(["-q", "-y", "--no-install-recommends", "install"]).args(packages))
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// The setting above for as long as an installation runs; the machine keeps nothing of it.
struct NoMainCluster;

impl NoMainCluster {
    fn set() -> Self {
        let file = Path::new(NO_MAIN_CLUSTER);
        // If this fails, Debian starts a server of its own, which does no harm to the tests.
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = std::fs::write(file, "create_main_cluster = false\n");
        Self
    }
}

impl Drop for NoMainCluster {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(NO_MAIN_CLUSTER);
    }
}
