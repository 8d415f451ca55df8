//! Tokens: the scheme's own vectors, the browser's module against this crate, and everything that is no token.

use chiso_ballot::{BadToken, Issuer, IssuerError, Token, Verifier};
use serde_json::Value;

use crate::node::beside_blind;

fn vector(name: &str) -> Vec<u8> {
    let all: Value = serde_json::from_str(include_str!("rfc9474.json")).unwrap();
    let text = all[name].as_str().unwrap();
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

const HEX: &str = "import { blind, finish } from './blind.mjs';
const from = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const to = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');\n";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[test]
fn the_browsers_module_keeps_to_the_vectors_of_rfc_9474() {
    let of = |name| hex(&vector(name));
    // The message of the vectors has 48 bytes, ours 32: what is signed is any bytes.
    let script = format!(
        "{HEX}const key = {{ n: from('{}'), e: from('{}') }};
const made = await blind(key, {{ prefix: from('{}'), number: from('{}'), salt: from('{}'), inverse: from('{}') }});
console.log(to(made.blinded));
console.log(to((await finish(key, made, from('{}'))).signature));",
        of("n"),
        of("e"),
        of("msg_prefix"),
        of("msg"),
        of("salt"),
        of("inv"),
        of("blind_sig")
    );
    if let Some(printed) = beside_blind(&script) {
        assert_eq!(printed.lines().collect::<Vec<_>>(), [of("blinded_msg"), of("sig")]);
    }
}

#[test]
fn what_a_browser_blinds_is_signed_here_and_makes_a_token_that_counts() {
    let issuer = Issuer::generate().unwrap();
    let (n, e) = issuer.verifier().components();
    let key = format!("const key = {{ n: from('{}'), e: from('{}') }};", hex(&n), hex(&e));
    let script = format!(
        "{HEX}{key}\nconst made = await blind(key);\nconsole.log(JSON.stringify({{ blinded: to(made.blinded), prefix: to(made.prefix), number: to(made.number), inverse: to(made.inverse) }}));"
    );
    let Some(made) = beside_blind(&script) else { return };
    let parts: Value = serde_json::from_str(&made).unwrap();
    let bytes = |name: &str| {
        let text = parts[name].as_str().unwrap();
        (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect::<Vec<u8>>()
    };
    let blinded = bytes("blinded");
    let signed = issuer.sign(&blinded).unwrap();
    assert_eq!(signed, issuer.sign(&blinded).unwrap(), "asked again, the same signature");
    let parts = format!(
        "{HEX}{key}\nconst made = {{ prefix: from('{}'), number: from('{}'), inverse: from('{}') }};\nconst give = async (signed) => (await finish(key, made, signed)).text;",
        parts["prefix"].as_str().unwrap(),
        parts["number"].as_str().unwrap(),
        parts["inverse"].as_str().unwrap()
    );
    let text = beside_blind(&format!("{parts}\nconsole.log(await give(from('{}')));", hex(&signed.0))).unwrap();
    let token = Token::read(&text).unwrap();
    assert_eq!(issuer.verifier().check(&token), Ok(()));
    assert_eq!(token.text(), text);
    // A server that signs something else is found out by the browser.
    let other = Issuer::generate().unwrap().sign(&{
        let mut small = blinded;
        small[0] = 0;
        small
    });
    let found = beside_blind(&format!(
        "{parts}\nconsole.log(await give(from('{}')).catch((problem) => problem.message));",
        hex(&other.unwrap().0)
    ));
    assert_eq!(found.unwrap(), "the signature is not of this campaign");
}

#[test]
fn a_token_is_of_its_campaign_only() {
    let issuer = Issuer::generate().unwrap();
    let token = issuer.token_made_here().unwrap();
    assert_eq!(issuer.verifier().check(&token), Ok(()));
    let kept = Issuer::from_bytes(&issuer.to_bytes().unwrap()).unwrap();
    assert_eq!(kept.verifier().check(&token), Ok(()), "the key is the same after it was kept");
    let known = Verifier::from_bytes(&issuer.verifier().to_bytes().unwrap()).unwrap();
    assert_eq!(known.check(&token), Ok(()), "so is what tells its tokens");
    let (n, e) = known.components();
    assert_eq!((n.len(), n[0] >= 128, e), (256, true, vec![1, 0, 1]), "as a browser takes a key");
    assert_eq!(Verifier::from_bytes(b"no key").unwrap_err(), IssuerError::Key);
    assert_eq!(Issuer::generate().unwrap().verifier().check(&token), Err(BadToken));
    assert_ne!(issuer.token_made_here().unwrap().mark(), token.mark());
    assert_eq!(Token::read(&token.text()).unwrap().mark(), token.mark());
}

#[test]
fn what_is_no_token_is_refused() {
    let issuer = Issuer::generate().unwrap();
    let text = issuer.token_made_here().unwrap().text();
    for wrong in ["", "x", &text[1..], &format!("{text}AAAA"), &text.replace(&text[..1], "*")] {
        assert_eq!(Token::read(wrong), Err(BadToken), "{wrong}");
    }
    // Any one character changed: of the prefix, the number, the signature.
    for at in [0, 43, 50, 85, 90, 200, 425] {
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = Token::read(&String::from_utf8(changed).unwrap()).unwrap();
        assert_eq!(issuer.verifier().check(&changed), Err(BadToken), "{at}");
    }
    assert_eq!(issuer.sign(&[1; 255]), Err(IssuerError::Message));
    assert_eq!(issuer.sign(&[255; 256]), Err(IssuerError::Message), "not below the modulus");
    assert_eq!(Issuer::from_bytes(b"no key").unwrap_err(), IssuerError::Key);
    assert_eq!(format!("{issuer:?} {:?}", issuer.token_made_here().unwrap()), "Issuer(..) Token(..)");
}
