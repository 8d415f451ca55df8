//! `README.txt`: what this is and how to check it, for whoever opens the file without knowing the program.

use chiso_model::{Lang, day};

use super::{CHAIN, CHANGES, FACTS, JOINED, MANIFEST, PREVIOUS, PUBLIC_KEY, RESULT, RULEBOOK, SIGNATURE, TRACE, UNITS};
use crate::Manifest;

/// The text, in Vietnamese, then in English.
pub(crate) fn write(manifest: &Manifest) -> Vec<u8> {
    let texts = Lang::ALL.map(|lang| [head(manifest, lang), parts(manifest, lang), how(manifest, lang)].join("\n"));
    texts.join("\n----\n\n").into_bytes()
}

fn head(manifest: &Manifest, lang: Lang) -> String {
    let (issue, period) = (&manifest.issue, manifest.period);
    let (title, owner) = (manifest.title.get(lang), manifest.owner.name.get(lang));
    let on = day(issue.decision.on, lang);
    let (number, decision, place) = (issue.number, &issue.decision.number, &issue.decision.place);
    let simulated = if manifest.simulated {
        lang.pick("DỮ LIỆU MÔ PHỎNG, không phải kết quả thật.\n\n", "SIMULATED DATA, no real result.\n\n")
    } else {
        ""
    };
    let reason = match issue.reason.as_str() {
        "" => String::new(),
        reason => format!("{}: {reason}\n", lang.pick("Lý do đính chính", "Reason of the correction")),
    };
    match lang {
        Lang::Vi => format!(
            "{simulated}{title}\n{owner}, kỳ {period}\nCông bố lần {number}, Quyết định số {decision}, {place}, ngày {on}\n{reason}"
        ),
        Lang::En => format!(
            "{simulated}{title}\n{owner}, period {period}\nIssue {number}, decision {decision}, {place}, {on}\n{reason}"
        ),
    }
}

fn parts(manifest: &Manifest, lang: Lang) -> String {
    let listed = [
        (MANIFEST, "gói này là gì; mã băm SHA-256 của từng phần", "what this is; the SHA-256 of each part"),
        (RULEBOOK, "bộ tiêu chí, đúng từng chữ như khi đánh giá", "the rulebook, to the letter as it was used"),
        (UNITS, "các đơn vị được đánh giá", "the units that were assessed"),
        (
            CHAIN,
            "từng lần cho điểm: số liệu, điểm theo quy tắc, điểm được cho, lý do, tài liệu kiểm chứng, cơ quan cho điểm",
            "every time a score was given: numbers, points by the rule, points given, reason, evidence, agency",
        ),
        (
            JOINED,
            "số liệu lấy từ điều tra, thống kê, hồ sơ và chỉ số khác",
            "values from surveys, statistics, dossiers and other indices",
        ),
        (FACTS, "số liệu dùng để tính, suy ra từ hai phần trên", "what was computed from: follows from the two above"),
        (
            RESULT,
            "kết quả: giá trị, giá trị công bố, thứ hạng, xếp loại",
            "the result: value, printed value, rank, band",
        ),
        (PREVIOUS, "kết quả kỳ trước", "the result of the period before"),
        (CHANGES, "thay đổi so với kỳ trước", "changes against the period before"),
        (TRACE, "cách tính từng giá trị", "how each value came about (in Vietnamese)"),
        (
            SIGNATURE,
            "chữ ký Ed25519 của đơn vị vận hành trên manifest.json",
            "the operator's Ed25519 signature of manifest.json",
        ),
        (PUBLIC_KEY, "khóa công khai", "the public key"),
    ];
    let told = |name: &str| match name {
        PREVIOUS | CHANGES => manifest.previous.is_some(),
        SIGNATURE | PUBLIC_KEY => manifest.key.is_some(),
        _ => true,
    };
    let told = listed.into_iter().filter(|(name, ..)| told(name));
    let lines: Vec<String> = told.map(|(name, vi, en)| format!("{name:<16}{}\n", lang.pick(vi, en))).collect();
    lines.concat()
}

fn how(manifest: &Manifest, lang: Lang) -> String {
    let check = lang.pick(
        "Tự kiểm tra, không cần mạng và không cần máy chủ:\n\n    chiso verify TỆP-NÀY.zip\n\n\
         Lệnh này tính lại mọi con số từ bộ tiêu chí và số liệu, nêu tên từng chỗ không khớp.\n",
        "To check it, without a network or a server:\n\n    chiso verify THIS-FILE.zip\n\n\
         It computes every number again from rulebook and facts, and names every place that differs.\n",
    );
    let Some(key) = manifest.key else { return check.to_owned() };
    let (compare, otherwise) = lang.pick(
        ("So khóa với khóa mà đơn vị vận hành đã công bố ở nơi khác", "Kiểm tra chữ ký bằng chương trình khác"),
        (
            "Compare the key with the one that the operator published elsewhere",
            "To check the signature with another program",
        ),
    );
    format!(
        "{check}{compare}: {key}\n{otherwise}:\n\n    \
         openssl pkeyutl -verify -rawin -pubin -inkey {PUBLIC_KEY} -in {MANIFEST} -sigfile {SIGNATURE}\n"
    )
}
