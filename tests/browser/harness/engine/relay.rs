//! The proxy of a browser for its whole life: requests for other hosts than this machine go to the server of the test
//! that uses the browser.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// A port that forwards to another one.
pub struct Relay {
    address: SocketAddr,
    port: Arc<AtomicU16>,
}

impl Relay {
    /// Listens as long as the runtime lives.
    pub async fn start() -> Relay {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
        let address = listener.local_addr().expect("a bound socket has an address");
        let port = Arc::new(AtomicU16::new(0));
        let current = Arc::clone(&port);
        tokio::spawn(async move {
            while let Ok((mut from, _)) = listener.accept().await {
                let port = current.load(Ordering::Relaxed);
                tokio::spawn(async move {
                    let mut to = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
                    copy_bidirectional(&mut from, &mut to).await
                });
            }
        });
        Relay { address, port }
    }

    /// Forwards to this port from now on.
    pub fn forward_to(&self, port: u16) {
        self.port.store(port, Ordering::Relaxed);
    }

    /// Host and port.
    pub fn host(&self) -> String {
        self.address.to_string()
    }
}
