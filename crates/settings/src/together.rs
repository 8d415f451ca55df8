//! Settings that must go together.
//!
//! They are looked at as written, so that a value that is wrong by itself hides nothing else.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

use crate::gateway;
use crate::problem::{Place, Problem};
use crate::reader::Reader;
use crate::value::Written;

/// A key that makes no sense without another: section, key, the one it needs, and why.
const NEEDS: &[(&str, &str, &str, &str, &str)] = &[
    ("server", "tls_cert", "tls_key", "chứng thư cần khóa riêng của nó", "a certificate needs its private key"),
    ("server", "tls_key", "tls_cert", "khóa riêng cần chứng thư của nó", "a private key needs its certificate"),
    ("store", "password", "url", "mật khẩu này là của PostgreSQL", "the password is that of PostgreSQL"),
    (
        "files",
        "s3_bucket",
        "s3_endpoint",
        "kho S3 cần địa chỉ của dịch vụ",
        "a bucket needs the address of its service",
    ),
    ("files", "s3_bucket", "s3_access_key", "kho S3 cần mã truy cập", "a bucket needs an access key"),
    ("files", "s3_bucket", "s3_secret_key", "kho S3 cần khóa bí mật", "a bucket needs a secret key"),
    ("files", "s3_endpoint", "s3_bucket", "dịch vụ S3 cần tên kho", "an S3 service needs the name of a bucket"),
    ("files", "s3_access_key", "s3_bucket", "mã truy cập này là của kho S3", "the access key is that of a bucket"),
    ("files", "s3_secret_key", "s3_bucket", "khóa bí mật này là của kho S3", "the secret key is that of a bucket"),
    ("mail", "username", "password", "tên đăng nhập cần mật khẩu", "a user name needs its password"),
    ("mail", "password", "username", "mật khẩu cần tên đăng nhập", "a password needs its user name"),
    (
        "oidc",
        "issuer",
        "client_id",
        "hệ thống định danh cần biết tên của phần mềm này",
        "the provider must know this system by a name",
    ),
    ("oidc", "client_id", "issuer", "cần địa chỉ của hệ thống định danh", "the address of the provider is needed"),
    ("oidc", "client_secret", "client_id", "khóa bí mật cần tên đi kèm", "a secret needs the name it goes with"),
];

/// Notes what does not go together.
pub(crate) fn check(reader: &mut Reader) {
    let mut problems = Vec::new();
    for (section, key, other, vi, en) in NEEDS {
        if let Some(at) = place(reader, section, key)
            && place(reader, section, other).is_none()
        {
            problems.push(Problem::error(
                at,
                format!("có {section}.{key} nhưng thiếu {section}.{other}: {vi}"),
                format!("{section}.{key} is given, {section}.{other} is not: {en}"),
            ));
        }
    }
    files(reader, &mut problems);
    origin_of_files(reader, &mut problems);
    mail(reader, &mut problems);
    gateway::check(reader, &mut problems);
    ways_in(reader, &mut problems);
    web(reader, &mut problems);
    reader.problems.extend(problems);
}

fn files(reader: &Reader, problems: &mut Vec<Problem>) {
    if let (Some(at), Some(_)) = (place(reader, "files", "folder"), place(reader, "files", "s3_bucket")) {
        problems.push(Problem::error(
            at,
            "tệp chỉ nằm ở một nơi; chỉ giữ một trong hai: files.folder hoặc files.s3_bucket",
            "files lie in one place; keep only one of files.folder and files.s3_bucket",
        ));
    }
    let largest = number(reader, "files", "max_megabytes");
    let request = number(reader, "server", "request_megabytes");
    if largest.0 > request.0 {
        let at = if largest.1 == Place::Default { request.1 } else { largest.1 };
        let (largest, request) = (largest.0, request.0);
        problems.push(Problem::error(
            at,
            format!("tệp tới {largest} MB (files.max_megabytes) không lọt qua yêu cầu tới {request} MB; hãy đặt server.request_megabytes lớn hơn"),
            format!("files of {largest} MB (files.max_megabytes) do not fit into requests of {request} MB; make server.request_megabytes greater"),
        ));
    }
}

