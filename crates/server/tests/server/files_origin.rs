//! The origin of files: a file for whoever has its signed address, and nothing else for anybody; the origin of pages shows no file.

use std::net::TcpListener;

use chiso_access::Role;
use chiso_web::{Caller, Upload};
use chiso_workspace::{Desk, Refusal};
use reqwest::{Method, Response};

use crate::site::{SignedIn, Site, caller, header, settings};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const OTHER: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Lang(vi)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
const MEDIA: &str = "application/pdf";

/// A server that shows files, another desk over the same store, and how the two origins are reached.
struct Scene {
    site: Site,
    desk: Desk,
    files: String,
    pages: String,
    /// Where requests to the origin of files go, and the host that they name.
    port: String,
}

impl Scene {
    async fn start(more: &[(&str, &str)], origins: impl FnOnce(&Site) -> (String, String), port: Option<u16>) -> Scene {
        let site = Site::start(more).await;
        let (files, pages) = origins(&site);
        let vault = chiso_server::vault(&settings(&site.folder.path().join("data"), more)).unwrap();
        let desk = site.desk().await.with_files(vault);
        let port = format!("http://127.0.0.1:{}", port.unwrap_or(site.address.port()));
        Scene { site, desk, files, pages, port }
    }

    /// Under a name of its own, at the port of the pages.
    async fn named() -> Scene {
        let more = [("CHISO_SERVER_PUBLIC_URL", "http://chiso.test"), ("CHISO_FILES_ORIGIN", "http://tep.chiso.test")];
        Scene::start(&more, |_| ("http://tep.chiso.test".to_owned(), "http://chiso.test".to_owned()), None).await
    }

    /// At a port of its own, under the name that was asked for.
    async fn beside() -> Scene {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let more = [("CHISO_FILES_LISTEN", listen.as_str())];
        let origins = |site: &Site| (format!("http://{listen}"), format!("http://{}", site.address));
        Scene::start(&more, origins, Some(port)).await
    }

    /// Somebody at a moment, microseconds.
    fn who(&self, now_us: i64) -> Caller {
        Caller { files_origin: Some(self.files.clone()), now_us, ..caller("somebody", Role::Inspector) }
    }

    async fn bring(&self, name: &str, bytes: &'static [u8]) -> String {
        let upload = Upload { field: "file".to_owned(), name: name.to_owned(), bytes: bytes.into() };
        let who = self.who(crate::site::now());
        self.desk.take_file(&who, upload).await.unwrap_or_else(|refusal| panic!("{refusal:?}")).to_string()
    }

    /// The path of the address that was made for a file so many minutes ago.
    async fn path(&self, sha256: &str, minutes_ago: i64) -> String {
        let who = self.who(crate::site::now() - minutes_ago * 60_000_000);
        let address = self.desk.look_at(&who, sha256, MEDIA).await.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        address.strip_prefix(&self.files).unwrap().to_owned()
    }

    async fn ask(&self, method: Method, path: &str, cookie: Option<&SignedIn>) -> Response {
        let host = self.files.strip_prefix("http://").unwrap();
        let request = self.site.client.request(method, format!("{}{path}", self.port)).header("host", host);
        let request = match cookie {
            Some(who) => request.header("cookie", &who.cookie),
            None => request,
        };
        request.send().await.unwrap()
    }

