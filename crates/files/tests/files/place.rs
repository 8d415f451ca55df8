//! The two places where files lie: a folder, and a bucket of an S3 server that the test starts.

use std::path::{Path, PathBuf};

use chiso_files::{Location, Rules, Vault};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const BUCKET: &str = "chiso";

/// A place for files, and the folder of this machine in which it really keeps them.
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    disk: PathBuf,
    _directory: tempfile::TempDir,
    server: Option<JoinHandle<()>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

impl Place {
    /// A folder and a bucket.
    pub(crate) async fn both() -> [Place; 2] {
        [Place::folder(), Place::s3().await]
    }

    pub(crate) fn folder() -> Place {
        let directory = tempfile::tempdir().unwrap();
        let disk = directory.path().join("files");
        Place { name: "folder", location: Location::Folder(disk.clone()), disk, _directory: directory, server: None }
    }

    pub(crate) async fn s3() -> Place {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().join("s3");
        let disk = root.join(BUCKET);
        std::fs::create_dir_all(&disk).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(&root).unwrap());
        service.set_auth(SimpleAuth::from_single("key", "hush"));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    let _ =
                        Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(connection), service).await;
                });
            }
        });
        let location = Location::S3 {
            bucket: BUCKET.to_owned(),
            endpoint,
            region: "us-east-1".to_owned(),
            access_key: "key".to_owned(),
            secret_key: "hush".to_owned(),
            spool: directory.path().join("spool"),
        };
        Place { name: "S3", location, disk, _directory: directory, server: Some(server) }
    }

    pub(crate) fn open(&self) -> Vault {
        self.open_with(Rules::default())
    }

    pub(crate) fn open_with(&self, rules: Rules) -> Vault {
        Vault::open(&self.location, rules).unwrap()
    }

    /// Where a file really lies, for changing it by hand.
    pub(crate) fn on_disk(&self, path: &str) -> PathBuf {
        self.disk.join(path)
    }

    /// Every file that is really there, the spool included, without what the S3 server notes for itself.
    pub(crate) fn everything(&self) -> Vec<String> {
        let mut all = Vec::new();
        walk(&self.disk, &mut all);
        if let Location::S3 { spool, .. } = &self.location {
            walk(spool, &mut all);
        }
        let mut names: Vec<String> =
            all.iter().map(|path| path.strip_prefix(&self.disk).unwrap_or(path).display().to_string()).collect();
        names.sort();
        names
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            walk(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}
