"""The papers of a cell's vote on one person: ballots before it, minutes after it. Built, never stored."""

from django.conf import settings

from candidates.ballot_papers import ballots
from candidates.models import Vote
from candidates.voters import attendance_of
from partydev.dates import in_words
from partydev.numbers import percent_in_prose, two_digits
from partydev.papers.document import Document, Section, Signature

# What the cell votes on, by the vote's purpose; and what it then proposes.
MATTERS = {
    Vote.Purpose.ADMISSION: ("đề nghị kết nạp vào Đảng đối với", "đề nghị cấp ủy có thẩm quyền xem xét kết nạp"),
    Vote.Purpose.RECOGNITION: (
        "đề nghị công nhận đảng viên chính thức đối với",
        "đề nghị cấp ủy có thẩm quyền xem xét công nhận đảng viên chính thức đối với",
    ),
    "strike_off": (
        "đề nghị xóa tên trong danh sách đảng viên dự bị đối với",
        "đề nghị cấp ủy có thẩm quyền xem xét xóa tên trong danh sách đảng viên dự bị đối với",
    ),
}
WHOM = {Vote.Purpose.ADMISSION: "quần chúng ưu tú"}  # "đồng chí" is for members only
SUBJECTS = {
    Vote.Purpose.ADMISSION: "xét đề nghị kết nạp đảng viên",
    Vote.Purpose.RECOGNITION: "xét đề nghị công nhận đảng viên chính thức",
    "strike_off": "xét đề nghị xóa tên đảng viên dự bị",
}


def minutes(vote):
    """The `Document` of the meeting of a cell that took `vote`: who attended, the matter, the count, the conclusion.

    Without a roster it tells the totals only, as the cell's own minutes gave them.
    """
    cell, parent = vote.organization, vote.organization.parent
    who = attendance_of(vote)
    person = f"{WHOM.get(vote.purpose, 'đồng chí')} {vote.candidate.person.full_name}"
    place = cell.place_written
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=cell.name,
        place=place or "…",
        kind="BIÊN BẢN",
        symbol="",
        issued_on=vote.met_on,
        draft_turn=0 if place else 1,  # without its place the paper is not whole
        subject=(f"họp chi bộ {SUBJECTS[vote.purpose]}",),
        sections=(
            Section("Thời gian, thành phần", tuple(_attendance(vote, who))),
            Section("Nội dung và kết quả biểu quyết", tuple(_result(vote, person, who))),
            Section("Kết luận", (_conclusion(vote, person),)),
        ),
        signature=Signature("", "CHỦ TRÌ", who.chair),
        beside=Signature("", "NGƯỜI GHI BIÊN BẢN", who.minutes_by),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def ballots_of(candidate, purpose):
    """The ballot of a cell's vote to come on one person, with room for the day; a list of one."""
    cell, parent = candidate.organization, candidate.organization.parent
    matter = SUBJECTS[purpose]
    return ballots(
        upper=parent.committee_name if parent else "",
        issuer=cell.name,
        place=cell.place_written,
        held_by=cell.name,
        people=[(candidate.person.full_name, matter[:1].upper() + matter[1:])],
    )


def _attendance(vote, who):
    yield f"{vote.organization.name} họp {in_words(vote.met_on)}."
    if who.is_by_name:
        yield f"Tổng số đảng viên của chi bộ: {_split(who.total, who.full, who.probationary)}."
        together = who.present + who.probationary_present
        yield f"Có mặt: {_split(together, who.present, who.probationary_present)}."
        yield from _away(who)
    else:
        yield (
            f"Tổng số đảng viên chính thức được tính khi biểu quyết: {_people(who.eligible)}; "
            f"có mặt: {_people(who.present)}; vắng mặt: {_people(who.absent)}."
        )
    if who.chair:
        yield f"Chủ trì: đồng chí {who.chair}."
    if who.minutes_by:
        yield f"Ghi biên bản: đồng chí {who.minutes_by}."


def _split(total, full, probationary):
    return f"{_people(total)} (chính thức: {_people(full)}; dự bị: {_people(probationary)})"


def _away(who):
    """Who was not there and why; then who of them is not counted."""
    away = who.absent + who.probationary_absent
    if not away:
        yield "Vắng mặt: không có."
        return
    counted = [each for each in who.away if not each.is_left_out]
    if who.away:
        yield f"Vắng mặt: {_split(away, who.absent, who.probationary_absent)}."
    else:
        yield f"Vắng mặt: {_people(away)} dự bị."
    if counted:
        yield f"Đảng viên chính thức vắng mặt: {_named(counted)}."
    if who.left_out:
        yield (
            "Đảng viên chính thức vắng mặt, không tính vào tổng số khi biểu quyết theo quy định: "
            f"{_named(who.left_out)}."
        )


def _named(people):
    return "; ".join(f"đồng chí {each.name} ({each.words})" for each in people)


def _result(vote, person, who):
    whole = f"tổng số đảng viên chính thức{' được tính' if who.left_out else ''}"
    yield f"Chi bộ xem xét, thảo luận và biểu quyết {MATTERS[vote.purpose][0]} {person}."
    yield f"Số đảng viên chính thức được tính khi biểu quyết: {_people(vote.eligible)}; kết quả như sau:"
    yield f"- Tán thành: {_votes(vote.votes_for, vote.eligible, whole)}."
    yield f"- Không tán thành: {_votes(vote.votes_against, vote.eligible, whole)}."
    if vote.votes_other:
        yield f"- Ý kiến khác: {_votes(vote.votes_other, vote.eligible, whole)}."


def votes_in_words(vote):
    """The counts of a vote in one clause: for, against, other."""
    counted = [("tán thành", vote.votes_for), ("không tán thành", vote.votes_against)]
    if vote.votes_other:
        counted.append(("ý kiến khác", vote.votes_other))
    said = "; ".join(f"{words}: {two_digits(count)}" if count else f"{words}: không có" for words, count in counted)
    share = percent_in_prose(vote.votes_for, vote.eligible)
    return f"{said} (tán thành đạt {share}% so với {two_digits(vote.eligible)} đảng viên chính thức được tính)"


def _votes(count, base, whole):
    if not count:
        return "không có"
    return f"{two_digits(count)} đồng chí, đạt {percent_in_prose(count, base)}% so với {whole}"


def _conclusion(vote, person):
    share = (
        f"{vote.votes_for}/{vote.eligible} đảng viên chính thức tán thành, cần ít nhất {vote.needed}/{vote.eligible}"
    )
    if vote.carried:
        return f"Có {share}: đủ số phiếu theo quy định. Chi bộ {MATTERS[vote.purpose][1]} {person}."
    again = f" (lần biểu quyết thứ {vote.attempt})" if vote.attempt > 1 else ""
    return (
        f"Có {share}: không đủ số phiếu theo quy định{again}. "
        f"Chi bộ không ra nghị quyết {MATTERS[vote.purpose][0]} {person}."
    )


def _people(count):
    return f"{two_digits(count)} đồng chí" if count else "không có"


def filename(vote):
    """Says which paper of which day, and nobody's name."""
    return f"bien-ban-chi-bo-{vote.met_on:%Y-%m-%d}-{vote.pk}.pdf"
