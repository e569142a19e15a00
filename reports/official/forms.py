"""Biểu 1, 2, 2B, 3, 4, 5-BTCTW: every row, in order, with what it counts and since when the form reads so.

The rows were read in renderings by others, not in the guidance itself: every edition says so.
"""

from datetime import date

from branches import codelists
from reports.catalogue import AT_START
from reports.dimensions import key_for
from reports.official import blocks
from reports.official.lines import BELOW_DISTRICT, IF_ANY, Check, Edition, Form, Line, head, part, unknown, whole

SINCE = date(2021, 12, 13)
SOURCE = "Hướng dẫn số 11-HD/BTCTW ngày 13/12/2021 của Ban Tổ chức Trung ương"


def _edition(lines, *checks):
    return Edition(SINCE, SOURCE, "secondary", tuple(lines), checks)


# Biểu 1


def _moves(base, mark):
    words = "đến" if base == "transferred_in" else "đi"
    a = "Tỉnh khác chuyển đến" if base == "transferred_in" else "Chuyển đi tỉnh khác"
    b = "Huyện khác trong tỉnh chuyển đến" if base == "transferred_in" else "Chuyển đi huyện khác trong tỉnh"
    return (
        whole(f"{mark}. Chuyển {words}", base),
        part(f"a. {a}", f"{base}_other_province"),
        part(f"b. {b}", f"{base}_province"),
        part("c. Chuyển nội bộ trong đảng bộ", f"{base}_internal", shown=BELOW_DISTRICT),
        part(f"Chưa ghi chuyển {words} trong tỉnh hay tỉnh khác", f"{base}_unsaid", shown=IF_ANY),
    )


def _moves_check(base, words):
    groups = tuple(f"{base}_{group}" for group in ("other_province", "province", "internal"))
    return Check(f"các dòng của “{words}”", base, groups, unknown=f"{base}_unsaid")


_GAINS = ("admitted", "transferred_in", "restored")
_LOSSES = ("deceased", "expelled", "struck_off_members", "resigned", "transferred_out", "admission_annulled")
B, C = "B", "C"  # sums of rows: `making` adds them up
_FORM_1 = _edition(
    (
        whole("A - Tổng số đảng viên cuối kỳ trước chuyển sang", AT_START),
        Line("B - Đảng viên tăng trong kỳ", B, "plain"),
        whole("1. Kết nạp", "admitted"),
        *_moves("transferred_in", "2"),
        whole("3. Phục hồi đảng tịch", "restored"),
        Line("C - Đảng viên giảm trong kỳ", C, "plain"),
        whole("1. Từ trần", "deceased"),
        whole("2. Khai trừ", "expelled"),
        whole("3. Xóa tên", "struck_off_members"),
        part("Trong đó: Đảng viên dự bị", "struck_off"),
        whole("4. Xin ra khỏi Đảng", "resigned"),
        *_moves("transferred_out", "5"),
        whole("Hủy quyết định kết nạp (dòng thêm)", "admission_annulled", shown=IF_ANY),
        Line("D - Đảng viên trong danh sách cuối kỳ báo cáo", "members", "total"),
    ),
    Check("A + B - C", "members", (AT_START, *_GAINS), minus=_LOSSES),
    _moves_check("transferred_in", "Chuyển đến"),
    _moves_check("transferred_out", "Chuyển đi"),
)
SUMS = {B: _GAINS, C: _LOSSES}

# Biểu 2

_FORM_2 = _edition(
    (
        Line("I. Tổng số đảng viên mới kết nạp", "admitted", "total"),
        part("- Nữ", key_for("admitted", sex="female")),
        part("- Dân tộc thiểu số", key_for("admitted", minority="yes")),
        part("- Người theo tôn giáo", key_for("admitted", religious="yes")),
        part("- Đoàn viên Đoàn TNCS Hồ Chí Minh", key_for("admitted", union="youth")),
        part("- Chủ doanh nghiệp tư nhân", key_for("admitted", group="private_owner")),
        unknown("- Quần chúng vi phạm chính sách KHHGĐ", blocks.NO_RECORD),
        part("- Có quan hệ hôn nhân với người nước ngoài", key_for("admitted", group="foreign_spouse")),
        part("- Kết nạp lại", key_for("admitted", readmission="yes")),
        head("II. Phân tích đảng viên mới kết nạp"),
        head("1. Nghề nghiệp"),
        *blocks.occupations("admitted"),
        head("2. Tuổi đời"),
        *blocks.ages("admitted"),
        head("3. Trình độ giáo dục phổ thông"),
        *blocks.levels("admitted", "education"),
        head("4. Trình độ chuyên môn nghiệp vụ"),
        *blocks.levels("admitted", "profession"),
        head("5. Chức danh khoa học"),
        *blocks.titles(),
        head("III. Số tổ chức cơ sở đảng có đến cuối kỳ báo cáo"),
        whole("1. Đảng bộ cơ sở", "base_units:kind=committee"),
        part("Trong đó: + Có kết nạp đảng viên", "base_units:kind=committee&admitting=yes"),
        part("+ Không còn quần chúng", "base_units:kind=committee&no_source=yes"),
        whole("2. Chi bộ cơ sở", "base_units:kind=cell"),
        part("Trong đó: + Có kết nạp đảng viên", "base_units:kind=cell&admitting=yes"),
        part("+ Không còn quần chúng", "base_units:kind=cell&no_source=yes"),
    ),
    *blocks.occupation_checks("admitted", "II.1"),
    blocks.age_check("admitted", "II.2"),
    blocks.level_check("admitted", "education", "II.3"),
    blocks.level_check("admitted", "profession", "II.4", at_most=True),
)

