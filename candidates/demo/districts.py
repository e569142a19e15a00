"""The articles' large units: huyện Lâm Hà (2016), huyện Lộc Ninh (2020–2024), Khối of a province (2020–2024)."""

from datetime import date

from branches import actions as branch_actions
from branches.models import Target
from candidates import actions
from candidates.demo.maker import DEPARTMENTS, DISTRICT_AGENCIES, PLACE_NAMES, SMALL_AGENCIES
from candidates.demo.writing import reread

HIGHLAND = ("16", "16", "02", "07", "06")
BORDER = ("22", "22", "05", "02")
MOUNTAIN = ("02", "07", "03", "06", "08", "09")

# Lâm Hà


def lam_ha(maker):
    """S3, S4, S5: 21 committees with 351 cells, 28 base cells; 193 admitted in 2016 against 160; 3.712 members."""
    province = maker.unit("tinh-lam-dong", "Đảng bộ tỉnh Lâm Đồng", "central_level", symbol="TU")
    huyen = maker.unit(
        "lam-ha", "Đảng bộ huyện Lâm Hà", "superior", province, symbol="HU", place="Lâm Hà", standing_size=11
    )
    cells = _lam_ha_cells(maker, huyen)
    lonely, exempt = _lonely_cell(maker, cells.pop())
    admitted_in = {2012: 4, 2013: 6, 2014: 8, 2015: 152, 2016: 193}
    # 9 of the 3.712 are in the lonely cell; those admitted come to the rosters.
    _rosters(maker, cells, 3712 - 9 - sum(admitted_in.values()), date(2010, 1, 1), HIGHLAND, 0.25)
    admitted_in[2017] = 24  # on their way at the end of 2016
    maker.assigned(huyen, 2016, 160, "Kế hoạch phát triển đảng viên năm 2016")
    waiting = maker.spread(cells, sum(admitted_in.values()))
    for year, number in admitted_in.items():
        for cell in (waiting.pop() for _ in range(number)):
            day = maker.names.ceremony_in(year)
            person = maker.newcomer(day, minority=HIGHLAND, share=0.3, occupation=_work(maker, cell))
            maker.ledger.groups(person, *_groups(maker, person, cell))
            maker.way(cell, day, person)
    day = date(2011, 5, 19)
    maker.way(lonely, day, maker.newcomer(day, "youth", occupation="08", ethnicity="16"))

    def afterwards():
        for member in exempt:
            branch_actions.exempt_member(by=None, member=member, on=date(2013, 2, 3))

    return afterwards


def _lam_ha_cells(maker, huyen):
    """All cells but the lonely one, whose base committee stands last in the list."""
    cells = []
    for number in range(1, 22):
        commune, size = number <= 15, 20 if number <= 15 else 9 if number <= 18 else 8
        area = "urban" if not commune else "remote" if number >= 11 else "rural"
        kind = {"base_unit_type": "1" if commune else "5", "area_type": area}
        name = f"xã {PLACE_NAMES[number]}" if commune else DISTRICT_AGENCIES[number - 15]
        code = f"lam-ha-{number:02}"
        base = maker.unit(code, f"Đảng bộ {name}", "grassroots_committee", huyen, committee_size=11, **kind)
        part_name = "thôn" if commune else "số"
        # The last cell of the fifteenth commune is the lonely one.
        for part in range(1, size + (number != 15)):
            cells.append(maker.unit(f"{code}-{part:02}", f"Chi bộ {part_name} {part}", "cell", base, **kind))
        if number == 15:
            remote = base
    for number in range(1, 29):
        name = f"Chi bộ Trường Tiểu học {PLACE_NAMES[number + 20]}"
        kind = {"base_unit_type": "6a", "area_type": "rural"}
        cells.append(maker.unit(f"lam-ha-cs-{number:02}", name, "base_cell", huyen, **kind))
    return [*cells, remote]


def _lonely_cell(maker, base):
    """S4: founded 2005, admitted one in 2011 and nobody since; 5 of its 9 members have long been exempt."""
    founded = date(2005, 6, 15)
    cell = maker.unit(
        "lam-ha-thon-xa",
        "Chi bộ thôn Suối Thông",
        "cell",
        base,
        founded_on=founded,
        base_unit_type="1",
        area_type="remote",
        residential_unit="Thôn Suối Thông",
    )
    maker.roster(cell, 3, founded, occupation="08", age=38)
    return cell, maker.roster(cell, 5, founded, occupation="08", age=61)


