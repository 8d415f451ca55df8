//! Why register and box are files also beside PostgreSQL: the same two tables there, in two schemas, with the same care, and what an attacker reads of them.
//!
//! Everybody exchanges an invitation and gives a ballot some moments later, as most do. The attacker puts exchanges and ballots in the order that PostgreSQL shows and pairs them.

use std::collections::{BTreeMap, VecDeque};

use crate::common::{CAMPAIGN, Chance, DAY, ballot, ballot_box, blinded, code, mark, register};
use sha2::{Digest, Sha256};
use tokio_postgres::{Client, NoTls};

const PEOPLE: usize = 200;
/// So many people are between their exchange and their ballot at a time.
const AT_ONCE: usize = 3;

/// As careful as PostgreSQL lets one be: no key in common, random keys, no times, no counters, and room on each page so that an exchange stays where the invitation stood.
const SCHEMAS: &str = "
CREATE EXTENSION pageinspect;
CREATE SCHEMA register;
CREATE TABLE register.invitation (campaign text NOT NULL, code bytea NOT NULL, blinded bytea NOT NULL, PRIMARY KEY (campaign, code)) WITH (fillfactor = 45);
CREATE SCHEMA box;
CREATE TABLE box.used (campaign text NOT NULL, mark bytea NOT NULL, PRIMARY KEY (campaign, mark));
CREATE TABLE box.ballot (campaign text NOT NULL, id bytea NOT NULL, people text NOT NULL, answers text NOT NULL, PRIMARY KEY (campaign, id));";

/// Exchanges and ballots in the order in which they happen.
enum Step {
    Exchange(usize),
    Ballot(usize),
}

/// People come in an order by chance; each gives the ballot while the next ones exchange.
fn steps() -> Vec<Step> {
    let mut people: Vec<usize> = (0..PEOPLE).collect();
    let mut chance = Chance(11);
    chance.shuffle(&mut people);
    let (mut steps, mut between) = (Vec::new(), VecDeque::new());
    for person in people {
        steps.push(Step::Exchange(person));
        between.push_back(person);
        if between.len() == AT_ONCE {
            let last = usize::try_from(chance.next() % 8 / 7).unwrap();
            steps.push(Step::Ballot(between.remove(last).unwrap()));
        }
    }
    steps.extend(between.into_iter().map(Step::Ballot));
    steps
}

fn hash(person: usize) -> Vec<u8> {
    Sha256::digest(format!("invitation of person {person}")).to_vec()
}

fn message(person: usize) -> Vec<u8> {
    Sha256::digest(blinded(person)).to_vec()
}

fn marker(person: usize) -> Vec<u8> {
    format!("\"who\":\"p{person:05}\"").into_bytes()
}

/// How many pairs are right when both are put in order.
fn right(exchanges: &BTreeMap<usize, i64>, ballots: &BTreeMap<usize, i64>) -> usize {
    let ordered = |numbers: &BTreeMap<usize, i64>| {
        let mut order: Vec<_> = numbers.iter().map(|(person, number)| (*number, *person)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, person)| person).collect::<Vec<_>>()
    };
    assert_eq!((exchanges.len(), ballots.len()), (PEOPLE, PEOPLE), "all are there to be looked at");
    ordered(exchanges).iter().zip(ordered(ballots)).filter(|(a, b)| **a == *b).count()
}

/// A number that a query gives to each row of a table, by person.
async fn numbers(client: &Client, sql: &str, person: &dyn Fn(&[u8]) -> Option<usize>) -> BTreeMap<usize, i64> {
    let rows = client.query(sql, &[]).await.unwrap();
    rows.iter().filter_map(|row| Some((person(row.get(0))?, row.get(1)))).collect()
}

/// Where something of each person stands last in some bytes.
fn places(bytes: &[u8], needle: &dyn Fn(usize) -> Vec<u8>) -> BTreeMap<usize, i64> {
    let needles: BTreeMap<Vec<u8>, usize> = (0..PEOPLE).map(|person| (needle(person), person)).collect();
    let length = needles.keys().next().unwrap().len();
    let found = bytes
        .windows(length)
        .enumerate()
        .filter_map(|(at, window)| Some((*needles.get(window)?, i64::try_from(at).unwrap())));
    found.collect()
}

/// The records of the write-ahead log, from its beginning.
fn log(server: &crate::postgres::Server) -> Vec<u8> {
    let folder = server.data().join("pg_wal");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.is_file());
    names.sort();
    // Each page begins with a head of its own, the first of a file with a longer one; records go on behind it.
    let mut records = Vec::new();
    for name in names {
        for (number, page) in std::fs::read(name).unwrap().chunks(8192).enumerate() {
            records.extend_from_slice(&page[if number == 0 { 40 } else { 24 }..]);
        }
    }
    // Room that is not written yet.
    records.truncate(records.iter().rposition(|byte| *byte != 0).unwrap_or_default() + 1);
    records
}

