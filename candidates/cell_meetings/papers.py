"""The minutes and the resolution of a cell's meeting. Built, never stored."""

from django.conf import settings

from candidates.cell_meetings.agenda import votes_at
from candidates.cell_meetings.attendance import counts
from candidates.cell_meetings.told import assigned, explained, told
from candidates.models import AgendaItem, MentorAssignment
from candidates.rules import law
from candidates.series import written
from candidates.voters import why_away
from partydev.dates import in_words
from partydev.numbers import two_digits
from partydev.papers.document import Document, Section, Signature

MINUTES, RESOLUTION = "bien-ban", "nghi-quyet"
PAPERS = {MINUTES: "Biên bản họp chi bộ", RESOLUTION: "Nghị quyết họp chi bộ"}
NOTHING_SAID = "Chưa ghi ý kiến, kết quả."
NOTHING_RESOLVED = "Buổi họp không có nội dung biểu quyết, quyết nghị nên không ra nghị quyết."


def build(key, meeting):
    """The `Document` of the paper `key` of `meeting`; a draft until its minutes are done."""
    return {MINUTES: minutes, RESOLUTION: resolution}[key](meeting)


def minutes(meeting):
    """Who was there, what was considered item by item and with what result, and the conclusion."""
    return _head(
        meeting,
        kind="BIÊN BẢN",
        symbol=f"BB/{meeting.organization.document_symbol}",
        number_as_typed=written(meeting.organization, "BB", meeting.minutes_number),
        subject=(f"họp chi bộ tháng {meeting.month:%m/%Y}",),
        sections=(
            Section("Thời gian, địa điểm, thành phần", tuple(_attendance(meeting))),
            Section("Nội dung", children=items)
            if (items := tuple(_items(meeting)))
            else Section("Nội dung", ("Buổi họp không có nội dung ghi trong chương trình.",)),
            Section("Kết luận", tuple(_conclusion(meeting))),
        ),
        signature=Signature("", "CHỦ TRÌ", meeting.chair),
        beside=Signature("", "NGƯỜI GHI BIÊN BẢN", meeting.minutes_by),
    )


def resolution(meeting):
    """What the meeting resolved, and who carries it out; where it resolved nothing, nobody signs it."""
    items = tuple(_items(meeting, resolved=True))
    return _head(
        meeting,
        empty=not items,
        kind="NGHỊ QUYẾT",
        symbol=f"NQ/{meeting.organization.document_symbol}",
        number_as_typed=written(meeting.organization, "NQ", meeting.resolution_number),
        subject=(f"cuộc họp chi bộ tháng {meeting.month:%m/%Y}",),
        opening=tuple(_bases(meeting)),
        sections=(
            Section("Nội dung đã thống nhất", () if items else (NOTHING_RESOLVED,), children=items),
            Section(
                "Tổ chức thực hiện",
                (
                    *_said(meeting.conclusion),
                    "Chi ủy, đảng viên trong chi bộ có trách nhiệm thực hiện nghị quyết này.",
                ),
            ),
        ),
        signature=Signature("T/M CHI BỘ", "BÍ THƯ", meeting.organization.secretary_on(meeting.held_on)),
        recipients=(*_upper(meeting), "Lưu chi bộ"),
    )


def _head(meeting, *, number_as_typed, empty=False, **fields):
    cell = meeting.organization
    parent, place = cell.parent, cell.place_written
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=cell.name,
        place=place or "…",
        number_as_typed=number_as_typed,
        issued_on=meeting.held_on,
        # Nobody signs minutes that can still change, nor a paper without its place or without anything in it.
        withheld=empty or not place or meeting.closed_at is None,
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        **fields,
    )


def _attendance(meeting):
    at = f" lúc {meeting.began_at:%H giờ %M}" if meeting.began_at else ""
    place = f", tại {meeting.venue}" if meeting.venue else ""
    yield f"{meeting.organization.name} họp {in_words(meeting.held_on)}{at}{place}."
    who = counts(meeting)
    if who is None:
        yield "Chưa ghi người dự họp."
        return
    yield f"Tổng số đảng viên của chi bộ: {_split(who.total, who.full, who.probationary)}."
    yield f"Có mặt: {_split(who.here, who.full_here, who.probationary_here)}."
    if who.away:
        named = "; ".join(f"đồng chí {each.full_name} ({why_away(each)})" for each in who.away)
        yield f"Vắng mặt: {_people(len(who.away))}: {named}."
    else:
        yield "Vắng mặt: không có."
    if meeting.chair:
        yield f"Chủ trì: đồng chí {meeting.chair}."
    if meeting.minutes_by:
        yield f"Ghi biên bản: đồng chí {meeting.minutes_by}."


def _items(meeting, *, resolved=False):
    for text, said in told(meeting, resolved=resolved):
        yield Section(text, tuple(said) or (NOTHING_SAID,))


def unsaid(meeting):
    """The texts of the items of which the minutes would say nothing."""
    return [text for text, said in told(meeting) if not said]


def _conclusion(meeting):
    yield from _said(meeting.conclusion) or ("Chưa ghi kết luận.",)
    if meeting.ended_at:
        yield f"Buổi họp kết thúc lúc {meeting.ended_at:%H giờ %M} cùng ngày."


def _said(text):
    """Lines of a text as paragraphs."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _bases(meeting):
    yield "- Căn cứ Điều lệ Đảng;"
    holding = [
        each
        for each in law.IMPLEMENTING
        if each.holds_from <= meeting.held_on and (each.holds_to is None or meeting.held_on <= each.holds_to)
    ]
    if holding:
        yield f"- Căn cứ {holding[0].name} về thi hành Điều lệ Đảng;"
    yield f"- Căn cứ kết quả buổi họp chi bộ {in_words(meeting.held_on)},"
    yield "Chi bộ quyết nghị:"


def _upper(meeting):
    parent = meeting.organization.parent
    return (f"{parent.committee_name} (để báo cáo)",) if parent else ()


def _split(total, full, probationary):
    return f"{_people(total)} (chính thức: {_people(full)}; dự bị: {_people(probationary)})"


def _people(count):
    return f"{two_digits(count)} đồng chí" if count else "không có"


def codes(meeting):
    """The codes of the cases that the papers tell of, for the log of who read what."""
    of_items = AgendaItem.objects.filter(organization=meeting.organization_id, month=meeting.month)
    found = set(of_items.filter(candidate__isnull=False).values_list("candidate__code", flat=True))
    found |= {vote.candidate.code for taken in votes_at(meeting).values() for vote in taken}
    helped = MentorAssignment.objects.filter(candidate__in=assigned(meeting))
    found |= set(helped.values_list("candidate__code", flat=True))
    found |= set(explained(meeting).filter(candidate__isnull=False).values_list("candidate__code", flat=True))
    return sorted(found | set(meeting.remarks.exclude(conclusion="").values_list("candidate__code", flat=True)))


def filename(key, meeting):
    """Says which paper of which day, and nobody's name."""
    return f"{key}-hop-chi-bo-{meeting.held_on:%Y-%m-%d}-{meeting.pk}.pdf"
