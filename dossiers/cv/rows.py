"""Parts of the CV that are lists: jobs, courses, stays abroad, awards, discipline; and part 21, relatives.

A row's `key`s are stored: never rename one.
"""

from dataclasses import dataclass

from dossiers.cv.questions import LINE, TEXT, Question

MOST_ROWS = 100  # of one list; said before it is met


@dataclass(frozen=True)
class RowKind:
    """One list: `lasting` rows go from a month to a month, others happened in one. `none` is the question that
    says there is nothing to list."""

    part: str
    one: str  # "công việc": what one row is
    add: str
    questions: tuple[Question, ...]
    none: str
    lasting: bool = True
    hint: str = ""


KINDS = {
    kind.part: kind
    for kind in (
        RowKind(
            "jobs",
            "công việc",
            "Thêm công việc",
            (
                Question("work", "Làm việc gì, ở đâu", needed=True, help="Ghi cả thời gian đi học, đi bộ đội, ở nhà."),
                Question("post", "Chức vụ", help="Chức vụ Đảng, chính quyền, đoàn thể, nếu có."),
            ),
            "no_jobs",
            hint="Ghi liên tục theo tháng, năm từ khi đủ tuổi đi làm đến nay.",
        ),
        RowKind(
            "courses",
            "lớp",
            "Thêm lớp",
            (
                Question("subject", "Ngành học hoặc tên lớp", needed=True),
                Question("school", "Tên trường", needed=True),
                Question("level", "Cấp học, trình độ", help="Ví dụ: cao đẳng, bồi dưỡng"),
                Question("form", "Hình thức học", help="Ví dụ: chính quy, tại chức, trực tuyến"),
                Question("diploma", "Văn bằng, chứng chỉ"),
            ),
            "no_courses",
            hint="Ghi các lớp chuyên môn, lý luận chính trị, ngoại ngữ, tin học đã qua.",
        ),
        RowKind(
            "abroad",
            "lần đi nước ngoài",
            "Thêm lần đi nước ngoài",
            (
                Question("purpose", "Nội dung đi", needed=True, help="Ví dụ: học tập, lao động, thăm thân"),
                Question("country", "Nước đến", needed=True),
                Question("decided_by", "Cơ quan quyết định", help="Ghi “tự túc” khi đi việc riêng."),
            ),
            "no_abroad",
            hint="Ghi những lần đi từ 3 tháng trở lên.",
        ),
        RowKind(
            "awards",
            "khen thưởng",
            "Thêm khen thưởng",
            (
                Question("reason", "Lý do", needed=True),
                Question("award", "Hình thức", needed=True, help="Ví dụ: bằng khen, huy chương"),
                Question("level", "Cấp quyết định", needed=True),
            ),
            "no_awards",
            lasting=False,
            hint="Ghi từ bằng khen trở lên.",
        ),
        RowKind(
            "discipline",
            "kỷ luật",
            "Thêm kỷ luật",
            (
                Question("reason", "Lý do", needed=True),
                Question(
                    "award",
                    "Hình thức",
                    needed=True,
                    help="Ví dụ: khiển trách; xem xét, không kỷ luật",
                ),
                Question("level", "Cấp quyết định", needed=True),
            ),
            "no_discipline",
            lasting=False,
            hint="Ghi cả việc đã xem xét mà không kỷ luật.",
        ),
    )
}

# Part 21

GRANDPARENTS, PARENTS, SIBLINGS = "grandparents", "parents", "siblings"
GROUPS = (
    (GRANDPARENTS, "Ông, bà"),
    (PARENTS, "Cha, mẹ, người nuôi dưỡng, vợ hoặc chồng"),
    (SIBLINGS, "Anh, chị, em ruột; con"),
)
KIN = (
    ("paternal_grandfather", "Ông nội", GRANDPARENTS),
    ("paternal_grandmother", "Bà nội", GRANDPARENTS),
    ("maternal_grandfather", "Ông ngoại", GRANDPARENTS),
    ("maternal_grandmother", "Bà ngoại", GRANDPARENTS),
    ("spouse_paternal_grandfather", "Ông nội của vợ (chồng)", GRANDPARENTS),
    ("spouse_paternal_grandmother", "Bà nội của vợ (chồng)", GRANDPARENTS),
    ("spouse_maternal_grandfather", "Ông ngoại của vợ (chồng)", GRANDPARENTS),
    ("spouse_maternal_grandmother", "Bà ngoại của vợ (chồng)", GRANDPARENTS),
    ("father", "Cha đẻ", PARENTS),
    ("mother", "Mẹ đẻ", PARENTS),
    ("raiser", "Người nuôi dưỡng", PARENTS),
    ("father_in_law", "Cha của vợ (chồng)", PARENTS),
    ("mother_in_law", "Mẹ của vợ (chồng)", PARENTS),
    ("raiser_of_spouse", "Người nuôi dưỡng vợ (chồng)", PARENTS),
    ("spouse", "Vợ hoặc chồng", PARENTS),
    ("sibling", "Anh, chị, em ruột", SIBLINGS),
    ("sibling_in_law", "Anh, chị, em ruột của vợ (chồng)", SIBLINGS),
    ("child", "Con đẻ", SIBLINGS),
    ("adopted_child", "Con nuôi hợp pháp", SIBLINGS),
)
KIN_LABELS = {key: label for key, label, _ in KIN}
KIN_GROUP = {key: group for key, _, group in KIN}
KIN_ORDER = {key: place for place, (key, _, _) in enumerate(KIN)}

_HOME = Question("home_place", "Quê quán")
_RESIDENCE = Question("residence", "Nơi cư trú")
_OCCUPATION = Question("occupation", "Nghề nghiệp", help="Ghi cả chức vụ, nơi làm việc, nếu biết.")
_RELIGION = Question("religion", "Tôn giáo")
_ETHNICITY = Question("ethnicity", "Dân tộc")
_NATIONALITY = Question("nationality", "Quốc tịch")
_CONCLUSION = (
    Question("conclusion_number", "Kết luận về tiêu chuẩn chính trị (nếu có): số văn bản"),
    Question("conclusion_on", "Ngày của kết luận", kind="date"),
    Question(
        "conclusion_body",
        "Cơ quan kết luận",
        help="Chỉ ghi số, ngày, cơ quan kết luận; không ghi nội dung kết luận.",
    ),
)
_COMPLIANCE = Question(
    "compliance", "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước", TEXT, 600, help="Tối đa 600 ký tự."
)
RELATIVE_QUESTIONS = {
    GRANDPARENTS: (_HOME, _RESIDENCE, _OCCUPATION, _RELIGION, _ETHNICITY, _NATIONALITY, *_CONCLUSION),
    PARENTS: (
        Question("birth_place", "Nơi sinh", LINE),
        _HOME,
        _RESIDENCE,
        _OCCUPATION,
        _RELIGION,
        _ETHNICITY,
        _NATIONALITY,
        Question("background", "Thành phần gia đình"),
        Question("political_history", "Lịch sử chính trị qua các thời kỳ", TEXT, 600, help="Tối đa 600 ký tự."),
        _COMPLIANCE,
        *_CONCLUSION,
    ),
    SIBLINGS: (
        _NATIONALITY,
        _RESIDENCE,
        _OCCUPATION,
        Question("economy", "Hoàn cảnh kinh tế"),
        _COMPLIANCE,
        Question("criminal_record", "Tiền án, tiền sự", help="Ghi “không” khi không có."),
    ),
}
