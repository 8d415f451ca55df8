//! Letters and texts leave: a worker's turn at a moment.

use chiso_store::StoreError;

use super::Scene;

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
