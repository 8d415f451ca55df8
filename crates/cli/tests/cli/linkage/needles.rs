//! What of a person or of a ballot could stand somewhere, in every form in which bytes are written, and a search for all of it at once.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use sha2::{Digest, Sha256};

use crate::linkage::campaign::Person;
use crate::linkage::loot::Loot;
use crate::linkage::respondent::Secrets;

/// Bytes that are looked for of longer ones.
const LONGEST: usize = 24;
/// Bytes by which needles are found.
const START: usize = 8;

/// Something to look for.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    pub(crate) who: usize,
    /// What it is of.
    pub(crate) kind: &'static str,
    bytes: Vec<u8>,
}

/// Where something was found.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) file: String,
    pub(crate) at: usize,
    pub(crate) who: usize,
    pub(crate) kind: &'static str,
}

/// What may stand of a person.
pub(crate) const OF_PERSON: [&str; 10] = [
    "code",
    "code grouped",
    "code bytes",
    "code hash",
    "invitee",
    "mail",
    "address",
    "blinded",
    // Of the sheet that they hold, and of what the box knows it by: more than is known, since nobody keeps whose sheet it is.
    "stamp",
    "known mark",
];
/// What may stand of a ballot, or of the token that it came with.
pub(crate) const OF_BALLOT: [&str; 6] = ["marker", "wish", "mark", "number", "prefix", "signature"];

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Base 64 of bytes that begin anywhere within others: of each of three beginnings what does not depend on the bytes around.
fn base64(bytes: &[u8], alphabet: &Alphabet) -> Vec<Vec<u8>> {
    let engine = GeneralPurpose::new(alphabet, NO_PAD);
    let from = |before: usize| {
        let text = engine.encode([&vec![0; before][..], bytes].concat()).into_bytes();
        let first = [0, 2, 3][before];
        let last = (before + bytes.len()) * 8 / 6;
        text[first..last].to_vec()
    };
    (0..3).map(from).collect()
}

/// Base 32 of bytes that stand at a beginning.
fn base32(bytes: &[u8], digits: &[u8; 32]) -> Vec<u8> {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.chunks_exact(5).map(|five| digits[five.iter().fold(0, |value, bit| value * 2 + usize::from(*bit))]).collect()
}

fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    let mut forms = vec![bytes.to_vec(), hex(bytes).into_bytes(), hex(bytes).to_uppercase().into_bytes()];
    forms.extend(base64(bytes, &STANDARD));
    forms.extend(base64(bytes, &URL_SAFE));
    forms.push(base32(bytes, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
    forms.push(base32(bytes, b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
    forms.push(base32(bytes, b"0123456789abcdefghjkmnpqrstvwxyz"));
    forms.sort();
    forms.dedup();
    forms
}

/// Everything that may stand of people and of their ballots.
pub(crate) fn needles(people: &[(Person, Secrets)]) -> Vec<Needle> {
    let mut all = Vec::new();
    for (who, (person, secrets)) in people.iter().enumerate() {
        let mut add = |kind, what: &[u8]| {
            all.extend(forms(what).into_iter().map(|bytes| Needle { who, kind, bytes }));
        };
        add("code", person.code.as_bytes());
        add("code", person.code.to_lowercase().as_bytes());
        add("code grouped", format!("{}-{}", &person.code[..5], &person.code[5..10]).as_bytes());
        add("code hash", &Sha256::digest(person.code.as_bytes()));
        add("invitee", person.invitee.as_bytes());
        add("mail", person.mail.as_bytes());
        add("address", person.address.to_string().as_bytes());
        if let Some(blinded) = &secrets.blinded {
            add("blinded", blinded);
            add("blinded", &Sha256::digest(blinded));
        }
        let id = |text: &str| {
            (0..32).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect::<Vec<_>>()
        };
        add("invitee", &id(&person.invitee));
        add("code bytes", &code_bytes(&person.code));
        add("marker", person.marker.as_bytes());
        if person.marker.contains('"') {
            add("marker", person.marker.replace('"', "\\\"").as_bytes());
        }
        if person.wish.len() >= LONGEST {
            add("wish", person.wish.as_bytes());
        }
        if let Some(stamp) = &secrets.stamp {
            add("stamp", format!("/{stamp}").as_bytes());
            add("stamp", format!("{} {}", &stamp[..4], &stamp[4..]).as_bytes());
        }
        if let Some(mark) = &secrets.known_mark {
            add("known mark", mark);
        }
        if secrets.token.is_empty() {
            continue;
        }
        let (prefix, rest) = secrets.token.split_at(32);
        let (number, signature) = rest.split_at(32);
        add("prefix", prefix);
        add("number", number);
        add("signature", signature);
        add("mark", &Sha256::digest(&secrets.token[..64]));
    }
    all
}

fn code_bytes(code: &str) -> Vec<u8> {
    let digit = |letter| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(letter).unwrap();
    let bits: Vec<u8> =
        code.chars().map(digit).flat_map(|five| (0..5).rev().map(move |bit| u8::from(five >> bit & 1 == 1))).collect();
    bits[..128].chunks(8).map(|byte| byte.iter().fold(0, |value, bit| value * 2 + bit)).collect()
}

/// Finds all needles everywhere.
pub(crate) fn search(loot: &Loot, needles: &[Needle]) -> Vec<Hit> {
    // Three bytes first: nearly no place begins as a needle does.
    let mut begins = vec![0u64; 1 << 18];
    let three = |bytes: &[u8]| usize::from(bytes[0]) << 16 | usize::from(bytes[1]) << 8 | usize::from(bytes[2]);
    let mut known: BTreeMap<&[u8], Vec<&Needle>> = BTreeMap::new();
    for needle in needles {
        let start = three(&needle.bytes);
        begins[start >> 6] |= 1 << (start & 63);
        known.entry(&needle.bytes[..START]).or_default().push(needle);
    }
    let mut hits = Vec::new();
    for (file, bytes) in &loot.0 {
        for at in 0..bytes.len().saturating_sub(START) {
            let start = three(&bytes[at..]);
            if begins[start >> 6] & (1 << (start & 63)) == 0 {
                continue;
            }
            for needle in known.get(&bytes[at..at + START]).into_iter().flatten() {
                if bytes[at..].starts_with(&needle.bytes) {
                    hits.push(Hit { file: file.clone(), at, who: needle.who, kind: needle.kind });
                }
            }
        }
    }
    hits
}

#[test]
fn bytes_are_found_in_every_form() {
    use base64::engine::general_purpose::STANDARD as BASE64;
    let secret: Vec<u8> = (0..32u8).map(|i| i.wrapping_mul(97).wrapping_add(13)).collect();
    let needles: Vec<Needle> =
        forms(&secret).into_iter().map(|bytes| Needle { who: 7, kind: "number", bytes }).collect();
    let found = |bytes: Vec<u8>| {
        let mut loot = Loot::default();
        loot.add("file", bytes);
        search(&loot, &needles).len()
    };
    let around = |secret: &[u8]| [&b"before "[..], secret, b" after"].concat();
    assert_eq!(found(around(&secret)), 1);
    assert_eq!(found(around(hex(&secret).as_bytes())), 1);
    for before in 0..5 {
        let text = BASE64.encode([&vec![9; before][..], &secret, &[1, 2]].concat());
        assert_eq!(found(around(text.as_bytes())), 1, "{before}");
    }
    assert_eq!(found(around(&base32(&secret, b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"))), 1);
    assert_eq!(found(around(b"nothing of the kind, though it is as long as the others")), 0);
}
