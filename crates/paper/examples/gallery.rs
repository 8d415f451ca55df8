//! Every document of a simulated round, written into a folder: `cargo run -p chiso-paper --example gallery -- FOLDER`. Whoever changes a layout looks at them in a word
//! processor, on the screen and on paper.

#[allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "tests use more of it, and fail by panicking")]
#[path = "../tests/paper/simulated.rs"]
mod simulated;

use std::path::Path;

use chiso_model::{Date, Lang};
use chiso_paper::workbook_out;
use simulated::{assessing, letter, ministry, published};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("Which folder?")?;
    let folder = Path::new(&folder);
    let (letter, ministry) = (letter(), ministry());
    let own = assessing().self_report("u1", &letter);
    std::fs::write(folder.join("self.docx"), own.docx()?)?;
    std::fs::write(folder.join("self.xlsx"), own.xlsx(Lang::Vi)?)?;
    let draft = assessing().self_report("u2", &letter);
    std::fs::write(folder.join("draft.docx"), draft.docx()?)?;
    let world = published();
    let outcome = world.outcome();
    let all = world.consolidated(&outcome, &ministry);
    std::fs::write(folder.join("all.docx"), all.docx()?)?;
    std::fs::write(folder.join("all.xlsx"), all.xlsx(Lang::Vi)?)?;
    let form = workbook_out(&assessing().filling("u2"), Lang::Vi, Date::constant(2025, 1, 15))?;
    std::fs::write(folder.join("form.xlsx"), form)?;
    Ok(())
}
