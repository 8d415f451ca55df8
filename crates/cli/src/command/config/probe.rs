//! Trying what the settings rely on: ports, files, folders, other servers.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use chiso_settings::{Place, Probe, Problem, Purpose, Severity};

use crate::files;

/// How long another server may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is wrong with what a setting relies on, if anything.
pub(super) fn problem(probe: &Probe, place: Place) -> Option<Problem> {
    let (severity, vi, en) = match &probe.purpose {
        Purpose::Listen(address) => {
            let error = TcpListener::bind(address).err()?;
            return Some(not_free(&probe.setting, place, *address, &error));
        }
        Purpose::ReadFile(path) => {
            let said = files::said(&read(path).err()?);
            let path = path.display();
            (
                Severity::Error,
                format!("không đọc được tệp “{path}” ({said}); hãy kiểm tra đường dẫn và quyền đọc"),
                format!("the file `{path}` cannot be read ({said}); check the path and who may read it"),
            )
        }
        Purpose::WriteFolder(path) => {
            let said = files::said(&write(path).err()?);
            let path = path.display();
            (
                Severity::Error,
                format!("không ghi được vào thư mục “{path}” ({said}); hãy kiểm tra đường dẫn và quyền ghi"),
                format!("the folder `{path}` cannot be written to ({said}); check the path and who may write there"),
            )
        }
        Purpose::Reach(host, port) => {
            let said = files::said(&reach(host, *port).err()?);
            (
                Severity::Error,
                format!("không kết nối được {host}:{port} ({said}); hãy kiểm tra địa chỉ và tường lửa"),
                format!("{host}:{port} cannot be reached ({said}); check the address and firewalls"),
            )
        }
        Purpose::ReachSocket(path) => {
            let said = files::said(&UnixStream::connect(path).err()?);
            let path = path.display();
            (
                Severity::Error,
                format!("không kết nối được “{path}” ({said}); hãy kiểm tra đường dẫn và dịch vụ ở đó"),
                format!("`{path}` cannot be reached ({said}); check the path and the service behind it"),
            )
        }
    };
    let name = &probe.setting;
    Some(Problem { severity, place, vi: format!("{name}: {vi}"), en: format!("{name}: {en}") })
}

/// A port that is taken is most likely taken by the server whose settings these are: no more than a warning.
fn not_free(name: &str, place: Place, address: SocketAddr, error: &io::Error) -> Problem {
    let said = files::said(error);
    match error.kind() {
        ErrorKind::AddrInUse => Problem {
            severity: Severity::Warning,
            place,
            vi: format!("{name}: cổng {address} đang có chương trình dùng, có thể chính là chiso đang chạy"),
            en: format!("{name}: a program uses {address}, maybe this very server"),
        },
        _ => Problem {
            severity: Severity::Error,
            place,
            vi: format!(
                "{name}: không mở được {address} ({said}); hãy dùng địa chỉ của máy này và cổng từ 1024 trở lên"
            ),
            en: format!(
                "{name}: {address} cannot be opened ({said}); use an address of this machine and a port from 1024"
            ),
        },
    }
}

fn read(path: &Path) -> io::Result<()> {
    if File::open(path)?.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(()) }
}

/// Whether a folder can be written to; one that is not there yet, whether it could be made. Nothing stays behind.
fn write(path: &Path) -> io::Result<()> {
    match path.metadata() {
        Ok(there) if !there.is_dir() => Err(ErrorKind::NotADirectory.into()),
        Ok(_) => {
            let trial = path.join(format!(".chiso-{}.trial", std::process::id()));
            File::create_new(&trial)?;
            std::fs::remove_file(trial)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let above = path.parent().filter(|above| !above.as_os_str().is_empty());
            write(above.unwrap_or(Path::new(".")))
        }
        Err(error) => Err(error),
    }
}

fn reach(host: &str, port: u16) -> io::Result<()> {
    let mut last = ErrorKind::NotFound.into();
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(last)
}
