"""How the CV is asked on the screen: sections, and in each one page for one group of questions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """`parts` are keys of parts of any edition; a page of which the edition has none is left out."""

    slug: str
    title: str
    parts: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    pages: tuple[Page, ...]


SECTIONS = (
    Section(
        "Bản thân",
        (
            Page("ho-ten", "Họ tên, ngày sinh", ("used_name", "birth_name", "other_names", "born", "sex")),
            Page(
                "noi-o",
                "Quê quán, nơi ở, dân tộc",
                ("birth_place", "home_place", "residence", "ethnicity", "religion"),
            ),
        ),
    ),
    Section(
        "Nghề nghiệp, trình độ",
        (
            Page("nghe-nghiep", "Nghề nghiệp hiện nay", ("occupation",)),
            Page("trinh-do", "Trình độ hiện nay", ("education",)),
        ),
    ),
    Section(
        "Đoàn, Đảng",
        (
            Page("vao-doan", "Vào Đoàn", ("youth_union",)),
            Page(
                "lan-dau",
                "Kết nạp Đảng lần thứ nhất",
                ("first_party", "first_admission", "first_recognition", "first_introducers"),
            ),
        ),
    ),
    Section(
        "Quá trình của bản thân",
        (
            Page("lich-su", "Lịch sử bản thân", ("own_history",)),
            Page("cong-viec", "Công việc, chức vụ đã qua", ("jobs",)),
            Page("dac-diem", "Đặc điểm lịch sử", ("historical",)),
        ),
    ),
    Section(
        "Học tập, đi nước ngoài",
        (
            Page("lop-hoc", "Lớp đào tạo, bồi dưỡng", ("courses",)),
            Page("nuoc-ngoai", "Đi nước ngoài", ("abroad",)),
        ),
    ),
    Section(
        "Khen thưởng, kỷ luật",
        (Page("khen-thuong", "Khen thưởng", ("awards",)), Page("ky-luat", "Kỷ luật", ("discipline",))),
    ),
    Section("Gia đình", (Page("gia-dinh", "Hoàn cảnh gia đình", ("family",)),)),
    Section(
        "Cam đoan, nhận xét, chứng nhận",
        (
            Page("tu-nhan-xet", "Tự nhận xét", ("self_assessment",)),
            Page(
                "ban-viet-tay",
                "Trên bản viết tay",
                ("pledge", "verified", "cell_remark", "certified"),
                "Phần này do người vào Đảng và các cấp ủy viết, ký trên bản viết tay. Ở đây chỉ ghi sổ theo dõi.",
            ),
        ),
    ),
)
PAGES = {page.slug: page for section in SECTIONS for page in section.pages}
PAGE_OF = {part: page for page in PAGES.values() for part in page.parts}