/// Files are seen at an origin of their own: a file that could run there finds nothing of the system.
fn origin_of_files(reader: &Reader, problems: &mut Vec<Problem>) {
    let address = |section, key| text(reader, section, key).and_then(|text| url::Url::parse(text.trim()).ok());
    if let (Some(at), Some(files)) = (place(reader, "files", "origin"), address("files", "origin")) {
        let pages = address("server", "public_url");
        let (vi, en) = match &pages {
            _ if files.path() != "/" => (
                "files.origin chỉ gồm giao thức, tên máy và cổng, không có đường dẫn phía sau",
                "files.origin is a scheme, a host and a port, without a path",
            ),
            None => (
                "trang nào được xem tệp thì phải biết địa chỉ của hệ thống; hãy ghi server.public_url",
                "only pages of this system may show files; give its address, server.public_url",
            ),
            Some(pages) if pages.origin() == files.origin() => (
                "tệp phải ở một địa chỉ khác địa chỉ của hệ thống (server.public_url): tên máy khác hoặc cổng khác",
                "files must be at another address than the system (server.public_url): another host or another port",
            ),
            Some(pages) if pages.scheme() != files.scheme() => (
                "files.origin và server.public_url phải cùng là https hoặc cùng là http",
                "files.origin and server.public_url must both be https or both be http",
            ),
            Some(_) => return,
        };
        problems.push(Problem::error(at, vi, en));
    }
    let behind =
        place(reader, "server", "public_url").is_some() || place(reader, "server", "trusted_proxies").is_some();
    if let (true, None, Some(at)) = (behind, place(reader, "files", "origin"), place(reader, "files", "listen")) {
        problems.push(Problem::error(
            at,
            "sau máy chủ trung gian, hoặc khi có server.public_url, phải biết người dùng xem tệp ở địa chỉ nào; hãy ghi files.origin",
            "behind a proxy, or with server.public_url, the address at which people see files must be known; give files.origin",
        ));
    }
    if let (Some(at), Some(listen)) = (place(reader, "files", "listen"), text(reader, "files", "listen"))
        && in_force(reader, "listen").is_some_and(|other| other == listen.trim())
    {
        problems.push(Problem::error(
            at,
            "files.listen trùng với server.listen; hãy chọn cổng khác, hoặc chỉ ghi files.origin để dùng chung một cổng",
            "files.listen is the same as server.listen; choose another port, or give files.origin alone to share one port",
        ));
    }
}

fn mail(reader: &Reader, problems: &mut Vec<Problem>) {
    let server = text(reader, "mail", "server").unwrap_or("none");
    let sends = server != "none" && !server.is_empty();
    if let (true, None, Some(at)) = (sends, place(reader, "mail", "from"), place(reader, "mail", "server")) {
        problems.push(Problem::error(
            at,
            "thư cần người gửi; hãy ghi mail.from",
            "mails need a sender; give mail.from",
        ));
    }
    if let (true, Some(at)) = (text(reader, "mail", "starttls") == Some("off"), place(reader, "mail", "password")) {
        problems.push(Problem::warning(
            at,
            "mật khẩu của máy chủ gửi thư đi qua mạng không được mã hóa (mail.starttls = \"off\")",
            "the mail server's password travels in the clear (mail.starttls = \"off\")",
        ));
    }
    if let (true, None, Some(at)) = (sends, place(reader, "server", "public_url"), place(reader, "mail", "server")) {
        problems.push(Problem::error(
            at,
            "liên kết trong thư cần địa chỉ của hệ thống; hãy ghi server.public_url",
            "links in mails need the address of this system; give server.public_url",
        ));
    }
}

