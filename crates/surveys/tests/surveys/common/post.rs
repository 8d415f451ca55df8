//! Letters and texts leave: a mailer to a server of the test, and a worker's turn at a moment.

use std::time::Duration;

use chiso_mail::{Mailer, Route, Security, Sender};
use chiso_model::Text;
use chiso_store::StoreError;

use super::Scene;

/// Sends through the mail server at this port.
pub fn mailer(port: u16) -> Mailer {
    let sender = Sender {
        from: "Bộ chỉ số <chiso@example.org>".to_owned(),
        system: Text::new("Bộ chỉ số", "the index system"),
        home: "http://127.0.0.1:8080".to_owned(),
    };
    let host = "127.0.0.1".to_owned();
    let (security, timeout) = (Security::None, Duration::from_secs(5));
    Mailer::new(&Route::Smtp { host, port, security, account: None, timeout }, sender).unwrap()
}

impl Scene {
    /// Puts down what is due and sends all of it whose moment has come; how many were put down.
    pub async fn turn(&self, now: i64) -> usize {
        let put = self.surveys.post_letters(now).await.unwrap();
        while self.surveys.desk().work_due_jobs(now).await.unwrap() > 0 {}
        put
    }

    /// How many jobs wait.
    pub async fn waiting(&self) -> i64 {
        self.surveys.desk().store().read(|r| -> Result<_, StoreError> { r.count_jobs() }).await.unwrap()
    }
}
