//! `chiso demo`: a store is filled, looked after and refused; every wrong use is answered with what to do.

use crate::program::Place;

#[test]
fn a_store_is_filled_and_holds_and_is_not_filled_twice() {
    let place = Place::with(&[]);
    let answer = place.run("demo --store data --small").well();
    for said in [
        "không phải số liệu thật",
        "năm 2024, đã công bố",
        "khảo sát năm 2025, đã công bố: 4 tỉnh, thành phố, ",
        "khảo sát đang thu phiếu: 4 sở, ",
        "Mật khẩu chung",
        "coordinator@mo-phong.example – ",
        "survey-manager@mo-phong.example – ",
        "interviewer@mo-phong.example – ",
        "/vi/published/surveys/",
    ] {
        assert!(answer.out.contains(said), "{said}: {}", answer.out);
    }
    assert!(answer.out.ends_with("Tiếp theo: chiso serve --store data\n"), "{}", answer.out);
    let keys = place.read("data/demo-keys.txt");
    assert!(keys.contains("otpauth://totp/") && keys.contains("inspector@mo-phong.example"), "{keys}");
    let password = answer.out.lines().find_map(|line| line.strip_prefix("Mật khẩu chung, chỉ hiện một lần: ")).unwrap();
    assert!(password.len() > 20 && !keys.contains(password), "the file is not enough to sign in");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(place.path("data/demo-keys.txt")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    place.run("journal verify --store data --files").well();
    let before = place.read("data/demo-keys.txt");
    let again = place.run("demo --store data --lang en");
    let there = "chiso: `data/demo-keys.txt` is there from an earlier run; choose another place with `--store`\n";
    assert_eq!((again.code, again.out.as_str(), again.err.as_str()), (2, "", there));
    assert_eq!(place.read("data/demo-keys.txt"), before);
    // Without that file the store itself tells that it is in use.
    std::fs::remove_file(place.path("data/demo-keys.txt")).unwrap();
    let again = place.run("demo --store data --lang en");
    assert_eq!((again.code, again.out.as_str()), (1, ""), "{}", again.err);
    let said = "chiso: This store holds data already (";
    assert!(again.err.starts_with(said) && again.err.contains("`--store`"), "{}", again.err);
}

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = Place::with(&[("notes.txt", "no folder")]);
    let nowhere = "hãy nêu nơi ghi dữ liệu mô phỏng bằng “--store”, ví dụ: chiso demo --store thu-nghiem (xem: chiso demo --help)";
    let nowhere_en = "say with `--store` where the simulated data go, for example: chiso demo --store trial (see: chiso demo --help)";
    for (line, vi, en) in [
        ("demo", nowhere, nowhere_en),
        (
            "demo data",
            "thừa tham số “data” (xem: chiso demo --help)",
            "one argument too many: `data` (see: chiso demo --help)",
        ),
        (
            "demo --store notes.txt",
            "“notes.txt” là một tệp; hãy nêu một thư mục sau “--store” (xem: chiso demo --help)",
            "`notes.txt` is a file; name a folder after `--store` (see: chiso demo --help)",
        ),
        (
            "demo --store data --seed x",
            "“--seed <SỐ>” không nhận giá trị “x”: viết một số nguyên từ 0 trở lên (xem: chiso demo --help)",
            "`--seed <N>` does not take the value `x`: write a whole number from 0 on (see: chiso demo --help)",
        ),
        (
            "demo --store data --smal",
            "không có tùy chọn “--smal”; có phải là “--small”? (xem: chiso demo --help)",
            "there is no option `--smal`; did you mean `--small`? (see: chiso demo --help)",
        ),
    ] {
        let answer = place.run(line);
        assert_eq!((answer.code, answer.err.as_str()), (2, format!("chiso: {vi}\n").as_str()), "{line}");
        let answer = place.run(&format!("{line} --lang en"));
        assert_eq!((answer.code, answer.err.as_str()), (2, format!("chiso: {en}\n").as_str()), "{line}");
    }
    assert_eq!(place.names("data"), Vec::<String>::new(), "nothing was made");
}
