"""Invented people: names put together by chance from lists, and what a figure may ask of them."""

import random
from datetime import date, timedelta

from branches.models import Person
from partydev.dates import add_months


def _words(text):
    return text.split()


FAMILIES = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý "
    "Đào Đoàn Trịnh Đinh Mai Lương Tạ Cao Chu Lưu Tô Hà Thái Văn Quách Kiều Phùng La"
)
MIDDLE = {
    "male": _words("Văn Văn Đức Hữu Minh Quang Xuân Công Đình Thanh Ngọc Trọng Quốc Anh Bá Duy Gia Hoài Khắc Viết"),
    "female": _words("Thị Thị Thị Thị Ngọc Thu Thanh Kim Minh Hồng Bích Phương Mỹ Hoài Diệu Khánh Thùy Lan Tuyết Như"),
}
GIVEN = {
    "male": _words(
        "An Anh Bách Bảo Bình Chiến Cường Dũng Duy Đạt Đông Đức Giang Hải Hào Hậu Hiếu Hòa Hoàng Hùng Huy Hưng Khánh "
        "Khoa Kiên Lâm Long Lộc Lợi Mạnh Minh Nam Nghĩa Nhân Phong Phú Phúc Phước Quân Quang Quyết Sang Sơn Tài Tâm "
        "Tân Thái Thành Thắng Thịnh Thuận Tiến Toàn Trí Trung Trường Tuấn Tùng Việt Vinh Vũ"
    ),
    "female": _words(
        "An Anh Ánh Bình Châu Chi Cúc Diễm Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Hoài Hồng Huệ Hương Huyền "
        "Khánh Lan Lệ Liên Linh Loan Ly Mai My Nga Ngà Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phương Phượng Quỳnh Quyên "
        "Tâm Thảo Thắm Thoa Thơm Thu Thủy Thúy Thư Trang Trinh Tuyết Uyên Vân Vy Xuân Yến"
    ),
}
# Ethnic group -> family names that are usual there, by sex where it differs.
MINORITY_FAMILIES = {
    "02": ("Nông", "Hoàng", "Ma", "Lương", "Hứa"),
    "03": ("Lò", "Quàng", "Cà", "Lường", "Tòng"),
    "06": ("Bùi", "Quách", "Đinh", "Hà"),
    "07": ("Nông", "Vi", "Lương", "Hoàng"),
    "08": ("Giàng", "Sùng", "Vàng", "Thào", "Lù"),
    "09": ("Triệu", "Bàn", "Đặng", "Phùng"),
    "16": ("K'", "Ka"),
    "22": ("Điểu", "Thị"),
}
# Groups whose men and women bear the first and the second of two names, and no middle name.
BY_SEX = ("16", "22")


class Names:
    """Makes people from one seed: the same calls give the same people."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - invented data, not a secret

    def full_name(self, sex, ethnicity="01"):
        given = self.chance.choice(GIVEN[sex])
        families = MINORITY_FAMILIES.get(ethnicity, FAMILIES)
        if ethnicity in BY_SEX:
            return f"{families[sex == 'female']} {given}"
        return f"{self.chance.choice(families)} {self.chance.choice(MIDDLE[sex])} {given}"

    def birth_date(self, on, age):
        """A day on which someone was born who is `age` completed years old on `on`, and was half a year before."""
        latest = add_months(on, -12 * age)
        return latest - timedelta(days=self.chance.randint(190, 355))

    def person(self, *, on, age=None, sex=None, ethnicity="01", **fields):
        """An unsaved person who is `age` years old on `on`; grown up, schooled, of no religion unless said."""
        sex = sex or self.chance.choice(("male", "female"))
        age = age if age is not None else self.chance.randint(20, 32)
        fields.setdefault("education", "upper_secondary")
        fields.setdefault("professional_level", self.chance.choice(("intermediate", "college", "bachelor")))
        return Person(
            full_name=self.full_name(sex, ethnicity),
            sex=sex,
            ethnicity=ethnicity,
            birth_date=self.birth_date(on, age),
            **fields,
        )

    def youth(self, *, on, age=None, **fields):
        """Someone in the Youth Union on `on` and for a year after."""
        age = age if age is not None else self.chance.randint(19, 29)
        person = self.person(on=on, age=age, **fields)
        person.youth_union_on = self.day_of_age(person, 16)
        return person

    def past_youth(self, *, on, age=None, **fields):
        """A trade-union member who has left the Youth Union by age."""
        age = age if age is not None else self.chance.randint(33, 46)
        person = self.person(on=on, age=age, **fields)
        person.youth_union_on = self.day_of_age(person, 16)
        person.youth_union_until = self.day_of_age(person, 31)
        person.trade_union_on = self.day_of_age(person, 25)
        return person

    def member(self, on, **fields):
        """Someone who has been a member of the Party for years on `on`."""
        fields.setdefault("age", self.chance.randint(29, 64))
        return self.person(on=on, **fields)

    def day_of_age(self, person, years):
        """A day in the year after `person`'s birthday number `years`."""
        return add_months(person.birth_date, 12 * years) + timedelta(days=self.chance.randint(10, 150))

    def day_between(self, first, last):
        return first + timedelta(days=self.chance.randint(0, (last - first).days))

    def ceremony_in(self, year, last=None):
        """A day for a ceremony in `year`, late enough for the decision to fall into the same year."""
        return self.day_between(date(year, 2, 1), last or date(year, 12, 27))
