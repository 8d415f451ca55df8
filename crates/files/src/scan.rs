//! A virus scanner that speaks clamd's protocol (man clamd, "INSTREAM").

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

/// Bytes handed over in one go; clamd takes any size up to its `StreamMaxLength`.
const CHUNK: usize = 64 * 1024;
/// More than clamd ever answers.
const ANSWER_BYTES: u64 = 4096;

/// Where the scanner is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerAddress {
    /// Over the network.
    Tcp {
        /// Name or address.
        host: String,
        /// Port.
        port: u16,
    },
    /// Through a socket on the same machine.
    Socket(PathBuf),
}

/// A scanner that every file must pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    /// Where it is.
    pub address: ScannerAddress,
    /// How long one file may take, from the connection to the answer.
    pub timeout: Duration,
}

/// What the scanner says of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found, under this name.
    Infected(String),
    /// It could not be scanned, for this reason.
    Failed(String),
}

impl Scanner {
    /// Hands over a content and waits for what is said of it.
    pub async fn scan(&self, content: impl AsyncRead + Unpin) -> Verdict {
        match self.ask(b"zINSTREAM\0", Some(content)).await {
            Ok(answer) => verdict(&answer),
            Err(error) => Verdict::Failed(error.to_string()),
        }
    }

    /// Asks whether it is there.
    ///
    /// # Errors
    /// Why it is not.
    pub async fn ping(&self) -> io::Result<()> {
        match self.ask(b"zPING\0", None::<&[u8]>).await?.as_str() {
            "PONG" => Ok(()),
            other => Err(io::Error::other(format!("clamd: {other}"))),
        }
    }

    async fn ask(&self, command: &[u8], content: Option<impl AsyncRead + Unpin>) -> io::Result<String> {
        let talk = async {
            match &self.address {
                ScannerAddress::Tcp { host, port } => {
                    talk(TcpStream::connect((host.as_str(), *port)).await?, command, content).await
                }
                ScannerAddress::Socket(path) => talk(UnixStream::connect(path).await?, command, content).await,
            }
        };
        match tokio::time::timeout(self.timeout, talk).await {
            Ok(answer) => answer,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

async fn talk(
    scanner: impl AsyncRead + AsyncWrite,
    command: &[u8],
    content: Option<impl AsyncRead + Unpin>,
) -> io::Result<String> {
    let (reading, mut writing) = tokio::io::split(scanner);
    writing.write_all(command).await?;
    if let Some(content) = content {
        // A scanner that has had enough answers and hangs up while we still write; what it says is what counts.
        let _ = hand_over(content, &mut writing).await;
    }
    let mut answer = Vec::new();
    let read = reading.take(ANSWER_BYTES).read_to_end(&mut answer).await;
    if answer.is_empty() {
        read?;
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(String::from_utf8_lossy(&answer).trim_matches(['\0', '\n', ' ']).to_owned())
}

async fn hand_over(mut content: impl AsyncRead + Unpin, writing: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = content.read(&mut chunk).await?;
        let length = u32::try_from(read).map_err(io::Error::other)?;
        writing.write_all(&length.to_be_bytes()).await?;
        if read == 0 {
            return writing.flush().await;
        }
        writing.write_all(&chunk[..read]).await?;
    }
}

fn verdict(answer: &str) -> Verdict {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(name) => Verdict::Infected(name.to_owned()),
        None if said == "OK" => Verdict::Clean,
        None => Verdict::Failed(said.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_word_is_clean() {
        for (answer, wanted) in [
            ("stream: OK", Verdict::Clean),
            ("stream: Eicar-Test.UNOFFICIAL FOUND", Verdict::Infected("Eicar-Test.UNOFFICIAL".to_owned())),
            ("INSTREAM size limit exceeded. ERROR", Verdict::Failed("INSTREAM size limit exceeded. ERROR".to_owned())),
            ("UNKNOWN COMMAND", Verdict::Failed("UNKNOWN COMMAND".to_owned())),
            ("", Verdict::Failed(String::new())),
        ] {
            assert_eq!(verdict(answer), wanted, "{answer}");
        }
    }
}
