"""What is due: kind, day, and the clause, for cases at different stages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.calendar import WorkCalendar
from candidates.rules.deadlines import latest_extension
from candidates.rules.duties import duties
from candidates.rules.duties_base import ClockFacts, Extended
from candidates.rules.duties_dates import milestones
from candidates.rules.duties_units import unit_duties
from candidates.rules.facts import CandidateFacts
from candidates.rules.values import Rulebook


def found(on, stage, *, clock=None, book=None, **fields):
    """(kind, or kind and key of a remark) -> `Duty`."""
    facts = CandidateFacts(on=on, stage=stage, **fields)
    listed = duties(facts, (book or shipped_rulebook()).on(on), clock or ClockFacts())
    return {duty.kind + (duty.key if duty.kind == "remark" else ""): duty for duty in listed}


def due(on, stage, **more):
    """kind -> due day (remarks by their month)."""
    return {kind: duty.due_on for kind, duty in found(on, stage, **more).items()}


def remarks(on, months, since):
    clock = ClockFacts(months_remarked=frozenset(months), mentored_since=since)
    listed = due(on, "listed", mentors=1, clock=clock)
    return {key.removeprefix("remark"): day for key, day in listed.items() if key.startswith("remark")}


def test_remarks_are_due_each_month_while_someone_helps():
    assert remarks(date(2026, 3, 10), {date(2026, 1, 1)}, date(2026, 1, 5)) == {
        "2026-02": date(2026, 2, 28),
        "2026-03": date(2026, 3, 31),
    }


def test_someone_assigned_late_in_a_month_remarks_from_the_next():
    assert list(remarks(date(2026, 2, 10), (), date(2026, 1, 16))) == ["2026-02"]


def test_nothing_is_due_at_the_end():
    assert due(date(2026, 3, 1), "card_issued", joined_on=date(2024, 1, 1)) == {}


def test_without_a_base_resolution_the_next_step_is_the_decision():
    facts = {"dates": {"cell_vote": date(2026, 8, 20)}, "needs_base_resolution": False}
    assert found(date(2026, 9, 1), "appraised", **facts)["decide"].text == "Trình cấp có thẩm quyền quyết định"


# Each row of the table of time limits: its first or last day, on the days around it.
VOTED, JOINED = date(2026, 3, 2), date(2025, 8, 14)
CASES = [
    ("T1 HD06-2025 5.4", "certificate", "listed", {"certificate_on": date(2021, 5, 1)}, date(2026, 5, 1)),
    ("T4 QĐ 4.3.1", "decide", "submitted", {"dates": {"cell_vote": VOTED}}, date(2026, 5, 28)),
    (
        "T5 QĐ 4.3.1",
        "decide",
        "recognition_cell_resolved",
        {"dates": {"recognition_cell_vote": VOTED}, "joined_on": date(2025, 2, 1)},
        date(2026, 4, 13),
    ),
    (
        "T8a QĐ 24 mục 4",
        "ceremony",
        "decided",
        {"decided_on": date(2026, 7, 24), "decision_received_on": date(2026, 8, 3)},
        date(2026, 9, 16),
    ),
    ("T8b QĐ 208 mục 4", "ceremony", "decided", {"decided_on": date(2026, 8, 14)}, date(2026, 9, 29)),
    ("T11 QĐ 4.2", "recognition", "probationary", {"joined_on": JOINED}, date(2026, 9, 29)),
    (
        "T26 01-HD/TW 3.4",
        "verification_reply",
        "verifying",
        {"dates": {"start_verification": VOTED}},
        date(2026, 4, 13),
    ),
]


@pytest.mark.parametrize(
    ("kind", "stage", "facts", "last"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
@pytest.mark.parametrize("days", [-1, 0, 1], ids=["the day before", "the day", "the day after"])
def test_a_last_day_stays_the_same_before_on_and_after_it(kind, stage, facts, last, days):
    on = date.fromordinal(last.toordinal() + days)
    duty = found(on, stage, **facts)[kind]
    assert duty.due_on == last
    assert (duty.due_on < on) is (days > 0)
    assert duty.citation
    assert duty.rule in shipped_rulebook().on(on)


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 9, 28), "Tổ chức lễ kết nạp"),
        (date(2026, 9, 29), "Tổ chức lễ kết nạp"),
        (date(2026, 9, 30), "Tổ chức lễ kết nạp: đã quá hạn, cần cấp ủy cấp trên trực tiếp đồng ý bằng văn bản"),
    ],
    ids=["T8c the day before", "T8c the day", "T8c the day after"],
)
def test_an_overdue_ceremony_needs_consent(on, text):
    assert found(on, "decided", decided_on=date(2026, 8, 14))["ceremony"].text == text


@pytest.mark.parametrize("days", [-1, 0, 1], ids=["T2 the day before", "T2 the day", "T2 the day after"])
def test_papers_twelve_months_old_are_made_anew(days):
    on = date.fromordinal(date(2026, 6, 10).toordinal() + days)
    duty = found(on, "opinions_collected", opinions_on=(date(2025, 6, 10),))["papers"]
    assert duty.due_on == date(2026, 6, 10)
    assert duty.text.startswith("Hồ sơ đã lập quá 12 tháng") is (days > 0)


def test_a_certificate_and_old_papers_are_of_no_more_concern_once_the_cell_has_voted():
    fields = {"certificate_on": date(2021, 5, 1), "dates": {"cell_vote": date(2026, 2, 20)}}
    after = due(date(2026, 3, 1), "submitted", opinions_on=(date(2025, 3, 1),), **fields)
    assert not {"certificate", "papers"} & set(after)


def test_a_recognition_is_announced_at_the_cells_next_meeting():
    duty = found(date(2026, 8, 3), "recognized", dates={"recognize": date(2026, 8, 1)})["next_step"]
    assert duty.text.startswith("Công bố quyết định công nhận tại kỳ sinh hoạt chi bộ gần nhất; làm thủ tục phát thẻ")
    assert duty.rule == "announced_at_next_meeting"


class TestExtensions:
    """T6: by a recorded decision, QĐ 4.3.1."""

    def put_off(self, until, issued_on=date(2026, 5, 20), voted=VOTED):
        extensions = {("decide", "admission"): [Extended(until, "văn bản số 5", issued_on)]}
        return found(date(2026, 6, 1), "appraised", extensions=extensions, dates={"cell_vote": voted})["decide"]

    def test_the_decision_puts_the_day_off_and_is_named(self):
        duty = self.put_off(date(2026, 6, 20))
        assert (duty.due_on, duty.extended) == (date(2026, 6, 20), "văn bản số 5")

    @pytest.mark.parametrize("until", [date(2026, 5, 27), date(2026, 5, 28)])
    def test_a_nearer_day_moves_nothing(self, until):
        assert (self.put_off(until).due_on, self.put_off(until).extended) == (date(2026, 5, 28), "")

    def test_one_of_an_earlier_resolution_moves_nothing(self):
        assert self.put_off(date(2026, 9, 1), issued_on=date(2026, 3, 1)).extended == ""

    def test_the_furthest_day_is_thirty_working_days_on(self):
        law = shipped_rulebook().on(date(2026, 5, 20))
        assert latest_extension("admission", VOTED, law).day == date(2026, 7, 9)


@pytest.mark.parametrize(
    ("received", "asked"), [(None, True), (date(2026, 8, 15), False)], ids=["T7 not told", "T7 told"]
)
def test_the_result_is_told_to_the_cell(received, asked):
    facts = {"decided_on": date(2026, 8, 14), "decision_received_on": received}
    duty = found(date(2026, 8, 16), "decided", **facts).get("notice")
    assert (duty is not None) is asked
    if asked:
        assert (duty.turn, duty.due_on) == ("deciding", None)


@pytest.mark.parametrize(
    ("received", "asked"),
    [
        (None, True),
        (date(2025, 8, 15), True),
        (date(2026, 8, 13), True),
        (date(2026, 8, 14), False),
        (date(2026, 8, 15), False),
    ],
    ids=["T7 not told", "T7 told of the admission only", "T7 the day before", "T7 the day", "T7 the day after"],
)
def test_the_cell_is_told_of_the_recognition_too(received, asked):
    facts = {"dates": {"recognize": date(2026, 8, 14)}, "decision_received_on": received}
    duty = found(date(2026, 8, 16), "recognized", **facts).get("notice")
    assert (duty is not None) is asked
    if asked:
        assert duty.text == "Gửi quyết định công nhận đảng viên chính thức về chi bộ"
        assert (duty.turn, duty.opens_on, duty.due_on) == ("deciding", date(2026, 8, 14), None)


@pytest.mark.parametrize("days", [-1, 0, 1], ids=["T26 abroad, the day before", "the day", "the day after"])
def test_a_body_abroad_has_ninety_working_days_to_answer(days):
    last = date(2026, 7, 9)
    on = last + timedelta(days=days)
    facts = CandidateFacts(on=on, stage="verifying", foreign_tie=True, dates={"start_verification": VOTED})
    listed = [each for each in duties(facts, shipped_rulebook().on(on)) if each.kind == "verification_reply"]
    assert [(each.key, each.due_on) for each in listed] == [("", date(2026, 4, 13)), ("abroad", last)]
    assert (listed[1].due_on < on) is (days > 0)
    assert listed[1].rule == "verification_reply_abroad_working_days"
    assert "ở nước ngoài" in listed[1].text
    at_home = duties(replace(facts, foreign_tie=False), shipped_rulebook().on(on))
    assert [each.key for each in at_home if each.kind == "verification_reply"] == [""]


class TestAfterTheCeremony:
    def listed(self, on=date(2026, 1, 10), stage="probationary", **clock):
        return due(on, stage, clock=ClockFacts(**clock), joined_on=date(2026, 1, 5))

    def test_the_members_cv_is_due_thirty_working_days_on(self):
        """T9, HD 12-HD/BTCTW; Saturday 10/01/2026 was worked."""
        assert self.listed(admitted_here=True)["member_cv"] == date(2026, 2, 13)

    def test_it_is_not_asked_again_nor_of_one_taken_over(self):
        assert "member_cv" not in self.listed(admitted_here=True, has_member_cv=True)
        assert "member_cv" not in self.listed()

    def test_the_letter_of_a_move_is_due_thirty_working_days_on(self):
        """T18, QĐ 24 mục 6."""
        assert self.listed(moved_on=date(2026, 1, 5))["referral_letter"] == date(2026, 2, 13)
        assert "referral_letter" not in self.listed(moved_on=date(2026, 1, 5), has_letter=True)


@pytest.mark.parametrize(
    ("joined", "opens"),
    [
        (date(2025, 8, 14), date(2026, 8, 14)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 8, 31), date(2026, 8, 31)),
    ],
    ids=["T10, T11", "29 February", "31 August"],
)
def test_recognition_opens_the_day_month_twelve_ends_and_papers_a_month_before(joined, opens):
    before = found(opens - timedelta(days=1), "probationary", joined_on=joined)
    assert before["recognition"].opens_on == opens
    assert before["prepare_recognition"].opens_on < opens
    assert before["prepare_recognition"].due_on is None
    on_the_day = found(opens, "probationary", joined_on=joined)
    assert on_the_day["recognition"].opens_on == opens
    assert "prepare_recognition" not in on_the_day


@pytest.mark.parametrize("stage", ["pool", "opinions_collected"])
def test_readmission_opens_after_thirty_six_months(stage):
    """T15, QĐ mục 3."""
    facts = {"is_readmission": True, "left_party_on": date(2023, 5, 31)}
    duty = found(date(2026, 1, 1), stage, **facts)["readmission"]
    assert (duty.opens_on, duty.due_on) == (date(2026, 5, 31), None)


def test_after_a_conviction_it_opens_sixty_months_after_the_record_was_cleared():
    """T16, QĐ mục 3."""
    facts = {"is_readmission": True, "left_party_on": date(2018, 5, 31), "conviction_cleared_on": date(2021, 9, 30)}
    duty = found(date(2026, 1, 1), "listed", **facts)["readmission"]
    assert (duty.opens_on, duty.rule) == (date(2026, 9, 30), "readmission_after_conviction_months")


@pytest.mark.parametrize("engaged_as", ["worker", "student", "secondment"], ids=["T19", "T20 study", "T20 secondment"])
def test_this_cell_considers_after_twelve_months_here(engaged_as):
    facts = {"engaged_as": engaged_as, "engaged_since": date(2025, 9, 15)}
    duty = found(date(2026, 8, 1), "listed", **facts)["long_enough_here"]
    assert (duty.opens_on, duty.due_on) == (date(2026, 9, 15), None)
    assert "long_enough_here" not in found(date(2026, 8, 1), "submitted", **facts)


def test_days_that_oblige_nobody_are_said_with_their_clause():
    """T10, T12, T13, T14, T21."""
    fields = {"joined_on": JOINED, "decided_on": date(2025, 7, 20), "dates": {"strike_off": date(2026, 9, 1)}}
    facts = CandidateFacts(on=date(2026, 9, 5), stage="struck_off", **fields)
    days = {each.label.split(" (")[0]: each for each in milestones(facts, shipped_rulebook().on(facts.on))}
    assert days["Ngày vào Đảng"].on == JOINED
    assert days["Tuổi đảng tính từ ngày"].on == date(2025, 7, 20)
    assert days["Hết thời gian dự bị"].on == date(2026, 8, 14)
    appeal = next(each for label, each in days.items() if label.startswith("Khiếu nại"))
    assert appeal.on == date(2026, 10, 14)
    assert all(each.citation for each in days.values())


@pytest.mark.parametrize(
    ("kind", "last", "next_due"),
    [
        ("reconciliation", date(2026, 1, 31), date(2027, 1, 31)),
        ("card_check", date(2026, 2, 28), date(2027, 2, 28)),
        ("list_review", date(2026, 8, 31), date(2026, 9, 30)),
    ],
    ids=["T23 HD38", "T24 HD38", "T25 thông lệ"],
)
def test_a_unit_checks_so_many_months_after_the_last_time(kind, last, next_due):
    law = shipped_rulebook().on(date(2026, 9, 1))
    assert [(duty.kind, duty.due_on) for duty in unit_duties({kind: last}, law)] == [(kind, next_due)]
    assert unit_duties({}, law) == []


def test_a_missing_year_of_holidays_is_said_of_every_clock():
    bare = WorkCalendar(frozenset(), frozenset(), frozenset())
    book = Rulebook(shipped_rulebook().rows, bare)
    clock = ClockFacts(admitted_here=True, moved_on=JOINED)
    on_the_way = [
        found(
            date(2026, 8, 20),
            stage,
            clock=clock,
            book=book,
            joined_on=joined,
            decided_on=date(2026, 8, 14),
            dates=dates,
        )
        for stage, joined, dates in (
            ("submitted", None, {"cell_vote": VOTED}),
            ("decided", None, {}),
            ("verifying", None, {"start_verification": VOTED}),
            ("probationary", JOINED, {}),
        )
    ]
    kinds = {"decide", "ceremony", "verification_reply", "member_cv", "referral_letter", "recognition"}
    counted = {kind: duty.unsure for listed in on_the_way for kind, duty in listed.items() if kind in kinds}
    assert counted == dict.fromkeys(kinds, True)


class TestAReceiptThatIsNotRecorded:
    """Before 26/7/2026 the ceremony's days run from the receipt: unknown, the earlier day is shown ((j) 9)."""

    DECIDED, EARLIEST = date(2026, 7, 24), date(2026, 9, 8)

    def finding(self, on, **fields):
        facts = CandidateFacts(on=on, stage="decided", decided_on=self.DECIDED, **fields)
        law = shipped_rulebook().on(self.DECIDED)
        return [(each.level, each.link) for each in check(["ceremony_in_time"], facts, law, passed=True)]

    def test_the_duty_shows_the_day_counted_from_the_issue(self):
        duty = found(date(2026, 9, 30), "decided", decided_on=self.DECIDED)["ceremony"]
        assert duty.due_on == self.EARLIEST
        assert duty.text.startswith("Ghi ngày chi bộ nhận quyết định")
        assert "quá hạn" not in duty.text

    def test_a_ceremony_after_that_day_is_not_said_to_be_in_time(self):
        assert self.finding(self.EARLIEST) == [("pass", "")]
        assert self.finding(date(2026, 9, 9)) == [("warn", "receipt")]
        assert self.finding(date(2026, 9, 9), decision_received_on=date(2026, 8, 3)) == [("pass", "")]

    def test_without_any_day_nothing_is_said(self):
        facts = CandidateFacts(on=date(2026, 9, 9), stage="decided")
        assert check(["ceremony_in_time"], facts, shipped_rulebook().on(facts.on), passed=True) == []
