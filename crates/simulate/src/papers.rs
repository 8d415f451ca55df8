//! Made-up evidence: small text and PDF files that say that they are made up, really stored by their hash.

use std::fmt::Write as _;

use chiso_files::{Declared, Vault};
use chiso_model::{Lang, Text};
use chiso_round::{Evidence, Proof};
use chiso_store::Act;
use chiso_store::files::File;
use chiso_workspace::{Desk, Refusal};

use crate::cast::Player;
use crate::chance::Chance;

/// A made-up paper.
pub(crate) struct Paper {
    name: String,
    title: String,
    bytes: Vec<u8>,
}

impl Paper {
    /// A paper of a unit about a criterion: two of three are text, the third is a PDF.
    pub(crate) fn about(unit: &str, code: &str, year: i16, chance: &mut Chance) -> Paper {
        let number = 10 + chance.below(900);
        let mark = chance.id();
        let title = format!("Báo cáo số {number}/BC-UBND năm {year} về mục {code} (mô phỏng)");
        if chance.happens(33) {
            let line = format!("SIMULATED DOCUMENT {number}, unit {unit}, item {code}, {year}. Mark {mark}.");
            return Paper { name: format!("bao-cao-{number}.pdf"), title, bytes: pdf(&line) };
        }
        let text = format!(
            "VĂN BẢN MÔ PHỎNG, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\n\nBáo cáo số {number}/BC-UBND năm {year}\nĐơn vị: {unit}\nMục: {code}\nDấu: {mark}\n\n\
             Nội dung này do máy tạo ra để minh họa hệ thống.\n"
        );
        Paper { name: format!("bao-cao-{number}.txt"), title, bytes: text.into_bytes() }
    }
}

/// A PDF of one page with one line.
fn pdf(line: &str) -> Vec<u8> {
    let drawn = format!("BT /F1 12 Tf 40 780 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut text, mut places, count) = ("%PDF-1.4\n".to_owned(), String::new(), objects.len() + 1);
    // Written to a String: nothing can go wrong.
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", text.len());
        let _ = writeln!(text, "{number} 0 obj\n{object}\nendobj");
    }
    let table = text.len();
    let _ = write!(text, "xref\n0 {count}\n0000000000 65535 f \n{places}");
    let _ = writeln!(text, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF");
    text.into_bytes()
}

/// Stores papers that somebody brings, in one transaction; gives them as evidence, in their order.
///
/// # Errors
/// The vault or the store.
pub(crate) async fn store(
    desk: &Desk,
    vault: &Vault,
    (by, now_us): (&Player, i64),
    papers: Vec<Paper>,
    chance: &mut Chance,
) -> Result<Vec<Evidence>, Refusal> {
    let mut evidence = Vec::with_capacity(papers.len());
    let mut rows = Vec::with_capacity(papers.len());
    for Paper { name, title, bytes } in papers {
        let declared = Declared { name: &name, media_type: None };
        let stored = vault
            .put_bytes(bytes, &declared)
            .await
            .map_err(|error| Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En))))?;
        let (hash, media) = (stored.sha256.to_string(), stored.media_type.to_owned());
        rows.push(File {
            sha256: hash.clone(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            media_type: media.clone(),
            name: name.clone(),
            created: now_us,
            made_by: by.id.clone(),
        });
        evidence.push(Evidence { id: chance.id(), title, proof: Proof::File { hash, name, size: stored.size, media } });
    }
    desk.store()
        .write(Act::new(by.id.clone(), "file.store", now_us), move |writer| -> Result<(), Refusal> {
            for row in &rows {
                if writer.get::<File>(row.sha256.clone())?.is_none() {
                    writer.insert(row)?;
                }
            }
            Ok(())
        })
        .await?;
    Ok(evidence)
}
