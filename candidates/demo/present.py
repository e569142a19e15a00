"""The living present: an invented commune in this very month, from its units to who waits for what.

Everything here is told by days from today, so that there is always something due tomorrow.
"""

from datetime import date, timedelta

from accounts.models import User
from branches import actions as branch_actions
from branches.models import DecidingAuthority, Organization, OrganizationUnion, Target
from candidates.demo.accounts import open_account, open_accounts
from candidates.demo.bulk import Hands, Ledger
from candidates.demo.maker import Maker
from candidates.demo.months import write_months
from candidates.demo.numbering import number_papers
from candidates.demo.readings import write_readings
from candidates.demo.special import special_cases
from candidates.demo.verification import ask_about_cvs

ROSTER_DAY = date(2020, 1, 1)
VILLAGES = ("Đông", "Đoài", "Trung", "Thượng", "Hạ", "Suối Khe", "Đồi Chè", "Bãi Cát", "Cầu Gỗ", "Ao Sen")
# Cell -> members on the roster, of them exempt.
SIZES = {"01": (17, 3), "02": (14, 2), "03": (19, 4), "04": (12, 1), "05": (15, 2), "06": (7, 3), "07": (9, 5)}
SIZES |= {"08": (11, 2), "09": (13, 1), "10": (16, 3), "cq": (22, 0), "ca": (9, 0)}
SIZES |= {"thpt-1": (12, 0), "thpt-2": (10, 0), "thpt-3": (8, 0), "dn-1": (13, 0), "dn-2": (9, 0)}
# (cell, step reached, days from today to the ceremony on which the plan of days rests); see `way.LEAD`.
ON_THE_WAY = (
    *(("01", "enter_pool", days) for days in (386, 394)),
    *((cell, "enter_pool", days) for cell, days in (("02", 381), ("03", 390), ("05", 360), ("thpt-2", 398))),
    *((cell, "list", days) for cell, days in (("01", 362), ("04", 355), ("08", 350))),
    *((cell, "assign_mentor", days) for cell, days in (("01", 351), ("09", 345), ("dn-2", 340))),
    *((cell, "open_dossier", days) for cell, days in (("01", 222), ("10", 205))),
    *((cell, "apply", days) for cell, days in (("01", 214), ("thpt-1", 219))),
    *((cell, "declare_cv", days) for cell, days in (("02", 208), ("dn-1", 203))),
    *((cell, "start_verification", days) for cell, days in (("01", 163), ("03", 150), ("ca", 185))),
    *((cell, "complete_verification", days) for cell, days in (("04", 121), ("thpt-3", 118))),
    *((cell, "collect_opinions", days) for cell, days in (("01", 89), ("05", 95))),
    *((cell, "cell_vote", days) for cell, days in (("01", 64), ("cq", 61))),
    *((cell, "submit", days) for cell, days in (("01", 58), ("02", 44), ("10", 57), ("thpt-1", 55), ("dn-1", 50))),
    *((cell, "appraise", days) for cell, days in (("03", 45), ("09", 41), ("thpt-2", 44))),
    ("thpt-3", "committee_vote", 37),
    *((cell, "forward", days) for cell, days in (("01", 31), ("04", 33), ("08", 26), ("thpt-1", 30), ("cq", -30))),
    *((cell, "decide", days) for cell, days in (("01", 10), ("02", -23), ("05", -37), ("dn-1", 12))),
)
# Probationers and new full members: days since the ceremony.
ADMITTED = (
    *((cell, "assign_mentor_again", days) for cell, days in (("01", 24), ("03", 60), ("thpt-1", 88), ("dn-2", 101))),
    *((cell, "nominate_new_member", days) for cell, days in (("01", 116), ("09", 119), ("cq", 114))),
    *((cell, "complete_new_member_class", days) for cell, days in (("02", 165), ("04", 202), ("08", 236))),
    *((cell, "complete_new_member_class", days) for cell, days in (("dn-1", 262), ("10", 291), ("ca", 310))),
    # Due within weeks, then overdue.
    *((cell, "complete_new_member_class", days) for cell, days in (("01", 346), ("05", 379), ("01", 391))),
    *((cell, "complete_new_member_class", days) for cell, days in (("10", 428), ("03", 417))),
    *((cell, "prepare_recognition", days) for cell, days in (("02", 371), ("thpt-2", 374))),
    *((cell, "recognition_cell_vote", days) for cell, days in (("09", 379), ("thpt-1", 383))),
    ("thpt-3", "recognition_committee_vote", 391),
    *((cell, "recognize", days) for cell, days in (("01", 412), ("cq", 430))),
)
# Those whose way has ended with the card: days since the ceremony.
ENDED = tuple(
    zip(
        ("01", "02", "03", "04", "05", "08", "09", "10", "cq", "ca", "thpt-1", "thpt-2", "dn-1", "01", "10", "cq"),
        (498, 530, 566, 611, 640, 702, 755, 801, 860, 902, 955, 1010, 1080, 1130, 1190, 1250),
        strict=True,
    )
)


