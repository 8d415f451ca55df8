//! `chiso serve`

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};

use chiso_model::Lang;
use chiso_server::Server;

use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Địa chỉ và cổng của máy chủ (mặc định 127.0.0.1:8080) / Address and port of the server (else 127.0.0.1:8080)
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    installation: Installation,
}

fn address(text: &str) -> Result<SocketAddr, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            "viết địa chỉ IP và cổng, ví dụ “127.0.0.1:8081”",
            "write an IP address and a port, for example `127.0.0.1:8081`",
        )
    })
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let listen: Vec<(&str, String)> =
        arguments.listen.iter().map(|address| ("CHISO_SERVER_LISTEN", address.to_string())).collect();
    let settings = arguments.installation.settings(&listen, lang)?;
    for warning in &settings.warnings {
        files::tell(&format!("chiso: {}", warning.line(lang)));
    }
    chiso_server::start_log(&settings.log);
    // First of all the port: whoever cannot have it should not wait for the data.
    let wanted = settings.server.listen;
    let listener = TcpListener::bind(wanted).map_err(|error| cannot_listen(wanted, &error, lang))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(wanted, &error, lang))?;
    let said = |error: std::io::Error| Failure::one(format!("chiso: {}", files::said(&error)));
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    if settings.server.workers > 0 {
        runtime.worker_threads(settings.server.workers as usize);
    }
    runtime.enable_all().build().map_err(said)?.block_on(async {
        let server = Server::start(&settings, listener, address)
            .await
            .map_err(|error| Failure::Files(error.message(lang).lines().map(str::to_owned).collect()))?;
        files::print(&greeting(&server, lang), lang)?;
        server.serve().await.map_err(said)
    })
}

/// Where the server is, and the way in for the first administrator while there is none.
fn greeting(server: &Server, lang: Lang) -> String {
    let url = &server.url;
    let running = match lang {
        Lang::Vi => format!("chiso: {url}/ (dừng bằng Ctrl-C)\n"),
        Lang::En => format!("chiso: {url}/ (stop with Ctrl-C)\n"),
    };
    let Some(link) = &server.first_link else { return running };
    let way_in = match lang {
        Lang::Vi => format!(
            "chiso: chưa có quản trị viên. Mở liên kết này để tạo quản trị viên đầu tiên (dùng một lần, hết hạn sau 24 giờ):\n{link}\n"
        ),
        Lang::En => format!(
            "chiso: there is no administrator yet. Open this link to make the first one (works once, ends in 24 hours):\n{}\n",
            english(link)
        ),
    };
    running + &way_in
}

/// The same page in English.
fn english(link: &str) -> String {
    link.replacen("/vi/", "/en/", 1)
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error, lang: Lang) -> Failure {
    let other = SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8081));
    Failure::one(match (error.kind(), lang) {
        (ErrorKind::AddrInUse, Lang::Vi) => {
            format!(
                "chiso: cổng {address} đang có chương trình khác dùng; hãy chọn cổng khác: chiso serve --listen {other}"
            )
        }
        (ErrorKind::AddrInUse, Lang::En) => {
            format!("chiso: another program uses {address}; choose another port: chiso serve --listen {other}")
        }
        (ErrorKind::AddrNotAvailable, Lang::Vi) => {
            format!("chiso: máy này không có địa chỉ {}; hãy dùng 127.0.0.1 hoặc 0.0.0.0", address.ip())
        }
        (ErrorKind::AddrNotAvailable, Lang::En) => {
            format!("chiso: this machine does not have the address {}; use 127.0.0.1 or 0.0.0.0", address.ip())
        }
        (ErrorKind::PermissionDenied, Lang::Vi) => {
            format!("chiso: không có quyền mở cổng {}; hãy chọn cổng từ 1024 trở lên", address.port())
        }
        (ErrorKind::PermissionDenied, Lang::En) => {
            format!("chiso: there is no permission to open port {}; choose 1024 or more", address.port())
        }
        (_, Lang::Vi) => format!("chiso: không mở được {address}: {}", files::said(error)),
        (_, Lang::En) => format!("chiso: cannot listen on {address}: {}", files::said(error)),
    })
}