#[tokio::test]
async fn two_schemas_in_postgresql_tell_whose_ballot_is_whose() {
    let Some(mut server) = crate::postgres::Server::start() else { return };
    server.kill();
    server.again(&["track_commit_timestamp=on"]);
    let (mut client, connection) = tokio_postgres::connect(&server.address(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(SCHEMAS).await.unwrap();
    let mut codes: Vec<Vec<u8>> = (0..PEOPLE).map(hash).collect();
    codes.sort();
    for code in codes {
        let sql = "INSERT INTO register.invitation VALUES ($1, $2, $3)";
        client.execute(sql, &[&CAMPAIGN, &code, &[0u8; 32].as_slice()]).await.unwrap();
    }
    let mut chance = Chance(5);
    for step in steps() {
        let transaction = client.transaction().await.unwrap();
        match step {
            Step::Exchange(person) => {
                let sql = "UPDATE register.invitation SET blinded = $3 WHERE campaign = $1 AND code = $2";
                transaction.execute(sql, &[&CAMPAIGN, &hash(person), &message(person)]).await.unwrap();
            }
            Step::Ballot(person) => {
                let id = [chance.next().to_be_bytes(), chance.next().to_be_bytes()].concat();
                let ballot = ballot(person, DAY);
                let sql = "INSERT INTO box.used VALUES ($1, $2)";
                transaction.execute(sql, &[&CAMPAIGN, &mark(person).as_slice()]).await.unwrap();
                let sql = "INSERT INTO box.ballot VALUES ($1, $2, $3, $4)";
                transaction.execute(sql, &[&CAMPAIGN, &id, &ballot.people, &ballot.answers]).await.unwrap();
            }
        }
        transaction.commit().await.unwrap();
    }
    let by_code: BTreeMap<Vec<u8>, usize> = (0..PEOPLE).map(|person| (hash(person), person)).collect();
    let of_code = |bytes: &[u8]| by_code.get(bytes).copied();
    let of_answers = |bytes: &[u8]| std::str::from_utf8(bytes).ok()?.get(9..14)?.parse().ok();

    let look = async |client: &Client, exchange: &str, given: &str| {
        let exchanges = numbers(client, &format!("SELECT code, {exchange} FROM register.invitation"), &of_code).await;
        let ballots =
            numbers(client, &format!("SELECT convert_to(answers, 'UTF8'), {given} FROM box.ballot"), &of_answers).await;
        right(&exchanges, &ballots)
    };
    let xmin = "xmin::text::bigint";
    let place = "(ctid::text::point)[0]::bigint * 1000 + (ctid::text::point)[1]::bigint";
    let time = "(extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint";
    let mut found = vec![
        ("numbers of transactions (xmin)", look(&client, xmin, xmin).await),
        ("moments of the commits", look(&client, time, time).await),
        ("numbers of transactions with places of ballots (ctid)", look(&client, xmin, place).await),
    ];
    // Written anew in the order of the keys, and frozen, as it would be done each night and before each backup.
    for sql in [
        "CLUSTER register.invitation USING invitation_pkey",
        "CLUSTER box.ballot USING ballot_pkey",
        "VACUUM (FULL, FREEZE) register.invitation",
        "VACUUM (FULL, FREEZE) box.ballot",
    ] {
        client.batch_execute(sql).await.unwrap();
    }
    found.push(("xmin after CLUSTER and VACUUM (FULL, FREEZE)", look(&client, xmin, xmin).await));
    found.push(("moments of the commits after that", look(&client, time, time).await));
    client.batch_execute("CHECKPOINT").await.unwrap();
    let wal = log(&server);
    let in_log = right(&places(&wal, &message), &places(&wal, &marker));
    // What comes last there is the tables as they were written anew; before that each row came by itself.
    let first = |needle: &dyn Fn(usize) -> Vec<u8>| {
        let places = places(&wal.iter().rev().copied().collect::<Vec<_>>(), &|person| {
            needle(person).into_iter().rev().collect()
        });
        places.into_iter().map(|(person, at)| (person, -at)).collect::<BTreeMap<_, _>>()
    };
    found.push(("the write-ahead log", in_log.max(right(&first(&message), &first(&marker)))));
    for (what, right) in &found {
        println!("PostgreSQL, {what}: {right} of {PEOPLE} ballots linked");
    }
    for (what, right) in found {
        assert!(right > PEOPLE / 2, "{what}: {right}; then this may be decided anew (ADR 0016)");
    }

    // The two files, with the same people in the same order.
    let folder = tempfile::tempdir().unwrap();
    let (register, ballots) = (register(folder.path()), ballot_box(folder.path()));
    register.invite(CAMPAIGN, (0..PEOPLE).map(code).collect()).await.unwrap();
    for step in steps() {
        match step {
            Step::Exchange(person) => {
                let issued = register.exchange(CAMPAIGN, code(person), &blinded(person), DAY).await.unwrap();
                assert_eq!(issued, chiso_ballot::Issued::Now);
            }
            Step::Ballot(person) => {
                let cast = ballots.cast(mark(person), ballot(person, DAY)).await.unwrap();
                assert_eq!(cast, chiso_ballot::Cast::Counted);
            }
        }
    }
    drop((register, ballots));
    let file = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let right = right(&places(&file("register.sqlite"), &message), &places(&file("box.sqlite"), &marker));
    println!("Two files: {right} of {PEOPLE} ballots linked, by chance one");
    assert!(right < 12, "{right}");
}