# Biểu 3

_MEMBERS = "members"
_JOINED = (
    ("- Trước 19/8/1945", "before_1945"),
    ("- Từ 19/8/1945 đến 20/7/1954", "1945_1954"),
    ("- Từ 21/7/1954 đến 30/4/1975", "1954_1975"),
    ("- Từ 01/5/1975 đến nay", "since_1975"),
)
_WORKING = tuple(code for code, _ in codelists.leaf_choices("occupation_groups") if code != blocks.RETIRED)
_FORM_3 = _edition(
    (
        Line("Tổng số đảng viên có đến cuối kỳ", _MEMBERS, "total"),
        head("1. Nghề nghiệp"),
        whole("a. Đảng viên đang làm việc và công tác", key_for(_MEMBERS, occupation=_WORKING)),
        *blocks.occupations(_MEMBERS, others=("12",)),
        whole("b. Đảng viên đã nghỉ hưu và nghỉ công tác", key_for(_MEMBERS, occupation=blocks.RETIRED)),
        part(
            "Trong đó: Được miễn công tác và sinh hoạt đảng",
            key_for("exempt_members", occupation=blocks.RETIRED),
        ),
        head("2. Tuổi đời"),
        *blocks.ages(_MEMBERS),
        head("3. Thời gian kết nạp vào Đảng"),
        *(part(label, key_for(_MEMBERS, joined=code)) for label, code in _JOINED),
        head("4. Trình độ giáo dục phổ thông"),
        *blocks.levels(_MEMBERS, "education"),
        head("5. Trình độ chuyên môn nghiệp vụ"),
        *blocks.levels(_MEMBERS, "profession"),
        head("6. Chức danh khoa học"),
        *blocks.titles(),
        head("7. Trình độ lý luận chính trị"),
        unknown("- Sơ cấp", blocks.NO_RECORD),
        unknown("- Trung cấp", blocks.NO_RECORD),
        unknown("- Cao cấp, cử nhân", blocks.NO_RECORD),
    ),
    *blocks.occupation_checks(_MEMBERS, "1", others=("12",), beside=(key_for(_MEMBERS, occupation=blocks.RETIRED),)),
    blocks.age_check(_MEMBERS, "2"),
    Check(
        "các dòng thời gian kết nạp vào Đảng (mục 3)",
        _MEMBERS,
        tuple(key_for(_MEMBERS, joined=code) for _, code in _JOINED),
        unknown=key_for(_MEMBERS, joined="unknown"),
    ),
    blocks.level_check(_MEMBERS, "education", "4"),
    blocks.level_check(_MEMBERS, "profession", "5", at_most=True),
)

# Biểu 2B and 4: the Party's order of peoples and religions


def _in_party_order(name):
    """(number in the form, name, codes) of a code list, by the form's own numbers; the last row may hold several."""
    found = {}
    for row in codelists.rows(name):
        number = int(row["party_form_row"])
        label, codes = found.get(number, (row["name_vi"], ()))
        found[number] = (label, (*codes, row["code"]))
    return [(number, *found[number]) for number in sorted(found) if number]


_RELIGION_LABELS = {7: "Đạo khác"}


def _groups(base):
    peoples = [
        Line(label, key_for(base, ethnicity=codes), "plain", mark=str(number))
        for number, label, codes in _in_party_order("ethnic_groups")
    ]
    religions = [
        Line(_RELIGION_LABELS.get(number, label), key_for(base, religion=codes), "plain", mark=str(number))
        for number, label, codes in _in_party_order("religions")
    ]
    check = Check("các dòng dân tộc", base, tuple(line.key for line in peoples))
    total = Line("Tổng số", base, "total")
    return _edition(
        (head("Dân tộc"), *peoples, head("Tôn giáo"), *religions, total),
        check,
        Check("các dòng tôn giáo", key_for(base, religious="yes"), tuple(line.key for line in religions)),
    )


# Biểu 5: (number, words, codes of the types of base units)

