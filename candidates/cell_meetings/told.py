"""What the papers of a cell's meeting tell of each item, and of what it did without having it on its agenda."""

import re

from django.db.models import Exists, OuterRef, Q

from branches.models.organization import CELL_KINDS
from candidates.address import named_on
from candidates.cell_meetings.agenda import items_of, resolved_at, resolves_by, votes_at, votes_on
from candidates.models import AgendaItem, CellMeeting, Explanation, MentorAssignment, Obligation
from candidates.papers_of_cell import MATTERS, WHOM, votes_in_words
from candidates.rules.duties_base import KINDS as DUTIES
from candidates.series import same, written
from partydev.numbers import two_digits
from partydev.text import sentence

KINDS = AgendaItem.Kind
NOT_RESOLVED = "Chi bộ chưa biểu quyết, chưa quyết nghị về nội dung này."
# What a cell does at every meeting, or hears: it stands in the minutes alone, unless its words or what came of it say
# that something was resolved.
STANDING = (
    "phổ biến", "quán triệt", "thông báo", "thông tin", "công bố", "thu, nộp đảng phí", "thu nộp đảng phí",
    "thu đảng phí", "nộp đảng phí", "đảng phí", "sinh hoạt chuyên đề", "chào cờ", "điểm danh",
)  # fmt: skip
RESOLVED = re.compile(
    r"thông qua|biểu quyết|thống nhất|quyết nghị|nhất trí|đồng ý|giao |đề nghị|xếp loại|kỷ luật|bầu "
)
# Typed of anything that was heard, it says no more than that it was heard.
ASSENT = re.compile(r"(?:chi bộ )?(?:đã )?(?:thống nhất|nhất trí|đồng ý)")
_NUMBERED = re.compile(r"^[\s\d.,;:)(+*–-]+")
_COUNTED = re.compile(r"\s*\((\d+) (?:người|việc)\)$")  # as the agenda is made: how many there were that day


def told(meeting, *, resolved=False):
    """(heading, paragraphs) of each item, and of what the meeting did without having it on its agenda.

    `resolved`: as a resolution has it, without what a cell only does or hears (`STANDING`), without votes that did
    not carry, of which no resolution comes, and without matters that the cell has to vote or resolve on and did not
    at this meeting, whatever was typed of them.
    """
    votes, helped, remarks = votes_at(meeting), assigned(meeting), list(_remarks(meeting))
    steps, itself = resolved_at(meeting), meeting.resolution_number if resolved else ""
    for item in items_of(meeting.organization, meeting.month):
        said = [line.strip() for line in item.outcome.splitlines() if line.strip()]
        if item.kind == KINDS.REMARKS:
            said, remarks = [*_counted(item, meeting), *remarks, *said], []
        if item.kind == KINDS.EXPLAIN and (said or not resolved):
            said = [*_explained(item, meeting), *said]
        if item.kind == KINDS.MENTOR:
            said = [*(words for _, words in helped.pop(item.candidate_id, ())), *said]
        answers = votes_on(item, votes.get(item.candidate_id, ())) if item.kind == KINDS.VOTE else []
        carried = [vote for vote in answers if vote.carried or not resolved]
        votes[item.candidate_id] = [vote for vote in votes.get(item.candidate_id, ()) if vote not in answers]
        is_open = _is_open(item, answers, steps)
        if (answers and not carried and not said) or (resolved and (is_open or _resolves_nothing(item, said))):
            continue
        said += [words for vote in carried for words in _voted(vote, itself)]
        said += _numbered(steps.get((item.candidate_id, resolves_by(item)), ""), meeting.organization, itself)
        said += [NOT_RESOLVED] if is_open and said else []
        yield _heading(item, resolved=resolved), said
    if remarks:
        yield "Kết luận nhận xét hằng tháng", remarks
    for vote in (vote for taken in votes.values() for vote in taken if vote.carried or not resolved):
        yield f"Biểu quyết {MATTERS[vote.purpose][0]} {_whom(vote)}", list(_voted(vote, itself))
    for rows in helped.values():
        yield f"Phân công giúp đỡ {rows[0][0]}", [words for _, words in rows]


def assigned(meeting):
    """candidate's id -> [(whom, words)] of those whom the meeting's resolution assigned somebody to help."""
    on, found = meeting.held_on, {}
    rows = MentorAssignment.objects.filter(Q(resolution_on=on) | Q(starts_on=on))
    # Who helps is of the cell that assigns: the case itself may be another cell's by now.
    rows = rows.filter(mentor__organization=meeting.organization_id)
    for each in rows.select_related("mentor__person", "candidate__person", "candidate__member").order_by("pk"):
        words = f"Phân công đồng chí {each.mentor} giúp đỡ từ ngày {each.starts_on:%d/%m/%Y}."
        found.setdefault(each.candidate_id, []).append((named_on(each.candidate, on), words))
    return found


