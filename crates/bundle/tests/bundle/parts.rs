//! A bundle taken apart, changed and put together again, by whoever wants to cheat.

use std::io::{Cursor, Write as _};

use chiso_bundle::{Manifest, PartListing, SigningKey, read};
use chiso_model::hex;
use ring::digest;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of a bundle, in any order.
pub(crate) struct Parts(pub(crate) Vec<(String, Vec<u8>)>);

impl Parts {
    pub(crate) fn of(bundle: &[u8]) -> Parts {
        let read = read(bundle).unwrap();
        Parts(read.parts().map(|(name, content)| (name.to_owned(), content.to_vec())).collect())
    }

    pub(crate) fn get(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(part, _)| part == name).unwrap().1
    }

    pub(crate) fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.get(name).clone()).unwrap()
    }

    pub(crate) fn set(&mut self, name: &str, content: &[u8]) {
        *self.get(name) = content.to_vec();
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(part, _)| part != name);
    }

    /// Changes the only place of a part where a text stands.
    pub(crate) fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert_eq!(text.matches(from).count(), 1, "{from} in {name}");
        self.set(name, text.replace(from, to).as_bytes());
    }

    /// Changes the manifest.
    pub(crate) fn manifest(&mut self, change: impl FnOnce(&mut Manifest)) {
        let mut manifest: Manifest = serde_json::from_slice(self.get("manifest.json")).unwrap();
        change(&mut manifest);
        let mut text = serde_json::to_vec_pretty(&manifest).unwrap();
        text.push(b'\n');
        self.set("manifest.json", &text);
    }

    /// Lists every part as it now is, so that no hash gives the change away.
    pub(crate) fn relist(&mut self) {
        let now: Vec<PartListing> = self
            .0
            .iter()
            .map(|(name, content)| PartListing {
                name: name.clone(),
                size: content.len() as u64,
                sha256: hex(digest::digest(&digest::SHA256, content).as_ref()),
            })
            .collect();
        self.manifest(|manifest| {
            for part in &mut manifest.parts {
                if let Some(new) = now.iter().find(|new| new.name == part.name) {
                    part.clone_from(new);
                }
            }
        });
    }

    /// Signs with a key of one's own.
    pub(crate) fn resign(&mut self, key: &SigningKey) {
        self.manifest(|manifest| manifest.key = Some(key.public()));
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.pkcs8()).unwrap();
        assert_eq!(hex(pair.public_key().as_ref()), key.public().fingerprint());
        let signature = pair.sign(self.get("manifest.json"));
        self.set("manifest.sig", signature.as_ref());
        self.set("public-key.pem", key.public().to_pem().as_bytes());
    }

    /// The file, packed in the way in which bundles are.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}
