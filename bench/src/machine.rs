//! The machine of a measurement. Linux reports more than other systems; unknown values are left empty.

use std::env::consts;
use std::fs;
use std::process::Command;
use std::thread;

use crate::report::Machine;

pub fn describe() -> Machine {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    Machine {
        processor: value(&cpus, "model name").unwrap_or_else(|| "unknown".into()),
        cores: thread::available_parallelism().map_or(1, usize::from),
        memory_mb: value(&memory, "MemTotal")
            .and_then(|it| it.trim_end_matches(" kB").parse::<u64>().ok())
            .unwrap_or(0)
            / 1024,
        system: output_of("uname", &["-s"]).unwrap_or_else(|| consts::OS.to_owned()),
        load: load.split(' ').next().unwrap_or_default().to_owned(),
    }
}

/// Today, as `2026-11-23`.
pub fn today() -> String {
    output_of("date", &["-u", "+%Y-%m-%d"]).unwrap_or_default()
}

fn value(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn output_of(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_its_name() {
        let text = "MemTotal:       24689012 kB\nmodel name\t: Some Processor\n";
        assert_eq!(value(text, "MemTotal").as_deref(), Some("24689012 kB"));
        assert_eq!(value(text, "model name").as_deref(), Some("Some Processor"));
        assert_eq!(value(text, "none"), None);
    }
}
