//! One folder is the home of a store's ballots: of two servers one takes them, and an invitation is exchanged once.

use chiso_access::Role;

use crate::installation::{Installation, Server};
use crate::linkage::campaign::Campaign;
use crate::linkage::postgres;
use crate::linkage::respondent::{Answer, ask};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// That a server takes no ballot in any way, and says so to whoever wants to give one.
async fn takes_none(server: &Server, campaign: &Campaign) {
    let (code, survey) = (&campaign.people[0].code, &campaign.survey);
    for (path, posts) in [
        ("/vi/s".to_owned(), false),
        (format!("/vi/s/{code}"), false),
        (format!("/en/s/{code}"), false),
        (format!("/vi/s/{code}/open"), true),
        (format!("/vi/s/{code}/token"), true),
        (format!("/en/ballot/{survey}"), false),
        (format!("/vi/ballot/{survey}"), true),
    ] {
        let fields = [("code", code.as_str())];
        let told = ask(server.address, [127, 0, 0, 1].into(), &path, posts.then_some(&fields)).await;
        let said = if path.starts_with("/vi") {
            "Máy chủ này chưa nhận được phiếu"
        } else {
            "This server cannot take ballots"
        };
        assert!(told.status == 503 && told.body.contains(said), "{path}: {} {}", told.status, told.body);
        assert!(
            told.head.contains("retry-after: 60") && told.head.contains("cache-control: no-store"),
            "{}",
            told.head
        );
    }
}

/// What a server answers to somebody who wants to exchange an invitation without JavaScript.
async fn opens(server: &Server, campaign: &Campaign, person: usize) -> Answer {
    let path = format!("/vi/s/{}/open", campaign.people[person].code);
    ask(server.address, [127, 0, 0, 1].into(), &path, Some(&[])).await
}

#[test]
fn of_two_servers_over_one_store_one_takes_ballots() {
    let Some(database) = postgres::Server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let database = database.address();
    let at = |name: &str| Installation {
        // Several servers share where files are.
        files: folder.path().join("files"),
        ..Installation::at(&folder.path().join(name), Some(&database))
    };
    let (home, other) = (at("home"), at("other"));
    runtime().block_on(async {
        let campaign = Campaign::open(&home, 1, 6).await;
        let cookie = home.sign_in("p-1", Role::SurveyManager).await;
        let (a, b) = (home.serve("one"), other.serve("one"));
        takes_none(&b, &campaign).await;
        let id = std::fs::read_to_string(home.ballots().join("home")).unwrap();
        let said = other.said("one");
        assert!(said.contains("takes no ballots and sends no letters") && said.contains(id.trim()), "{said}");
        assert!(!other.ballots().exists(), "nothing is made there");
        campaign.answer(a.address, &campaign.people[1]).await;

        // Those who run the survey are told where ballots are; what needs none of them is shown.
        let page = async |server: &Server, rest: &str| {
            let path = format!("/en/surveys/{}{rest}", campaign.survey);
            crate::linkage::respondent::ask_as(server.address, &path, &cookie).await
        };
        let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let overview = page(&b, "").await;
        let where_they_are = format!("Ballots are taken and kept on the server “{}”", machine.trim());
        assert!(overview.status == 200 && overview.body.contains(&where_they_are), "{}", overview.body);
        assert_eq!(page(&b, "/setup").await.status, 200);
        for rest in ["/people", "/results"] {
            let told = page(&b, rest).await;
            assert!(
                told.status == 503 && told.body.contains("This is done on another server"),
                "{rest}: {}",
                told.body
            );
            assert_eq!(page(&a, rest).await.status, 200, "{rest}");
        }
        // A backup made there says what it lacks.
        let (well, said) = other.run(&["backup", "without.zip"]);
        assert!(well && said.contains("the ballots of surveys are on another server"), "{said}");

        // The folder is moved: what was exchanged stays so.
        a.stop();
        b.stop();
        std::fs::create_dir_all(other.folder.join("data")).unwrap();
        std::fs::rename(home.ballots(), other.ballots()).unwrap();
        let (a, b) = (home.serve("two"), other.serve("two"));
        takes_none(&a, &campaign).await;
        assert_eq!(opens(&b, &campaign, 1).await.status, 409, "exchanged before");
        campaign.answer(b.address, &campaign.people[2]).await;
    });
}

#[test]
fn two_programs_over_one_folder_do_not_both_take_ballots_and_a_restored_backup_does() {
    let folder = tempfile::tempdir().unwrap();
    let at = Installation::at(&folder.path().join("first"), None);
    runtime().block_on(async {
        let campaign = Campaign::open(&at, 1, 6).await;
        let one = at.serve("one");
        let two = at.serve("two");
        takes_none(&two, &campaign).await;
        assert!(at.said("two").contains("another program takes ballots into"), "{}", at.said("two"));
        campaign.answer(one.address, &campaign.people[0]).await;
        // Killed, it leaves nothing locked.
        drop(one);
        drop(two);
        let again = at.serve("again");
        assert_eq!(opens(&again, &campaign, 0).await.status, 409);
        campaign.answer(again.address, &campaign.people[1]).await;

        let (well, said) = at.run(&["backup", "all.zip", "--few-ballots"]);
        assert!(well, "{said}");
        let restored = Installation::at(&folder.path().join("second"), None);
        let archive = at.folder.join("all.zip");
        let (well, said) = restored.run(&["restore", archive.to_str().unwrap()]);
        assert!(well, "{said}");
        let there = restored.serve("there");
        assert_eq!(opens(&there, &campaign, 1).await.status, 409);
        campaign.answer(there.address, &campaign.people[2]).await;

        // A folder that was lost does not begin anew by itself: everybody could answer twice.
        there.stop();
        let id = std::fs::read(restored.ballots().join("home")).unwrap();
        std::fs::remove_dir_all(restored.ballots()).unwrap();
        let lost = restored.serve("lost");
        takes_none(&lost, &campaign).await;
        lost.stop();
        // An operator who knows what that means says so, as the log tells.
        std::fs::create_dir(restored.ballots()).unwrap();
        std::fs::write(restored.ballots().join("home"), id).unwrap();
        let anew = restored.serve("anew");
        campaign.answer(anew.address, &campaign.people[3]).await;
    });
}
