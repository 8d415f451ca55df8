//! Files: agencies, a broken list first, and published results in which sources differ.

use std::path::{Path, PathBuf};

use super::MEMBERS;
use super::coming_in::{accept, set_up_factor};
use crate::Result;
use crate::person::Person;

/// A file of communes of Bắc Ninh that is broken in three rows, and one that is not.
pub(super) fn agency_files(folder: &Path) -> Result<[PathBuf; 2]> {
    let head = "Mã,Hệ mã,Tên,Loại,Mã cấp trên,Từ ngày\n";
    let broken = "90001,gso,Phường Kinh Bắc,Phường,24,2025-07-01\n\
                  90002,gso,Phường Võ Cường,Phường,99999,2025-07-01\n\
                  90003,gso,,Phường,24,2025-07-01\n\
                  90004,gso,Xã Gia Bình,Xã,24,2025-02-30\n";
    let sound = "90001,gso,Phường Kinh Bắc,Phường,24,2025-07-01\n\
                 90002,gso,Phường Võ Cường,Phường,24,2025-07-01\n\
                 90003,gso,Phường Vũ Ninh,Phường,24,2025-07-01\n\
                 90004,gso,Xã Gia Bình,Xã,24,2025-07-01\n";
    Ok([
        file(folder, "xa-hong.csv", &[head, broken].concat())?,
        file(folder, "xa-phuong.csv", &[head, sound].concat())?,
    ])
}

pub(super) fn file(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

/// Tries a broken file, of which nothing is written, then takes in a sound one.
pub(super) async fn agencies(huong: &Person<'_>, folder: &Path) -> Result<[String; 2]> {
    let [broken, sound] = agency_files(folder)?;
    huong.visit("/agencies", 200).await?;
    huong.follow("/imports/agencies/new").await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/new", 422).await?;
    huong.attach("file", &broken).await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    // Each problem with its row and what was written there.
    huong.reads(&["xa-hong.csv", "99999", "2025-02-30"]).await?;
    huong.looked_at("dry-run-broken").await?;
    let refused = huong.browser.address().await?;
    let rows = huong
        .browser
        .ask("return [...document.querySelectorAll('main tbody tr')].map(row => row.innerText)", vec![])
        .await?;
    let rows: Vec<&str> = rows.as_array().into_iter().flatten().filter_map(|row| row.as_str()).collect();
    for number in ["3", "4", "5"] {
        if !rows.iter().any(|row| row.split(|c: char| !c.is_ascii_digit()).any(|word| word == number)) {
            return Err(huong.at(&format!("no problem is told of row {number}, only: {rows:?}")).await);
        }
    }
    let confirms =
        huong.browser.ask("return document.querySelectorAll('main form[method=post] [name=reason]').length", vec![]);
    if confirms.await? != 0 {
        return Err(huong.at("a broken file can be taken in").await);
    }
    search_agencies(huong, "Kinh Bắc", 0).await?;
    huong.visit("/imports/agencies/new", 200).await?;
    huong.attach("file", &sound).await?;
    huong.send("/imports/agencies/new").await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    huong.reads(&["Phường Kinh Bắc", "Xã Gia Bình"]).await?;
    huong.looked_at("dry-run-sound").await?;
    let tried = huong.browser.address().await?;
    search_agencies(huong, "Kinh Bắc", 0).await?;
    huong.browser.open(&tried).await?;
    huong.is_at("/imports/agencies/try/*", 200).await?;
    huong.write("reason", "Nghị quyết về sắp xếp xã, phường của Bắc Ninh").await?;
    let here = huong
        .browser
        .ask("return document.querySelector('main form[method=post]').getAttribute('action')", vec![])
        .await?;
    huong.send(here.as_str().unwrap_or_default()).await?;
    huong.is_at("/imports/*", 200).await?;
    huong.reads(&["xa-phuong.csv"]).await?;
    search_agencies(huong, "Kinh Bắc", 1).await?;
    Ok([refused, tried])
}

/// Looks for an agency in the list; so many must be found.
pub(super) async fn search_agencies(person: &Person<'_>, name: &str, wanted: u64) -> Result<()> {
    person.visit("/agencies", 200).await?;
    person.write("q", name).await?;
    person.send("/agencies").await?;
    let script = "return [...document.querySelectorAll('main tbody tr')].filter(row => row.innerText.includes(arguments[0])).length";
    let found = person.browser.ask(script, vec![serde_json::json!(name)]).await?;
    if found == wanted {
        return person.looked_at(&format!("agencies-{wanted}")).await;
    }
    let main = person.main().await?;
    Err(person.at(&format!("looking for '{name}' finds {found} agencies, not {wanted}:\n{main}")).await)
}

/// Where the results of Hải Phòng in 2024 stand.
pub(super) const HAI_PHONG: &str = "/index/par-index/province/2024/unit/31";

/// Takes in results in which two newspapers differ from what is shipped, and finds them on the public page.
pub(super) async fn coordinator(cuong: &Person<'_>, link: &str, folder: &Path) -> Result<String> {
    accept(cuong, link, MEMBERS[3].name).await?;
    // What the whole country sees is changed only in a session with a second factor.
    cuong.visit("/account/second-factor", 200).await?;
    set_up_factor(cuong).await?;
    cuong.visit("/imports", 200).await?;
    if cuong.browser.ask("return !document.querySelector('a[href$=\"/imports/results/new\"]')", vec![]).await? == true {
        return Err(cuong.at("a national coordinator is not offered to import results").await);
    }
    cuong.follow("/imports/results/new").await?;
    let results = file(
        folder,
        "ket-qua.csv",
        "Chỉ số,Năm,Cấp,Đơn vị,Giá trị,Thứ hạng,Nguồn,Cách biết\n\
         par-index,2024,province,31,95.99,2,\"Báo Ví Dụ, 06/04/2025\",reported\n\
         par-index,2024,province,Hải Phòng,95.98,2,\"Thời báo Mẫu, 07/04/2025\",reported\n",
    )?;
    cuong.attach("file", &results).await?;
    cuong.send("/imports/results/new").await?;
    cuong.is_at("/imports/results/try/*", 200).await?;
    cuong.reads(&["ket-qua.csv", "95", "Báo Ví Dụ", "Thời báo Mẫu"]).await?;
    cuong.looked_at("dry-run-results").await?;
    let tried = cuong.browser.address().await?;
    cuong.write("reason", "Đối chiếu số liệu trên báo").await?;
    let here = cuong
        .browser
        .ask("return document.querySelector('main form[method=post]').getAttribute('action')", vec![])
        .await?;
    cuong.send(here.as_str().unwrap_or_default()).await?;
    cuong.is_at("/imports/*", 200).await?;
    // The portal is built anew in the background.
    let decimal = |number: &str| if cuong.language == "vi" { number.replace('.', ",") } else { number.to_owned() };
    let wanted = ["96.17", "95.99", "95.98"].map(decimal);
    for _ in 0..200 {
        cuong.visit(HAI_PHONG, 200).await?;
        if cuong.main().await?.contains(&wanted[1]) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    cuong.reads(&wanted.each_ref().map(String::as_str)).await?;
    cuong.reads(&["Báo Ví Dụ", "Thời báo Mẫu"]).await?;
    cuong.looked_at("conflicting-figures").await?;
    Ok(tried)
}