    /// That there is nothing at an address of the origin of files, whoever asks.
    async fn has_nothing(&self, what: &str, method: Method, path: &str, cookie: Option<&SignedIn>) {
        let answer = self.ask(method, path, cookie).await;
        assert_eq!(answer.status(), 404, "{what}: {path}");
        for name in ["set-cookie", "location", "content-type", "allow"] {
            assert_eq!(header(&answer, name), "", "{what}: {name}");
        }
        assert_eq!(answer.bytes().await.unwrap().len(), 0, "{what}: {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_at_its_own_origin_to_whoever_has_the_signed_address() {
    for scene in [Scene::named().await, Scene::beside().await] {
        let sha256 = scene.bring("báo cáo.pdf", PDF).await;
        let path = scene.path(&sha256, 0).await;
        let admin = scene.site.sign_in(Some(Role::Administrator)).await;
        for (method, cookie, body) in
            [(Method::GET, None, PDF), (Method::GET, Some(&admin), PDF), (Method::HEAD, None, &b""[..])]
        {
            let answer = scene.ask(method, &path, cookie).await;
            assert_eq!(answer.status(), 200);
            let policy =
                format!("default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors {}", scene.pages);
            for (name, value) in [
                ("content-type", MEDIA),
                ("content-disposition", "inline"),
                ("content-security-policy", policy.as_str()),
                ("x-content-type-options", "nosniff"),
                ("cross-origin-resource-policy", "same-origin"),
                ("cache-control", "no-store"),
                ("referrer-policy", "no-referrer"),
                // The page that frames it is another origin.
                ("x-frame-options", ""),
                ("set-cookie", ""),
                ("access-control-allow-origin", ""),
            ] {
                assert_eq!(header(&answer, name), value, "{name}");
            }
            assert_eq!(answer.bytes().await.unwrap(), body);
        }
        // One minute before the end, and one after it.
        assert_eq!(scene.ask(Method::GET, &scene.path(&sha256, 9).await, None).await.status(), 200);
        scene.has_nothing("over", Method::GET, &scene.path(&sha256, 11).await, None).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_else_at_the_origin_of_files() {
    for scene in [Scene::named().await, Scene::beside().await] {
        let (sha256, other) = (scene.bring("a.pdf", PDF).await, scene.bring("b.pdf", OTHER).await);
        let png = scene.bring("c.png", PNG).await;
        let path = scene.path(&sha256, 0).await;
        let admin = scene.site.sign_in(Some(Role::Administrator)).await;
        let parts: Vec<&str> = path.split('/').collect();
        let [_, until, signature, name] = parts[..] else { panic!("{path}") };
        let later = until.parse::<i64>().unwrap() + 3600;
        let forged = signature.chars().rev().collect::<String>();
        for (what, path) in [
            ("forged", format!("/{until}/{forged}/{name}")),
            ("signature of another file", format!("/{until}/{signature}/{other}.pdf")),
            ("made longer", format!("/{later}/{signature}/{name}")),
            ("no signature", format!("/{until}//{name}")),
            ("another type", format!("/{until}/{signature}/{sha256}.html")),
            ("no type", format!("/{until}/{signature}/{sha256}")),
            ("more behind it", format!("{path}/x")),
            ("signed as what it is not", scene.path(&png, 0).await),
            ("the file by its hash", format!("/{sha256}.pdf")),
            ("start", "/".to_owned()),
            ("public page", "/vi/".to_owned()),
            ("workspace", "/vi/work".to_owned()),
            ("signing in", "/vi/sign-in".to_owned()),
            ("operation", "/api/v1/indices".to_owned()),
            ("open data", "/data/agencies.vi.csv".to_owned()),
            ("health", "/healthz".to_owned()),
            ("figures", "/metrics".to_owned()),
        ] {
            scene.has_nothing(what, Method::GET, &path, None).await;
            scene.has_nothing(what, Method::GET, &path, Some(&admin)).await;
        }
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
            scene.has_nothing("another method", method, &path, Some(&admin)).await;
        }
        let picture = scene.desk.look_at(&scene.who(crate::site::now()), &png, "image/png").await;
        assert!(matches!(picture, Err(Refusal::Hidden)), "pictures need no frame: {picture:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_origin_of_pages_shows_no_file() {
    for scene in [Scene::named().await, Scene::beside().await] {
        let sha256 = scene.bring("a.pdf", PDF).await;
        let path = scene.path(&sha256, 0).await;
        let admin = scene.site.sign_in(Some(Role::Administrator)).await;
        for path in [path, format!("/{sha256}.pdf")] {
            let answer = scene.site.request_of(&admin, Method::GET, &path).send().await.unwrap();
            assert_eq!(answer.status(), 404, "{path}");
            assert!(header(&answer, "content-type").starts_with("text/html"), "{path}");
            assert_eq!(header(&answer, "x-frame-options"), "DENY");
        }
        // No page lets frames in where no file is shown.
        let page = scene.site.request_of(&admin, Method::GET, "/vi/work").send().await.unwrap();
        assert!(page.status() == 200 && !header(&page, "content-security-policy").contains("frame-src"));
    }
}
