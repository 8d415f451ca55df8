//! Who takes part: made-up people with roles, some of whom can sign in.

use std::collections::BTreeMap;

use chiso_access::{Actor, Assignment, Role};
use chiso_identity::{Password, Token, Totp};
use chiso_model::Date;
use chiso_store::people::{self as rows, Password as PasswordRow, SecondFactor};
use chiso_store::{Act, Store};
use chiso_web::Caller;
use chiso_workspace::Refusal;

use crate::chance::Chance;

/// Since when everybody holds what they hold.
const SINCE: Date = Date::constant(2024, 1, 1);
/// What the generator of one-time codes calls the place.
const SYSTEM: &str = "chiso (mo phong)";

/// Somebody.
#[derive(Debug, Clone)]
pub struct Player {
    /// Id of the person.
    pub id: String,
    /// A name that is plainly made up.
    pub name: String,
    /// The address to sign in with; it leads nowhere.
    pub mail: String,
    /// True where the person can sign in.
    pub signs_in: bool,
    held: Vec<Assignment>,
}

impl Player {
    /// The person as the server knows somebody who has signed in with a second factor, at a moment.
    pub fn at(&self, now_us: i64) -> Caller {
        let actor = Actor { second_factor: true, ..Actor::person(&self.id, self.held.clone()) };
        Caller { actor, name: self.name.clone(), request_id: "simulation".to_owned(), ..Caller::anonymous(now_us) }
    }

    /// The first role, which everybody has.
    pub fn role(&self) -> Option<Role> {
        self.held.first().map(|held| held.role)
    }
}

/// Everybody, by a short word such as `coordinator` or `lead-48`.
#[derive(Debug, Clone, Default)]
pub struct Cast(BTreeMap<String, Player>);

impl Cast {
    /// Adds somebody who holds a role at an agency, or everywhere.
    pub(crate) fn add(
        &mut self,
        chance: &Chance,
        word: &str,
        name: &str,
        (role, agency): (Role, Option<&str>),
        signs_in: bool,
    ) {
        let held =
            agency.map_or_else(|| Assignment::everywhere(role, SINCE), |agency| Assignment::new(role, agency, SINCE));
        let player = Player {
            id: chance.about(&["person", word]).id(),
            name: format!("{name} (mô phỏng)"),
            mail: format!("{word}@mo-phong.example"),
            signs_in,
            held: vec![held],
        };
        self.0.entry(word.to_owned()).or_insert(player);
    }

    /// Somebody by that word.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where nobody is so called: a mistake of the simulation.
    pub fn who(&self, word: &str) -> Result<&Player, Refusal> {
        self.0.get(word).ok_or(Refusal::Hidden)
    }

    /// Everybody, by word.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Player)> {
        self.0.iter().map(|(word, player)| (word.as_str(), player))
    }

    /// Writes everybody down. Who signs in has the one password that is given back, and a second factor.
    ///
    /// # Errors
    /// Where the system has no chance to offer; the store.
    pub(crate) async fn enter(&self, store: &Store, chance: &Chance, now_us: i64) -> Result<Keys, Refusal> {
        let password = password()?;
        let hash = Password::typed(&password).hash()?;
        let mut keys = Keys { password, generators: Vec::new() };
        let mut secrets = BTreeMap::new();
        for (word, player) in self.all().filter(|(_, player)| player.signs_in) {
            let totp = Totp::generate()?;
            secrets.insert(word.to_owned(), totp.secret().into_bytes());
            keys.generators.push((player.clone(), totp.uri(SYSTEM, &player.mail)));
        }
        let (players, chance) = (self.0.clone(), chance.clone());
        store
            .write(Act::new("system", "simulation.people", now_us), move |writer| -> Result<(), Refusal> {
                for (word, player) in &players {
                    writer.add_person(&player.id, &player.name, &player.mail, "vi")?;
                    for held in &player.held {
                        writer.insert(&assignment(player, held, &chance))?;
                    }
                    if let Some(secret) = secrets.remove(word) {
                        let person = player.id.clone();
                        writer.insert(&PasswordRow { person: person.clone(), hash: hash.clone(), changed: now_us })?;
                        writer.insert(&SecondFactor { person, secret, confirmed: Some(now_us) })?;
                    }
                }
                Ok(())
            })
            .await?;
        Ok(keys)
    }
}

/// What people need to sign in.
#[derive(Clone)]
pub struct Keys {
    /// The password of everybody who can.
    pub password: String,
    /// Everybody who can, and the address of the generator of one-time codes (`otpauth://…`).
    pub generators: Vec<(Player, String)>,
}

/// Without what it holds, so that no log can hold it.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// A password of its own for every installation: 24 letters and digits in groups.
fn password() -> Result<String, Refusal> {
    let token = Token::generate()?;
    let letters: Vec<char> = token.text().chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    Ok(letters.chunks(6).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

fn assignment(player: &Player, held: &Assignment, chance: &Chance) -> rows::Assignment {
    rows::Assignment {
        id: chance.about(&["assignment", &player.id, held.role.id()]).id(),
        version: 1,
        person: player.id.clone(),
        role: held.role.id().to_owned(),
        agency: held.agency.clone(),
        scope: serde_json::Value::Array(Vec::new()),
        valid_from: held.from,
        valid_to: held.to,
        delegated_from: None,
        granted_by: "system".to_owned(),
        ended: None,
    }
}
