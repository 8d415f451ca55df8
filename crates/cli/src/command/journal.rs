//! `chiso journal ...`

mod show;
mod verify;

use chiso_model::Lang;

use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra nhật ký và mọi dòng dữ liệu, nêu tên từng chỗ bị sửa, xoá hoặc thêm ngoài chương trình / Check the journal and every row; name what was changed, removed or added outside the program
    Verify(verify::Arguments),
    /// In các mục nhật ký, mới nhất trước / Print entries of the journal, the newest first
    Show(show::Arguments),
}

pub(crate) fn run(command: &Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Verify(arguments) => verify::run(arguments, lang),
        Command::Show(arguments) => show::run(arguments, lang),
    }
}
