//! The real WordPress of `tests/wordpress/serve.sh`, which runs during the visits to it.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use devkit::group;

use crate::error::Error;
use crate::repo::Repo;

const SCRIPT: &str = "tests/wordpress/serve.sh";
/// The script's exit code if Debian's packages are not available.
const NO_PACKAGES: i32 = 75;

/// Installs its packages; if they are not available, `start` returns `None`.
pub fn install(repo: &Repo) -> Result<(), Error> {
    let start_error = |source| Error::Start { program: SCRIPT.to_owned(), source };
    let status = Command::new(repo.root.join(SCRIPT)).arg("--install").stdin(Stdio::null()).status();
    let status = status.map_err(start_error)?;
    match status.code() {
        Some(0 | NO_PACKAGES) => Ok(()),
        _ => Err(Error::Failed { command: format!("{SCRIPT} --install"), outcome: status.to_string() }),
    }
}

/// A running WordPress; it ends when this is dropped.
pub struct WordPress {
    child: Child,
    /// The address of the page with the check.
    pub address: String,
}

impl WordPress {
    /// Starts it on a free port; `None` if its packages are not available.
    pub fn start(repo: &Repo) -> Result<Option<WordPress>, Error> {
        let start_error = |source| Error::Start { program: SCRIPT.to_owned(), source };
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
        let port = port.map_err(start_error)?.port().to_string();
        let mut command = Command::new(repo.root.join(SCRIPT));
        command.arg(&port).stdin(Stdio::null()).stdout(Stdio::piped()).process_group(0);
        println!("$ {SCRIPT} {port}");
        let mut child = command.spawn().map_err(start_error)?;
        let output = child.stdout.take().map(BufReader::new);
        let mut wordpress = WordPress { child, address: String::new() };
        for line in output.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("WordPress: ") {
                address.clone_into(&mut wordpress.address);
                return Ok(Some(wordpress));
            }
            println!("{line}");
        }
        let status = wordpress.child.wait().map_err(start_error)?;
        if status.code() == Some(NO_PACKAGES) {
            return Ok(None);
        }
        Err(Error::Failed { command: SCRIPT.to_owned(), outcome: status.to_string() })
    }
}

impl Drop for WordPress {
    fn drop(&mut self) {
        group::signal(self.child.id(), "TERM");
        let _ = self.child.wait();
    }
}
