//! What a process costs, read from the kernel's own books.

use anyhow::{Context as _, Result, bail};
use std::fs::read_to_string;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Ticks a second in `/proc/PID/stat`; fixed at 100 for every Linux that Debian ships.
const TICKS: f64 = 100.0;

/// User and system seconds so far of a process and all below it.
pub fn cpu_seconds(pid: u32) -> Result<f64> {
    family(pid).into_iter().map(cpu_seconds_of_one).sum()
}

fn cpu_seconds_of_one(pid: u32) -> Result<f64> {
    let stat = read_to_string(format!("/proc/{pid}/stat"))?;
    ticks(&stat, 11).context("cannot read the process entry")
}

/// A process and all below it.
fn family(pid: u32) -> Vec<u32> {
    let mut found = vec![pid];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        let children =
            read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
        found.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
        next += 1;
    }
    found
}

/// User and system seconds so far of children that were waited for.
pub fn cpu_seconds_of_children() -> Result<f64> {
    let stat = read_to_string("/proc/self/stat")?;
    ticks(&stat, 13).context("cannot read the process entry")
}

/// Two neighbouring counters, counted from the field after the name.
fn ticks(stat: &str, first: usize) -> Option<f64> {
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let at = |n: usize| fields.get(n)?.parse::<f64>().ok();
    Some((at(first)? + at(first + 1)?) / TICKS)
}

/// Resident and peak resident MiB of a process and all below it.
pub fn resident_mib(pid: u32) -> Result<(f64, f64)> {
    let each: Result<Vec<(f64, f64)>> = family(pid).into_iter().map(resident_mib_of_one).collect();
    Ok(each?.into_iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1)))
}

fn resident_mib_of_one(pid: u32) -> Result<(f64, f64)> {
    let status = read_to_string(format!("/proc/{pid}/status"))?;
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    let both = kib("VmRSS:").zip(kib("VmHWM:")).context("the process has no memory")?;
    Ok((both.0 / 1024.0, both.1 / 1024.0))
}

/// What a program cost from its start to its end.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// User and system seconds.
    pub cpu_s: f64,
    /// Seconds on the clock.
    pub wall_s: f64,
    /// Most MiB that were resident.
    pub peak_mib: f64,
}

/// Runs a program to its end and says what it cost.
pub fn cost(command: &mut Command) -> Result<Cost> {
    let before = cpu_seconds_of_children()?;
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak_mib: f64 = 0.0;
    let status = loop {
        // The entry is gone once the program has ended; what was seen last stays.
        if let Ok((_, peak)) = resident_mib(child.id()) {
            peak_mib = peak_mib.max(peak);
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        sleep(Duration::from_millis(2));
    };
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    let cpu_s = cpu_seconds_of_children()? - before;
    Ok(Cost { cpu_s, wall_s: start.elapsed().as_secs_f64(), peak_mib })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_past_a_name_with_spaces() {
        let stat = "7 (a b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 300 100 20 0";
        assert_eq!(ticks(stat, 11), Some(2.0));
        assert_eq!(ticks(stat, 13), Some(4.0));
    }

    #[test]
    fn a_program_that_ran_has_a_cost_and_one_that_failed_has_none() {
        let cost = cost(&mut Command::new("true")).unwrap();
        assert!(cost.cpu_s >= 0.0 && cost.wall_s > 0.0);
        assert!(super::cost(&mut Command::new("false")).is_err());
    }

    #[test]
    fn our_own_memory_can_be_read() {
        let (now, peak) = resident_mib(std::process::id()).unwrap();
        assert!(now > 0.0 && peak >= now);
    }
}