def _rosters(maker, cells, total, start, minority, share):
    """`total` members in the rosters of `cells`, as equal as can be."""
    for number, cell in enumerate(cells):
        size = total // len(cells) + (number < total % len(cells))
        maker.roster(cell, size, start, minority=minority, share=share, occupation=_work(maker, cell))


def _work(maker, cell):
    """An occupation that fits the unit."""
    fitting = {"1": ("08", "08", "08", "04", "12"), "5": ("01",), "4": ("02",), "6a": ("05",), "9a2": ("07b", "07c")}
    return maker.chance.choice(fitting.get(cell.base_unit_type, ("12",)))


def _groups(maker, person, cell):
    found = []
    if person.is_minority:
        found.append("ethnic_minority")
    if cell.area_type == "remote":
        found.append("remote_area")
    if cell.base_unit_type == "1" and person.sex == "male":
        found.append(maker.chance.choice(("militia", "mobile_militia", "village_police", "conscription_age")))
    return found


# Lộc Ninh


def loc_ninh(maker):
    """S6, S7, S8: 99 + 101 + 107 admitted in 2021–2023 against 95, 96, 100; 3.152 members at the end of 2023."""
    province = maker.unit("tinh-binh-phuoc", "Đảng bộ tỉnh Bình Phước", "central_level", symbol="TU")
    huyen = maker.unit(
        "loc-ninh",
        "Đảng bộ huyện Lộc Ninh",
        "superior",
        province,
        symbol="HU",
        place="Lộc Ninh",
        standing_size=11,
        term_starts_on=date(2021, 1, 1),
    )
    for year, target in ((2021, 95), (2022, 96), (2023, 100)):
        maker.assigned(huyen, year, target, f"Kế hoạch phát triển đảng viên năm {year}")
    afterwards = _school(maker, huyen)
    commune = _loc_hiep(maker, huyen)
    cells = _other_cells(maker, huyen)
    # 3.152 at the end of 2023, less the school, the township, Lộc Hiệp with its 24 and the 276 admitted here.
    _rosters(maker, cells, 3152 - 41 - 24 - (commune + 24) - 276, date(2019, 1, 1), BORDER, 0.2)
    # What the school (3, 3, 1) and Lộc Hiệp (7, 8, 9) admit is inside the 99, 101 and 107.
    # Those of 2024 are on their way at the end of 2023.
    for year, number in ((2021, 89), (2022, 90), (2023, 97), (2024, 20)):
        for cell in maker.spread(cells, number):
            day = maker.names.ceremony_in(year)
            maker.way(cell, day, maker.newcomer(day, minority=BORDER, share=0.25, occupation=_work(maker, cell)))
    return afterwards


def _other_cells(maker, huyen):
    cells = []
    for number in range(1, 19):
        commune = number <= 13
        kind = {"base_unit_type": "1" if commune else "5", "area_type": "rural" if commune else "urban"}
        name = f"xã {PLACE_NAMES[number + 30]}" if commune else DISTRICT_AGENCIES[number - 13]
        code = f"loc-ninh-{number:02}"
        base = maker.unit(code, f"Đảng bộ {name}", "grassroots_committee", huyen, committee_size=11, **kind)
        part_name = "ấp" if commune else "số"
        for part in range(1, 8):
            cells.append(maker.unit(f"{code}-{part}", f"Chi bộ {part_name} {part}", "cell", base, **kind))
    return cells


def _loc_hiep(maker, huyen):
    """S7: 26 admitted 1/1/2021–31/3/2024, every year's target met, 9 against 5 in 2023; returns its roster's size."""
    kind = {"base_unit_type": "1", "area_type": "rural"}
    commune = maker.unit(
        "loc-hiep", "Đảng bộ xã Lộc Hiệp", "grassroots_committee", huyen, place="Lộc Hiệp", committee_size=13, **kind
    )
    cells = [maker.unit(f"loc-hiep-{part}", f"Chi bộ ấp Hiệp {part}", "cell", commune, **kind) for part in range(1, 9)]
    _rosters(maker, cells, 8 * 17, date(2019, 1, 1), BORDER, 0.2)
    for year, target, result in ((2021, 6, 7), (2022, 7, 8), (2023, 5, 9)):
        maker.assigned(commune, year, target)
        _admit(maker, cells, [maker.names.ceremony_in(year) for _ in range(result)])
    _admit(maker, cells, [date(2024, 2, 3), date(2024, 3, 26)])
    return 8 * 17


