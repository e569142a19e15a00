"""What people write themselves: 1-KNĐ, 3-KNĐ, 10-KNĐ and 11-KNĐ."""

from dossiers.catalogue import APPLICANT, INTRODUCER, MENTOR, Form
from dossiers.filling import Blank
from dossiers.papers._common import ISSUED_ON, STRENGTHS, WEAKNESSES, heading, remarks, stop, texts
from dossiers.papers._people import (
    NOTES,
    admitted,
    asked,
    birth_of,
    cell_name,
    chi_uy_and_dang_uy,
    day_of,
    ethnic_group,
    fact,
    line,
    member_facts,
    name_of,
    own_paper,
    religion,
    schooling,
    typed_day,
    written,
)
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev.dates import in_words

GUIDE = "Bản gợi ý để người vào Đảng tự viết"


def _words(case):
    return {NAME: case.person.full_name, CELL_NAME: cell_name(case), TO: chi_uy_and_dang_uy(case)[-1]}


def _undated(code):
    """The day is typed only while the register does not have the paper."""
    return Blank(**{**vars(ISSUED_ON), "only": lambda case: case.paper(code) is None})


# 1-KNĐ


def _is_readmission(case):
    return case.candidate.is_readmission


BIRTHPLACE = Blank("birthplace", "Nơi sinh", "line", required=False, max_length=200)
OCCUPATION = Blank(
    "occupation",
    "Nghề nghiệp",
    "line",
    required=False,
    max_length=120,
    help="Ghi cụ thể, ví dụ: giáo viên.",
    default=lambda case, _: case.person.get_occupation_display(),
)
POSTS = Blank("posts", "Chức vụ trong chính quyền, đoàn thể", "line", required=False, max_length=200)
YOUTH_PLACE = Blank("youth_place", "Nơi vào Đoàn", "line", required=False, max_length=200)
NARRATIVE = Blank(
    "narrative",
    "Nhận thức về mục đích, lý tưởng của Đảng và động cơ xin vào Đảng",
    required=False,
    help="Để trống: bản gợi ý chỉ nêu những ý cần viết.",
)
FIRST_ADMITTED = Blank("first_admitted_on", "Ngày được kết nạp lần thứ nhất", "date", only=_is_readmission)
FIRST_CELL = Blank("first_cell", "Chi bộ kết nạp lần thứ nhất", "line", max_length=200, only=_is_readmission)
LEFT_CELL = Blank("left_cell", "Chi bộ nơi ra khỏi Đảng", "line", max_length=200, only=_is_readmission)
LEFT_WHY = Blank("left_why", "Lý do ra khỏi Đảng", "line", max_length=300, only=_is_readmission)
FIRST_TIME = (FIRST_ADMITTED, FIRST_CELL, LEFT_CELL, LEFT_WHY)
# What the applicant is to think of, in place of words put in the mouth.
HINTS = (
    "(Người vào Đảng tự viết: hiểu biết của mình về mục đích, lý tưởng của Đảng, về Cương lĩnh chính trị, Điều lệ "
    "Đảng và tiêu chuẩn, nhiệm vụ của đảng viên; quá trình phấn đấu, rèn luyện của bản thân.)",
    "(Người vào Đảng tự viết: động cơ xin vào Đảng của mình.)",
)


def build_1(case, filling):
    """The application, to be copied by hand; before it a re-admission tells the first time in the Party."""
    person = case.person
    narrative = filling.typed.get(NARRATIVE.key)
    return own_paper(
        case,
        filling,
        kind="Đơn xin vào Đảng",
        addressees=chi_uy_and_dang_uy(case),
        role="NGƯỜI LÀM ĐƠN",
        signer=person.full_name,
        guide=GUIDE,
        written_on=case.day("apply"),
        opening=(
            f"Tôi là {name_of(case, filling)}, sinh {birth_of(case, filling)}.",
            *asked(filling, BIRTHPLACE),
            *fact(filling, person.home_place, "Quê quán"),
            f"Dân tộc: {ethnic_group(person)}. Tôn giáo: {religion(person)}.",
            *fact(filling, schooling(person), "Trình độ học vấn"),
            *fact(filling, person.residence, "Nơi cư trú"),
            *fact(filling, filling.typed_text(OCCUPATION) or person.get_occupation_display(), OCCUPATION.label),
            *fact(filling, person.workplace, "Đơn vị công tác, học tập"),
            *asked(filling, POSTS),
            *_youth_union(case, filling),
            *_prospect(case),
            *(_first_time(case, filling) if _is_readmission(case) else ()),
            "Qua học tập, rèn luyện và phấn đấu, tôi nhận thức về mục đích, lý tưởng của Đảng và động cơ xin vào Đảng "
            "của mình như sau:",
            *(narrative.split("\n") if narrative else HINTS),
            filling.phrase("applicant_pledge", _words(case)),
        ),
    )


