//! What a process costs, read from the kernel's own books.

use anyhow::{Context as _, Result};
use std::fs::read_to_string;

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
    fn our_own_memory_can_be_read() {
        let (now, peak) = resident_mib(std::process::id()).unwrap();
        assert!(now > 0.0 && peak >= now);
    }
}
