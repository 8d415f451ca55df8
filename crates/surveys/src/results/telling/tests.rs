//! Whoever has the file, the board and the page of sheets, and solves.

use super::*;

const LEAST: u64 = 5;

/// A group of a unit, with ballots by oneself and on paper.
fn group(unit: usize, own: u64, paper: u64) -> Group {
    Group { unit, interviewer: None, ways: [own, 0, paper, 0] }
}

/// What a board of these groups shows, where small numbers are hidden as in one table by unit, one by way and one by interviewer.
fn board(groups: &[Group]) -> Counts {
    let units = groups.iter().map(|group| group.unit + 1).max().unwrap_or(0) + 1;
    let all: u64 = groups.iter().map(Group::ballots).sum();
    let hide = |parts: Vec<u64>, of: u64| -> Vec<Option<u64>> {
        let counts: Vec<u64> = parts.iter().copied().chain([of]).collect();
        let hidden = suppress(&counts, &[Sum { total: parts.len(), parts: (0..parts.len()).collect() }], LEAST);
        parts.into_iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(count)).collect()
    };
    let modes: Vec<u64> = (0..Mode::ALL.len()).map(|way| groups.iter().map(|group| group.ways[way]).sum()).collect();
    let met = modes[Mode::Interview as usize];
    let interviewers = groups.iter().filter_map(|group| group.interviewer).max().map_or(0, |last| last + 1);
    let modes = hide(modes, all);
    // Of those given to somebody whom nobody knows as well.
    let mut by_interviewer = tally_of(groups, interviewers, |group| {
        (group.interviewer.unwrap_or(usize::MAX), group.ways[Mode::Interview as usize])
    });
    by_interviewer.push(met - by_interviewer.iter().sum::<u64>());
    let mut by_interviewer = hide(by_interviewer, met);
    by_interviewer.pop();
    Counts {
        all: (all >= LEAST).then_some(all),
        units: hide(tally_of(groups, units, |group| (group.unit, group.ballots())), all),
        modes: std::array::from_fn(|way| (modes[way], None)),
        interviewers: by_interviewer.into_iter().map(|count| (count, None)).collect(),
        ..Counts::default()
    }
}

fn of(groups: &[Group]) -> Telling {
    telling(groups, &board(groups), LEAST)
}

#[test]
fn enough_ballots_tell_group_and_way() {
    let told = of(&[group(0, 30, 0), group(1, 9, 6), group(1, 5, 12)]);
    assert_eq!((told.groups, told.silent), (vec![true; 3], 0));
    let way = |number: usize, mode: Mode| told.ways[number][mode as usize];
    assert!(way(0, Mode::Own) && way(1, Mode::Own) && way(1, Mode::Paper) && way(2, Mode::Paper));
}

#[test]
fn a_small_group_takes_another_with_it() {
    // The unit of two ballots, and the next small one, from which it would follow.
    let told = of(&[group(0, 9, 0), group(1, 6, 0), group(2, 2, 0)]);
    assert_eq!((&told.groups[..], told.silent), (&[true, false, false][..], 8));
    assert!(told.tells_way(0, Mode::Own) && !told.tells_way(1, Mode::Own), "what is silent tells no way either");
    // Small groups that are enough together need no other; several of them may be alike.
    let told = of(&[group(0, 9, 0), group(1, 3, 0), group(1, 4, 0), group(1, 1, 0), group(2, 6, 0)]);
    assert_eq!((&told.groups[..], told.silent), (&[true, false, false, false, true][..], 8));
}

#[test]
fn a_group_with_a_small_way_tells_the_group_alone() {
    let told = of(&[group(0, 30, 2), group(1, 12, 8), group(2, 20, 9)]);
    assert_eq!((&told.groups[..], told.silent), (&[true; 3][..], 0), "all groups are told as before");
    assert!(!told.tells_way(0, Mode::Paper) && !told.tells_way(0, Mode::Own), "30 of 32 would tell of 2");
    let hidden = |number: u32| Mode::ALL.into_iter().filter(|mode| !told.tells_way(number, *mode)).count();
    // The board tells that 19 are on paper, so another village hides how many of its are; the third tells all.
    assert!(hidden(1) >= 2 && hidden(2) == 0, "{told:?}");
}

