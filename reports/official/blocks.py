"""Rows that several forms share, as the forms of Hướng dẫn 11-HD/BTCTW (2021) word them."""

from branches import codelists
from reports.dimensions import UNKNOWN, key_for
from reports.official.lines import Check, Line, part, unknown

NO_RECORD = "hệ thống chưa theo dõi nội dung này"

# (words, codes): "cấp huyện", "thị trấn" are the words of the form and stay as long as it is in force.
OCCUPATIONS = (
    ("- Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên", "01"),
    (
        "- Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên",
        "02",
    ),
    ("- Cán bộ, công chức; người hoạt động không chuyên trách ở xã, phường, thị trấn", "03"),
    ("- Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)", "04"),
    ("- Viên chức trong các đơn vị sự nghiệp công lập", "05"),
    ("- Người lao động trong các đơn vị sự nghiệp ngoài công lập", "06"),
    ("- Lãnh đạo, quản lý và lao động trong các doanh nghiệp, chia ra:", "07"),
    ("+ Người lãnh đạo, quản lý doanh nghiệp", "07a"),
    ("+ Nhân viên, người gián tiếp sản xuất", "07b"),
    ("+ Công nhân, lao động trực tiếp sản xuất", "07c"),
    ("- Người làm nông, lâm, ngư nghiệp", "08"),
    ("- Sỹ quan, chiến sỹ quân đội và công an (lực lượng vũ trang)", "09"),
    ("- Sinh viên", "10"),
    ("- Học sinh", "11"),
    ("- Khác (lao động hợp đồng, tự do…)", "12"),
)
_IN_ENTERPRISES = ("07a", "07b", "07c")
_TOP = tuple(code for _, code in OCCUPATIONS if code not in _IN_ENTERPRISES)
RETIRED = "13"
LEVELS = {
    "profession": ("elementary", "intermediate", "college", "bachelor", "master", "doctor"),
    "education": ("literate", "primary", "lower_secondary", "upper_secondary"),
}
_NAMES = {"profession": "professional_levels", "education": "education_levels"}


def occupations(base, others=("12", RETIRED)):
    """The fifteen rows of occupations; `others` are the codes of the last one."""
    codes = {"12": others}
    return tuple(part(label, key_for(base, occupation=codes.get(code, code))) for label, code in OCCUPATIONS)


def occupation_checks(base, row, others=("12", RETIRED), beside=()):
    """The rows add up to the whole, and those of the enterprises to theirs; `beside` are parts outside the rows."""
    codes = {"12": others}
    parts = tuple(key_for(base, occupation=codes.get(code, code)) for code in _TOP)
    inner = tuple(key_for(base, occupation=code) for code in _IN_ENTERPRISES)
    left = key_for(base, occupation=UNKNOWN)
    return (
        Check(f"các dòng nghề nghiệp (mục {row})", base, (*parts, *beside), unknown=left),
        Check("các dòng chia ra của doanh nghiệp", key_for(base, occupation="07"), inner),
    )


def ages(base):
    """Eight bands and the mean."""
    rows = [part(f"- {name}", key_for(base, age=code)) for code, name in codelists.choices("age_bands")]
    return (*rows, Line("- Tuổi bình quân", base, "sub", mean=True))


def age_check(base, row):
    parts = tuple(key_for(base, age=code) for code in codelists.labels("age_bands"))
    return Check(f"các dòng tuổi đời (mục {row})", base, parts, unknown=key_for(base, age=UNKNOWN))


def levels(base, dimension):
    """The rows of schooling or of professional qualification, the lowest first."""
    names = codelists.labels(_NAMES[dimension])
    return tuple(part(f"- {names[code]}", key_for(base, **{dimension: code})) for code in LEVELS[dimension])


def level_check(base, dimension, row, *, at_most=False):
    parts = tuple(key_for(base, **{dimension: code}) for code in LEVELS[dimension])
    words = "trình độ chuyên môn nghiệp vụ" if dimension == "profession" else "trình độ giáo dục phổ thông"
    left = "" if at_most else key_for(base, **{dimension: UNKNOWN})
    return Check(f"các dòng {words} (mục {row})", base, parts, at_most=at_most, unknown=left)


def titles():
    return unknown("- Phó Giáo sư", NO_RECORD), unknown("- Giáo sư", NO_RECORD)
