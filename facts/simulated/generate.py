"""Writes par-index-2024-province-illustrative.csv: made-up facts for every input of that rulebook.

    python3 facts/simulated/generate.py

Only integers are computed with, and every choice comes from a hash of unit, year and indicator, so the same bytes come out everywhere.
No figure is taken from what a province declared or from what was published: a high or low total here says nothing of the province.
"""

import pathlib

OUT = pathlib.Path(__file__).with_name("par-index-2024-province-illustrative.csv")
SOURCE = "Số liệu mô phỏng của chiso"
YEARS = (2023, 2024)
# The 63 provinces before 1 July 2025, by code of the General Statistics Office.
UNITS = (
    "01 02 04 06 08 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 34 35 36 37 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 66 67 68"
    " 70 72 74 75 77 79 80 82 83 84 86 87 89 91 92 93 94 95 96"
).split()
MASK = (1 << 64) - 1


def hashed(*key):
    """A number of 64 bits from a key: FNV-1a over its text, then the finishing steps of SplitMix64."""
    h = 0xCBF29CE484222325
    for byte in "|".join(map(str, key)).encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & MASK
    return h ^ (h >> 31)


def between(low, high, *key):
    """A whole number from low to high, both included."""
    return low + hashed(*key) % (high - low + 1)


def spread(width, *key):
    """A number around 0, most often near it: the sum of three, as far as `width` on either side."""
    return sum(between(-width, width, *key, i) for i in range(3)) // 3


def clamp(value, low, high):
    return max(low, min(high, value))


def quality(unit, year, leaf):
    """How well a unit does on a leaf in a year, 0 to 1000: the unit, the area, the leaf, and the year."""
    area = leaf.split("_")[0]
    return clamp(
        545
        + spread(310, unit)
        + spread(160, unit, area)
        + spread(220, unit, leaf)
        + spread(200, unit, leaf, year)
        + (40 + spread(110, unit, "trend")) * (year - 2023),
        0,
        1000,
    )


def at(quality_, low, high):
    """The value between `low` (quality 0) and `high` (quality 1000)."""
    return low + (high - low) * quality_ // 1000


