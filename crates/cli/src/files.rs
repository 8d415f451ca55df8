//! Files in and out, with what can go wrong in words.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chiso_model::Lang;

use crate::failure::Failure;

/// Writes an answer to standard output. A reader that has gone away (`| head`) is no failure.
pub(crate) fn print(text: &str, lang: Lang) -> Result<(), Failure> {
    print_bytes(text.as_bytes(), lang)
}

pub(crate) fn print_bytes(bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::one(format!("stdout: {}", why_not_written(&error, lang))))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error. If that fails there is nobody left to tell.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

pub(crate) fn read(path: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::one(format!("{}: {}", path.display(), why_not_read(&error, lang))))
}

/// Reads several files; every one that cannot be read is told.
pub(crate) fn read_all(paths: &[PathBuf], lang: Lang) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for path in paths {
        match read(path, lang) {
            Ok(bytes) => files.push((path.display().to_string(), bytes)),
            Err(Failure::Files(problems)) => lines.extend(problems),
            Err(other) => return Err(other),
        }
    }
    if lines.is_empty() { Ok(files) } else { Err(Failure::Files(lines)) }
}

pub(crate) fn why_not_read(error: &std::io::Error, lang: Lang) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            lang.pick("không có tệp này; hãy kiểm tra đường dẫn", "there is no such file; check the path").to_owned()
        }
        ErrorKind::PermissionDenied => {
            lang.pick("không có quyền đọc tệp này", "there is no permission to read this file").to_owned()
        }
        ErrorKind::IsADirectory => a_directory(lang).to_owned(),
        ErrorKind::InvalidFilename => too_long(lang).to_owned(),
        _ => match lang {
            Lang::Vi => format!("không đọc được ({})", said(error)),
            Lang::En => format!("cannot be read ({})", said(error)),
        },
    }
}

pub(crate) fn a_directory(lang: Lang) -> &'static str {
    lang.pick("đây là thư mục; hãy chỉ ra một tệp", "this is a directory; name a file")
}

fn too_long(lang: Lang) -> &'static str {
    lang.pick("tên tệp quá dài hoặc không hợp lệ", "the name is too long, or is none")
}

/// What the system says, without its number for it.
pub(crate) fn said(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Writes the files of a result into a directory, which is made where it is missing.
pub(crate) fn write_all(directory: &Path, files: &[(String, Vec<u8>)], lang: Lang) -> Result<(), Failure> {
    std::fs::create_dir_all(directory).map_err(|error| not_written(directory, &error, lang))?;
    put(directory, files, lang)
}

fn not_written(path: &Path, error: &std::io::Error, lang: Lang) -> Failure {
    Failure::one(format!("{}: {}", path.display(), why_not_written(error, lang)))
}

/// Puts files into a directory such that none is ever half written: all are complete under another name before the first takes its own.
fn put(directory: &Path, files: &[(String, Vec<u8>)], lang: Lang) -> Result<(), Failure> {
    let mut parts = Parts(Vec::new());
    for (name, bytes) in files {
        let part = directory.join(format!(".{name}.{}.part", std::process::id()));
        parts.0.push(part.clone());
        write_through(&part, bytes).map_err(|error| not_written(&directory.join(name), &error, lang))?;
    }
    for ((name, _), part) in files.iter().zip(&parts.0) {
        let target = directory.join(name);
        std::fs::rename(part, &target).map_err(|error| not_written(&target, &error, lang))?;
    }
    Ok(())
}

/// Writes one file in the same way, into a directory that is there: one that is not was probably mistyped.
pub(crate) fn write(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(Failure::Usage(match lang {
            Lang::Vi => format!("“{}” không phải là tên tệp", path.display()),
            Lang::En => format!("`{}` is no name of a file", path.display()),
        }));
    };
    if !directory.exists() {
        let directory = directory.display();
        return Err(Failure::one(match lang {
            Lang::Vi => format!("{directory}: không có thư mục này; hãy kiểm tra đường dẫn hoặc tạo thư mục trước"),
            Lang::En => format!("{directory}: there is no such directory; check the path, or make it first"),
        }));
    }
    put(directory, &[(name.to_owned(), bytes.to_vec())], lang)
}

fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(crate) fn why_not_written(error: &std::io::Error, lang: Lang) -> String {
    match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => lang
            .pick("đã có một tệp mang tên này; hãy chọn thư mục khác", "a file has this name; choose another directory")
            .to_owned(),
        ErrorKind::NotFound => lang
            .pick("không có thư mục này; hãy kiểm tra đường dẫn", "there is no such directory; check the path")
            .to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            lang.pick("không có quyền ghi vào đây", "there is no permission to write here").to_owned()
        }
        ErrorKind::IsADirectory => lang.pick("đã có một thư mục mang tên này", "a directory has this name").to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => lang.pick("ổ đĩa đã đầy", "the disk is full").to_owned(),
        ErrorKind::InvalidFilename => too_long(lang).to_owned(),
        _ => match lang {
            Lang::Vi => format!("không ghi được ({})", said(error)),
            Lang::En => format!("cannot be written ({})", said(error)),
        },
    }
}

/// Removes what was begun and not finished.
struct Parts(Vec<PathBuf>);

impl Drop for Parts {
    fn drop(&mut self) {
        for part in &self.0 {
            let _ = std::fs::remove_file(part);
        }
    }
}

/// True when both paths lead to one file.
pub(crate) fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
