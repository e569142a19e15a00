"""A recognition that came late counts from the end of probation, and its lateness is told."""

import pytest
from django.urls import reverse

from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import browser_of, case_url
from tests.factories import days_ago, make_candidate, today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("late", [False, True])
def test_recognition_counts_from_the_end_of_probation_and_lateness_is_told(cast, late):
    case = make_candidate(cast.A1, "recognition_prepared")  # the ceremony was 430 days ago
    ended = case.member.joined_on.replace(year=case.member.joined_on.year + 1)
    voted, decided = (today() - ended).days, (today() - ended).days - 20
    if late:
        voted, decided = 5, 3
    passed = {"reason": "Chi bộ họp muộn"} if late else {}
    step(case, "recognition_cell_vote", cast["sec_A1"], days_ago(voted), "13-NQ/CB", ballot=vote(5, 5), **passed)
    step(case, "recognition_committee_vote", cast["rec_A"], days_ago(decided), "15-NQ/ĐU", ballot=vote(9, 9))
    head = browser_of(cast["head_X"])
    url = reverse("candidates:step", args=[case.pk, "recognize"])
    assert f"Công nhận từ ngày {ended:%d/%m/%Y} (hết thời gian dự bị)" in head.get(url).text
    event = step(case, "recognize", cast["head_X"], days_ago(decided), "16-QĐ/ĐU", ballot=vote(5, 5))
    case.refresh_from_db()
    assert case.member.recognized_on == ended
    assert f"Công nhận từ ngày {ended:%d/%m/%Y} (hết thời gian dự bị)." in event.note
    assert ("xem xét trách nhiệm" in event.note) is late
    assert f"Công nhận từ ngày {ended:%d/%m/%Y}" in head.get(case_url("detail", case)).text
