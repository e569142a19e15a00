"""What a cell's meeting still has to record before its minutes are signed."""

from dataclasses import dataclass

from candidates.cell_meetings import papers
from candidates.cell_meetings.agenda import votes_at

ATTENDANCE, OUTCOME = "cell_attendance", "cell_outcome"
OFFICIALS = {"chair": "người chủ trì", "minutes_by": "người ghi biên bản"}


@dataclass(frozen=True)
class Missing:
    """Something to record, in words, and the name of the page where it is recorded."""

    text: str
    page: str


def missing(meeting):
    """Everything that the minutes of `meeting` must say and that is not recorded, in the order of its pages."""
    found = [Missing(text, ATTENDANCE) for text in _of_people(meeting)]
    if not meeting.conclusion.strip():
        found.append(Missing("ghi kết luận của buổi họp", OUTCOME))
    for text in papers.unsaid(meeting):
        words = f"ghi ý kiến, kết quả của “{text}”, hoặc bỏ nội dung đó ra khỏi chương trình"
        found.append(Missing(words, OUTCOME))
    return found


def _of_people(meeting):
    if not meeting.attendance.exists():
        yield "ghi người dự họp"
        return
    if lacking := [words for field, words in OFFICIALS.items() if not getattr(meeting, field)]:
        yield f"ghi {', '.join(lacking)}"
    here = meeting.attendance.filter(is_full=True, absence="").count()
    for vote in (vote for taken in votes_at(meeting).values() for vote in taken):
        if vote.present > here:
            who = vote.candidate.person.full_name
            words = f"biểu quyết về {who} ghi {vote.present} người có mặt, danh sách dự họp có {here}"
            yield f"{words}: sửa danh sách dự họp"