class Commune:
    """The commune while it is made: its cells by short key, rosters, users, and the people to go on with."""

    def __init__(self, today):
        self.today = today
        self.ledger = Ledger()
        self.maker = Maker(self.ledger, "xã Phú Lâm")
        self.cells, self.rosters, self.users, self.secretaries = {}, {}, {}, {}
        self.ways = []

    def ago(self, days):
        return self.today - timedelta(days=days)

    def hands(self, key):
        """Who records what happens to the people of a cell: never one person for entering and for checking."""
        users = self.users
        return Hands(self.secretaries[key], users["canbo"], users["ghinhan"], users["trungtam"])

    def member(self, key, number):
        return self.rosters[f"phu-lam-{key}"][number]

    def newcomer(self, key, on, **fields):
        """Someone fit for the cell `key`, with the particulars that a dossier needs."""
        work = {"thpt": "05", "dn": "07c", "cq": "03", "ca": "09"}.get(key.split("-")[0], "08")
        fields.setdefault("occupation", work)
        village = self.maker.chance.choice(VILLAGES)
        fields.setdefault("residence", f"Thôn {village}, xã Phú Lâm")
        fields.setdefault("home_place", f"Xã {self.maker.chance.choice(('Phú Lâm', 'Tân Lâm', 'An Khê'))}")
        place = self.cells[key].name.removeprefix("Chi bộ ")
        fields.setdefault("workplace", place[0].upper() + place[1:])
        minority = ("02", "07", "09") if key in ("06", "07", "08") else ("02",)
        return self.maker.newcomer(on, minority=minority, share=0.3, **fields)

    def tell(self, key, until, ceremony, person=None, **fields):
        """Tell the way of someone in the cell `key` up to `until`, and keep it for the cell's months."""
        self.ledger.hands = self.hands(key)
        person = person or self.newcomer(key, ceremony)
        way = self.maker.way(self.cells[key], ceremony, person, until=until, lead=400, **fields)
        self.ways.append((key, way))
        return way


def write_present(today):
    """Make the commune as it stands on `today`; returns it."""
    commune = Commune(today)
    _units(commune)
    commune.ledger.write()
    _people_in_charge(commune)
    _targets(commune)
    _tell_ways(commune)
    special = special_cases(commune)
    write_months(commune)
    number_papers(commune.ledger.rows)
    commune.ledger.write()
    special()
    ask_about_cvs(commune)
    write_readings(commune)
    return commune


def _units(commune):
    maker = commune.maker
    province = maker.unit("tinh-phu-lam", "Đảng bộ tỉnh Thanh Trạch", "central_level", symbol="TU", standing_size=15)
    xa = maker.unit(
        "phu-lam",
        "Đảng bộ xã Phú Lâm",
        "superior",
        province,
        symbol="ĐU",
        place="Phú Lâm",
        committee_size=27,
        standing_size=9,
        term_starts_on=date(2025, 8, 1),
    )
    for number, name in enumerate(VILLAGES, 1):
        area = "remote" if number in (6, 7, 8) else "rural"
        commune.cells[f"{number:02}"] = maker.unit(
            f"phu-lam-{number:02}",
            f"Chi bộ thôn {name}",
            "base_cell",
            xa,
            base_unit_type="1",
            area_type=area,
            residential_unit=f"Thôn {name}",
        )
    plain = {"area_type": "rural"}
    commune.cells["cq"] = maker.unit("phu-lam-cq", "Chi bộ Cơ quan xã", "base_cell", xa, base_unit_type="4", **plain)
    commune.cells["ca"] = maker.unit("phu-lam-ca", "Chi bộ Công an xã", "base_cell", xa, base_unit_type="8", **plain)
    sizes = {"committee_size": 7, "standing_size": 3}
    school = maker.unit(
        "phu-lam-thpt",
        "Đảng bộ Trường THPT Phú Lâm",
        "grassroots_committee",
        xa,
        base_unit_type="6a",
        **plain,
        **sizes,
    )
    for number, name in enumerate(("Tổ Tự nhiên", "Tổ Xã hội", "Văn phòng – Đoàn trường"), 1):
        commune.cells[f"thpt-{number}"] = maker.unit(
            f"phu-lam-thpt-{number}", f"Chi bộ {name}", "cell", school, base_unit_type="6a", **plain
        )
    company = maker.unit(
        "phu-lam-dn", "Đảng bộ Công ty May Phú Lâm", "grassroots_committee", xa, base_unit_type="9b3", **plain, **sizes
    )
    for number, name in enumerate(("Văn phòng", "Xưởng may"), 1):
        commune.cells[f"dn-{number}"] = maker.unit(
            f"phu-lam-dn-{number}", f"Chi bộ {name}", "cell", company, base_unit_type="9b3", **plain
        )
    branch_actions.set_authority(
        by=None,
        organization=school,
        decided_by=xa,
        body=DecidingAuthority.Body.STANDING,
        needs_base_resolution=True,
        valid_from=date(2025, 7, 1),
        basis="Quy chế làm việc của Đảng ủy xã (minh họa)",
    )
    _rosters(commune)
    _unions(commune)


