//! `chiso health`: whether the server answers, for container engines and other watchers.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use chiso_model::Lang;

use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;

/// How long the server may take. It gives its store two seconds.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    #[command(flatten)]
    installation: Installation,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let address = reachable(settings.server.listen);
    if settings.server.tls_cert.is_some() {
        return Err(Failure::one(match lang {
            Lang::Vi => format!("chiso: máy chủ tại {address} dùng TLS; hãy hỏi bằng chương trình khác, ví dụ “curl”"),
            Lang::En => format!("chiso: the server at {address} uses TLS; ask it with another program, such as `curl`"),
        }));
    }
    match ask(address) {
        Ok(status) if status.contains(" 200 ") => {
            let well = lang.pick("hoạt động tốt", "well");
            files::print(&format!("{address}: {well}\n"), lang)
        }
        Ok(status) => Err(Failure::one(match lang {
            Lang::Vi => format!("chiso: máy chủ tại {address} đang có sự cố ({status}); xem nhật ký của máy chủ"),
            Lang::En => format!("chiso: the server at {address} is not well ({status}); see its log"),
        })),
        Err(error) => {
            let said = files::said(&error);
            Err(Failure::one(match lang {
                Lang::Vi => {
                    format!("chiso: máy chủ tại {address} không trả lời ({said}); hãy kiểm tra xem đã chạy chưa")
                }
                Lang::En => format!("chiso: the server at {address} does not answer ({said}); see whether it runs"),
            }))
        }
    }
}

/// A server that listens everywhere is asked on this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The first line of what the server answers.
fn ask(address: SocketAddr) -> io::Result<String> {
    let mut connection = TcpStream::connect_timeout(&address, PATIENCE)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    connection
        .write_all(format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    connection.take(64 * 1024).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