def _admit(maker, cells, ceremonies):
    for cell, day in zip(maker.spread(cells, len(ceremonies)), ceremonies, strict=True):
        maker.way(cell, day, maker.newcomer(day, minority=BORDER, share=0.3, occupation="08"))


def _school(maker, huyen):
    """S6: ten enter the pool in 2020–2023, eight are admitted; 2023: four to class, one admitted.

    2024: sixteen are listed. The fourth of 2023's class came from another cell, having entered the pool there.
    """
    founded = date(2020, 2, 3)
    kind = {"base_unit_type": "6a", "area_type": "rural"}
    school = maker.unit(
        "loc-ninh-thpt",
        "Đảng bộ Trường THPT Lộc Ninh",
        "grassroots_committee",
        huyen,
        founded_on=founded,
        committee_size=7,
        **kind,
    )
    maker.target(school, Target.Source.EXPECTED, date(2024, 1, 1), date(2024, 12, 31), 3)
    cells = [
        maker.unit(f"loc-ninh-thpt-{part}", f"Chi bộ {name}", "cell", school, founded_on=founded, **kind)
        for part, name in enumerate(("Tổ Tự nhiên", "Tổ Xã hội", "Văn phòng – Đoàn trường"), 1)
    ]
    for cell in cells:
        maker.roster(cell, 11, founded, occupation="05")
    for number, day in enumerate(
        (
            date(2020, 12, 18),
            date(2021, 3, 26),
            date(2021, 9, 2),
            date(2021, 11, 20),
            date(2022, 3, 26),
            date(2022, 5, 19),
            date(2022, 11, 18),
        )
    ):
        maker.way(cells[number % 3], day, maker.newcomer(day, "youth", occupation="05", age=26), lead=290)
    _pupils(maker, cells)
    elsewhere = maker.unit("loc-ninh-tt", "Đảng bộ thị trấn", "grassroots_committee", huyen, committee_size=11)
    origin = maker.unit("loc-ninh-tt-1", "Chi bộ khu phố 1", "cell", elsewhere, base_unit_type="3", area_type="urban")
    maker.roster(origin, 24, date(2019, 1, 1), occupation="03")
    moved = maker.way(
        origin,
        date(2023, 12, 1),
        maker.newcomer(date(2023, 12, 1), "youth", occupation="05", age=25),
        lead=500,
        until="list",
    )

    def afterwards():
        candidate = reread(moved.candidate)
        actions.move_cell(candidate=candidate, to=cells[2], by=None, on=date(2023, 1, 9), paper_number="02-GGT")
        actions.nominate(candidate=candidate, kind="awareness", by=None, on=date(2023, 8, 14), paper_number="05-DS")
        actions.advance(
            candidate=candidate,
            transition="withdraw",
            by=None,
            on=date(2024, 8, 30),
            note="Chuyển công tác đi nơi khác.",
        )

    return afterwards


def _pupils(maker, cells):
    """The pupil of 13/5/2023, two teachers sent to class in 2023, and the sixteen of 2024's list."""
    day = date(2023, 5, 13)
    pupil = maker.newcomer(day, "youth", occupation="11", age=18, professional_level="none")
    plan = {"nominate": date(2023, 1, 10), "complete_class": date(2023, 1, 17), "open_dossier": date(2023, 1, 20)}
    plan |= {"apply": date(2023, 1, 21), "declare_cv": date(2023, 1, 26), "start_verification": date(2023, 1, 30)}
    maker.ledger.groups(pupil, "pupil")
    maker.way(cells[2], day, pupil, lead=230, plan=plan)
    for number in (0, 1):
        person = maker.newcomer(date(2024, 2, 3), "youth", occupation="05", age=27)
        plan = {"nominate": date(2023, 8, 14), "complete_class": date(2023, 8, 26)}
        way = maker.way(cells[number], date(2024, 2, 3), person, lead=420, plan=plan, until="complete_class")
        maker.ledger.advance(way.candidate, "withdraw", date(2024, 6, 28), note="Chuyển công tác đi nơi khác.")
    for number in range(16):
        person = maker.newcomer(date(2024, 11, 20), "youth", occupation="11", age=18, professional_level="none")
        maker.ledger.groups(person, "pupil")
        entered, listed = date(2024, 1, 8), date(2024, 3, 4)
        way = maker.way(
            cells[2],
            date(2024, 11, 20),
            person,
            plan={"enter_pool": entered, "list": listed, "assign_mentor": listed},
            until="assign_mentor",
        )
        left = date(2025, 7, 15) if number % 2 else date(2025, 8, 20)
        maker.ledger.advance(way.candidate, "transfer_out", left, note="Tốt nghiệp, đi học nơi khác.")