fn ways_in(reader: &Reader, problems: &mut Vec<Problem>) {
    let off = match reader.given("sign_in", "password") {
        Some((Written::Truth(false), place)) => Some(place.clone()),
        Some((Written::Word(word), place)) if word.trim() == "false" => Some(place.clone()),
        _ => None,
    };
    if let (Some(at), None) = (off, place(reader, "oidc", "issuer")) {
        problems.push(Problem::error(
            at,
            "tắt mật khẩu thì không còn cách đăng nhập nào; hãy ghi mục oidc hoặc đặt sign_in.password = true",
            "without passwords nobody can sign in; fill the section oidc, or set sign_in.password = true",
        ));
    }
    if let (Some(at), None) = (place(reader, "oidc", "issuer"), place(reader, "server", "public_url")) {
        problems.push(Problem::error(
            at,
            "hệ thống định danh cần địa chỉ để trả người dùng về; hãy ghi server.public_url",
            "the provider needs the address to which people return; give server.public_url",
        ));
    }
}

fn web(reader: &Reader, problems: &mut Vec<Problem>) {
    let url = text(reader, "server", "public_url").unwrap_or_default();
    let here = place(reader, "server", "public_url");
    let has_tls = place(reader, "server", "tls_cert").is_some();
    let has_proxy = match reader.given("server", "trusted_proxies") {
        Some((Written::List(members), _)) => !members.is_empty(),
        given => given.is_some(),
    };
    if let (true, false, false, Some(at)) = (url.starts_with("https:"), has_tls, has_proxy, here.clone()) {
        problems.push(Problem::warning(
            at,
            "địa chỉ là https nhưng không có server.tls_cert và không có máy chủ trung gian nào trong server.trusted_proxies; nếu có máy chủ trung gian, hãy ghi địa chỉ của nó",
            "the address is https, but there is neither server.tls_cert nor a proxy in server.trusted_proxies; if there is a proxy, give its address",
        ));
    }
    if let (true, true, Some(at)) = (url.starts_with("http:"), has_tls, here) {
        problems.push(Problem::warning(
            at,
            "có chứng thư TLS nhưng địa chỉ bắt đầu bằng http; hãy viết https",
            "there is a TLS certificate, but the address begins with http; write https",
        ));
    }
    proxies(reader, problems);
    metrics(reader, has_tls, problems);
}

/// Whoever is in a trusted network may say that a request comes from anywhere.
fn proxies(reader: &Reader, problems: &mut Vec<Problem>) {
    let Some((_, at)) = reader.given("server", "trusted_proxies") else { return };
    let networks = networks(reader, "trusted_proxies");
    if networks.iter().any(|network| network.prefix_len() == 0) {
        problems.push(Problem::warning(
            at.clone(),
            "dải này gồm mọi địa chỉ: ai cũng có thể giả địa chỉ của mình; chỉ ghi địa chỉ của máy chủ trung gian",
            "this range is every address: anybody can then pretend to be anywhere; give only the proxy's own address",
        ));
    } else if let Some(wide) = networks.iter().find(|network| is_wide(network)) {
        problems.push(Problem::warning(
            at.clone(),
            format!("dải {wide} quá rộng: máy nào trong đó cũng có thể giả địa chỉ của mình; chỉ ghi địa chỉ của máy chủ trung gian"),
            format!("the range {wide} is too wide: any machine in it can pretend to be anywhere; give only the proxy's own address"),
        ));
    }
}

/// Networks of an organisation of its own may be as large as the standards allow (RFC 1918, RFC 4193); of the open internet, no more than one network of a provider.
fn is_wide(network: &IpNet) -> bool {
    match network {
        IpNet::V4(v4) if v4.network().is_private() || v4.network().is_loopback() => v4.prefix_len() < 8,
        IpNet::V4(v4) => v4.prefix_len() < 16,
        IpNet::V6(v6) if v6.network().is_unique_local() || v6.network().is_loopback() => v6.prefix_len() < 16,
        IpNet::V6(v6) => v6.prefix_len() < 48,
    }
}