def _heading(item, *, resolved):
    """The item without the number of its agenda, which is that of the day on which the agenda was made."""
    if item.kind not in (KINDS.REMARKS, KINDS.EXPLAIN):
        return item.text
    text = _COUNTED.sub("", item.text)
    heard = "Nghe nhận xét, kết luận"
    return text.replace(heard, "Kết luận nhận xét", 1) if resolved and text.startswith(heard) else text


def _resolves_nothing(item, said):
    if item.kind in (KINDS.REMARKS, KINDS.EXPLAIN):
        return not said
    text, came = _NUMBERED.sub("", item.text).casefold(), " ".join(item.outcome.casefold().strip(" .!").split())
    if RESOLVED.search(text) or (RESOLVED.search(came) and not ASSENT.fullmatch(came)):
        return False
    return item.kind == KINDS.ANNOUNCE or (item.kind == KINDS.OTHER and text.startswith(STANDING))


def _is_open(item, answers, steps):
    """Whether the cell has to vote or resolve on `item` and nothing of that is recorded."""
    if item.kind == KINDS.VOTE:
        return not answers
    step = resolves_by(item)
    return bool(step) and (item.candidate_id, step) not in steps


def _of(item, done):
    """ "01 trong 17": how many of those whom the agenda counts; "17" where it was all, or counts none."""
    found = _COUNTED.search(item.text)
    whole = int(found[1]) if found else done
    return f"{two_digits(done)} trong {two_digits(whole)}" if done < whole else two_digits(done)


def _counted(item, meeting):
    """How many were concluded on, where any was."""
    if done := meeting.remarks.exclude(conclusion="").count():
        yield f"Chi bộ đã kết luận về {_of(item, done)} người được giúp đỡ."


def _remarks(meeting):
    """What was concluded on each person; one sentence for all of whom it is the same."""
    rows = meeting.remarks.exclude(conclusion="").select_related("candidate__person", "candidate__member")
    groups = {}
    for row in rows.order_by("candidate__person__sort_key", "candidate_id"):
        groups.setdefault(row.conclusion, []).append(named_on(row.candidate, meeting.held_on))
    for words, names in groups.items():
        yield f"Về {'; '.join(names)}: {sentence(' '.join(words.split()))}"


def _explained(item, meeting):
    """What of the cell's own was overdue, by name, and why, as it was explained for this meeting."""
    last = {}
    for row in explained(meeting).select_related("candidate__person", "candidate__member"):
        last[row.candidate_id, row.kind, row.key] = row
    if last:
        yield f"Đã giải trình {_of(item, len(last))} việc."
    for row in last.values():
        whom = f" đối với {named_on(row.candidate, meeting.held_on)}" if row.candidate else ""
        yield f"{DUTIES[row.kind]}{whom}: {row.words}"


def explained(meeting):
    """The explanations of the cell's own duties since the minutes before these were done, until these are."""
    rows = Explanation.objects.filter(organization=meeting.organization_id)
    before = CellMeeting.objects.filter(organization=meeting.organization_id, held_on__lt=meeting.held_on)
    done = before.filter(closed_at__isnull=False).order_by("-held_on").values_list("closed_at", flat=True).first()
    rows = rows.filter(recorded_at__gt=done) if done else rows.filter(on__gte=meeting.month)
    if meeting.closed_at:
        rows = rows.filter(recorded_at__lte=meeting.closed_at)
    # What the committee has to do is explained by the committee, wherever the person has moved since.
    duty = {"kind": OuterRef("kind"), "key": OuterRef("key")}
    above = Obligation.objects.exclude(acts_at__kind__in=CELL_KINDS)
    of_person = above.filter(candidate=OuterRef("candidate"), **duty)
    of_unit = above.filter(candidate=None, organization=OuterRef("organization"), **duty)
    return rows.exclude(Exists(of_person)).exclude(Q(candidate=None) & Exists(of_unit))


def _whom(vote):
    return f"{WHOM.get(vote.purpose, 'đồng chí')} {vote.candidate.person.full_name}"


def _voted(vote, itself):
    yield f"Biểu quyết {MATTERS[vote.purpose][0]} {_whom(vote)}: {votes_in_words(vote)}."
    if not vote.carried:
        yield f"Không đủ số phiếu theo quy định (cần ít nhất {vote.needed}/{vote.eligible}), không ra nghị quyết."
        return
    yield f"Đủ số phiếu theo quy định (cần ít nhất {vote.needed}/{vote.eligible})."
    yield from _numbered(vote.event.paper_number, vote.organization, itself)


def _numbered(number, cell, itself):
    """The resolution of its own that a vote or a step brought, by its whole number; `itself`: of that which tells."""
    if number and not (itself and same(number, itself)):
        yield f"Chi bộ ra Nghị quyết số {written(cell, 'NQ', number)}."
