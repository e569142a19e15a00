"""The letter that asks a cell to complete a dossier: all points at once. Built, never stored."""

from django.conf import settings

from candidates.reasons import explained
from partydev.numbers import row_id, two_digits
from partydev.papers.document import Document, Signature

ASIDE = "Nội dung không thuộc giấy tờ nào"


def completion_letter(request):
    """The `Document` of one `CompletionRequest`: every paper with what is to be completed in it, and why.

    Without a number it is a draft. The committee where the dossier lay on that day writes to the cell of that day.
    """
    candidate, issuer, cell = request.candidate, request.issuer, request.event.organization
    points = list(request.points.all())
    typed = request.number.strip()
    return Document(
        kind="",
        upper_name=issuer.parent.committee_name if issuer.parent else "",
        issuer_name=issuer.committee_name,
        place=issuer.place or "…",
        withheld=not issuer.place,
        symbol=f"CV/{issuer.document_symbol}",
        number=row_id(typed) or None,
        number_as_typed="" if row_id(typed) else typed,
        issued_on=request.requested_on,
        subject=("về việc bổ sung, hoàn thiện hồ sơ người vào Đảng",),
        addressees=(cell.committee_name,),
        opening=(
            f"{issuer.committee_name} đã nhận hồ sơ của {candidate.form_of_address} {candidate.person.full_name} "
            f"(mã hồ sơ {candidate.code}) do {cell.name} gửi.",
            f"Qua kiểm tra, còn {two_digits(len(points))} nội dung cần bổ sung, hoàn thiện như sau:",
            *_points(points),
            f"Đề nghị {cell.name} bổ sung, hoàn thiện đủ các nội dung trên rồi gửi lại hồ sơ "
            f"để {issuer.committee_name} tiếp tục thẩm định theo quy định.",
        ),
        sections=(),
        signature=Signature("T/M ĐẢNG ỦY", "BÍ THƯ"),
        recipients=("Như trên", "Lưu Đảng ủy"),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _points(points):
    for number, point in enumerate(explained(points), 1):
        about = point.about or ASIDE
        why = f" ({point.because[:1].lower()}{point.because[1:]})" if point.because else ""
        yield f"{number}. {about}{why}: {point.text.rstrip('. ')}."


def filename(request):
    """Says which paper of which day, and nobody's name."""
    return f"de-nghi-bo-sung-{request.requested_on:%Y-%m-%d}-{request.pk}.pdf"
