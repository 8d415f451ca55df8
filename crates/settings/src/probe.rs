//! What in the world the settings rely on, for the caller to try.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::Settings;
use crate::address::{MailServer, Scanner, WebAddress};

/// Something to try before the server starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The setting that relies on it: `server.listen`.
    pub setting: String,
    /// What must hold.
    pub purpose: Purpose,
}

/// What must hold in the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// The port is free, and may be opened.
    Listen(SocketAddr),
    /// The file is there and can be read.
    ReadFile(PathBuf),
    /// The folder can be written to, or can be made.
    WriteFolder(PathBuf),
    /// A service answers at this host and port.
    Reach(String, u16),
    /// A service answers at this socket.
    ReachSocket(PathBuf),
}

impl Settings {
    /// What the settings rely on, in the order of the table.
    pub fn probes(&self) -> Vec<Probe> {
        let mut probes = Vec::new();
        let mut add = |setting: &str, purpose| probes.push(Probe { setting: setting.to_owned(), purpose });
        add("server.listen", Purpose::Listen(self.server.listen));
        for (setting, path) in [("server.tls_cert", &self.server.tls_cert), ("server.tls_key", &self.server.tls_key)] {
            if let Some(path) = path {
                add(setting, Purpose::ReadFile(path.clone()));
            }
        }
        add("store.folder", Purpose::WriteFolder(self.store.folder.clone()));
        if let Some((host, port)) = self.store.url.as_ref().and_then(crate::DatabaseUrl::host_and_port) {
            add("store.url", Purpose::Reach(host, port));
        }
        match (&self.files.s3_endpoint, &self.files.folder) {
            (Some(endpoint), _) => add("files.s3_endpoint", reach(endpoint)),
            (None, Some(folder)) => add("files.folder", Purpose::WriteFolder(folder.clone())),
            (None, None) => {}
        }
        if let Some(listen) = self.files.listen {
            add("files.listen", Purpose::Listen(listen));
        }
        match &self.files.scanner {
            Some(Scanner::Tcp { host, port }) => add("files.scanner", Purpose::Reach(host.clone(), *port)),
            Some(Scanner::Socket(path)) => add("files.scanner", Purpose::ReachSocket(path.clone())),
            None => {}
        }
        match &self.mail.server {
            MailServer::Smtp { host, port } | MailServer::Smtps { host, port } => {
                add("mail.server", Purpose::Reach(host.clone(), *port));
            }
            MailServer::Folder(folder) => add("mail.server", Purpose::WriteFolder(folder.clone())),
            MailServer::None => {}
        }
        if let Some(url) = &self.sms.url {
            // Nothing is sent: whether the gateway takes texts shows with the first one.
            let (host, port) = url.host_and_port();
            add("sms.url", Purpose::Reach(host, port));
        }
        if let Some(issuer) = &self.oidc.issuer {
            add("oidc.issuer", reach(issuer));
        }
        probes
    }
}

fn reach(address: &WebAddress) -> Purpose {
    let (host, port) = address.host_and_port();
    Purpose::Reach(host, port)
}
