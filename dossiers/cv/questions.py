"""What the CV asks beyond what is known of the person: one question a value that somebody types.

A question's `key` is stored with the CV: never rename one. Limits are told before typing.
"""

from dataclasses import dataclass
from datetime import date

from partydev import dates

LINE, TEXT, DATE, CHOICE, TICK, CITIZEN_ID = "line", "text", "date", "choice", "tick", "citizen_id"

MOST_LETTERS = 300  # of one line; said above the fields

ACADEMIC_TITLES = (("none", "Không"), ("associate_professor", "Phó Giáo sư"), ("professor", "Giáo sư"))
POLITICAL_THEORY = (
    ("none", "Chưa qua đào tạo"),
    ("elementary", "Sơ cấp"),
    ("intermediate", "Trung cấp"),
    ("advanced", "Cao cấp"),
    ("bachelor", "Cử nhân"),
)


@dataclass(frozen=True)
class Question:
    """`needed`: without it the part is not finished. `tall`: rows of a text's box.

    A TICK says that there is nothing to tell ("Không có"), or that the part is written by hand.
    """

    key: str
    label: str
    kind: str = LINE
    max_length: int = MOST_LETTERS
    needed: bool = False
    help: str = ""
    choices: tuple = ()
    tall: int = 3

    def words(self, value):
        """The value as it is read on a page and on paper; "" for nothing."""
        if value in (None, "", False):
            return ""
        if self.kind == TICK:
            return self.label
        if self.kind == DATE:
            return dates.format_date(date.fromisoformat(value))
        return dict(self.choices).get(value, str(value)) if self.choices else str(value)


_ALL = (
    # Names, birth
    Question("birth_name", "Họ và tên khai sinh", help="Chỉ ghi khi khác tên đang dùng."),
    Question("other_names", "Các tên gọi khác, bí danh", help="Ví dụ: tên thường gọi, bút danh, pháp danh."),
    Question("citizen_id", "Số căn cước", CITIZEN_ID, needed=True, help="12 chữ số trên thẻ căn cước."),
    Question(
        "birth_place",
        "Nơi đăng ký khai sinh",
        needed=True,
        help="Ghi tên đơn vị hành chính hiện nay, tên cũ để trong ngoặc.",
    ),
    # Places, origin
    Question("temporary_residence", "Nơi tạm trú", help="Chỉ ghi khi khác nơi thường trú."),
    Question("nationality", "Quốc tịch", needed=True, help="Ví dụ: Việt Nam"),
    Question("religious_office", "Chức sắc, chức việc trong tôn giáo", help="Chỉ ghi khi có: chức gì, từ năm nào."),
    # Work, education
    Question("present_job", "Công việc, chức vụ hiện nay", needed=True, help="Ví dụ: giáo viên, Trường THCS Mẫu Sơn"),
    Question("general_education", "Lớp, hệ giáo dục phổ thông", help="Ví dụ: tốt nghiệp lớp 12/12, hệ chính quy"),
    Question("profession", "Chuyên môn nghiệp vụ", help="Ví dụ: Đại học Nông lâm, ngành lâm sinh, hệ chính quy"),
    Question(
        "digital_skills",
        "Khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số",
        help="Lớp, chứng chỉ hoặc kỹ năng số đã có.",
    ),
    Question("degree", "Học vị", help="Ví dụ: Cử nhân, Kỹ sư, Thạc sĩ, Tiến sĩ; chuyên ngành"),
    Question("academic_title", "Học hàm", CHOICE, choices=ACADEMIC_TITLES),
    Question("political_theory", "Lý luận chính trị", CHOICE, choices=POLITICAL_THEORY),
    Question("languages", "Ngoại ngữ", help="Ví dụ: Tiếng Anh bậc 3"),
    Question("informatics", "Tin học"),
    Question("minority_language", "Tiếng dân tộc thiểu số", help="Ví dụ: nói được tiếng Mông"),
    # Youth Union, an earlier membership
    Question("youth_union_place", "Nơi kết nạp vào Đoàn", help="Chi đoàn, đoàn cơ sở nào."),
    Question("not_in_youth_union", "Chưa từng vào Đoàn", TICK),
    Question("first_admitted_on", "Ngày kết nạp Đảng lần thứ nhất", DATE, needed=True),
    Question("first_admitted_at", "Nơi kết nạp Đảng lần thứ nhất", needed=True),
    Question("first_recognized_on", "Ngày công nhận chính thức lần thứ nhất", DATE),
    Question("first_recognized_at", "Nơi công nhận chính thức lần thứ nhất"),
    Question("first_introducers", "Người giới thiệu lần thứ nhất", needed=True, help="Họ tên, chức vụ, đơn vị."),
    # The applicant's own words
    Question(
        "own_history",
        "Lịch sử bản thân",
        TEXT,
        max_length=6000,
        needed=True,
        tall=10,
        help="Tóm tắt từ thời niên thiếu đến nay. Tối đa 6.000 ký tự.",
    ),
    Question("no_historical", "Không có đặc điểm lịch sử phải khai", TICK),
    Question(
        "historical",
        "Đặc điểm lịch sử",
        TEXT,
        max_length=3000,
        needed=True,
        tall=6,
        help="Thời gian gián đoạn; việc bị bắt, tù; tổ chức nước ngoài; chức sắc tôn giáo. Tối đa 3.000 ký tự.",
    ),
    Question("no_jobs", "Chưa làm công việc nào", TICK),
    Question("no_courses", "Chưa qua lớp đào tạo, bồi dưỡng nào", TICK),
    Question("no_abroad", "Chưa đi nước ngoài từ 3 tháng trở lên", TICK),
    Question("no_awards", "Chưa có khen thưởng từ bằng khen trở lên", TICK),
    Question("no_discipline", "Chưa bị kỷ luật, chưa có việc bị xem xét", TICK),
    Question("family_by_hand", "Người vào Đảng đã tự khai phần này trên bản viết tay", TICK),
    Question(
        "self_assessment",
        "Tự nhận xét",
        TEXT,
        max_length=3000,
        needed=True,
        tall=6,
        help="Phẩm chất chính trị, đạo đức, lối sống, năng lực công tác, quan hệ quần chúng. Tối đa 3.000 ký tự.",
    ),
    # The register of what stands on the paper written by hand
    Question("pledged_on", "Ngày người vào Đảng ký tên trên bản viết tay", DATE, needed=True),
    Question(
        "verified_by", "Cấp ủy nơi đến thẩm tra đã nhận xét", needed=True, help="Tên các cấp ủy đã ghi nhận xét."
    ),
    Question("verified_on", "Ngày nhận xét", DATE, needed=True, help="Ngày của nhận xét sau cùng."),
    Question("cell_remark_on", "Ngày chi ủy, chi bộ nhận xét", DATE, needed=True),
    Question("certified_by", "Cấp ủy chứng nhận", needed=True, help="Ví dụ: Đảng ủy xã Mẫu Sơn"),
    Question("certified_on", "Ngày chứng nhận", DATE, needed=True),
    Question("conclusion_number", "Kết luận về tiêu chuẩn chính trị: số văn bản"),
    Question("conclusion_on", "Kết luận về tiêu chuẩn chính trị: ngày", DATE),
    Question(
        "conclusion_body",
        "Kết luận về tiêu chuẩn chính trị: cơ quan kết luận",
        help="Chỉ ghi số, ngày, cơ quan kết luận; không ghi nội dung kết luận.",
    ),
)
QUESTIONS = {question.key: question for question in _ALL}
