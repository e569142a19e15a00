"""The whole way by actions: from the pool to the card."""

from datetime import timedelta
from itertools import count

import pytest

from branches.models import Member
from candidates import actions
from candidates.models import StageEvent
from partydev.refusals import Refused
from tests.factories import days_ago, make_cast, make_person

pytestmark = pytest.mark.django_db


def vote(for_, of, present=None):
    return {
        "eligible": of,
        "present": present or of,
        "votes_for": for_,
        "votes_against": (present or of) - for_,
        "votes_other": 0,
    }


_numbers = count(1)


def step(candidate, key, by, on, number=None, **kwargs):
    number = f"{next(_numbers):02}" if number is None else number
    return actions.advance(candidate=candidate, transition=key, by=by, on=on, paper=actions.Paper(number), **kwargs)


def reach_submitted(cast, start=700):
    sec, centre = cast["sec_A1"], cast["head_A"]
    on = days_ago(start)
    candidate = actions.enter_pool(by=sec, organization=cast.A1, person=make_person(), on=on, source="youth_union")
    step(candidate, "list", sec, on)
    members = list(Member.objects.filter(organization=cast.A1))
    actions.assign_mentor(candidate=candidate, mentor=members[0], by=sec, on=on, resolution_number="02-NQ/CB")
    nomination = actions.nominate(candidate=candidate, kind="awareness", by=sec, on=on)
    actions.complete_class(nomination=nomination, by=centre, on=on + timedelta(days=5), certificate_number="15")
    step(candidate, "open_dossier", sec, on + timedelta(days=10))
    step(candidate, "apply", sec, on + timedelta(days=11))
    step(candidate, "declare_cv", sec, on + timedelta(days=12))
    step(candidate, "start_verification", sec, on + timedelta(days=13))
    step(candidate, "complete_verification", sec, on + timedelta(days=14))
    together = on - timedelta(days=800)
    actions.introduce(
        candidate=candidate, by=sec, on=on + timedelta(days=14), member=members[1], since_together=together
    )
    actions.introduce(candidate=candidate, by=sec, on=on + timedelta(days=14), union="youth_union", union_name="Đoàn")
    step(candidate, "collect_opinions", sec, on + timedelta(days=15))
    step(candidate, "cell_vote", sec, on + timedelta(days=16), ballot=vote(4, 5))
    for code in ("39", "40"):
        actions.enter_paper(candidate=candidate, by=sec, code=code, issued_on=on + timedelta(days=16), number="1")
    step(candidate, "submit", sec, on + timedelta(days=17))
    candidate.refresh_from_db()
    return candidate, on


def test_the_whole_way():
    cast = make_cast()
    candidate, on = reach_submitted(cast)
    assert candidate.stage == "submitted"
    assert candidate.waits_at == cast.A
    staff, head, sec = cast["staff_A"], cast["head_A"], cast["sec_A1"]
    request = actions.request_completion(
        candidate=candidate, by=staff, on=on + timedelta(days=18), points=[("37", "Đơn thiếu ngày")]
    )
    with pytest.raises(Refused):
        step(candidate, "resubmit", sec, on + timedelta(days=19))
    actions.answer_point(point=request.points.get(), by=sec, answer="Đã ghi ngày")
    step(candidate, "resubmit", sec, on + timedelta(days=19))
    for paper in candidate.papers.all():
        actions.check_paper(paper=paper, by=staff, accepted=True)
    step(candidate, "appraise", staff, on + timedelta(days=20))
    step(candidate, "committee_vote", head, on + timedelta(days=21), ballot=vote(8, 9))
    step(candidate, "forward", staff, on + timedelta(days=22))
    step(candidate, "decide", cast["head_X"], on + timedelta(days=30), number="12-QĐ/ĐU", ballot=vote(4, 5))
    step(candidate, "admit", sec, on + timedelta(days=40))
    candidate.refresh_from_db()
    assert candidate.member.status == Member.Status.PROBATIONARY
    assert candidate.member.decided_on == on + timedelta(days=30)
    other = Member.objects.filter(organization=cast.A1, status="full").last()
    actions.assign_mentor(
        candidate=candidate, mentor=other, by=sec, on=on + timedelta(days=41), resolution_number="09"
    )
    nomination = actions.nominate(candidate=candidate, kind="new_member", by=sec, on=on + timedelta(days=60))
    actions.complete_class(nomination=nomination, by=head, on=on + timedelta(days=70), certificate_number="3")
    for code in ("47", "48", "49"):
        actions.enter_paper(candidate=candidate, by=sec, code=code, issued_on=on + timedelta(days=400), number="1")
    step(candidate, "prepare_recognition", sec, on + timedelta(days=404))
    step(candidate, "recognition_cell_vote", sec, on + timedelta(days=410), ballot=vote(5, 5))
    step(candidate, "recognition_committee_vote", head, on + timedelta(days=415), ballot=vote(9, 9))
    step(candidate, "recognize", cast["head_X"], on + timedelta(days=420), ballot=vote(5, 5))
    step(candidate, "issue_card", sec, on + timedelta(days=430), card_number="012345678901")
    candidate.refresh_from_db()
    assert candidate.stage == "card_issued"
    assert candidate.closed_on == on + timedelta(days=430)
    assert candidate.member.status == Member.Status.FULL
    assert StageEvent.objects.filter(candidate=candidate).count() == 28
    totals = {
        field: sum(getattr(event, field) for event in candidate.events.all())
        for field in ("pool_delta", "pending_delta", "probationary_delta", "full_delta")
    }
    assert totals == {"pool_delta": 0, "pending_delta": 0, "probationary_delta": 0, "full_delta": 1}
    assert not candidate.obligations.open().exists()
