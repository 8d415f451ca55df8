//! An address exists only in `Routes`, with a gate (architecture invariant): nothing else adds one to a router.

use std::fs;
use std::path::Path;

use super::{Breaches, files};

/// The one file that may.
const ROUTES: &str = "crates/web/src/routes.rs";

/// Calls by which a router gets an address.
const ADDS: [&str; 4] = [".route(", ".route_service(", ".nest(", ".nest_service("];

pub(super) fn check(root: &Path) -> Breaches {
    let mut breaches = Vec::new();
    for file in files(root)? {
        let source = file.starts_with("crates") && file.components().any(|part| part.as_os_str() == "src");
        if !source || file == Path::new(ROUTES) || file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(root.join(&file)).map_err(|error| format!("{}: {error}", file.display()))?;
        breaches.extend(added(&text).into_iter().map(|(line, call)| format!("{}:{line}: {call}", file.display())));
    }
    Ok(breaches)
}

/// Line numbers and calls, outside comments and before the tests, which by custom end the file.
fn added(source: &str) -> Vec<(usize, &'static str)> {
    let code = source.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let code = code.enumerate().map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()));
    code.flat_map(|(number, line)| ADDS.iter().filter(|call| line.contains(**call)).map(move |call| (number, *call)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_beside_the_list_is_found() {
        let cases: [(&str, &[usize]); 6] = [
            ("Router::new().route(\"/x\", get(page))", &[1]),
            ("let a = Router::new()\n    .nest(\"/x\", inner);", &[2]),
            ("router.route_service(\"/x\", files)", &[1]),
            ("// never .route( here", &[]),
            ("Routes::new().page(\"/x\", Gate::Public, page)", &[]),
            ("#[cfg(test)]\nmod tests { fn a() { router.route(\"/x\", b) } }", &[]),
        ];
        for (source, lines) in cases {
            let found: Vec<usize> = added(source).into_iter().map(|(line, _)| line).collect();
            assert_eq!(found, lines, "{source}");
        }
    }
}
