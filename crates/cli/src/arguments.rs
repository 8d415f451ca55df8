//! Every command and flag: the one place from which parsing, help and completion come.
//!
//! A line of help is written in both languages, Vietnamese first, with ` / ` between them; [`crate::help`] shows the half that is wanted.

use clap::{Parser, Subcommand};

use crate::command::{
    backup, completions, compute, config, demo, explain, health, journal, restore, rulebook, schema, serve, survey,
    verify,
};

/// Đo lường chất lượng phục vụ của chính quyền: tính, kiểm tra và công bố một bộ chỉ số / Measures how well government serves people: compute, check and show a governance index
#[derive(Debug, Parser)]
#[command(name = "chiso", version)]
pub(crate) struct Arguments {
    /// Không ghi lệnh nào thì mở cổng thông tin (như `serve`) / Without a command the portal is opened (as with `serve`)
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Ngôn ngữ: vi hoặc en (mặc định theo biến `CHISO_LANG`, rồi `LC_ALL`, `LANG`) / Language: vi or en (else from the variable `CHISO_LANG`, then `LC_ALL`, `LANG`)
    #[arg(long, global = true, value_name = "vi|en", display_order = 900, value_parser = crate::language::parse)]
    pub(crate) lang: Option<chiso_model::Lang>,
    #[command(flatten)]
    pub(crate) serve: serve::Arguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Mở cổng thông tin với số liệu kèm theo / Open the portal with the shipped data
    Serve(serve::Arguments),
    /// Tính chỉ số từ bộ tiêu chí và số liệu / Compute an index from a rulebook and facts
    Compute(compute::Arguments),
    /// Giải thích cách tính điểm của một đơn vị / Explain how the score of a unit came about
    Explain(explain::Arguments),
    /// Kiểm tra, tạo mẫu, chuyển đổi, so sánh bộ tiêu chí / Check, start, convert and compare rulebooks
    #[command(subcommand)]
    Rulebook(rulebook::Command),
    /// Kiểm tra và xem nhật ký thay đổi / Check and read the journal of changes
    #[command(subcommand)]
    Journal(journal::Command),
    /// Sao lưu mọi dữ liệu vào một tệp, kể cả khi đang chạy / Back up everything into one file, also while it runs
    Backup(backup::Arguments),
    /// Khôi phục bản sao lưu vào một kho dữ liệu trống / Restore a backup into an empty store
    Restore(restore::Arguments),
    /// Ghi các đợt đánh giá mô phỏng vào một kho trống để xem thử mọi trang / Fill an empty store with simulated rounds, to see every page
    Demo(demo::Arguments),
    /// Tính lại một kết quả đã công bố từ gói công bố của nó, không cần mạng, nêu tên từng chỗ không khớp / Recompute a published result from its bundle, offline; name every place that differs
    Verify(verify::Arguments),
    /// Ước lượng từ dữ liệu điều tra / Estimates from survey data
    #[command(subcommand)]
    Survey(survey::Command),
    /// Hỏi xem máy chủ đang chạy có trả lời không / Ask whether the running server answers
    Health(health::Arguments),
    /// Kiểm tra cài đặt của máy chủ, in tệp cài đặt mẫu / Check the settings of a server, print a settings file to start from
    #[command(subcommand)]
    Config(config::Command),
    /// In lược đồ JSON của định dạng bộ tiêu chí / Print the JSON Schema of the rulebook format
    Schema(schema::Arguments),
    /// In tệp gợi ý lệnh cho bash, zsh, fish, elvish hoặc powershell / Print completions for bash, zsh, fish, elvish or powershell
    Completions(completions::Arguments),
}
