"""Certificates: of the awareness class (CN-NTVĐ), and of an applicant under guidance who moves (item 53)."""

from dossiers.catalogue import CENTRE, Form
from dossiers.filling import Blank
from dossiers.papers._common import demo_notice
from dossiers.papers._people import (
    REASON,
    RECEIVER,
    asked,
    birth_of,
    cell_name,
    day_of,
    ethnic_group,
    fact,
    name_of,
    religion,
)
from dossiers.papers.letters import SENT, before_admission, letter_form, next_above, short_paper, who
from partydev.dates import in_words
from partydev.papers.document import Cell, Document, Signature, paragraph
from partydev.papers.letterheads import CERTIFICATE

# CN-NTVĐ


def _class(case):
    return case.certificate.training_class if case.certificate else None


def _issuer_name(case, _filling=None):
    found = _class(case)
    return found.organization.committee_name if found else ""


def _upper_name(case, _filling=None):
    """The name of the committee above the one that convened the class."""
    found = _class(case)
    parent = found.organization.parent if found else None
    return parent.committee_name if parent else ""


def _class_place(case, _filling=None):
    found = _class(case)
    return found.organization.place if found else ""


def _is_centre(name):
    return "trung tâm" in name.lower()


UPPER = Blank("upper", "Cơ quan cấp trên của nơi cấp", "line", required=False, max_length=160, default=_upper_name)
ISSUER = Blank("issuer", "Nơi cấp giấy chứng nhận", "line", max_length=160, default=_issuer_name)
PLACE = Blank("place", "Địa danh", "line", max_length=80, default=_class_place)
GRADE = Blank("grade", "Kết quả học tập", "line", required=False, max_length=40, help="Ví dụ: Khá")
POST = Blank("signer_post", "Chức vụ người ký", "line", required=False, max_length=60, help="Ví dụ: GIÁM ĐỐC")
SIGNER = Blank("signer_name", "Họ và tên người ký", "line", max_length=120)


def build_certificate(case, filling):
    """One lying page: who attended which class from when to when, and with what result.

    Of `case` it reads the person and the certificate, nothing of the dossier.
    """
    found, issuer = case.certificate, filling.typed_text(ISSUER)
    centre = _is_centre(issuer)
    return Document(
        upper_name=filling.typed_text(UPPER),
        issuer_name=issuer,
        place=filling.typed_text(PLACE),
        symbol="GCN",
        number_as_typed=filling.need(found.certificate_number if found else "", "Số giấy chứng nhận", "classes"),
        issued_on=_issued_on(found, filling),
        kind="GIẤY CHỨNG NHẬN",
        subject=("học lớp bồi dưỡng nhận thức về Đảng",),
        opening=(
            paragraph("Chứng nhận: ", Cell(name_of(case, filling), strong=True)),
            f"Sinh {birth_of(case, filling)}. Dân tộc: {ethnic_group(case.person)}.",
            *fact(filling, case.person.workplace, "Đơn vị công tác, học tập"),
            f"Đã hoàn thành chương trình {_course(found, filling)}.",
            *asked(filling, GRADE),
        ),
        sections=(),
        signature=Signature(
            "" if centre else "T/M BAN THƯỜNG VỤ",
            filling.typed_text(POST).upper() or ("GIÁM ĐỐC" if centre else "BÍ THƯ"),
            filling.typed_text(SIGNER),
        ),
        letterhead=CERTIFICATE,
        notice=demo_notice(),
    )


def _issued_on(found, filling):
    if not found:
        filling.need(None, "Ngày cấp giấy chứng nhận", "classes")
    return found.certificate_on if found else None


def _course(found, filling):
    attended = found.training_class if found else None
    name = attended.name if attended else "lớp bồi dưỡng nhận thức về Đảng"
    begun = day_of(filling, attended.starts_on if attended else None, "Ngày khai giảng lớp học", "classes")
    ended = day_of(filling, attended.ends_on if attended else None, "Ngày bế giảng lớp học", "classes")
    return f"{name[:1].lower()}{name[1:].rstrip(' .')}, từ {begun} đến {ended}"


# An applicant under guidance who moves before the cell's vote (item 53)


LISTED_ON = Blank(
    "listed_on", "Ngày chi bộ đưa vào danh sách bồi dưỡng", "date", only=lambda case: case.event("list") is None
)


def build_guided(case, filling):
    """For an applicant who moves before the cell's vote: what has been done so far, for the new committee."""
    issuer = next_above(case)
    listed = day_of(filling, case.day("list") or filling.typed.get(LISTED_ON.key), LISTED_ON.label, "#listed_on")
    return short_paper(
        case,
        filling,
        issuer,
        kind="GIẤY CHỨNG NHẬN",
        symbol="GCN",
        subject="người vào Đảng đang trong thời gian được giúp đỡ, xem xét",
        to=(filling.typed_text(RECEIVER),),
        text=(
            f"{case.committee(issuer)} chứng nhận {who(case, filling)}; dân tộc: {ethnic_group(case.person)}; "
            f"tôn giáo: {religion(case.person)}; đang trong thời gian được giúp đỡ, xem xét kết nạp vào Đảng.",
            f"{cell_name(case, 'list')} đưa vào danh sách bồi dưỡng {listed}.",
            *_helped(case),
            *_learned(case),
            *asked(filling, REASON),
            *asked(filling, SENT),
            f"{case.committee(issuer)} đề nghị {filling.typed_text(RECEIVER)} chỉ đạo chi bộ nơi đến phân công "
            "đảng viên chính thức tiếp tục giúp đỡ, theo dõi và xem xét kết nạp theo quy định.",
        ),
        copies=(cell_name(case),),
    )


def _helped(case):
    helpers = [
        f"đồng chí {each.mentor} (từ {in_words(each.starts_on)})"
        for each in case.helpers("candidate")
        if each.ends_on is None
    ]
    return (f"Đảng viên được phân công giúp đỡ: {', '.join(helpers)}.",) if helpers else ()


def _learned(case):
    found = case.certificate
    if not found:
        return ()
    number = f" số {found.certificate_number}" if found.certificate_number else ""
    return (f"Đã học lớp bồi dưỡng nhận thức về Đảng, giấy chứng nhận{number} cấp {in_words(found.certificate_on)}.",)


FORMS = (
    Form(
        "CN-NTVĐ",
        "cn-ntvd",
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
        CENTRE,
        build_certificate,
        blanks=(UPPER, ISSUER, PLACE, GRADE, POST, SIGNER),
        paper_code="38",
    ),
    letter_form(
        "chung-nhan-giup-do",
        "Giấy chứng nhận người vào Đảng đang trong thời gian được giúp đỡ, xem xét",
        build_guided,
        blanks=(RECEIVER, LISTED_ON, REASON, SENT),
        paper_code="53",
        applies=lambda case: before_admission(case) and case.event("cell_vote") is None,
    ),
)
