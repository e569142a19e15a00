"""Which cell considers someone who works, studies or serves at a place for a while. No Django here."""

from candidates.rules.base import rule
from candidates.rules.calendar import month_later
from candidates.rules.grounds import LIFTED_BY

WORKER, STUDENT, SECONDED = "worker", "student", "secondment"
ENGAGED_CHOICES = [
    (WORKER, "Lao động theo hợp đồng tại đơn vị"),
    (STUDENT, "Học tập trung tại trường"),
    (SECONDED, "Biệt phái, được cử đến công tác"),
]
_WHO = LIFTED_BY["worker_is_at_the_right_cell"].issuer
_HERE = {"who": _WHO, "link": "ground:other_cell_considers"}


def _too_short(facts, months, what, other):
    """The sentence for less than `months` here on the day; None where it is long enough."""
    if facts.engaged_since is None:
        return f"Chưa ghi {what} ở đây từ ngày nào."
    first = month_later(facts.engaged_since, months)
    if facts.on >= first:
        return None
    return (
        f"Mới {what} ở đây từ ngày {facts.engaged_since:%d/%m/%Y}, chưa đủ {months} tháng "
        f"(đủ từ ngày {first:%d/%m/%Y}): {other} xem xét."
    )


@rule(
    "worker_months",
    met="Đã làm việc ở đây đủ thời gian để chi bộ nơi làm việc xem xét.",
    applies=lambda facts: facts.engaged_as == WORKER,
    **_HERE,
)
def worker_is_at_the_right_cell(facts, law):
    """A worker under contract is considered by the cell at work after 12 months there, else by that at home."""
    return _too_short(facts, law.value("worker_months"), "làm việc", "chi bộ nơi cư trú")


@rule(
    "student_months",
    met="Đã học ở đây đủ thời gian để chi bộ nơi học xem xét.",
    applies=lambda facts: facts.engaged_as == STUDENT,
    **_HERE,
)
def student_is_at_the_right_cell(facts, law):
    """A full-time student is considered by the school's cell from 12 months on."""
    other = "chi bộ nơi cử đi học hoặc nơi cư trú"
    return _too_short(facts, law.value("student_months"), "học", other)


@rule(
    "secondment_months",
    met="Đã công tác ở đây đủ thời gian để chi bộ nơi đến xem xét.",
    applies=lambda facts: facts.engaged_as == SECONDED,
    **_HERE,
)
def seconded_person_is_at_the_right_cell(facts, law):
    """Who is seconded is considered by the receiving unit's cell from 12 months on."""
    return _too_short(facts, law.value("secondment_months"), "công tác", "chi bộ nơi cử đi")
