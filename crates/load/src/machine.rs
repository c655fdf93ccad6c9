//! What Linux says about processes: their processor time and their memory.

use anyhow::{Context as _, Result};
use std::fs;
use std::thread::available_parallelism;

use crate::gateways::Gateways;

/// Processor time that was used, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// By this process.
    pub client: f64,
    /// By the gateway's processes.
    pub gateway: f64,
    /// By the server of its database; SQLite's is the gateway's own.
    pub database: f64,
}

impl Time {
    /// Up to now.
    ///
    /// # Errors
    /// When one of the processes is gone.
    pub fn read(gateways: &Gateways) -> Result<Self> {
        let gateway: Result<Vec<f64>> = gateways.pids().into_iter().map(cpu_seconds).collect();
        Ok(Self {
            client: cpu_seconds(std::process::id())?,
            gateway: gateway?.iter().sum(),
            database: gateways.database.pid()?.map_or(Ok(0.0), cpu_seconds_of_family)?,
        })
    }

    /// Since then.
    #[must_use]
    pub fn since(&self, then: &Self) -> Self {
        Self {
            client: self.client - then.client,
            gateway: self.gateway - then.gateway,
            database: self.database - then.database,
        }
    }

    /// Of all of them.
    pub fn sum(&self) -> f64 {
        self.client + self.gateway + self.database
    }
}

/// How many cores there are.
pub fn cores() -> u32 {
    available_parallelism().ok().and_then(|cores| u32::try_from(cores.get()).ok()).unwrap_or(1)
}

/// Seconds of processor time that a process took.
///
/// # Errors
/// When there is no such process.
pub fn cpu_seconds(pid: u32) -> Result<f64> {
    // proc(5): utime and stime are the fields 14 and 15.
    Ok(ticks(&stat(pid)?, 11))
}

/// The same for a process and all that it has started.
fn cpu_seconds_of_family(pid: u32) -> Result<f64> {
    let stat_of_parent = stat(pid)?;
    let parent = pid.to_string();
    let processes = fs::read_dir("/proc").context("/proc")?.flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    // Field 4: the parent. Fields 16 and 17, cutime and cstime: those of its children that have ended.
    let children = pids.filter_map(|pid| stat(pid).ok()).filter(|stat| stat.get(1) == Some(&parent));
    let living: f64 = children.map(|stat| ticks(&stat, 11)).sum();
    Ok(ticks(&stat_of_parent, 11) + ticks(&stat_of_parent, 13) + living)
}

/// Two fields of a process's times together, in seconds.
fn ticks(stat: &[String], first: usize) -> f64 {
    let ticks: u32 = stat.iter().skip(first).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
    f64::from(ticks) / ticks_per_second()
}

/// Resident memory in MiB: now, and the most that it ever was.
///
/// # Errors
/// When there is no such process.
pub fn resident(pid: u32) -> Result<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse::<u32>().ok()
    };
    let mebibytes = |kibibytes: u32| f64::from(kibibytes) / 1024.0;
    Ok((mebibytes(field("VmRSS").context("no VmRSS")?), mebibytes(field("VmHWM").context("no VmHWM")?)))
}

/// The fields from the third on: the second is the program's name, which may hold anything, in parentheses.
fn stat(pid: u32) -> Result<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, rest) = stat.rsplit_once(')').context("no stat")?;
    Ok(rest.split_whitespace().map(str::to_owned).collect())
}

fn ticks_per_second() -> f64 {
    u32::try_from(rustix::param::clock_ticks_per_second()).map_or(100.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_this_process() {
        let pid = std::process::id();
        let before = cpu_seconds(pid).unwrap();
        let mut sum = 0_u64;
        while cpu_seconds(pid).unwrap() < before + 0.05 {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(cpu_seconds_of_family(pid).unwrap() >= before + 0.05);
        let (now, most) = resident(pid).unwrap();
        assert!(now > 0.5 && most >= now, "{now} {most}");
    }
}
