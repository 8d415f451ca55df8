//! What a bundle is and what was recomputed, in words.

use chiso_bundle::{PublicKey, Seal, Verdict};
use chiso_model::{Lang, day, decimal};

use crate::wording;

/// What the bundle says it is, who signed it, and what came of recomputing it. `trusted` is the key that was given.
pub(super) fn text(verdict: &Verdict, trusted: Option<PublicKey>, lang: Lang) -> String {
    let mut lines = about(verdict, lang);
    lines.push(format!("{} {}", lang.pick("Mã băm SHA-256 của gói:", "SHA-256 of the bundle:"), verdict.sha256));
    lines.push(seal(verdict.seal, trusted, lang));
    let (units, nodes) = verdict.recomputed;
    let [units, nodes, values, scores] =
        [units, nodes, units * nodes, verdict.links].map(|n| decimal(n as f64, 0, lang));
    lines.push(match lang {
        Lang::Vi => {
            format!("Đã tính lại: {units} đơn vị × {nodes} mục = {values} giá trị, từ {scores} lần cho điểm trong gói.")
        }
        Lang::En => {
            format!("Recomputed: {units} units × {nodes} nodes = {values} values, from {scores} links of scores in it.")
        }
    });
    if verdict.holds() {
        lines.push(lang.pick("Kết quả: khớp.", "Result: it holds.").to_owned());
    }
    lines.join("\n") + "\n"
}

fn about(verdict: &Verdict, lang: Lang) -> Vec<String> {
    let manifest = &verdict.manifest;
    let issue = &manifest.issue;
    let mut lines = Vec::new();
    if manifest.simulated {
        lines.push(lang.pick("DỮ LIỆU MÔ PHỎNG, không phải kết quả thật", "SIMULATED DATA, no real result").to_owned());
    }
    let (title, owner, period) = (manifest.title.get(lang), manifest.owner.name.get(lang), manifest.period);
    lines.push(match lang {
        Lang::Vi => format!("{title}; {owner}; kỳ {period}"),
        Lang::En => format!("{title}; {owner}; period {period}"),
    });
    let (number, on) = (issue.number, day(issue.decision.on, lang));
    let (decision, place) = (&issue.decision.number, &issue.decision.place);
    lines.push(match lang {
        Lang::Vi => format!("Công bố lần {number}, Quyết định số {decision}, {place}, ngày {on}"),
        Lang::En => format!("Issue {number}, decision {decision}, {place}, {on}"),
    });
    if !issue.reason.is_empty() {
        lines.push(format!("{}: {}", lang.pick("Lý do đính chính", "Reason of the correction"), issue.reason));
    }
    if let Some(corrects) = &issue.corrects {
        lines.push(format!(
            "{}: {corrects}",
            lang.pick("Thay cho gói có mã băm", "In place of the bundle with SHA-256")
        ));
    }
    let rulebook = &manifest.rulebook;
    let status = wording::status(rulebook.status, lang);
    let called = lang.pick("Bộ tiêu chí", "Rulebook");
    lines.push(format!("{called}: {}/{} ({status})", rulebook.id, rulebook.edition));
    lines
}

fn seal(seal: Seal, trusted: Option<PublicKey>, lang: Lang) -> String {
    let key = match seal {
        Seal::None => {
            return lang
                .pick(
                    "Không có chữ ký: hãy so mã băm trên với mã băm ở nơi công bố.",
                    "Not signed: compare the SHA-256 above with the one where it was published.",
                )
                .to_owned();
        }
        Seal::Broken => {
            return lang.pick("Chữ ký không đúng hoặc bị thiếu.", "The signature is wrong or missing.").to_owned();
        }
        Seal::By(key) => key,
    };
    let (signed, then) = match trusted {
        Some(trusted) if trusted == key => {
            (lang.pick("Chữ ký đúng, bằng khóa đã cho:", "Signed with the key given:"), "")
        }
        Some(_) => (lang.pick("Ký bằng khóa khác với khóa đã cho:", "Signed with another key than the one given:"), ""),
        None => (
            lang.pick("Chữ ký đúng với khóa kèm theo:", "Signed with the key that comes with it:"),
            lang.pick(
                "\nHãy so khóa này với khóa mà đơn vị vận hành công bố ở nơi khác, hoặc thêm --key.",
                "\nCompare this key with the one that the operator published elsewhere, or add --key.",
            ),
        ),
    };
    format!("{signed} {key}{then}")
}
