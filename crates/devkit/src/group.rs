//! A program in its own process group. It ends when its owner ends, for any reason.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Starts the program, prints its process id, and waits until the tests close the input or exit, at most three hours.
/// Then the whole group ends, because a driver that is killed alone leaves its browser running.
const GUARD: &str =
    r#""$@" 2>&1 & echo "pid $!"; exec >/dev/null; (sleep 10800; kill -s KILL 0) & cat; kill -s KILL 0"#;

/// Sends a signal to the process group with this leader. A group that no longer exists is not an error.
pub fn signal(group: u32, name: &str) {
    // The shell's own `kill`: the program of that name is not everywhere.
    let kill = format!("kill -s {name} -- -{group}");
    let _ = Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status();
}

/// A running program and all that it started.
pub struct Group(Child);

impl Group {
    /// Starts a program; the lines that it prints come one by one, and end when it ends. The first is its process id.
    pub fn start(command: &Command) -> (Group, Receiver<String>) {
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "guard"]).arg(command.get_program()).args(command.get_args());
        guard.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        guard.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let mut child = guard.spawn().unwrap_or_else(|error| panic!("sh can't be started: {error}"));
        let output = child.stdout.take().expect("the output is piped");
        let (sender, lines) = channel();
        // Reads the output continuously, because a program blocks when its output pipe is full.
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = Vec::new();
            while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                if sender.send(text).is_err() {
                    break;
                }
                line.clear();
            }
        });
        (Group(child), lines)
    }

    /// Kills the whole group.
    pub fn kill(&self) {
        signal(self.0.id(), "KILL");
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
        let _ = self.0.wait();
    }
}
