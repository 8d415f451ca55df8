//! Listening, with or without TLS, until the process is asked to stop.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::{App, service};
use crate::files_origin;

/// Time for the head of a request, and for the next one of a connection that stays open: whoever is slower holds a connection for nothing.
const HEADERS: Duration = Duration::from_secs(15);

/// The longest head of a request, in bytes; what one connection may hold in memory before anybody knows who it is.
const BUFFER: usize = 64 << 10;

/// Serves pages, and files at a port of their own if there is one, until SIGTERM or Ctrl C; then finishes what is being answered, for so long at most.
pub(crate) async fn serve(
    app: &Arc<App>,
    pages: TcpListener,
    files: Option<TcpListener>,
    tls: Option<RustlsConfig>,
    stop: Duration,
) -> std::io::Result<()> {
    let handles = [Handle::new(), Handle::new()];
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stopping = handles.clone();
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => (), _ = interrupt.recv() => () }
        tracing::info!("stopping: what is being answered is finished first");
        for handle in stopping {
            handle.graceful_shutdown(Some(stop));
        }
    });
    let [of_pages, of_files] = handles;
    let serve_files = async {
        match files {
            Some(files) => listen(files, tls.clone(), of_files, files_origin::service(app)).await,
            None => Ok(()),
        }
    };
    tokio::try_join!(listen(pages, tls.clone(), of_pages, service(app)), serve_files)?;
    Ok(())
}

async fn listen(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    handle: Handle<SocketAddr>,
    service: Router,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => {
            let mut server = axum_server::from_tcp(listener)?.handle(handle).http1_only();
            bound(server.http_builder());
            server.serve(service).await
        }
        Some(config) => {
            let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle).http1_only();
            bound(server.http_builder());
            server.serve(service).await
        }
    }
}

/// HTTP/1.1 alone: while it is still open which version a client speaks, no time limit holds, and a proxy in front speaks the newer ones to the outside.
fn bound(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder.http1().timer(hyper_util::rt::TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(BUFFER);
}
