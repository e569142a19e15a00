"""What articles and present both make: units, rosters, and people on their way, with made-up details."""

from datetime import date, timedelta

from branches import actions as branch_actions
from branches.models import Target
from candidates.demo.names import Names
from candidates.demo.way import Way, days, tell
from partydev.dates import add_months

PLACE_NAMES = [
    f"{first} {second}"
    for second in ("Lâm", "Khê", "Điền", "Phong", "Sơn", "Trạch", "Hưng", "Lạc")
    for first in ("Tân", "Phú", "An", "Bình", "Hòa", "Gia", "Thanh", "Xuân")
]
# Of a huyện; of a province, those with a đảng bộ of several cells and those that are one cell.
DISTRICT_AGENCIES = (
    "Văn phòng Huyện ủy",
    "Ủy ban nhân dân huyện",
    "Mặt trận và các đoàn thể huyện",
    "Trung tâm Y tế huyện",
    "Công an huyện",
    "Quân sự huyện",
    "Phòng Giáo dục và Đào tạo huyện",
)
DEPARTMENTS = (
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Tài chính",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Giao thông vận tải",
    "Sở Xây dựng",
    "Sở Nội vụ",
    "Sở Công Thương",
    "Sở Kế hoạch và Đầu tư",
    "Sở Tài nguyên và Môi trường",
    "Sở Lao động – Thương binh và Xã hội",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Cục Thuế tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh",
)
SMALL_AGENCIES = (
    "Sở Tư pháp",
    "Sở Khoa học và Công nghệ",
    "Sở Thông tin và Truyền thông",
    "Sở Ngoại vụ",
    "Thanh tra tỉnh",
    "Ban Dân tộc tỉnh",
    "Ban Quản lý các khu công nghiệp tỉnh",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Báo tỉnh",
    "Trường Chính trị tỉnh",
    "Hội Nông dân tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Hội Cựu chiến binh tỉnh",
    "Tỉnh Đoàn",
    "Liên đoàn Lao động tỉnh",
    "Hội Chữ thập đỏ tỉnh",
    "Liên minh Hợp tác xã tỉnh",
    "Cục Thống kê tỉnh",
    "Kho bạc Nhà nước tỉnh",
    "Bảo hiểm xã hội tỉnh",
)
ACHIEVEMENTS = (
    "Hoàn thành xuất sắc nhiệm vụ năm trước; tích cực trong phong trào thi đua của đơn vị.",
    "Nòng cốt trong phong trào xây dựng nông thôn mới ở khu dân cư.",
    "Đoàn viên ưu tú hai năm liền; hiến máu tình nguyện nhiều lần.",
    "Chiến sĩ thi đua cơ sở; có sáng kiến được công nhận.",
    "Tích cực tuyên truyền, vận động nhân dân; gương “Dân vận khéo”.",
)
YOUTH_COMMITTEE, UNION_COMMITTEE = "Ban Chấp hành Đoàn cơ sở", "Ban Chấp hành Công đoàn cơ sở"


class Maker:
    """Makes the same from the same `seed`; writes people into `ledger`, units at once."""

    def __init__(self, ledger, seed):
        self.ledger, self.names = ledger, Names(seed)
        self.chance = self.names.chance
        self.serial = 0

    def unit(self, code, name, kind, parent=None, **details):
        return branch_actions.found(by=None, code=code, name=name, kind=kind, parent=parent, **details)

    def target(self, organization, source, first, last, value, document=""):
        branch_actions.set_target(
            by=None,
            organization=organization,
            source=source,
            starts_on=first,
            ends_on=last,
            value=value,
            document=document,
        )

    def assigned(self, organization, year, value, document=""):
        """A year's target assigned from above."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        self.target(organization, Target.Source.ASSIGNED, first, last, value, document)

    def roster(self, cell, number, on, *, minority=(), share=0, group=None, **fields):
        """`number` full members whom `cell` has when its roster begins on `on`; returns them."""
        return [self.old_member(cell, on, self._ethnicity(minority, share), group, **fields) for _ in range(number)]

    def old_member(self, cell, on, ethnicity="01", group=None, exempt_from=None, recognized_on=None, **fields):
        person = self.names.member(on, ethnicity=ethnicity, **fields)
        latest = on - timedelta(days=500)
        joined = min(self.names.day_of_age(person, self.chance.randint(20, 27)), latest)
        recognized_on = recognized_on or add_months(joined, 12)
        return self.ledger.roster(
            cell,
            person,
            on,
            group=group,
            decided_on=add_months(recognized_on, -12) - timedelta(days=14),
            joined_on=add_months(recognized_on, -12),
            recognized_on=recognized_on,
            exempt_from=exempt_from,
        )

    def newcomer(self, on, kind=None, *, minority=(), share=0.0, **fields):
        """Someone to be admitted on `on`: in the Youth Union, past it in the trade union, or in neither."""
        kind = kind or self.chance.choices(("youth", "trade", "none"), (70, 20, 10))[0]
        fields.setdefault("ethnicity", self._ethnicity(minority, share))
        make = {"youth": self.names.youth, "trade": self.names.past_youth, "none": self._older}[kind]
        person = make(on=on, **fields)
        if kind == "youth" and person.occupation in ("01", "02", "05", "07b", "07c"):
            person.trade_union_on = self.names.day_of_age(person, 18) if on.year % 2 else None
        return person

    def _older(self, *, on, **fields):
        fields.setdefault("age", self.chance.randint(32, 48))
        return self.names.person(on=on, **fields)

    def _ethnicity(self, minority, share):
        return self.chance.choice(minority) if minority and self.chance.random() < share else "01"

    def way(self, cell, ceremony, person, *, lead=None, plan=None, **fields):
        """The `Way` of `person` in `cell` to a ceremony on `ceremony`, told up to its end or `until`."""
        self.serial += 1
        union = "youth_union" if person.in_youth_union(ceremony) else ""
        union = union or ("trade_union" if person.in_trade_union(ceremony) else "")
        names = {"youth_union": YOUTH_COMMITTEE, "trade_union": UNION_COMMITTEE, "": ""}
        way = Way(
            cell,
            person,
            days(ceremony, lead=lead or self.chance.randint(340, 520), **(plan or {})),
            union=union,
            union_name=names[union],
            evidence=self.chance.choice(ACHIEVEMENTS),
            serial=self.serial,
            **fields,
        )
        tell(self.ledger, way)
        return way

    def spread(self, cells, number):
        """`number` cells out of `cells`, each as often as the others, in a mixed order."""
        order, found = list(cells), []
        while len(found) < number:
            self.chance.shuffle(order)
            found += order
        return found[:number]
