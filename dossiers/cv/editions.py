"""The parts of 2-KNĐ by edition: numbers and names as they stand on the paper of that time.

A new handbook is one more `Edition` here; records written under an older one keep its numbers.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Part:
    """`known` are facts of the person (`dossiers.cv.record.FACTS`), `asks` are keys of questions.

    `rows` says that the part is a list (`dossiers.cv.rows.KINDS`, or "family"). `by_hand`: others write it on
    the paper, here only a register of it is kept.
    """

    number: int
    key: str
    label: str
    known: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    rows: str = ""
    only_readmission: bool = False
    by_hand: str = ""


@dataclass(frozen=True)
class Edition:
    """`confidence` is that of the rulebook: confirmed, secondary or unconfirmed. `padded`: "01)" not "1)"."""

    key: str
    valid_from: date
    source: str
    confidence: str
    parts: tuple[Part, ...]
    padded: bool = False

    def part(self, key):
        """The part `key`, or None where this edition has none of that key."""
        return next((part for part in self.parts if part.key == key), None)

    def number(self, part):
        return f"{part.number:02}" if self.padded else str(part.number)

    def asks(self, question):
        """Whether any part of this edition has the question."""
        return any(question in part.asks for part in self.parts)


def _numbered(*parts):
    return tuple(Part(number, *part[:2], **part[2]) for number, part in enumerate(parts, 1))


_VERIFIED = (
    "verified",
    "Nhận xét của cấp ủy, tổ chức đảng nơi đến thẩm tra lý lịch",
    {"asks": ("verified_by", "verified_on"), "by_hand": "Tên cấp ủy, nội dung nhận xét, người ký, đóng dấu."},
)
_CELL = (
    "cell_remark",
    "Nhận xét của chi ủy, chi bộ nơi người vào Đảng sinh hoạt",
    {"asks": ("cell_remark_on",), "by_hand": "T/M chi ủy hoặc chi bộ ký tên."},
)
_CERTIFIED = (
    "certified",
    "Chứng nhận của cấp ủy cơ sở hoặc cấp ủy cấp trên",
    {
        "asks": ("certified_by", "certified_on", "conclusion_number", "conclusion_on", "conclusion_body"),
        "by_hand": "Lý lịch khai đúng hay không; có hay không có vấn đề về chính trị; đủ hay không đủ điều kiện. "
        "Bí thư hoặc Phó Bí thư ký tên, đóng dấu.",
    },
)
_EDUCATION = ("degree", "academic_title", "political_theory", "languages", "informatics", "minority_language")
_LATER = (
    ("own_history", "Lịch sử bản thân", {"asks": ("own_history",)}),
    ("jobs", "Những công việc, chức vụ đã qua", {"asks": ("no_jobs",), "rows": "jobs"}),
    ("historical", "Đặc điểm lịch sử", {"asks": ("no_historical", "historical")}),
    ("courses", "Những lớp đào tạo, bồi dưỡng đã qua", {"asks": ("no_courses",), "rows": "courses"}),
    ("abroad", "Đi nước ngoài", {"asks": ("no_abroad",), "rows": "abroad"}),
    ("awards", "Khen thưởng", {"asks": ("no_awards",), "rows": "awards"}),
    ("discipline", "Kỷ luật", {"asks": ("no_discipline",), "rows": "discipline"}),
    ("family", "Hoàn cảnh gia đình", {"asks": ("family_by_hand",), "rows": "family"}),
    ("self_assessment", "Tự nhận xét", {"asks": ("self_assessment",)}),
    ("pledge", "Cam đoan và ký tên", {"asks": ("pledged_on",)}),
    _VERIFIED,
    _CELL,
    _CERTIFIED,
)
_UNION = (
    "youth_union",
    "Ngày và nơi kết nạp vào Đoàn TNCS Hồ Chí Minh",
    {"known": ("youth_union_on",), "asks": ("youth_union_place", "not_in_youth_union")},
)

HD38 = Edition(
    "hd38",
    date(2025, 9, 29),
    "Hướng dẫn 38-HD/BTCTW ngày 29/9/2025",
    "secondary",
    _numbered(
        ("birth_name", "Họ và tên khai sinh", {"known": ("full_name",), "asks": ("birth_name",)}),
        ("other_names", "Các tên gọi khác", {"asks": ("other_names",)}),
        ("born", "Ngày, tháng, năm sinh; số căn cước", {"known": ("birth_date",), "asks": ("citizen_id",)}),
        ("sex", "Giới tính", {"known": ("sex",)}),
        ("birth_place", "Nơi đăng ký khai sinh", {"asks": ("birth_place",)}),
        ("home_place", "Quê quán", {"known": ("home_place",)}),
        ("residence", "Nơi cư trú", {"known": ("residence",), "asks": ("temporary_residence",)}),
        ("ethnicity", "Dân tộc; quốc tịch", {"known": ("ethnicity",), "asks": ("nationality",)}),
        ("religion", "Tôn giáo", {"known": ("religion",), "asks": ("religious_office",)}),
        ("occupation", "Nghề nghiệp hiện nay", {"known": ("occupation", "workplace"), "asks": ("present_job",)}),
        (
            "education",
            "Trình độ hiện nay",
            {
                "known": ("education", "professional_level"),
                "asks": ("general_education", "profession", "digital_skills", *_EDUCATION),
            },
        ),
        _UNION,
        (
            "first_party",
            "Kết nạp Đảng lần thứ nhất (chỉ khi kết nạp lại)",
            {
                "asks": (
                    "first_admitted_on",
                    "first_admitted_at",
                    "first_recognized_on",
                    "first_recognized_at",
                    "first_introducers",
                ),
                "only_readmission": True,
            },
        ),
        *_LATER,
    ),
)
# The numbers after 16 are taken from pages about the older handbooks and wait for the paper itself.
HD09 = Edition(
    "old",
    date(2017, 6, 5),
    "Hướng dẫn 09-HD/BTCTW ngày 05/6/2017; 12-HD/BTCTW ngày 18/01/2022",
    "unconfirmed",
    _numbered(
        ("used_name", "Họ và tên đang dùng", {"known": ("full_name",)}),
        ("sex", "Nam, nữ", {"known": ("sex",)}),
        ("birth_name", "Họ và tên khai sinh", {"asks": ("birth_name",)}),
        ("other_names", "Các bí danh", {"asks": ("other_names",)}),
        ("born", "Ngày, tháng, năm sinh", {"known": ("birth_date",)}),
        ("birth_place", "Nơi sinh", {"asks": ("birth_place",)}),
        ("home_place", "Quê quán", {"known": ("home_place",)}),
        ("residence", "Nơi cư trú", {"known": ("residence",), "asks": ("temporary_residence",)}),
        ("ethnicity", "Dân tộc", {"known": ("ethnicity",)}),
        ("religion", "Tôn giáo", {"known": ("religion",), "asks": ("religious_office",)}),
        ("occupation", "Nghề nghiệp hiện nay", {"known": ("occupation", "workplace"), "asks": ("present_job",)}),
        (
            "education",
            "Trình độ hiện nay",
            {"known": ("education", "professional_level"), "asks": ("general_education", "profession", *_EDUCATION)},
        ),
        _UNION,
        (
            "first_admission",
            "Ngày và nơi kết nạp vào Đảng lần thứ nhất (nếu có)",
            {"asks": ("first_admitted_on", "first_admitted_at"), "only_readmission": True},
        ),
        (
            "first_recognition",
            "Ngày và nơi công nhận chính thức lần thứ nhất (nếu có)",
            {"asks": ("first_recognized_on", "first_recognized_at"), "only_readmission": True},
        ),
        (
            "first_introducers",
            "Người giới thiệu vào Đảng lần thứ nhất (nếu có)",
            {"asks": ("first_introducers",), "only_readmission": True},
        ),
        *_LATER,
    ),
    padded=True,
)
EDITIONS = (HD09, HD38)
# As the rulebook's value `cv_edition` names them.
BY_KEY = {edition.key: edition for edition in EDITIONS}


def edition_on(day):
    """The edition in force on `day`; before all of them, the oldest."""
    return max((each for each in EDITIONS if each.valid_from <= day), key=lambda each: each.valid_from, default=HD09)
