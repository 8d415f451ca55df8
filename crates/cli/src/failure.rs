//! Why a command ends without its result.

use std::process::ExitCode;

use chiso_model::Lang;

/// Why a command ends without its result, in the words that a person reads: one problem a line.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something in the files given, or in the place where results go. Exit code 1.
    Files(Vec<String>),
    /// The command was used wrongly. Exit code 2.
    Usage(String),
}

/// How many problems are listed before they are only counted.
const LISTED: usize = 200;

impl Failure {
    pub(crate) fn one(line: String) -> Failure {
        Failure::Files(vec![line])
    }

    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Failure::Files(_) => ExitCode::from(1),
            Failure::Usage(_) => ExitCode::from(2),
        }
    }

    /// Writes it to standard error.
    pub(crate) fn tell(&self, lang: Lang) {
        match self {
            Failure::Files(lines) => {
                for line in lines.iter().take(LISTED) {
                    crate::files::tell(line);
                }
                if lines.len() > LISTED {
                    let rest = lines.len() - LISTED;
                    crate::files::tell(&match lang {
                        Lang::Vi => format!("… và {rest} lỗi khác"),
                        Lang::En => format!("… and {rest} more problems"),
                    });
                }
            }
            Failure::Usage(line) => crate::files::tell(&format!("chiso: {line}")),
        }
    }
}

/// A panic is a bug of ours; whoever meets it gets a line to pass on, not a stack trace. Exit code 101.
pub(crate) fn speak_plainly_of_bugs(lang: Lang) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        crate::files::tell(&match lang {
            Lang::Vi => format!(
                "chiso: lỗi của chương trình (phiên bản {version}, {place}); hãy gửi dòng này cho người phát triển"
            ),
            Lang::En => format!(
                "chiso: a bug of the program (version {version}, {place}); please send this line to its developers"
            ),
        });
    }));
}
