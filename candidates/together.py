"""Papers of one dossier accepted in one act: which of them may be, and why each of the others may not."""

from typing import NamedTuple

from candidates.models import CompletionPoint, DossierItem
from partydev.text import uncapitalized

UNKNOWN = "không tìm thấy trong hồ sơ này"
CHANGED = "đã thay đổi sau khi bạn mở trang, cần xem lại"
OWN = "bạn là người ghi hoặc gửi giấy tờ này, nên người khác kiểm tra"


class Together(NamedTuple):
    """What became of papers sent in one act: those done, (paper, why not) of the rest, and how many were not found."""

    done: list
    left: list
    unknown: int


def asked_places(candidate):
    """(code, ordinal) of the papers that were ever asked to be completed."""
    points = CompletionPoint.objects.filter(request__candidate=candidate).exclude(paper_code="")
    return set(points.values_list("paper_code", "paper_ordinal"))


def hindrance(paper, asked):
    """Why `paper` is not accepted together with others; "" where nothing of it has to be looked at twice.

    `asked`: whether it was ever asked to be completed.
    """
    if paper.state != DossierItem.State.ENTERED:
        return f"đang ở tình trạng “{uncapitalized(paper.get_state_display())}”"
    if not (paper.number or paper.issuer):
        return "chưa ghi số hoặc nơi ban hành, cần xem riêng"
    if paper.note:
        return "có ghi chú, cần xem riêng"
    return "đã từng bị đề nghị bổ sung, cần xem riêng" if asked else ""