def _youth_union(case, filling):
    if not case.person.youth_union_on:
        return ()
    place = filling.typed_text(YOUTH_PLACE)
    joined = day_of(filling, case.person.youth_union_on, "Ngày vào Đoàn", "person")
    return (f"Vào Đoàn TNCS Hồ Chí Minh {joined}{f', tại {stop(place)}' if place else '.'}",)


def _prospect(case):
    """When the cell put the person on its list of prospects (cảm tình Đảng)."""
    day = case.day("list")
    return (f"Được xét là cảm tình Đảng {day_of(None, day, '')}, tại {cell_name(case, 'list')}.",) if day else ()


def _first_time(case, filling):
    left = day_of(filling, case.candidate.left_party_on, "Ngày ra khỏi Đảng", "case")
    return (
        f"Được kết nạp vào Đảng lần thứ nhất {typed_day(filling, FIRST_ADMITTED)}, "
        f"tại {stop(filling.typed_text(FIRST_CELL))}",
        f"Ra khỏi Đảng {left}, tại {stop(filling.typed_text(LEFT_CELL))}",
        *line("Lý do ra khỏi Đảng", filling.typed_text(LEFT_WHY)),
    )


# 3-KNĐ


PARTY_POST = Blank("party_post", "Chức vụ trong Đảng", "line", required=False, max_length=120)
STATE_POST = Blank("state_post", "Chức vụ chính quyền, đoàn thể", "line", required=False, max_length=120)


def build_3(case, filling):
    """What one introducing member says of the applicant; `filling.subject` is that member's introduction."""
    person, name = case.person, case.person.full_name
    member = filling.subject.member if filling.subject else None
    return own_paper(
        case,
        filling,
        kind="Giấy giới thiệu",
        subject=("người vào Đảng",),
        addressees=(cell_name(case),),
        role="ĐẢNG VIÊN GIỚI THIỆU",
        signer=str(member) if member else filling.need("", "Đảng viên giới thiệu", "introductions"),
        opening=(
            *(member_facts(case, filling, member) if member else ()),
            *asked(filling, PARTY_POST),
            *asked(filling, STATE_POST),
            f"{_assigned(case, member)}Nay tôi xin báo cáo chi bộ những vấn đề chủ yếu của quần chúng {name} như sau:",
            f"Quần chúng {name_of(case, filling)}, sinh {birth_of(case, filling)}; "
            f"đơn vị công tác, học tập: {filling.need(person.workplace, 'Đơn vị công tác, học tập', 'person')}.",
            heading("Những ưu, khuyết điểm chính:"),
            *remarks(filling),
            *_notes(filling),
            filling.phrase("introducer_conclusion", _words(case)),
        ),
    )


def _assigned(case, member):
    found = [each for each in case.mentors if member and each.mentor_id == member.pk and each.phase == "candidate"]
    if not found:
        return ""
    begun = in_words(found[0].starts_on)
    return f"Từ {begun}, tôi được chi bộ phân công giúp đỡ quần chúng {case.person.full_name} phấn đấu vào Đảng. "


def _notes(filling):
    notes = filling.typed_text(NOTES)
    return texts(f"{NOTES.label}:", notes) if notes else ("Không có vấn đề nào khác cần lưu ý.",)


# 10-KNĐ and 11-KNĐ


HOME = Blank(
    "permanent", "Nơi đăng ký thường trú", "line", max_length=200, default=lambda case, _: case.person.residence
)
STAY = Blank("temporary", "Nơi tạm trú", "line", required=False, max_length=200)
REMEDY = Blank("remedy", "Biện pháp khắc phục khuyết điểm")
PROMISE = Blank("promise", "Lời hứa với chi bộ", required=False, help="Để trống thì in câu mẫu.")


