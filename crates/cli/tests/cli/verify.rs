//! `chiso verify` in a directory in which there is nothing but a bundle.

use std::sync::OnceLock;

use crate::journey::{Journey, key};
use crate::program::{Answer, Place};

fn bundle() -> &'static [u8] {
    static BUNDLE: OnceLock<Vec<u8>> = OnceLock::new();
    BUNDLE.get_or_init(|| Journey::new().bundle(None))
}

fn place(bytes: &[u8]) -> Place {
    let place = Place::with(&[("key.pem", &key().public().to_pem())]);
    std::fs::write(place.path("goi.zip"), bytes).unwrap();
    place
}

/// What the program says of a file.
fn told(bytes: &[u8], line: &str) -> Answer {
    place(bytes).run(line)
}

#[test]
fn a_bundle_that_holds_says_what_it_is_and_leaves_nothing_behind() {
    let place = place(bundle());
    let fingerprint = key().public().fingerprint();
    let vi = place.run("verify goi.zip").well();
    for wanted in [
        "DỮ LIỆU MÔ PHỎNG",
        "Chỉ số CCHC 2024 (mô phỏng); Tỉnh Mẫu; kỳ 2024",
        "Công bố lần 1, Quyết định số 12/QĐ-UBND, Tỉnh Mẫu, ngày 30/06/2025",
        "Bộ tiêu chí: par-index/2024-province-illustrative (minh họa)",
        "Mã băm SHA-256 của gói: ",
        &format!("Chữ ký đúng với khóa kèm theo: {fingerprint}\nHãy so khóa này"),
        "Đã tính lại: 3 đơn vị × ",
        "Kết quả: khớp.\n",
    ] {
        assert!(vi.out.contains(wanted), "{wanted}: {}", vi.out);
    }
    for key in ["key.pem", &fingerprint] {
        let en = place.run(&format!("verify goi.zip --key {key} --lang en")).well();
        assert!(
            en.out.contains(&format!("Signed with the key given: {fingerprint}\nRecomputed: 3 units × ")),
            "{}",
            en.out
        );
        assert!(en.out.ends_with("Result: it holds.\n") && en.err.is_empty(), "{en:?}");
    }
    assert_eq!(place.names(""), ["goi.zip", "key.pem"]);
}

#[test]
fn a_changed_number_is_named_and_the_exit_code_is_1() {
    let mut parts = crate::parts::Parts::of(bundle());
    let text = parts.text("facts.csv");
    let from = "so-noi-vu,c1_1_2.finished,2024,71,";
    assert!(text.contains(from));
    parts.set("facts.csv", text.replace(from, "so-noi-vu,c1_1_2.finished,2024,99,").as_bytes());
    parts.relist();
    let changed = parts.pack();
    let vi = told(&changed, "verify goi.zip");
    assert_eq!(vi.code, 1);
    assert!(vi.err.starts_with("chiso: gói công bố không khớp ở "), "{}", vi.err);
    let line =
        "facts.csv: đơn vị so-noi-vu, chỉ tiêu c1_1_2.finished, kỳ 2024, cột value: công bố 99, tính lại được 71\n";
    assert!(vi.err.contains(line), "{}", vi.err);
    assert!(vi.err.contains("manifest.json: chữ ký không đúng"), "{}", vi.err);
    assert!(vi.out.contains("Chữ ký không đúng hoặc bị thiếu.") && !vi.out.contains("khớp."), "{}", vi.out);
    let other = "0".repeat(64);
    let en = told(bundle(), &format!("verify goi.zip --key {other} --lang en"));
    assert_eq!(en.code, 1);
    assert!(
        en.err.contains(&format!(
            "chiso: the bundle does not hold at 1 place:\npublic-key.pem: signed with another key: {}",
            key().public()
        )),
        "{}",
        en.err
    );
}

#[test]
fn what_is_no_bundle_is_answered_with_what_to_do() {
    let mut other = crate::parts::Parts(vec![("xl-workbook.xml".to_owned(), b"<a/>".to_vec())]).pack();
    let cut = &bundle()[..bundle().len() / 2];
    for (bytes, line, code, vi, en) in [
        (
            &b"unit,value\n"[..],
            "verify goi.zip",
            1,
            "goi.zip: không phải là tệp ZIP, hoặc tệp bị cắt cụt; hãy tải lại gói công bố\n",
            "goi.zip: this is no ZIP file, or it was cut off; download the bundle again\n",
        ),
        (
            cut,
            "verify goi.zip",
            1,
            "goi.zip: không phải là tệp ZIP, hoặc tệp bị cắt cụt; hãy tải lại gói công bố\n",
            "goi.zip: this is no ZIP file, or it was cut off; download the bundle again\n",
        ),
        (
            b"",
            "verify khong-co.zip",
            1,
            "khong-co.zip: không có tệp này; hãy kiểm tra đường dẫn\n",
            "khong-co.zip: there is no such file; check the path\n",
        ),
        (b"", "verify .", 1, ".: đây là thư mục; hãy chỉ ra một tệp\n", ".: this is a directory; name a file\n"),
        (
            &other,
            "verify goi.zip",
            1,
            "goi.zip: đây là tệp ZIP nhưng không phải gói công bố của chiso (không có manifest.json)\n",
            "goi.zip: this is a ZIP file, but no publication bundle of chiso (there is no manifest.json)\n",
        ),
        (
            bundle(),
            "verify goi.zip --key 12",
            2,
            "chiso: --key “12” không phải là tệp đang có, cũng không phải 64 chữ số thập lục phân\n",
            "chiso: --key `12` is neither a file that is there nor 64 hexadecimal digits\n",
        ),
        (
            bundle(),
            "verify goi.zip --key goi.zip",
            1,
            "goi.zip: Đây không phải là khóa công khai Ed25519: hãy dùng 64 chữ số thập lục phân hoặc tệp PEM (“BEGIN PUBLIC KEY”).\n",
            "goi.zip: This is no public key for Ed25519: give 64 hexadecimal digits or a PEM file (“BEGIN PUBLIC KEY”).\n",
        ),
        (
            b"",
            "verify",
            2,
            "chiso: thiếu <GÓI> (xem: chiso verify --help)\n",
            "chiso: missing: <BUNDLE> (see: chiso verify --help)\n",
        ),
    ] {
        for (lang, wanted) in [("vi", vi), ("en", en)] {
            let answer = told(bytes, &format!("{line} --lang {lang}"));
            assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (code, "", wanted), "{line}");
        }
    }
    // Something put in front of a good bundle: another program would not see it.
    other.extend_from_slice(bundle());
    let answer = told(&other, "verify goi.zip");
    assert!(answer.code == 1 && answer.err.contains("nội dung ngoài các phần"), "{answer:?}");
}