# Khối of a province


def khoi_tinh(maker):
    """S9: 634 admitted 1/1/2020–31/5/2024, of them 355 women, 177 minority, 356 Youth Union, 6 students."""
    province = maker.unit("tinh-khoi", "Đảng bộ tỉnh Gia Lạc", "central_level", symbol="TU")
    khoi = maker.unit(
        "khoi-tinh",
        "Đảng bộ Khối các cơ quan tỉnh",
        "superior",
        province,
        symbol="ĐUK",
        standing_size=11,
        place="Gia Lạc",
        term_starts_on=date(2020, 7, 1),
    )
    cells = _khoi_cells(maker, khoi)
    _rosters(maker, cells, 16 * len(cells), date(2019, 1, 1), MOUNTAIN, 0.25)
    years = {2020: 130, 2021: 140, 2022: 150, 2023: 150, 2024: 64}  # of 2024 up to 31 May
    people = _khoi_people(maker, sum(years.values()))
    college = [cell for cell in cells if cell.code.startswith("khoi-tinh-24-")]
    for year, number in years.items():
        last = date(2024, 5, 31) if year == 2024 else None
        for cell in maker.spread(cells, number):
            day, (kind, fields) = maker.names.ceremony_in(year, last), people.pop()
            if fields.get("occupation") == "10":
                cell, fields["age"] = maker.chance.choice(college), maker.chance.randint(19, 22)
            fields.setdefault("occupation", _work(maker, cell))
            maker.way(cell, day, maker.newcomer(day, kind, **fields))
    # On their way at the end of May 2024, decided after it.
    for cell in maker.spread(cells, 24):
        day = maker.names.day_between(date(2024, 6, 24), date(2024, 12, 20))
        maker.way(cell, day, maker.newcomer(day, occupation=_work(maker, cell)))


def _khoi_cells(maker, khoi):
    cells = []
    for number in range(1, 25):
        unit_type = "5" if number <= 14 else "6a" if number <= 19 else "9a2" if number <= 23 else "6a"
        names = {"6a": "Bệnh viện đa khoa", "9a2": "Công ty cổ phần"}
        name = DEPARTMENTS[number - 1] if unit_type == "5" else f"{names[unit_type]} {PLACE_NAMES[number + 10]}"
        name = "Trường Cao đẳng tỉnh" if number == 24 else name
        kind = {"base_unit_type": unit_type, "area_type": "urban"}
        code = f"khoi-tinh-{number:02}"
        base = maker.unit(code, f"Đảng bộ {name}", "grassroots_committee", khoi, committee_size=9, **kind)
        for part in range(1, 5):
            cells.append(maker.unit(f"{code}-{part}", f"Chi bộ số {part}", "cell", base, **kind))
    for number in range(1, 21):
        kind = {"base_unit_type": "4" if number % 2 else "5", "area_type": "urban"}
        name = f"Chi bộ {SMALL_AGENCIES[number - 1]}"
        cells.append(maker.unit(f"khoi-tinh-cs-{number:02}", name, "base_cell", khoi, **kind))
    return cells


def _khoi_people(maker, number):
    """(kind, fields) of each of the 634, in a mixed order: the groups overlap by chance, their sizes stand."""

    def mixed(chosen):
        flags = [True] * chosen + [False] * (number - chosen)
        maker.chance.shuffle(flags)
        return flags

    people = []
    for index, (woman, minority) in enumerate(zip(mixed(355), mixed(177), strict=True)):
        fields = {"sex": "female" if woman else "male"}
        fields["ethnicity"] = maker.chance.choice(MOUNTAIN) if minority else "01"
        if index < 6:
            fields |= {"occupation": "10", "professional_level": "none"}
        people.append(("youth" if index < 356 else "trade", fields))
    maker.chance.shuffle(people)
    return people
