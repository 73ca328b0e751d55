//! Installs programs for the whole machine with apt, only if it needs no password.

use std::path::Path;

use crate::error::Error;
use crate::process::CommandEnv;

/// Installs Debian packages if apt exists and needs no password; else does nothing.
pub fn install(command_env: &CommandEnv, packages: &[&str], how_long: &str) -> Result<(), Error> {
    if !Path::new("/etc/debian_version").is_file() {
        return Ok(());
    }
    let may_sudo = || command_env.ask("sudo", &["-n", "true"]).is_some();
    let before: &[&str] = match command_env.ask("id", &["-u"]).as_deref() {
        Some("0") => &[],
        _ if may_sudo() => &["sudo", "-n"],
        _ => return Ok(()),
    };
    super::announce(&format!("{}, with apt-get", packages.join(" and ")), how_long);
    let install = [["install", "-y", "--no-install-recommends"].as_slice(), packages].concat();
    for args in [["update", "-qq"].as_slice(), &install] {
        let options = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
        let words = [before, &["env"], &options, args].concat();
        command_env.run(words[0], &words[1..])?;
    }
    Ok(())
}
