//! What every deed of the workspace needs: the store, the register of agencies, and what the operator has set.

use std::sync::{Arc, RwLock, Weak};

use arc_swap::ArcSwap;
use chiso_access::{Action, Decision, Role, Target, authorize};
use chiso_files::Vault;
use chiso_identity::{DeviceKey, FileKey, InvitationKey, Oidc, Provider, new_key};
use chiso_mail::Mailer;
use chiso_model::Text;
use chiso_model::agency::Register;
use chiso_sms::Gateway;
use chiso_store::settings::InstallationKey;
use chiso_store::{Act, Store};
use chiso_web::Caller;
use tokio::sync::{Notify, OnceCell, watch};

use crate::imports::{BoundaryCheck, any_json};
use crate::letters::Correspondence;
use crate::offered::Offering;
use crate::refusal::Refusal;
use crate::shown::Shown;
use crate::work::Waiting;

/// What the operator has set that deeds depend on.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Address of the server as people reach it, without a slash at the end; links in mails begin with it.
    pub public_url: String,
    /// How long a session lasts at most, microseconds.
    pub session_us: i64,
    /// How long a session lasts without being used, microseconds.
    pub idle_us: i64,
    /// Ids of the roles that need a second factor to sign in.
    pub second_factor_roles: Vec<String>,
    /// False where people sign in with OpenID Connect only.
    pub passwords: bool,
}

impl Policy {
    /// Whether people reach the server over TLS, so that cookies may be bound to it.
    pub(crate) fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Host and port as people type them: what the generator of one-time codes calls the account's place.
    pub(crate) fn host(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// Whether a role needs a second factor to sign in; ids of settings may be written with underscores.
    pub(crate) fn wants_second_factor(&self, role: Role) -> bool {
        self.second_factor_roles.iter().any(|id| id.replace('_', "-") == role.id())
    }
}

/// What a desk is made of.
pub struct Parts {
    /// Everything that is kept.
    pub store: Store,
    /// What the operator has set.
    pub policy: Policy,
}

/// A provider that signs people in.
pub(crate) struct Door {
    pub(crate) provider: Provider,
    /// Its name on the button.
    pub(crate) name: Text,
    /// Its addresses, once it has told them.
    pub(crate) found: OnceCell<Oidc>,
}

/// What every deed of the workspace needs.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) policy: Policy,
    pub(crate) post: Option<Mailer>,
    /// Where text messages go.
    pub(crate) gateway: Option<Gateway>,
    pub(crate) vault: Option<Vault>,
    pub(crate) door: Option<Door>,
    /// Tries whether a boundary file can be drawn.
    pub(crate) boundary_check: BoundaryCheck,
    /// Told when a job was put down, so that the worker need not wait.
    pub(crate) job_waits: Notify,
    /// The same for jobs of other parts of the system.
    pub(crate) job_elsewhere_waits: Notify,
    /// Other parts of the system in which something may wait for people.
    pub(crate) work_elsewhere: RwLock<Vec<Weak<dyn Waiting>>>,
    /// Other parts of the system that publish values.
    pub(crate) offered_elsewhere: RwLock<Vec<Weak<dyn Offering>>>,
    /// Other parts of the system that send letters.
    pub(crate) letters_elsewhere: RwLock<Vec<Weak<dyn Correspondence>>>,
    /// What waits to be shown once.
    pub(crate) shown: Shown,
    devices: OnceCell<DeviceKey>,
    file_key: OnceCell<FileKey>,
    invitation_key: OnceCell<InvitationKey>,
    register: ArcSwap<Register>,
    published: watch::Sender<u64>,
}

impl Desk {
    /// A desk over a store. It sends no mail and knows no provider until it is given them.
    pub fn new(parts: Parts) -> Desk {
        Desk {
            store: parts.store,
            policy: parts.policy,
            post: None,
            gateway: None,
            vault: None,
            door: None,
            boundary_check: any_json,
            job_waits: Notify::new(),
            job_elsewhere_waits: Notify::new(),
            work_elsewhere: RwLock::default(),
            offered_elsewhere: RwLock::default(),
            letters_elsewhere: RwLock::default(),
            shown: Shown::default(),
            devices: OnceCell::new(),
            file_key: OnceCell::new(),
            invitation_key: OnceCell::new(),
            register: ArcSwap::from_pointee(Register::default()),
            published: watch::Sender::new(0),
        }
    }

    /// With a way to send mail. One that sends none is as good as none: pages then offer links that are handed over.
    #[must_use]
    pub fn with_mail(mut self, mailer: Mailer) -> Desk {
        self.post = Some(mailer).filter(Mailer::enabled);
        self
    }

    /// With a place for files.
    #[must_use]
    pub fn with_files(mut self, vault: Vault) -> Desk {
        self.vault = Some(vault);
        self
    }

