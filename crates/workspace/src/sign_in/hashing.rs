//! Hashing passwords, some at once and no more: each takes 19 MiB and a core, so a crowd at the door must not take the machine.

use std::sync::{Arc, LazyLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// How many may wait for their turn; whoever comes after them is asked to come again.
const WAITING: usize = 64;
/// When to come again, seconds.
const AGAIN: u32 = 5;

/// Where passwords are hashed and compared.
#[derive(Debug)]
pub(crate) struct Hashing {
    /// Places for those whose turn it is and those who wait.
    room: Arc<Semaphore>,
    /// Places for those whose turn it is.
    free: Arc<Semaphore>,
}

/// A place among those who wait.
#[derive(Debug)]
pub(crate) struct Turn {
    free: Arc<Semaphore>,
    room: OwnedSemaphorePermit,
}

impl Hashing {
    /// That of this machine: as many at once as there are cores, two at least and four at most, because the other work needs some too.
    pub(crate) fn here() -> &'static Hashing {
        static HERE: LazyLock<Hashing> = LazyLock::new(|| {
            let cores = std::thread::available_parallelism().map_or(2, usize::from);
            Hashing::at_once(cores.clamp(2, 4))
        });
        &HERE
    }

    fn at_once(most: usize) -> Hashing {
        Hashing { room: Arc::new(Semaphore::new(most + WAITING)), free: Arc::new(Semaphore::new(most)) }
    }

    /// A place among those who wait; to be taken before anything is counted against somebody.
    pub(crate) fn turn(&self) -> Result<Turn, Refusal> {
        let room = Arc::clone(&self.room).try_acquire_owned().map_err(|_| Refusal::Wait { seconds: AGAIN })?;
        Ok(Turn { free: Arc::clone(&self.free), room })
    }
}

impl Turn {
    /// Does the work when its turn has come, on a thread that may take its time.
    pub(crate) async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        let Turn { free, room } = self;
        let place = free.acquire_owned().await.map_err(|error| fault(&error))?;
        // The places go along: a browser that hangs up does not end what it began.
        let work = move || {
            let done = work();
            drop((place, room));
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| fault(&error))
    }
}

fn fault(error: &dyn std::error::Error) -> Refusal {
    Refusal::Fault(chiso_model::Text::new(
        format!("Máy chủ gặp lỗi khi xử lý: {error}. Hãy thử lại."),
        format!("The server failed while working: {error}. Try again."),
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_hundred_at_once_take_turns_and_the_last_are_asked_to_come_again() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
        for most in [2, 4] {
            let hashing = Hashing::at_once(most);
            let (running, highest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let turns: Vec<Result<Turn, Refusal>> = (0..100).map(|_| hashing.turn()).collect();
            let refused = turns.iter().filter(|turn| matches!(turn, Err(Refusal::Wait { seconds: AGAIN }))).count();
            assert_eq!(refused, 100 - WAITING - most);
            let tasks: Vec<_> = turns
                .into_iter()
                .flatten()
                .map(|turn| {
                    let (running, highest) = (Arc::clone(&running), Arc::clone(&highest));
                    runtime.spawn(turn.run(move || {
                        highest.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(2));
                        running.fetch_sub(1, Ordering::SeqCst);
                    }))
                })
                .collect();
            for task in tasks {
                runtime.block_on(task).unwrap().unwrap();
            }
            assert_eq!(highest.load(Ordering::SeqCst), most, "that many at once, and no more");
            assert!(hashing.turn().is_ok(), "there is room again");
        }
    }
}