#[test]
fn a_small_group_does_not_follow_from_its_unit_on_the_board() {
    // The board tells that the unit has 11: with the group of 9 that of 2 would be known.
    let told = of(&[group(0, 9, 0), group(0, 2, 0), group(1, 6, 0), group(2, 8, 0)]);
    assert_eq!((&told.groups[..], told.silent), (&[false, false, true, true][..], 11));
}

#[test]
fn a_way_does_not_follow_from_sheets_or_interviewers() {
    // The page of sheets tells 6 of the group; with its 8 ballots the 2 that were given by oneself would be known.
    let told = of(&[group(0, 2, 6), group(0, 20, 10), group(1, 20, 30)]);
    assert!(!told.groups[0], "{told:?}");
    // The same of an interviewer who works in this group alone.
    let mut met = group(0, 0, 2);
    (met.ways[Mode::Interview as usize], met.interviewer) = (25, Some(0));
    let told = of(&[met, group(0, 20, 10), group(1, 20, 30)]);
    assert!(!told.groups[0], "{told:?}");
}

/// Solves what is told for the ballots of each group and way, modulo a prime: which of these, and of the numbers of groups, are known.
fn known(groups: &[Group], shown: &Counts, told: &Telling) -> Vec<Vec<bool>> {
    const PRIME: i64 = 1_000_003;
    let wide = groups.len() * Mode::ALL.len();
    let at = |group: usize, way: usize| group * Mode::ALL.len() + way;
    let mut rows: Vec<Vec<i64>> = Vec::new();
    let mut tell = |told: bool, cells: Vec<usize>| {
        if told {
            rows.push((0..wide).map(|cell| i64::from(cells.contains(&cell))).collect());
        }
    };
    let every = 0..Mode::ALL.len();
    let all = |of: &dyn Fn(&Group) -> bool, ways: &[usize]| -> Vec<usize> {
        let here = (0..groups.len()).filter(|group| of(&groups[*group]));
        here.flat_map(|group| ways.iter().map(move |way| at(group, *way)).collect::<Vec<_>>()).collect()
    };
    let ways: Vec<usize> = every.clone().collect();
    let keyed: Vec<usize> = (0..groups.len()).filter(|group| groups[*group].sheets() > 0).collect();
    let by_group: Vec<u64> = keyed.iter().map(|group| groups[*group].sheets()).collect();
    let of_sheets = |group: usize| [Mode::Paper, Mode::Phone].map(|mode| at(group, mode as usize));
    let on_page = on_page_of_sheets(&by_group, LEAST);
    tell(on_page[0], keyed.iter().flat_map(|group| of_sheets(*group)).collect());
    for (group, is_told) in keyed.iter().zip(&on_page[1..]) {
        tell(*is_told, of_sheets(*group).into());
    }
    tell(shown.all.is_some(), all(&|_| true, &ways));
    for (unit, count) in shown.units.iter().enumerate() {
        tell(count.is_some(), all(&|group| group.unit == unit, &ways));
    }
    for (way, (count, _)) in shown.modes.iter().enumerate() {
        tell(count.is_some(), all(&|_| true, &[way]));
    }
    for (interviewer, (count, _)) in shown.interviewers.iter().enumerate() {
        tell(count.is_some(), all(&|group| group.interviewer == Some(interviewer), &[Mode::Interview as usize]));
    }
    for (number, group) in groups.iter().enumerate() {
        tell(told.groups[number], every.clone().map(|way| at(number, way)).collect());
        for (way, count) in group.ways.iter().enumerate() {
            tell(told.groups[number] && told.ways[number][way], vec![at(number, way)]);
            // Where nobody is, nobody is.
            tell(*count == 0, vec![at(number, way)]);
        }
    }
    let power = |mut base: i64, mut times: i64| {
        let mut result = 1;
        while times > 0 {
            if times % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            times /= 2;
        }
        result
    };
    let mut rank = 0;
    for column in 0..wide {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let scale = power(rows[rank][column], PRIME - 2);
        rows[rank].iter_mut().for_each(|value| *value = *value * scale % PRIME);
        let pivot = rows[rank].clone();
        for (number, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if number != rank && factor != 0 {
                row.iter_mut().zip(&pivot).for_each(|(value, pivot)| {
                    *value = (*value + (PRIME - factor) * pivot) % PRIME;
                });
            }
        }
        rank += 1;
    }
    rows.truncate(rank);
    // A sum of cells is known where it is a sum of rows: reduced by them nothing is left.
    let follows = |cells: &[usize]| {
        let mut wanted: Vec<i64> = (0..wide).map(|cell| i64::from(cells.contains(&cell))).collect();
        for row in &rows {
            let lead = row.iter().position(|value| *value != 0).unwrap();
            let factor = wanted[lead];
            wanted.iter_mut().zip(row).for_each(|(value, own)| *value = (*value + (PRIME - factor) * own) % PRIME);
        }
        wanted.iter().all(|value| *value == 0)
    };
    let of_group = |number: usize| {
        let cells: Vec<usize> = every.clone().map(|way| at(number, way)).collect();
        cells.iter().map(|cell| follows(&[*cell])).chain([follows(&cells)]).collect()
    };
    (0..groups.len()).map(of_group).collect()
}

