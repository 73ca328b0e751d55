//! `serve`: the demo page with the widget, on this machine alone, rebuilt when a file changes.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use crate::error::Error;
use crate::process;
use crate::repo::Repo;
use crate::setup;

/// Builds and serves until Ctrl-C.
pub fn serve(repo: &Repo, port: u16) -> Result<(), Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Before anything slow: Trunk would find out after the build alone.
    TcpListener::bind(address).map_err(|source| Error::PortTaken { port, source })?;
    let tools = setup::for_building(repo)?;
    let port = port.to_string();
    // Not into dist/: a release that is being tested there must not change under the tests.
    let mut args =
        vec!["serve", "--release", "--dist", "target/serve", "--address", "127.0.0.1", "--port", &port];
    // The page is to make no request once it is loaded: no reload socket, and no page in the place of a
    // missing file.
    args.extend(["--no-autoreload=true", "--no-error-reporting=true", "--no-spa=true"]);
    // Trunk would list each name of this machine as an address.
    args.push("--disable-address-lookup=true");
    if repo.dist().is_dir() {
        args.extend(["--ignore", "dist"]);
    }
    println!("Building the widget; the address follows when the page is there (Ctrl-C ends it)");
    let mut trunk = tools.kit.spawn(&tools.trunk, &args)?;
    std::thread::spawn(move || announce(address));
    match process::wait(&mut trunk, "trunk serve") {
        Err(Error::Interrupted) => {
            println!("\nStopped serving");
            Ok(())
        }
        Ok(status) => Err(Error::Failed { command: "trunk serve".into(), outcome: status.to_string() }),
        Err(err) => Err(err),
    }
}

/// Prints the address as soon as somebody answers there.
fn announce(address: SocketAddr) {
    while TcpStream::connect(address).is_err() {
        std::thread::sleep(Duration::from_millis(200));
    }
    println!("The demo page: http://{address}/");
}
