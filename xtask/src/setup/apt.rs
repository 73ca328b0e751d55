//! Programs for the whole machine, through apt, and only where that needs no question.

use std::path::Path;

use crate::error::Error;
use crate::process::CommandEnv;

/// Installs Debian packages where apt is and may be used without asking for a password; elsewhere it does nothing.
pub fn install(kit: &CommandEnv, packages: &[&str], how_long: &str) -> Result<(), Error> {
    if !Path::new("/etc/debian_version").is_file() {
        return Ok(());
    }
    let may_sudo = || kit.ask("sudo", &["-n", "true"]).is_some();
    let before: &[&str] = match kit.ask("id", &["-u"]).as_deref() {
        Some("0") => &[],
        _ if may_sudo() => &["sudo", "-n"],
        _ => return Ok(()),
    };
    super::announce(&format!("{}, with apt-get", packages.join(" and ")), how_long);
    let install = [["install", "-y", "--no-install-recommends"].as_slice(), packages].concat();
    for args in [["update", "-qq"].as_slice(), &install] {
        let options = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
        let words = [before, &["env"], &options, args].concat();
        kit.run(words[0], &words[1..])?;
    }
    Ok(())
}
