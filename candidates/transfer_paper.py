"""The paper on which one cell asks another to take a person over and the other confirms. Built, never stored."""

from django.conf import settings

from candidates.address import named_on, standing_on
from candidates.models import TransferOffer
from partydev.dates import in_words
from partydev.papers.document import Document, Section, Signature
from partydev.text import sentence

PRINTED = (TransferOffer.State.OFFERED, TransferOffer.State.ACCEPTED)


def paper_of(offer):
    """The `Document` of an open or accepted offer; it tells nothing of the person but what both cells were told.

    Its words go by what the person was on the day of the offer, so that it reads the same whenever it is built.
    """
    old, new = offer.from_cell, offer.organization
    parent, place = new.parent, new.place_written
    standing = standing_on(offer.candidate, offer.offered_on)
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=new.name,
        place=place or "…",
        draft_turn=0 if place and not offer.is_open else 1,
        kind="GIẤY XÁC NHẬN",
        symbol="",
        issued_on=offer.answered_on,
        subject=(f"tiếp nhận {standing or 'hồ sơ người vào Đảng'}",),
        sections=(
            Section("Đề nghị của chi bộ chuyển", tuple(_asked(offer, old, new, standing))),
            Section("Xác nhận của chi bộ tiếp nhận", tuple(_answered(offer, new, standing))),
        ),
        signature=Signature("", "ĐẠI DIỆN CHI BỘ TIẾP NHẬN", ""),
        beside=Signature("", "ĐẠI DIỆN CHI BỘ CHUYỂN", ""),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _asked(offer, old, new, standing):
    code = f"mã hồ sơ {offer.candidate.code}"
    named = f"{named_on(offer.candidate, offer.offered_on)} ({f'{standing}; ' if standing else ''}{code})"
    yield f"{_upper(in_words(offer.offered_on))}, {old.name} đề nghị {new.name} tiếp nhận {named}."
    yield f"Lý do chuyển: {sentence(' '.join(offer.reason.split()))}"
    if offer.paper_number:
        letter = "Giấy giới thiệu sinh hoạt đảng" if standing else "Giấy giới thiệu"
        yield f"{letter} kèm theo: số {offer.paper_number}."


def _answered(offer, new, standing):
    if offer.is_open:
        yield "Chưa trả lời."
        return
    whom = f"{named_on(offer.candidate, offer.offered_on)} và " if standing else ""
    whose = "" if standing else f" của {named_on(offer.candidate, offer.offered_on)}"
    yield f"{new.name} đã tiếp nhận {whom}hồ sơ{whose} {in_words(offer.answered_on)}."
    if offer.answer:
        yield f"Ý kiến: {sentence(' '.join(offer.answer.split()))}"
    yield "Bước, thời hạn và diễn biến của hồ sơ giữ nguyên; từ ngày này chi bộ tiếp nhận theo dõi hồ sơ."


def _upper(words):
    return f"{words[:1].upper()}{words[1:]}"


def filename(offer):
    """Says which paper of which day, and nobody's name."""
    return f"xac-nhan-tiep-nhan-{offer.answered_on or offer.offered_on:%Y-%m-%d}-{offer.pk}.pdf"