    /// With a way to try whether a boundary file can be drawn; without one, any JSON is taken.
    #[must_use]
    pub fn with_boundary_check(mut self, check: BoundaryCheck) -> Desk {
        self.boundary_check = check;
        self
    }

    /// With an OpenID Connect provider; `name` stands on the button. The provider is asked for its addresses when somebody first signs in through it.
    #[must_use]
    pub fn with_provider(mut self, provider: Provider, name: Text) -> Desk {
        self.door = Some(Door { provider, name, found: OnceCell::new() });
        self
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the operator has set that deeds depend on.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Agencies through time, as last read.
    pub fn register(&self) -> Arc<Register> {
        self.register.load_full()
    }

    /// Puts a newly read register in place of the old one.
    pub fn replace_register(&self, register: Register) {
        self.register.store(Arc::new(register));
    }

    /// Counts up whenever something changed that the public portal shows.
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Says that something changed that the public portal shows.
    pub fn publish(&self) {
        self.published.send_modify(|count| *count += 1);
    }

    /// Who is asking, as the journal names them: a person, or `key:` and the id of a key.
    pub fn actor_of(caller: &Caller) -> String {
        match (&caller.actor.person, &caller.key) {
            (Some(person), _) => person.clone(),
            (None, Some(key)) => format!("key:{key}"),
            (None, None) => "anonymous".to_owned(),
        }
    }

    /// The context of a change that a caller makes.
    pub fn act(caller: &Caller, name: &str) -> Act {
        Act::new(Desk::actor_of(caller), name, caller.now_us).requested(caller.request_id.clone())
    }

    /// The person who is asking.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub fn person_of(caller: &Caller) -> Result<String, Refusal> {
        caller.actor.person.clone().ok_or(Refusal::SignedOut)
    }

    /// Whether a caller may do something to something.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where the caller may not know of it (404), [`Refusal::Forbidden`] where the caller may see it and no more (403),
    /// [`Refusal::SecondFactor`] where the session must show a second factor first.
    pub fn may(caller: &Caller, action: Action, target: &Target<'_>) -> Result<(), Refusal> {
        match authorize(&caller.actor, action, target) {
            Decision::Allowed { .. } => Ok(()),
            Decision::SecondFactor => Err(Refusal::SecondFactor),
            Decision::Hidden => Err(Refusal::Hidden),
            Decision::Forbidden => Err(Refusal::Forbidden),
        }
    }

    /// The key that signs the cookies of known devices.
    pub(crate) async fn devices(&self, now_us: i64) -> Result<&DeviceKey, Refusal> {
        let key = async || Ok(DeviceKey::new(&self.installation_key("device", now_us).await?));
        self.devices.get_or_try_init(key).await
    }

    /// The key that signs the addresses at which files are looked at.
    pub(crate) async fn file_key(&self, now_us: i64) -> Result<&FileKey, Refusal> {
        let key = async || Ok(FileKey::new(&self.installation_key("files", now_us).await?));
        self.file_key.get_or_try_init(key).await
    }

    /// The key that makes the codes of invitations to surveys.
    ///
    /// # Errors
    /// The store, or no random bytes where the key is made.
    pub async fn invitation_key(&self, now_us: i64) -> Result<InvitationKey, Refusal> {
        let key = async || Ok(InvitationKey::new(&self.installation_key("survey", now_us).await?));
        self.invitation_key.get_or_try_init(key).await.cloned()
    }

    /// A key that the installation made for itself; made when it is first asked for. Several servers over one store have the same.
    async fn installation_key(&self, name: &'static str, now_us: i64) -> Result<[u8; 32], Refusal> {
        let made = new_key()?;
        let act = Act::new("system", "installation-key.create", now_us);
        let kept = self
            .store
            .write(act, move |w| -> Result<Vec<u8>, Refusal> {
                if let Some(key) = w.get::<InstallationKey>(name.to_owned())? {
                    return Ok(key.value);
                }
                let value = made.to_vec();
                w.insert(&InstallationKey { name: name.to_owned(), value: value.clone(), created: now_us })?;
                Ok(value)
            })
            .await?;
        <[u8; 32]>::try_from(kept.as_slice()).map_err(|_| {
            Refusal::Fault(Text::new(
                "Khóa của hệ thống trong kho dữ liệu bị hỏng. Hãy chạy “chiso journal verify”.",
                "The installation's key in the store is damaged. Run “chiso journal verify”.",
            ))
        })
    }
}

/// A new id: 128 random bits as 32 hexadecimal digits.
pub fn new_id() -> String {
    chiso_store::salt()
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|four| char::from_digit(four.into(), 16))
        .collect()
}

/// Seconds of a moment in microseconds.
pub(crate) const fn seconds(now_us: i64) -> i64 {
    now_us.div_euclid(1_000_000)
}