def build_10(case, filling):
    """The probationer's own review of the time of probation."""
    person, promise = case.person, filling.typed_text(PROMISE)
    return own_paper(
        case,
        filling,
        kind="Bản tự kiểm điểm",
        subject=("của đảng viên dự bị",),
        addressees=chi_uy_and_dang_uy(case),
        role="NGƯỜI TỰ KIỂM ĐIỂM",
        signer=person.full_name,
        written_on=written(case, "47"),
        opening=(
            f"Tôi là {name_of(case, filling)}, sinh {birth_of(case, filling)}.",
            *fact(filling, person.home_place, "Quê quán"),
            *asked(filling, HOME),
            *asked(filling, STAY),
            f"Được kết nạp vào Đảng {admitted(case, filling)}.",
            *fact(filling, person.workplace, "Đơn vị, chức vụ công tác"),
            f"Hiện sinh hoạt tại {cell_name(case)}.",
            "Căn cứ tiêu chuẩn đảng viên và nhiệm vụ được giao, tôi tự kiểm điểm về những ưu điểm, khuyết điểm "
            "trong thời gian dự bị như sau:",
            *remarks(filling),
            *texts(f"{REMEDY.label}:", filling.typed_text(REMEDY)),
            filling.phrase("probationer_request", _words(case)),
            *(promise.split("\n") if promise else (filling.phrase("probationer_promise", _words(case)),)),
        ),
    )


def build_11(case, filling):
    """What the assigned helper says of the probationer; `filling.subject` is the assignment."""
    name, assignment = case.person.full_name, filling.subject
    member = assignment.mentor if assignment else None
    begun = day_of(filling, assignment.starts_on if assignment else None, "Ngày phân công giúp đỡ", "mentors")
    return own_paper(
        case,
        filling,
        kind="Bản nhận xét",
        subject=("đảng viên dự bị",),
        addressees=(f"Chi ủy {cell_name(case)}",),
        role="ĐẢNG VIÊN ĐƯỢC PHÂN CÔNG GIÚP ĐỠ",
        signer=str(member) if member else filling.need("", "Đảng viên được phân công giúp đỡ", "mentors"),
        opening=(
            *(member_facts(case, filling, member) if member else ()),
            f"Từ {begun}, tôi được chi bộ phân công giúp đỡ đảng viên dự bị {name}, được kết nạp vào Đảng "
            f"{admitted(case, filling)}, phấn đấu trở thành đảng viên chính thức. Nay tôi xin báo cáo chi bộ "
            "những vấn đề chủ yếu của đảng viên dự bị như sau:",
            *remarks(filling),
            *_notes(filling),
            filling.phrase("mentor_conclusion", _words(case)),
        ),
    )


FORMS = (
    Form(
        "1-KNĐ",
        "1-knd",
        "Đơn xin vào Đảng",
        APPLICANT,
        build_1,
        blanks=(
            BIRTHPLACE,
            OCCUPATION,
            POSTS,
            YOUTH_PLACE,
            FIRST_ADMITTED,
            FIRST_CELL,
            LEFT_CELL,
            LEFT_WHY,
            NARRATIVE,
        ),
        guide=True,
        paper_code="37",
    ),
    Form(
        "3-KNĐ",
        "3-knd",
        "Giấy giới thiệu người vào Đảng",
        INTRODUCER,
        build_3,
        blanks=(ISSUED_ON, PARTY_POST, STATE_POST, STRENGTHS, WEAKNESSES, NOTES),
        repeats="introductions",
        paper_code="39",
    ),
    Form(
        "10-KNĐ",
        "10-knd",
        "Bản tự kiểm điểm của đảng viên dự bị",
        APPLICANT,
        build_10,
        phase="recognition",
        blanks=(_undated("47"), HOME, STAY, STRENGTHS, WEAKNESSES, REMEDY, PROMISE),
        paper_code="47",
        applies=lambda case: case.member is not None,
    ),
    Form(
        "11-KNĐ",
        "11-knd",
        "Bản nhận xét đảng viên dự bị",
        MENTOR,
        build_11,
        phase="recognition",
        blanks=(ISSUED_ON, STRENGTHS, WEAKNESSES, NOTES),
        repeats="probation_mentors",
        paper_code="48",
        applies=lambda case: case.member is not None,
    ),
)