def _rosters(commune):
    maker = commune.maker
    for key, (size, exempt) in SIZES.items():
        cell = commune.cells[key]
        work = {"thpt": "05", "dn": "07b", "cq": "03", "ca": "09"}.get(key.split("-")[0], "08")
        members = maker.roster(cell, size - exempt, ROSTER_DAY, occupation=work, minority=("02",), share=0.15)
        for _ in range(exempt):
            members += maker.roster(
                cell, 1, ROSTER_DAY, occupation="13", age=maker.chance.randint(66, 78), exempt_from=date(2019, 2, 3)
            )
        commune.rosters[cell.code] = members


def _unions(commune):
    """Everywhere but in two villages there is a youth union; trade unions where people are employed."""
    rows = []
    for key, cell in commune.cells.items():
        if key not in ("06", "07"):
            rows.append(OrganizationUnion(organization=cell, union="youth_union", valid_from=ROSTER_DAY))
        if not key.isdigit():
            rows.append(OrganizationUnion(organization=cell, union="trade_union", valid_from=ROSTER_DAY))
    OrganizationUnion.objects.bulk_create(rows)


def _people_in_charge(commune):
    """Posts, accounts, and who in each committee is in charge of the development of members."""
    since = commune.ago(500)
    commune.users = open_accounts(commune.rosters, since)
    known = {"01": "bithu", "thpt-1": "bithutruong"}
    for key, cell in commune.cells.items():
        members = commune.rosters[cell.code]
        for title, member in (("secretary", members[0]), ("deputy_secretary", members[1])):
            branch_actions.set_position(by=None, member=member, organization=cell, title=title, starts_on=since)
        _put_in_charge(cell, members[1])
        commune.secretaries[key] = commune.users.get(known.get(key)) or open_account(
            f"bithu-{key}",
            members[0].person.full_name,
            cell,
            person=members[0].person,
            appointments=[("cell_secretary", cell)],
            since=since,
        )
    xa = Organization.objects.get(code="phu-lam")
    posts = ("secretary", "standing_deputy_secretary", "party_building_head", "org_officer", "committee_member")
    for number, title in enumerate(posts):
        member = commune.member("cq", number)
        branch_actions.set_position(by=None, member=member, organization=xa, title=title, starts_on=since)
    _put_in_charge(xa, commune.member("cq", 1))
    for code, key in (("phu-lam-thpt", "thpt-3"), ("phu-lam-dn", "dn-1")):
        _put_in_charge(Organization.objects.get(code=code), commune.member(key, 0))
    commune.users = {user.username: user for user in User.objects.filter(is_active=True)}


def _put_in_charge(organization, member):
    organization.responsible_member = member
    organization.save()


def _targets(commune):
    xa, year = Organization.objects.get(code="phu-lam"), commune.today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    maker = commune.maker
    maker.target(xa, Target.Source.CONGRESS, first, date(year + 4, 12, 31), 120, "Nghị quyết Đại hội Đảng bộ xã")
    maker.target(xa, Target.Source.REGISTERED, first, last, 26, "Đăng ký của Đảng ủy xã")
    maker.assigned(xa, year, 24, "Kế hoạch của Tỉnh ủy (minh họa)")
    maker.assigned(xa, year - 1, 20, "Kế hoạch của Tỉnh ủy (minh họa)")
    shares = {"01": 3, "02": 2, "03": 2, "04": 2, "05": 2, "08": 1, "09": 2, "10": 2, "cq": 1, "ca": 1}
    for key, value in shares.items():
        maker.assigned(commune.cells[key], year, value, "Kế hoạch của Đảng ủy xã")
        maker.target(commune.cells[key], Target.Source.REGISTERED, first, last, value + (key in ("01", "10")))
    for code, value in (("phu-lam-thpt", 4), ("phu-lam-dn", 2)):
        base = Organization.objects.get(code=code)
        maker.assigned(base, year, value, "Kế hoạch của Đảng ủy xã")
        maker.target(base, Target.Source.EXPECTED, first, last, value + 1)


def _tell_ways(commune):
    helper = commune.member("01", 2)  # the account "nguoigiupdo"
    helped = {("01", "start_verification"), ("01", "assign_mentor"), ("01", "forward")}
    for key, until, ahead in ON_THE_WAY:
        mentor = helper if (key, until) in helped else None
        commune.tell(key, until, commune.ago(-ahead), mentor=mentor)
    for key, until, since in ADMITTED:
        mentor = helper if (key, until) == ("01", "nominate_new_member") else None
        commune.tell(key, until, commune.ago(since), probation_mentor=mentor)
    for key, since in ENDED:
        commune.tell(key, "issue_card", commune.ago(since))
    # Two villages have admitted nobody for years.
    commune.tell("06", "issue_card", date(2021, 9, 2))
    commune.tell("07", "issue_card", date(2022, 5, 19))
