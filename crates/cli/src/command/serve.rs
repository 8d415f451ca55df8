//! `chiso serve`

use std::io::ErrorKind;
use std::net::SocketAddr;

use chiso_model::Lang;
use chiso_portal::Site;
use tokio::net::TcpListener;

use crate::failure::Failure;
use crate::files;
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Địa chỉ và cổng của cổng thông tin (mặc định 127.0.0.1:8080) / Address and port of the portal (else 127.0.0.1:8080)
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", hide_default_value = true, value_parser = address)]
    listen: SocketAddr,
}

fn address(text: &str) -> Result<SocketAddr, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            "viết địa chỉ IP và cổng, ví dụ `127.0.0.1:8081`",
            "write an IP address and a port, for example `127.0.0.1:8081`",
        )
    })
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let address = arguments.listen;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::one(format!("chiso: {}", files::said(&error))))?;
    runtime.block_on(async {
        // First of all the port: whoever cannot have it should not wait for the data.
        let listener = TcpListener::bind(address).await.map_err(|error| cannot_listen(address, &error, lang))?;
        let address = listener.local_addr().map_err(|error| cannot_listen(address, &error, lang))?;
        let site =
            Site::load().map_err(|error| Failure::Files(error.message(lang).lines().map(str::to_owned).collect()))?;
        files::print(
            &match lang {
                Lang::Vi => format!("chiso: http://{address}/ (dừng bằng Ctrl-C)\n"),
                Lang::En => format!("chiso: http://{address}/ (stop with Ctrl-C)\n"),
            },
            lang,
        )?;
        chiso_portal::serve(site, listener)
            .await
            .map_err(|error| Failure::one(format!("chiso: {}", files::said(&error))))
    })
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
