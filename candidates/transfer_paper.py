"""The paper on which one cell asks another to take a person over and the other confirms. Built, never stored."""

from django.conf import settings

from candidates.models import TransferOffer
from partydev.dates import in_words
from partydev.papers.document import Document, Section, Signature

PRINTED = (TransferOffer.State.OFFERED, TransferOffer.State.ACCEPTED)


def paper_of(offer):
    """The `Document` of an open or accepted offer; it tells nothing of the person but what both cells were told."""
    old, new = offer.from_cell, offer.organization
    parent, place = new.parent, new.place or (new.parent.place if new.parent else "")
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=new.name,
        place=place or "…",
        draft_turn=0 if place and not offer.is_open else 1,
        kind="GIẤY XÁC NHẬN",
        symbol="",
        issued_on=offer.answered_on,
        subject=("tiếp nhận hồ sơ người vào Đảng",),
        sections=(
            Section("Đề nghị của chi bộ chuyển", tuple(_asked(offer, old, new))),
            Section("Xác nhận của chi bộ tiếp nhận", tuple(_answered(offer, new))),
        ),
        signature=Signature("", "ĐẠI DIỆN CHI BỘ TIẾP NHẬN", ""),
        beside=Signature("", "ĐẠI DIỆN CHI BỘ CHUYỂN", ""),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _asked(offer, old, new):
    named = f"{offer.candidate} (mã hồ sơ {offer.candidate.code})"
    yield f"{old.name} đề nghị {new.name} tiếp nhận {named} {in_words(offer.offered_on)}."
    yield f"Lý do chuyển: {offer.reason.rstrip('.')}."
    if offer.paper_number:
        yield f"Giấy giới thiệu kèm theo: số {offer.paper_number}."


def _answered(offer, new):
    if offer.is_open:
        yield "Chưa trả lời."
        return
    yield f"{new.name} đã tiếp nhận hồ sơ {in_words(offer.answered_on)}."
    if offer.answer:
        yield f"Ý kiến: {offer.answer.rstrip('.')}."
    yield "Bước, thời hạn và diễn biến của hồ sơ giữ nguyên; từ ngày này chi bộ tiếp nhận theo dõi hồ sơ."


def filename(offer):
    """Says which paper of which day, and nobody's name."""
    return f"xac-nhan-tiep-nhan-{offer.answered_on or offer.offered_on:%Y-%m-%d}-{offer.pk}.pdf"
