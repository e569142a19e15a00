"""Letters that verify a CV: 20-KNĐ to another committee, and the paper of the members who are sent (item 96)."""

from candidates.profile import stores_relatives
from candidates.rules.verification import APPLICANT
from dossiers.filling import Blank
from dossiers.papers._common import stop
from dossiers.papers._people import cell_name, typed_day
from dossiers.papers.letters import before_admission, letter, letter_form, next_above, short_paper, who
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev import dates
from partydev.text import uncapitalized

WITH_THE_CV = "(họ tên, năm sinh ghi trong lý lịch gửi kèm)"


def _of_place(read):
    """Proposed for the letter of one place that stands in the case's list of verification."""
    return lambda case, filling: read(case, filling.subject) if filling.subject else None


def _whom(case, request):
    """A relative whose name is not kept here is found in the CV that goes along with the letter."""
    if request.relation == APPLICANT:
        name = case.person.full_name
        born = f", sinh ngày {dates.format_date(case.person.birth_date)}" if case.person.birth_date else ""
        return f"{name}{born}, người vào Đảng"
    relation = f"{uncapitalized(request.who)} của người vào Đảng"
    if request.full_name and stores_relatives():
        return f"{request.full_name}, {relation}"
    return f"{request.who} của người vào Đảng {WITH_THE_CV}"


TO_VERIFY = Blank(
    "to_verify",
    "Người cần thẩm tra",
    help="Mỗi người một dòng: họ và tên, năm sinh, quan hệ với người vào Đảng, quê quán, nơi cư trú, nơi công tác.",
    default=_of_place(_whom),
    names_relatives=True,
)
WHERE = Blank(
    "where",
    "Cấp ủy nơi được đề nghị thẩm tra",
    "line",
    max_length=200,
    default=_of_place(lambda case, request: request.body),
)
ANSWER_BY = Blank(
    "answer_by",
    "Đề nghị trả lời trước ngày",
    "date",
    default=_of_place(lambda case, request: request.answer_by),
)
VERIFIER = Blank(
    "verifier",
    "Đảng viên được cử đi thẩm tra",
    max_length=2000,
    help="Mỗi đồng chí một dòng: họ và tên, chức vụ, đơn vị. Người vào Đảng và người thân không được cử đi.",
)
VALID_UNTIL = Blank("valid_until", "Giấy giới thiệu có giá trị đến hết ngày", "date")


def build_20(case, filling):
    """The committee where the person or a relative lives or works is asked to verify."""
    issuer = next_above(case)
    words = {NAME: case.person.full_name, CELL_NAME: cell_name(case), TO: filling.typed_text(WHERE)}
    return letter(
        case,
        filling,
        issuer,
        about="thẩm tra lý lịch của người xin vào Đảng",
        to=(filling.typed_text(WHERE),),
        text=(
            f"{case.committee(issuer)} đang xem xét hồ sơ của {who(case, filling)}, "
            f"là người xin vào Đảng tại {cell_name(case)}.",
            f"Để có cơ sở xem xét kết nạp theo quy định, {case.committee(issuer)} đề nghị "
            f"{filling.typed_text(WHERE)} thẩm tra, xác nhận những nội dung sau:",
            *_people_to_verify(case, filling),
            filling.phrase("verification_content", words),
            "Kết quả thẩm tra đề nghị ghi vào lý lịch của người xin vào Đảng gửi kèm theo hoặc vào văn bản riêng, "
            "có chữ ký của đại diện cấp ủy và đóng dấu.",
            f"Kết quả đề nghị gửi về {case.committee(issuer)} trước {typed_day(filling, ANSWER_BY)}.",
        ),
        copies=(cell_name(case),),
    )


def _people_to_verify(case, filling):
    """Those named in the blank; where no relative is kept, whoever the place is asked about, without a name."""
    if stores_relatives():
        named = _named(filling.typed_text(TO_VERIFY))
    elif filling.subject:
        named = [_whom(case, filling.subject)]
    else:
        named = [f"người vào Đảng và những người thân cần thẩm tra {WITH_THE_CV}"]
    if len(named) == 1:
        return (f"Người cần thẩm tra: {stop(named[0])}",)
    return ("Những người cần thẩm tra:", *_numbered(named))


def _named(text):
    """The people of a list that was typed one a line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _numbered(lines):
    last = len(lines)
    return [f"{place}. {line.rstrip(' .;')}{';' if place < last else '.'}" for place, line in enumerate(lines, 1)]


def build_verifier(case, filling):
    """The paper that members carry who are sent to verify (never the applicant, never a relative)."""
    issuer, where = next_above(case), filling.typed_text(WHERE)
    sent = _named(filling.typed_text(VERIFIER))
    verified = f"{who(case, filling)}, là người xin vào Đảng tại {cell_name(case)}"
    those = "các đồng chí" if len(sent) > 1 else "đồng chí"
    return short_paper(
        case,
        filling,
        issuer,
        kind="GIẤY GIỚI THIỆU",
        symbol="GGT",
        subject="cử đảng viên đi thẩm tra lý lịch của người xin vào Đảng",
        to=(where,),
        text=(
            *_introduced(case.committee(issuer), sent, f"được cử đến {where} để thẩm tra lý lịch của {verified}"),
            *_people_to_verify(case, filling),
            f"Đề nghị {where} tạo điều kiện để {those} có tên trên hoàn thành nhiệm vụ.",
            f"Giấy giới thiệu này có giá trị đến hết {typed_day(filling, VALID_UNTIL)}.",
        ),
    )


def _introduced(committee, sent, why):
    """One member in the sentence, several as a list below it."""
    if len(sent) == 1:
        return (f"{committee} giới thiệu đồng chí {sent[0].rstrip(' .;,')}, {why}.",)
    return (f"{committee} giới thiệu các đồng chí có tên sau đây, {why}:", *_numbered(sent))


FORMS = (
    letter_form(
        "20-knd",
        "Công văn đề nghị thẩm tra lý lịch của người vào Đảng",
        build_20,
        code="20-KNĐ",
        phase="admission",
        blanks=(WHERE, TO_VERIFY, ANSWER_BY),
        repeats="by_letter",
        also_alone=True,
        paper_code="97",
        applies=before_admission,
    ),
    letter_form(
        "gioi-thieu-tham-tra",
        "Giấy giới thiệu cử đảng viên đi thẩm tra lý lịch",
        build_verifier,
        blanks=(WHERE, VERIFIER, TO_VERIFY, VALID_UNTIL),
        repeats="by_visit",
        also_alone=True,
        paper_code="96",
        applies=before_admission,
    ),
)
