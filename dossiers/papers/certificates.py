"""The certificate of an applicant under guidance who moves (item 53).

That of the awareness class (CN-NTVĐ) is its convener's: it is drawn in one place, `candidates.teaching.papers`.
"""

from dossiers.filling import Blank
from dossiers.papers._people import (
    REASON,
    RECEIVER,
    asked,
    cell_name,
    day_of,
    ethnic_group,
    religion,
)
from dossiers.papers.letters import SENT, before_admission, letter_form, next_above, short_paper, who
from partydev.dates import in_words

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
    letter_form(
        "chung-nhan-giup-do",
        "Giấy chứng nhận người vào Đảng đang trong thời gian được giúp đỡ, xem xét",
        build_guided,
        blanks=(RECEIVER, LISTED_ON, REASON, SENT),
        paper_code="53",
        applies=lambda case: before_admission(case) and case.event("cell_vote") is None,
    ),
)