_TYPES = (
    ("1", "Xã", "1", "plain"),
    ("2", "Phường", "2", "plain"),
    ("3", "Thị trấn", "3", "plain"),
    ("4", "Cơ quan Đảng, MTTQ, đoàn thể CT-XH", "4", "plain"),
    ("5", "Cơ quan Nhà nước", "5", "plain"),
    ("6", "Đơn vị sự nghiệp", "6", "plain"),
    ("a", "Công lập", "6a", "sub"),
    ("b", "Ngoài công lập", "6b", "sub"),
    ("7", "Quân đội", "7", "plain"),
    ("8", "Công an", "8", "plain"),
    ("9", "Doanh nghiệp và hợp tác xã", "9", "plain"),
    ("a", "Doanh nghiệp có vốn Nhà nước", "9a", "sub"),
    ("-", "Nhà nước nắm giữ 100% vốn điều lệ", "9a1", "sub"),
    ("-", "Nhà nước nắm giữ từ 50% vốn điều lệ trở lên", "9a2", "sub"),
    ("-", "Nhà nước nắm giữ dưới 50% vốn điều lệ", "9a3", "sub"),
    ("b", "Doanh nghiệp ngoài khu vực Nhà nước", "9b", "sub"),
    ("-", "Công ty Cổ phần", "9b1", "sub"),
    ("-", "Doanh nghiệp tư nhân", "9b2", "sub"),
    ("-", "Công ty trách nhiệm hữu hạn", "9b3", "sub"),
    ("-", "Công ty hợp danh", "9b4", "sub"),
    ("-", "Doanh nghiệp có vốn nước ngoài", "9b5", "sub"),
    ("+", "Trong đó: Doanh nghiệp 100% vốn nước ngoài", "9b5a", "sub"),
    ("c", "Hợp tác xã", "9c", "sub"),
    ("10", "Tổ chức cơ sở đảng ở ngoài nước", "10", "plain"),
    ("11", "Loại hình cơ sở khác", "11", "plain"),
)
# Columns of Biểu 5 after the first: what each counts of a row's type.
BASE_COLUMNS = (
    "base_units:type={}",
    "base_units:kind=committee&type={}",
    "base_units:kind=cell&type={}",
    "base_sections:type={}",
    "base_cells:type={}",
    "base_members:type={}",
)
_WHOLE_TYPES = ("1", "2", "3", "3x", "4", "5", "6", "7", "8", "9", "10", "11")


def _base_rows():
    for mark, label, code, kind in _TYPES:
        yield Line(label, code, kind, mark=mark)
        if code == "3":
            # Abolished with thị trấn's end on 1/7/2025; the rows read do not have it yet.
            yield Line("Đặc khu (dòng thêm)", "3x", "plain", IF_ANY)
    yield Line("Cộng (1+…+11)", "", "total")


def _base_check(column, words):
    base, _, rest = column.partition(":")
    rest = rest.replace("&type={}", "").replace("type={}", "")
    counted = f"{base}:{rest}" if rest else base
    parts = tuple(column.format(code) for code in _WHOLE_TYPES)
    return Check(f"các loại hình cơ sở ({words})", counted, parts, unknown=column.format("unknown"))


_FORM_5 = _edition(
    _base_rows(),
    _base_check(BASE_COLUMNS[0], "số tổ chức cơ sở đảng"),
    _base_check(BASE_COLUMNS[4], "chi bộ trực thuộc"),
    _base_check(BASE_COLUMNS[5], "số đảng viên"),
    Check("đảng viên của các tổ chức cơ sở đảng", "members", ("base_members",)),
)

_FORMS = (
    Form("1", "Thống kê tăng, giảm đảng viên", "Tăng, giảm đảng viên", "compared", (_FORM_1,)),
    Form("2", "Thống kê đảng viên mới kết nạp", "Đảng viên mới kết nạp", "compared", (_FORM_2,)),
    Form(
        "2B",
        "Thống kê đảng viên mới kết nạp theo dân tộc, tôn giáo",
        "Đảng viên mới kết nạp theo dân tộc, tôn giáo",
        "groups",
        (_groups("admitted"),),
    ),
    Form("3", "Thống kê đội ngũ đảng viên", "Đội ngũ đảng viên", "compared", (_FORM_3,)),
    Form(
        "4",
        "Thống kê đảng viên chia theo dân tộc và trong các tôn giáo",
        "Đảng viên theo dân tộc và trong các tôn giáo",
        "groups",
        (_groups(_MEMBERS),),
    ),
    Form(
        "5",
        "Thống kê tổ chức đảng và đảng viên trong các loại hình cơ sở",
        "Tổ chức đảng và đảng viên theo loại hình cơ sở",
        "base_units",
        (_FORM_5,),
    ),
)
FORMS = {form.code: form for form in _FORMS}
# A unit below a base organization has none of what Biểu 5 counts.
_BELOW_BASE = ("section", "affiliated", "cell", "group")


def forms_of(organization):
    """The forms that the unit can have, by code."""
    if organization.kind not in _BELOW_BASE:
        return FORMS
    return {code: form for code, form in FORMS.items() if form.layout != "base_units"}