/// Whoever has the file and the board solves for every group and way, and finds no number from 1 to 4.
#[test]
fn no_small_number_follows_from_file_and_board() {
    let mut state: u64 = 11;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let (mut told_ways, mut told_groups, mut silent, mut learned) = (0, 0, 0, 0);
    for round in 0..150 {
        let groups: Vec<Group> = (0..3 + below(6))
            .map(|_| {
                let mut group = group(usize::try_from(below(4)).unwrap(), 0, 0);
                if below(3) == 0 {
                    group.interviewer = Some(usize::try_from(below(2)).unwrap());
                }
                let few = [below(5), below(16), 8 + below(30)];
                let first = if group.interviewer.is_some() { Mode::Interview } else { Mode::Own };
                group.ways[first as usize] = few[usize::try_from(below(3)).unwrap()];
                if round % 3 > 0 {
                    group.ways[Mode::Paper as usize] = [0, below(6), 5 + below(20)][usize::try_from(below(3)).unwrap()];
                }
                group
            })
            .collect();
        let (shown, told) = (board(&groups), of(&groups));
        let few = |count: u64| (1..LEAST).contains(&count);
        let nothing = Telling { groups: vec![false; groups.len()], ..told.clone() };
        let before = known(&groups, &shown, &nothing);
        for (number, known) in known(&groups, &shown, &told).into_iter().enumerate() {
            for (way, count) in groups[number].ways.iter().chain([&groups[number].ballots()]).enumerate() {
                let is_new = known[way] && !before[number][way];
                assert!(!is_new || !few(*count), "{count} of group {number} are known: {groups:?} {told:?}");
                learned += u64::from(is_new);
            }
        }
        let all: u64 = groups.iter().map(Group::ballots).sum();
        assert!(!few(told.silent) || told.silent == all, "{groups:?} {told:?}");
        for (group, (is_told, ways)) in groups.iter().zip(told.groups.iter().zip(&told.ways)) {
            let rest: u64 = group.ways.iter().zip(ways).filter(|(_, told)| !**told).map(|(count, _)| count).sum();
            assert!(!is_told || !few(rest), "{group:?} {told:?}");
            told_groups += u64::from(*is_told && group.ballots() > 0);
            told_ways += u64::from(*is_told && rest == 0 && group.ballots() > 0);
        }
        silent += u64::from(told.silent > 0);
    }
    let told = (told_groups, told_ways, silent, learned);
    assert!(told.0 > 200 && told.1 > 100 && told.2 > 50 && told.3 > 100, "{told:?}");
}