/// A proxy on this machine that is not trusted makes every visitor look like this machine, which may read the figures of operation.
fn metrics(reader: &Reader, has_tls: bool, problems: &mut Vec<Problem>) {
    let readers = networks(reader, "metrics_from");
    if readers.iter().any(|network| network.prefix_len() == 0)
        && let Some(at) = place(reader, "server", "metrics_from")
    {
        return problems.push(Problem::warning(
            at,
            "dải này gồm mọi địa chỉ: ai cũng đọc được /metrics; chỉ ghi địa chỉ của máy theo dõi",
            "this range is every address: anybody may read /metrics; give only the address of the machine that watches",
        ));
    }
    let Some(at) = place(reader, "server", "public_url") else { return };
    let here = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    let listens = in_force(reader, "listen").and_then(|text| text.parse::<SocketAddr>().ok());
    let hidden = listens.is_some_and(|address| address.ip().is_loopback()) && !has_tls && !is_here(reader);
    let within =
        |networks: &[IpNet]| here.iter().any(|address| networks.iter().any(|network| network.contains(address)));
    if hidden && within(&readers) && !within(&networks(reader, "trusted_proxies")) {
        problems.push(Problem::warning(
            place(reader, "server", "metrics_from").or(place(reader, "server", "trusted_proxies")).unwrap_or(at),
            "mọi kết nối đều đến từ máy này, qua một máy chủ trung gian không có trong server.trusted_proxies, nên ai cũng đọc được /metrics; hãy ghi địa chỉ của nó vào server.trusted_proxies, hoặc bỏ máy này khỏi server.metrics_from",
            "every connection comes from this machine, through a proxy that is not in server.trusted_proxies, so that anybody may read /metrics; give its address in server.trusted_proxies, or take this machine out of server.metrics_from",
        ));
    }
}

/// Whether people reach the system on this very machine.
fn is_here(reader: &Reader) -> bool {
    let url = text(reader, "server", "public_url").and_then(|text| url::Url::parse(text.trim()).ok());
    match url.as_ref().and_then(url::Url::host) {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => true,
    }
}

/// The networks of a setting as far as they can be read: those in force, or the default.
fn networks(reader: &Reader, key: &'static str) -> Vec<IpNet> {
    let default = || {
        Written::Word(
            crate::table::find("server", key).and_then(|setting| setting.default).unwrap_or_default().to_owned(),
        )
    };
    let written = reader.given("server", key).map_or_else(default, |(written, _)| written.clone());
    let words: Vec<&str> = match &written {
        Written::List(members) => members.iter().filter_map(Written::text).collect(),
        written => written.text().into_iter().flat_map(crate::setting::pieces).collect(),
    };
    let read = |word: &&str| word.parse().ok().or_else(|| word.parse::<IpAddr>().ok().map(IpNet::from));
    words.iter().filter_map(read).collect()
}

/// The text in force.
fn in_force(reader: &Reader, key: &'static str) -> Option<String> {
    let default = || crate::table::find("server", key).and_then(|setting| setting.default);
    text(reader, "server", key).or_else(default).map(|text| text.trim().to_owned())
}

/// Where a key is given, its secret file included.
pub(crate) fn place(reader: &Reader, section: &str, key: &str) -> Option<Place> {
    let setting = crate::table::find(section, key)?;
    let (_, place) = reader.given(setting.section, setting.key)?;
    Some(place.clone())
}

pub(crate) fn text<'a>(reader: &'a Reader, section: &'static str, key: &'static str) -> Option<&'a str> {
    reader.given(section, key).and_then(|(written, _)| written.text())
}

/// The number in force and where it is given; zero where it cannot be read, which is told elsewhere.
fn number(reader: &Reader, section: &'static str, key: &'static str) -> (i64, Place) {
    let read = |written: &Written| match written {
        Written::Number(number) => *number,
        written => written.text().and_then(|text| text.parse().ok()).unwrap_or(0),
    };
    if let Some((written, place)) = reader.given(section, key) {
        return (read(written), place.clone());
    }
    let default = crate::table::find(section, key).and_then(|setting| setting.default);
    (read(&Written::Word(default.unwrap_or_default().to_owned())), Place::Default)
}