def decimal(value, digits):
    """A whole number of units of 10^-digits as a decimal text without needless zeros."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, rest = divmod(value, 10**digits)
    text = f"{rest:0{digits}d}".rstrip("0")
    return f"{sign}{whole}.{text}" if text else f"{sign}{whole}"


# Recipes: each gives {name of the input: text of the value} for a unit, a year and a leaf.


def ratio(done, total, sizes, permille):
    """`done` of `total`; the size of the total, and the share in thousandths at quality 0 and 1000."""

    def recipe(unit, year, leaf):
        q = quality(unit, year, leaf)
        size = between(*sizes, unit, leaf, "size")
        size += size * between(-40, 40, unit, leaf, year, "size") // 1000
        share = clamp(at(q, *permille), 0, 1000)
        return {done: str((size * share + 500) // 1000), total: str(size)}

    return recipe


def failures(name, most, none_from=600):
    """A count of failures: none from one quality on, one more for every 140 below it, up to `most`."""

    def recipe(unit, year, leaf):
        q = quality(unit, year, leaf)
        return {name: str(clamp((none_from - q + 139) // 140, 0, most))}

    return recipe


def seldom(name, of_hundred, most):
    """A count that is mostly 0: bonus and penalty."""

    def recipe(unit, year, leaf):
        happens = between(0, 99, unit, year, leaf) < of_hundred
        return {name: str(between(1, most, unit, year, leaf, "count") if happens else 0)}

    return recipe


def counted(name, low, high):
    return lambda unit, year, leaf: {name: str(at(quality(unit, year, leaf), low, high))}


def share(name, low, high):
    """A share given as a decimal of three digits; `low` and `high` in thousandths."""
    return lambda unit, year, leaf: {name: decimal(at(quality(unit, year, leaf), low, high), 3)}


def level(full=480, half=240):
    """Level 2 above one quality, level 1 above another."""

    def recipe(unit, year, leaf):
        q = quality(unit, year, leaf)
        return {"level": "2" if q >= full else "1" if q >= half else "0"}

    return recipe


def yes(from_quality=330, not_applicable_of_hundred=0):
    def recipe(unit, year, leaf):
        if between(0, 99, unit, year, leaf, "applies") < not_applicable_of_hundred:
            return {"done": "#na"}
        return {"done": "1" if quality(unit, year, leaf) >= from_quality else "0"}

    return recipe


def answers(unit, year, leaf):
    """Ballots by option: most answer `good` where the quality is high."""
    q = quality(unit, year, leaf)
    asked = between(280, 720, unit, year, leaf, "asked")
    good = at(q, 480, 880)
    fair = (1000 - good) * 68 // 100
    average = (1000 - good - fair) * 75 // 100
    counts = [asked * part // 1000 for part in (good, fair, average)]
    return dict(zip(("good", "fair", "average", "poor"), map(str, [*counts, asked - sum(counts)])))


def maybe_none(recipe, of_hundred, *names):
    """Nothing found, nothing assigned: the named counts are 0 for some units."""

    def wrapped(unit, year, leaf):
        values = recipe(unit, year, leaf)
        if between(0, 99, unit, year, leaf, "none") < of_hundred:
            values.update(dict.fromkeys(names, "0"))
        return values

    return wrapped


def tasks(unit, year, leaf):
    q = quality(unit, year, leaf)
    due = between(90, 260, unit, leaf, year, "size")
    on_time = due * at(q, 780, 1000) // 1000
    return {"x": str(due), "y": str(on_time), "z": str((due - on_time) * 2 // 3)}


def reviewed(unit, year, leaf):
    q = quality(unit, year, leaf)
    found = between(12, 60, unit, leaf, year, "size")
    return {"x": str(found), "y": str((found * at(q, 560, 1000) + 500) // 1000)}


def payroll(unit, year, leaf):
    q = quality(unit, year, leaf)
    assigned = between(1700, 4200, unit, leaf, "size")
    return {"used": str(assigned * at(q, 1040, 940) // 1000), "assigned": str(assigned)}


def excellent(unit, year, leaf):
    q = quality(unit, year, leaf)
    people = between(18000, 60000, unit, leaf, "size")
    return {"x": str(people), "y": str(people * at(q, 245, 150) // 1000)}


def spending(unit, year, leaf):
    """Direct spending in 2021 and now, in billion đồng."""
    q = quality(unit, year, leaf)
    then = between(1500, 6000, unit, leaf, "size")
    return {"x": str(then), "y": str(then * at(q, 1000, 860) // 1000)}


def growing(name, sizes, permille, digits=0):
    """A quantity that grows from 2022 on, by so many thousandths a year at quality 0 and 1000."""

    def recipe(unit, year, leaf):
        value = between(*sizes, unit, leaf, "size")
        for y in range(2023, year + 1):
            value += (value * at(quality(unit, y, leaf), *permille) + 500) // 1000
        return {name: decimal(value, digits)}

    return recipe


def disbursement(unit, year):
    """Assigned and disbursed billions, and the share in thousandths; one story told in two leaves."""
    q = quality(unit, year, "c6_1_1")
    assigned = between(3500, 24000, unit, year, "investment")
    disbursed = assigned * clamp(at(q, 740, 985), 0, 1000) // 1000
    return assigned, disbursed, (disbursed * 1000 + assigned // 2) // assigned


def disbursed_share(unit, year, leaf):
    assigned, disbursed, _ = disbursement(unit, year)
    return {"disbursed": str(disbursed), "assigned": str(assigned)}


def disbursed_rate(unit, year, leaf):
    return {"rate": decimal(disbursement(unit, year)[2], 3)}


def planned_growth(unit, year, leaf):
    planned = between(65, 95, unit, leaf, year, "plan")
    return {"growth": decimal(planned + at(quality(unit, year, leaf), -24, 14), 3), "planned": decimal(planned, 3)}


def merged(planned_low, planned_high, low, high):
    def recipe(unit, year, leaf):
        planned = between(planned_low, planned_high, unit, leaf, year, "plan")
        return {"reduced": str((planned * at(quality(unit, year, leaf), low, high) + 500) // 1000), "planned": str(planned)}

    return recipe


def index(name, low, high, digits):
    """The value of another index; the fact bears the name of that index or of its node."""
    return lambda unit, year, leaf: {"=" + name: decimal(at(quality(unit, year, leaf), low, high), digits)}


LEAVES = {
    # Area 1
    "c1_1_1": level(),
    "c1_1_2": ratio("finished", "planned", (28, 64), (820, 1020)),
    "c1_2_1": failures("late", 2, 480),
    "c1_2_2": lambda unit, year, leaf: {"points": decimal(5 * at(quality(unit, year, leaf), 5, 11) if quality(unit, year, leaf) < 850 else 50, 2)},
    "c1_3_1": ratio("inspected", "agencies", (28, 46), (190, 390)),
    "c1_3_2": maybe_none(ratio("settled", "found", (8, 40), (780, 1030)), 6, "settled", "found"),
    "c1_4_1": ratio("carried_out", "planned", (14, 40), (880, 1060)),
    "c1_4_2": counted("initiatives", 0, 5),
    "c1_4_3": seldom("models", 22, 3),
    "c1_5_1": tasks,
    "c1_5_2": seldom("criticisms", 12, 3),
    "c1_6_1": answers,
    "c1_6_2": answers,
    # Area 2
    "c2_1_1": ratio("issued", "planned", (18, 52), (720, 1040)),
    "c2_1_2": failures("breaches", 3),
    "c2_1_3": maybe_none(ratio("regulated", "assigned", (6, 26), (740, 1040)), 8, "regulated", "assigned"),
    "c2_2_1": level(),
    "c2_2_2": ratio("settled", "found", (5, 24), (640, 1040)),
    "c2_3_1": reviewed,
    "c2_3_2": maybe_none(ratio("settled", "requested", (2, 9), (700, 1040)), 45, "settled", "requested"),
    "c2_4_1": answers,
    "c2_4_2": answers,
    "c2_4_3": answers,
    # Area 3
    "c3_1_1": ratio("simplified", "planned", (20, 70), (780, 1040)),
    "c3_1_2": ratio("on_time", "announced", (180, 640), (880, 1020)),
    "c3_1_3": failures("errors", 9),
    "c3_2_1": ratio("at_desk", "procedures", (1600, 2100), (900, 1030)),
    "c3_2_2": counted("groups", 3, 22),
    "c3_3_1": ratio("on_time", "handled", (60_000, 420_000), (900, 1010)),
    "c3_3_2": ratio("on_time", "handled", (180_000, 1_900_000), (900, 1010)),
    "c3_3_3": ratio("apologies", "overdue", (40, 4_000), (550, 1030)),
    "c3_4_1": ratio("on_time", "received", (60, 900), (800, 1040)),
    "c3_4_2": yes(300, 4),
    "c3_5_1": index("qd766", 6600, 9500, 2),
    "c3_5_2": answers,
    "c3_5_3": answers,
    # Area 4
    "c4_1_1": level(),
    "c4_1_2": merged(4, 24, 550, 1150),
    "c4_1_3": failures("over", 3, 520),
    "c4_2_1": merged(20, 110, 800, 1120),
    "c4_2_2": payroll,
    "c4_3_1": yes(360),
    "c4_3_2": maybe_none(ratio("settled", "found", (4, 22), (700, 1040)), 10, "settled", "found"),
    "c4_4_1": answers,
    "c4_4_2": answers,
    "c4_4_3": answers,
    # Area 5
    "c5_1_1": ratio("staffed", "agencies", (28, 46), (640, 1040)),
    "c5_1_2": ratio("staffed", "units", (420, 1500), (640, 1020)),
    "c5_2_1": failures("breaches", 3),
    "c5_2_2": failures("breaches", 1, 420),
    "c5_2_3": yes(400, 7),
    "c5_3_1": yes(),
    "c5_3_2": excellent,
    "c5_4_1": ratio("trained", "planned", (4_000, 16_000), (800, 1040)),
    "c5_4_2": ratio("qualified", "officials", (1_100, 5_200), (930, 1010)),
    "c5_5_1": failures("breaches", 5),
    "c5_5_2": seldom("leaders", 10, 2),
    "c5_6_1": answers,
    "c5_6_2": answers,
    "c5_6_3": answers,
    # Area 6
    "c6_1_1": disbursed_share,
    "c6_1_2": disbursed_rate,
    "c6_2_1": ratio("paid", "requested", (2_000, 90_000), (580, 1010)),
    "c6_3_1": yes(340),
    "c6_3_2": failures("breaches", 4),
    "c6_4_1": growing("units", (40, 260), (-10, 95)),
    "c6_4_2": spending,
    "c6_5_1": answers,
    "c6_5_2": answers,
    # Area 7
    "c7_1_1": index("dti", 5200, 8600, 4),
    "c7_1_2": ratio("signed", "sent", (200_000, 900_000), (850, 1010)),
    "c7_1_3": level(),
    "c7_2_1": ratio("online", "received", (240_000, 2_200_000), (520, 980)),
    "c7_2_2": ratio("used", "offered", (500, 1_100), (380, 860)),
    "c7_2_3": ratio("paid", "with_fee", (60_000, 700_000), (260, 860)),
    "c7_2_4": ratio("digitised", "handled", (230_000, 2_100_000), (600, 1000)),
    "c7_3_1": share("share", 120, 420),
    "c7_4_1": answers,
    "c7_4_2": answers,
    # Area 8
    "c8_1_1": index("sipas.policy", 7650, 9050, 2),
    "c8_1_2": index("sipas.service", 7700, 9100, 2),
    "c8_2_1": growing("investment", (9_000, 160_000), (-70, 160)),
    "c8_2_2": growing("enterprises", (350, 9_000), (-120, 140)),
    "c8_2_3": index("pci", 6000, 7300, 2),
    "c8_3_1": lambda unit, year, leaf: {
        "collected": str((size := between(5_000, 90_000, unit, leaf, "size")) * at(quality(unit, year, leaf), 860, 1170) // 1000),
        "estimate": str(size),
    },
    "c8_4_1": ratio("met", "targets", (15, 28), (740, 1040)),
    "c8_4_2": planned_growth,
    "c8_4_3": growing("share", (3400, 5600), (-24, 26), 4),
}

# Facts of the year before the first, for the rules that compare with it.
COMPARED = ("c6_1_2", "c6_4_1", "c8_2_1", "c8_2_2", "c8_4_3")

# A few gaps, so that every kind of missing value can be seen: (unit, year, leaf) -> what stands there instead.
GAPS = {
    ("17", 2024, "c1_4_2"): "",  # not declared
    ("62", 2023, "c4_3_1"): "",
    ("95", 2024, "c7_3_1"): "",  # statistics not published
    ("58", 2024, "c8_2_3"): "",
    ("06", 2024, "c2_4_3"): "",  # survey not held
    ("12", 2023, "c5_6_3"): "#withheld",  # too few ballots
    ("93", 2024, "c6_5_2"): "#withheld",
    ("45", 2024, "c6_3_2"): "#na",
}


def rows():
    for year in (YEARS[0] - 1, *YEARS):
        for unit in UNITS:
            for leaf, recipe in LEAVES.items():
                if year < YEARS[0] and leaf not in COMPARED:
                    continue
                gap = GAPS.get((unit, year, leaf))
                for name, value in recipe(unit, year, leaf).items():
                    indicator = name[1:] if name.startswith("=") else f"{leaf}.{name}"
                    yield f"{unit},{indicator},{year},{value if gap is None else gap},{SOURCE}\n"


if __name__ == "__main__":
    OUT.write_bytes("".join(("unit,indicator,period,value,source\n", *rows())).encode())
