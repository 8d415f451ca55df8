//! Where a request comes from, behind proxies that are trusted.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue};
use ipnet::IpNet;

/// Where a request comes from and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct From {
    /// Address of the client, as far as trusted proxies tell.
    pub(crate) address: IpAddr,
    /// True when the client's connection, or the one to the trusted proxy, was TLS.
    pub(crate) secure: bool,
}

/// Reads what proxies say, but only as far as they are trusted: the list of addresses is read from its end, and ends at the first that is not a trusted proxy.
/// Whatever stands before that address was written by somebody who is not trusted.
///
/// `Forwarded` (RFC 7239) is not read where `X-Forwarded-For` is there: most proxies set the latter only, and pass the former on as it came.
pub(crate) fn of(peer: IpAddr, tls: bool, headers: &HeaderMap, trusted: &[IpNet]) -> From {
    let peer = plain(peer);
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    if !is_trusted(&peer) {
        return From { address: peer, secure: tls };
    }
    let secure = match last(headers, "x-forwarded-proto") {
        Some(scheme) => scheme.eq_ignore_ascii_case("https"),
        None => forwarded(headers, "proto").next_back().map_or(tls, |scheme| scheme.eq_ignore_ascii_case("https")),
    };
    let mut hops: Vec<String> = values(headers, "x-forwarded-for").collect();
    if hops.is_empty() {
        hops = forwarded(headers, "for").collect();
    }
    let mut address = peer;
    for hop in hops.iter().rev() {
        let Some(before) = parse(hop) else { break };
        address = before;
        if !is_trusted(&address) {
            break;
        }
    }
    From { address, secure }
}

/// An IPv4 address that is written as IPv6 is an IPv4 address.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

fn values<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = String> + use<'h> {
    headers
        .get_all(name)
        .into_iter()
        .filter_map(|value: &HeaderValue| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}

fn last(headers: &HeaderMap, name: &str) -> Option<String> {
    values(headers, name).last()
}

/// One parameter of every element of `Forwarded`.
fn forwarded(headers: &HeaderMap, wanted: &str) -> impl DoubleEndedIterator<Item = String> {
    let found: Vec<String> = values(headers, "forwarded")
        .filter_map(|element| {
            element.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"').to_owned())
            })
        })
        .collect();
    found.into_iter()
}

/// `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn parse(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(plain(address));
    }
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split_once(']')?.0.parse().ok().map(plain);
    }
    text.rsplit_once(':')?.0.parse().ok().map(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted: Vec<IpNet> = vec!["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        for (peer, headers, address, secure) in [
            ("203.0.113.9", vec![("x-forwarded-for", "1.1.1.1"), ("x-forwarded-proto", "https")], "203.0.113.9", false),
            ("127.0.0.1", vec![], "127.0.0.1", false),
            ("127.0.0.1", vec![("x-forwarded-for", "203.0.113.9")], "203.0.113.9", false),
            // What a client wrote itself stands first and is not believed.
            ("127.0.0.1", vec![("x-forwarded-for", "6.6.6.6, 203.0.113.9")], "203.0.113.9", false),
            (
                "127.0.0.1",
                vec![("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "203.0.113.9, 10.1.2.3")],
                "203.0.113.9",
                false,
            ),
            ("127.0.0.1", vec![("x-forwarded-for", "10.0.0.7, 10.1.2.3")], "10.0.0.7", false),
            ("127.0.0.1", vec![("x-forwarded-for", "nonsense, 10.1.2.3")], "10.1.2.3", false),
            (
                "127.0.0.1",
                vec![("x-forwarded-for", "203.0.113.9:4711"), ("x-forwarded-proto", "https")],
                "203.0.113.9",
                true,
            ),
            (
                "127.0.0.1",
                vec![("forwarded", "for=6.6.6.6, for=\"[2001:db8::1]:80\";proto=https")],
                "2001:db8::1",
                true,
            ),
            ("127.0.0.1", vec![("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "203.0.113.9")], "203.0.113.9", false),
            ("::ffff:127.0.0.1", vec![("x-forwarded-for", "203.0.113.9")], "203.0.113.9", false),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(name, HeaderValue::from_static(value));
            }
            let from = of(peer.parse().unwrap(), false, &map, &trusted);
            assert_eq!(from, From { address: address.parse().unwrap(), secure }, "{peer} {map:?}");
        }
    }
}
