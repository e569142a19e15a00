"""The way from talent pool to full member, as data: START HERE.

`STAGES` are where a person can stand, `TRANSITIONS` what moves them on, `SIDE_ACTS` what is
recorded beside the way. A person who knows the Party's rules can read this file from top to
bottom; the rules named here stand, one clause each, in `candidates/rules/`. Keys are stored in
databases: never rename one. `partydev.checks` proves that the tables agree.
"""

from dataclasses import dataclass

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name

CELL, BASE, DECIDING = "cell", "base", "deciding"


@dataclass(frozen=True)
class Stage:
    """`turn` says whose turn it is: the cell's, the base committee's or the deciding body's.

    `beside`: within its phase, yet no step of the main way.
    """

    key: str
    label: str
    phase: int
    turn: str = CELL
    open: bool = True
    short: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Phase:
    number: int
    label: str


PHASES = (
    Phase(1, "Tạo nguồn, bồi dưỡng"),
    Phase(2, "Lập hồ sơ, thẩm tra"),
    Phase(3, "Xét kết nạp"),
    Phase(4, "Đảng viên dự bị"),
    Phase(5, "Đảng viên chính thức"),
)

# fmt: off
_STAGES = (
    Stage("pool", "Nguồn phát triển đảng viên", 1, short="Trong nguồn"),
    Stage("listed", "Đã có trong danh sách theo nghị quyết chi bộ", 1, short="Trong danh sách"),
    Stage("dossier_opened", "Chi bộ đồng ý cho lập hồ sơ", 2, short="Được lập hồ sơ"),
    Stage("applied", "Đã có đơn xin vào Đảng", 2, short="Đã có đơn"),
    Stage("cv_declared", "Đã kê khai lý lịch", 2, short="Đã khai lý lịch"),
    Stage("verifying", "Đang thẩm tra, xác minh lý lịch", 2, short="Đang thẩm tra"),
    Stage("verified", "Đã thẩm tra lý lịch", 2, short="Đã thẩm tra"),
    Stage("opinions_collected", "Đã có giới thiệu và ý kiến nhận xét", 2, short="Đã đủ ý kiến"),
    Stage("cell_resolved", "Chi bộ đã ra nghị quyết đề nghị kết nạp", 3, short="Chi bộ đề nghị"),
    Stage("submitted", "Hồ sơ đã gửi cấp ủy cấp trên", 3, BASE, short="Đã gửi hồ sơ"),
    Stage("returned", "Đề nghị bổ sung, hoàn thiện hồ sơ", 3, short="Cần bổ sung", beside=True),
    Stage("appraised", "Hồ sơ đã được thẩm định, đủ điều kiện trình", 3, BASE, short="Đã thẩm định"),
    Stage("committee_resolved", "Đảng ủy cơ sở đã ra nghị quyết đề nghị", 3, BASE, short="Đảng ủy đề nghị"),
    Stage("pending_decision", "Đã trình cấp có thẩm quyền", 3, DECIDING, short="Chờ quyết định"),
    Stage("decided", "Đã có quyết định kết nạp", 3, short="Có quyết định"),
    Stage("probationary", "Đảng viên dự bị", 4, short="Dự bị"),
    Stage("recognition_prepared", "Đã đủ giấy tờ đề nghị công nhận chính thức", 4, short="Đủ giấy công nhận"),
    Stage("recognition_cell_resolved", "Chi bộ đề nghị công nhận chính thức", 4, BASE, short="Chi bộ đề nghị CT"),
    Stage(
        "recognition_committee_resolved", "Đảng ủy cơ sở đề nghị công nhận chính thức", 4, DECIDING,
        short="Đảng ủy đề nghị CT",
    ),
    # A probationer whom the cell, or nobody by two thirds, would keep
    Stage(
        "strike_off_cell_resolved", "Chi bộ đề nghị xóa tên đảng viên dự bị", 4, BASE, short="Chi bộ đề nghị xóa tên",
        beside=True,
    ),
    Stage(
        "strike_off_committee_resolved", "Đảng ủy cơ sở đề nghị xóa tên đảng viên dự bị", 4, DECIDING,
        short="Đảng ủy đề nghị xóa tên", beside=True,
    ),
    Stage(
        "reported_upward", "Đã báo cáo cấp trên xem xét, quyết định", 4, DECIDING, short="Đã báo cáo cấp trên",
        beside=True,
    ),
    Stage("recognized", "Đảng viên chính thức", 5, short="Chính thức"),
    Stage("card_issued", "Đã phát thẻ đảng viên", 5, open=False, short="Đã phát thẻ"),
    # Beside the way
    Stage("deferred", "Tạm dừng xem xét", 0, short="Tạm dừng"),
    Stage("not_admitted", "Chưa đủ điều kiện xem xét kết nạp", 0, open=False, short="Chưa đủ điều kiện"),
    Stage("withdrawn", "Đưa ra khỏi danh sách nguồn", 0, open=False, short="Ra khỏi nguồn"),
    Stage("struck_off", "Xóa tên trong danh sách đảng viên dự bị", 0, open=False, short="Xóa tên"),
    Stage("annulled", "Quyết định kết nạp đã bị hủy", 0, open=False, short="Hủy kết nạp"),
    Stage("transferred_out", "Chuyển đi nơi khác", 0, open=False, short="Chuyển đi"),
    Stage("left", "Đã ra khỏi danh sách đảng viên", 0, open=False, short="Ra khỏi danh sách"),
)
# fmt: on
STAGES = {stage.key: stage for stage in _STAGES}
STAGE_CHOICES = [(stage.key, stage.label) for stage in _STAGES]
MAIN_WAY = tuple(stage.key for stage in _STAGES if stage.phase and not stage.beside)
BEFORE_ADMISSION = tuple(stage.key for stage in _STAGES if 1 <= stage.phase <= 3)
BEFORE_DECISION = BEFORE_ADMISSION[: BEFORE_ADMISSION.index("decided")]
COMMITTEE_STAGES = ("committee_resolved", "recognition_committee_resolved")  # where a base committee resolves
# Where the base committee resolves next, or, where its resolution is not asked, the deciding body decides.
BASE_OR_DECIDING = ("recognition_cell_resolved", "strike_off_cell_resolved")
IN_PROBATION = tuple(stage.key for stage in _STAGES if stage.phase == 4)


@dataclass(frozen=True)
class Ballot:
    """A vote that carries the transition: who votes (`body`) on what (`purpose`).

    `failed_target` is where the person stands when the vote does not carry ("" : stays).
    `optional`: a meeting records it; the step alone only tells the decision and does not ask for it.
    """

    body: str
    purpose: str
    failed_target: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Transition:
    """`records`: it says what happened, and can be recorded even against the rules, marked so.
    A transition that only proposes (`records=False`) waits until nothing blocks it.
    `four_eyes`: who entered the dossier may not be the one who does this.
    `paper` is the paper that carries the step; `paper_code` its row in the dossier's register.
    """

    key: str
    label: str
    act: str
    sources: tuple
    target: str
    permission: P
    date_label: str
    paper: str = ""
    paper_code: str = ""
    paper_required: bool = True
    rules: tuple = ()
    ballot: Ballot | None = None
    records: bool = True
    four_eyes: bool = False
    exit: bool = False


OF_THE_DECIDING_BODY = ("decided_by_the_right_body", "vote_counts_all_committee_members")
# fmt: off
_TRANSITIONS = (
    Transition(
        "list", "Chi bộ đưa vào danh sách bồi dưỡng", "Ghi nghị quyết đưa vào danh sách", ("pool",), "listed",
        P.CANDIDATE_ADVANCE, "Ngày họp chi bộ", "Nghị quyết chi bộ",
    ),
    Transition(
        "open_dossier", "Chi bộ đồng ý cho lập hồ sơ", "Ghi chi bộ đồng ý cho lập hồ sơ", ("listed",),
        "dossier_opened", P.CANDIDATE_ADVANCE, "Ngày họp chi bộ", "Nghị quyết chi bộ",
        rules=("has_mentor", "has_valid_certificate"),
    ),
    Transition(
        "apply", "Viết đơn xin vào Đảng", "Ghi đã nhận đơn xin vào Đảng", ("dossier_opened",), "applied",
        P.CANDIDATE_ADVANCE, "Ngày ghi trên đơn", "Đơn xin vào Đảng", "37", paper_required=False,
    ),
    Transition(
        "declare_cv", "Kê khai lý lịch", "Ghi đã nhận lý lịch", ("applied",), "cv_declared", P.CANDIDATE_ADVANCE,
        "Ngày ký lý lịch", "Lý lịch của người xin vào Đảng", "01", paper_required=False,
        rules=("application_before_cv",),
    ),
    Transition(
        "start_verification", "Bắt đầu thẩm tra lý lịch", "Ghi bắt đầu thẩm tra lý lịch", ("cv_declared",),
        "verifying", P.CANDIDATE_ADVANCE, "Ngày cấp ủy đề nghị", "Công văn của cấp ủy đề nghị thẩm tra lý lịch", "97",
    ),
    Transition(
        "complete_verification", "Hoàn thành thẩm tra lý lịch", "Ghi kết quả thẩm tra lý lịch", ("verifying",),
        "verified", P.CANDIDATE_ADVANCE, "Ngày kết luận", "Văn bản kết luận thẩm tra", paper_required=False,
        rules=("every_place_is_concluded",),
    ),
    Transition(
        "collect_opinions", "Tổng hợp giới thiệu và ý kiến nhận xét", "Ghi đã có giới thiệu và ý kiến",
        ("verified",), "opinions_collected", P.CANDIDATE_ADVANCE, "Ngày tổng hợp", "Tổng hợp ý kiến nhận xét", "42",
        paper_required=False, rules=("has_introducers",),
    ),
    Transition(
        "cell_vote", "Chi bộ biểu quyết đề nghị kết nạp", "Ghi kết quả biểu quyết của chi bộ",
        ("opinions_collected",), "cell_resolved", P.CANDIDATE_ADVANCE, "Ngày họp chi bộ",
        "Nghị quyết đề nghị kết nạp của chi bộ", "43",
        rules=(
            "old_enough", "young_enough", "schooled_enough", "schooling_exception_is_evidenced",
            "has_valid_certificate", "cv_is_verified", "political_issue_is_concluded", "religion_is_consulted",
            "foreign_tie_is_consulted", "worker_is_at_the_right_cell", "student_is_at_the_right_cell",
            "seconded_person_is_at_the_right_cell", "has_introducers", "introducers_know_the_person",
            "youth_union_introduces_its_age", "papers_are_fresh", "cell_has_three_full_members",
            "readmitted_once_only", "may_be_readmitted", "conviction_is_long_past", "reason_of_leaving_does_not_bar",
            "population_case_is_asked_about", "readmission_is_consented", "vote_counts_all_full_members",
        ),
        ballot=Ballot(CELL, "admission"),
    ),
    Transition(
        "submit", "Gửi hồ sơ lên cấp ủy cấp trên", "Gửi hồ sơ", ("cell_resolved",), "submitted", P.CANDIDATE_ADVANCE,
        "Ngày gửi", "Danh mục hồ sơ kèm theo", paper_required=False, records=False,
        rules=("cell_vote_was_regular", "papers_are_whole"),
    ),
    Transition(
        "request_completion", "Đề nghị bổ sung, hoàn thiện hồ sơ", "Đề nghị bổ sung hồ sơ",
        ("submitted", "appraised"), "returned", P.DOSSIER_CHECK, "Ngày đề nghị", "Công văn đề nghị bổ sung",
        paper_required=False, records=False,
    ),
    Transition(
        "resubmit", "Gửi lại hồ sơ đã bổ sung", "Gửi lại hồ sơ", ("returned",), "submitted", P.CANDIDATE_ADVANCE,
        "Ngày gửi lại", "Danh mục hồ sơ kèm theo", paper_required=False, records=False,
        rules=("points_are_answered", "papers_are_whole"),
    ),
    Transition(
        "appraise", "Thẩm định hồ sơ", "Ghi hồ sơ đã thẩm định, đủ điều kiện trình", ("submitted",), "appraised",
        P.DOSSIER_CHECK, "Ngày thẩm định", "Báo cáo thẩm định", paper_required=False, records=False, four_eyes=True,
        rules=("papers_are_whole", "papers_are_accepted"),
    ),
    Transition(
        "committee_vote", "Đảng ủy cơ sở biểu quyết đề nghị kết nạp", "Ghi kết quả biểu quyết của đảng ủy cơ sở",
        ("appraised",), "committee_resolved", P.DECISION_RECORD, "Ngày họp đảng ủy",
        "Nghị quyết đề nghị kết nạp của đảng ủy cơ sở", "45",
        rules=("vote_counts_all_committee_members", "came_with_its_letter"),
        ballot=Ballot(BASE, "admission", failed_target="not_admitted"),
    ),
    Transition(
        "forward", "Trình cấp có thẩm quyền quyết định", "Trình cấp có thẩm quyền",
        ("appraised", "committee_resolved"), "pending_decision", P.DOSSIER_CHECK, "Ngày trình", "Tờ trình",
        paper_required=False, records=False, rules=("base_committee_has_resolved",),
    ),
    Transition(
        "decide", "Quyết định kết nạp đảng viên", "Ghi kết quả biểu quyết và quyết định kết nạp",
        ("pending_decision",), "decided", P.DECISION_RECORD, "Ngày ký quyết định", "Quyết định kết nạp đảng viên",
        "05", four_eyes=True,
        rules=(*OF_THE_DECIDING_BODY, "over_60_was_consented", "readmission_was_consented",
               "certificate_lasts_to_the_decision", "decided_in_time", "came_with_its_letter"),
        ballot=Ballot(DECIDING, "admission", failed_target="not_admitted"),
    ),
    Transition(
        "admit", "Lễ kết nạp", "Ghi lễ kết nạp", ("decided",), "probationary", P.CANDIDATE_ADVANCE,
        "Ngày tổ chức lễ kết nạp", "Biên bản lễ kết nạp", paper_required=False,
        rules=("ceremony_in_time", "came_with_its_letter"),
    ),
    Transition(
        "prepare_recognition", "Hoàn thành giấy tờ đề nghị công nhận", "Ghi đã đủ giấy tờ đề nghị công nhận",
        ("probationary",), "recognition_prepared", P.CANDIDATE_ADVANCE, "Ngày hoàn thành",
        "Tổng hợp ý kiến nhận xét đối với đảng viên dự bị", "49", paper_required=False, records=False,
        rules=("new_member_class_is_done", "recognition_papers_are_whole"),
    ),
    Transition(
        "recognition_cell_vote", "Chi bộ biểu quyết đề nghị công nhận chính thức",
        "Ghi kết quả biểu quyết của chi bộ", ("recognition_prepared",), "recognition_cell_resolved",
        P.CANDIDATE_ADVANCE, "Ngày họp chi bộ", "Nghị quyết đề nghị công nhận của chi bộ", "50",
        rules=(
            "probation_is_over", "cell_has_three_full_members", "vote_counts_all_full_members",
            "recognition_considered_in_time", "cell_may_vote_again",
        ), ballot=Ballot(CELL, "recognition"),
    ),
    Transition(
        "recognition_committee_vote", "Đảng ủy cơ sở biểu quyết đề nghị công nhận",
        "Ghi kết quả biểu quyết của đảng ủy cơ sở", ("recognition_cell_resolved",),
        "recognition_committee_resolved", P.DECISION_RECORD, "Ngày họp đảng ủy",
        "Nghị quyết đề nghị công nhận của đảng ủy cơ sở", "52",
        rules=("vote_counts_all_committee_members", "committee_may_vote_again"), ballot=Ballot(BASE, "recognition"),
    ),
    Transition(
        "recognize", "Quyết định công nhận đảng viên chính thức", "Ghi quyết định công nhận chính thức",
        ("recognition_committee_resolved", "recognition_cell_resolved", "reported_upward"), "recognized",
        P.DECISION_RECORD, "Ngày ký quyết định", "Quyết định công nhận đảng viên chính thức", "07", four_eyes=True,
        rules=(*OF_THE_DECIDING_BODY, "probation_is_over", "base_committee_has_resolved_recognition",
               "recognition_decided_in_time"),
        ballot=Ballot(DECIDING, "recognition"),
    ),
    Transition(
        "issue_card", "Phát thẻ đảng viên", "Ghi phát thẻ đảng viên", ("recognized",), "card_issued",
        P.CANDIDATE_ADVANCE, "Ngày phát thẻ", "Quyết định phát thẻ", "19", paper_required=False,
    ),
    # Detours and exits
    Transition(
        "defer", "Tạm dừng xem xét", "Ghi tạm dừng xem xét", BEFORE_DECISION, "deferred", P.CANDIDATE_ADVANCE,
        "Ngày tạm dừng", "Nghị quyết chi bộ", paper_required=False, exit=True,
    ),
    Transition(
        "resume", "Tiếp tục xem xét", "Ghi tiếp tục xem xét", ("deferred",), "", P.CANDIDATE_ADVANCE,
        "Ngày tiếp tục", "Nghị quyết chi bộ", paper_required=False,
    ),
    Transition(
        "withdraw", "Đưa ra khỏi danh sách nguồn", "Ghi đưa ra khỏi danh sách nguồn",
        (*BEFORE_DECISION, "deferred", "decided"), "withdrawn", P.CANDIDATE_ADVANCE, "Ngày họp chi bộ",
        "Nghị quyết chi bộ", paper_required=False, exit=True,
    ),
    Transition(
        "reconsider", "Xem xét lại", "Ghi chi bộ xem xét lại", ("not_admitted", "withdrawn"), "listed",
        P.CANDIDATE_ADVANCE, "Ngày họp chi bộ", "Nghị quyết chi bộ",
    ),
    Transition(
        "strike_off_cell_vote", "Chi bộ biểu quyết đề nghị xóa tên đảng viên dự bị",
        "Ghi chi bộ biểu quyết đề nghị xóa tên",
        ("probationary", "recognition_prepared", "recognition_cell_resolved"), "strike_off_cell_resolved",
        P.CANDIDATE_ADVANCE, "Ngày họp chi bộ", "Nghị quyết đề nghị xóa tên của chi bộ",
        rules=("cell_has_three_full_members", "vote_counts_all_full_members", "cell_may_vote_again"),
        ballot=Ballot(CELL, "strike_off"), exit=True,
    ),
    Transition(
        "strike_off_committee_vote", "Đảng ủy cơ sở biểu quyết đề nghị xóa tên đảng viên dự bị",
        "Ghi kết quả biểu quyết của đảng ủy cơ sở", ("strike_off_cell_resolved",), "strike_off_committee_resolved",
        P.DECISION_RECORD, "Ngày họp đảng ủy", "Nghị quyết đề nghị xóa tên của đảng ủy cơ sở",
        rules=("vote_counts_all_committee_members", "committee_may_vote_again"), ballot=Ballot(BASE, "strike_off"),
    ),
    Transition(
        "report_upward", "Báo cáo cấp trên xem xét, quyết định", "Ghi báo cáo cấp trên",
        tuple(key for key in IN_PROBATION if key != "reported_upward"), "reported_upward", P.CANDIDATE_ADVANCE,
        "Ngày báo cáo", "Báo cáo", paper_required=False, rules=("votes_have_failed",), exit=True,
    ),
    Transition(
        "strike_off", "Xóa tên trong danh sách đảng viên dự bị", "Ghi quyết định xóa tên đảng viên dự bị",
        IN_PROBATION, "struck_off", P.DECISION_RECORD, "Ngày ký quyết định", "Quyết định xóa tên đảng viên dự bị",
        "08", rules=("strike_off_was_voted", "base_committee_has_resolved_strike_off", *OF_THE_DECIDING_BODY),
        ballot=Ballot(DECIDING, "strike_off", optional=True), four_eyes=True, exit=True,
    ),
    Transition(
        "annul_admission", "Hủy quyết định kết nạp đảng viên", "Ghi quyết định hủy kết nạp",
        ("decided", *IN_PROBATION, "recognized", "card_issued"), "annulled", P.DECISION_RECORD, "Ngày ký quyết định",
        "Quyết định hủy quyết định kết nạp đảng viên", "11", four_eyes=True, exit=True,
    ),
    Transition(
        "annul_recognition", "Hủy quyết định công nhận đảng viên chính thức", "Ghi quyết định hủy công nhận",
        ("recognized", "card_issued"), "probationary", P.DECISION_RECORD, "Ngày ký quyết định",
        "Quyết định hủy quyết định công nhận đảng viên chính thức", four_eyes=True, exit=True,
    ),
    Transition(
        "transfer_out", "Chuyển đi nơi khác", "Ghi chuyển đi nơi khác", (*BEFORE_ADMISSION, *IN_PROBATION, "deferred"),
        "transferred_out", P.CANDIDATE_ADVANCE, "Ngày chuyển đi", "Giấy giới thiệu", paper_required=False, exit=True,
    ),
)
# fmt: on
TRANSITIONS = {transition.key: transition for transition in _TRANSITIONS}


@dataclass(frozen=True)
class SideAct:
    """Recorded beside the way: the stage stays as it is."""

    key: str
    label: str
    permission: P
    stages: tuple


OPEN_STAGES = tuple(stage.key for stage in _STAGES if stage.open)
# fmt: off
_SIDE_ACTS = (
    SideAct("assign_mentor", "Phân công đảng viên giúp đỡ", P.CANDIDATE_ADVANCE, (*MAIN_WAY[1:16], "returned")),
    SideAct("end_mentor", "Thôi phân công giúp đỡ", P.CANDIDATE_ADVANCE, OPEN_STAGES),
    SideAct("give_task", "Giao nhiệm vụ thử thách", P.CANDIDATE_ADVANCE, OPEN_STAGES),
    SideAct("remark", "Nhận xét hằng tháng", P.REMARK_WRITE, OPEN_STAGES),
    SideAct("introduce", "Đoàn thể, đảng viên giới thiệu", P.CANDIDATE_ADVANCE, BEFORE_DECISION),
    SideAct("nominate", "Cử đi học lớp bồi dưỡng nhận thức về Đảng", P.CANDIDATE_ADVANCE, BEFORE_DECISION),
    SideAct("complete_class", "Hoàn thành lớp bồi dưỡng nhận thức về Đảng", P.CLASS_MANAGE, BEFORE_DECISION),
    SideAct("receive_decision", "Chi bộ nhận quyết định", P.CANDIDATE_ADVANCE, ("decided", "recognized")),
    SideAct(
        "nominate_new_member", "Cử đi học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
        P.CANDIDATE_ADVANCE, (*IN_PROBATION, "recognized"),
    ),
    SideAct(
        "complete_new_member_class", "Hoàn thành lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
        P.CLASS_MANAGE, (*IN_PROBATION, "recognized"),
    ),
    SideAct("move_cell", "Chuyển sang chi bộ khác", P.CANDIDATE_ADVANCE, OPEN_STAGES),
)
# fmt: on
SIDE_ACTS = {act.key: act for act in _SIDE_ACTS}

# What else a `StageEvent` may be: the entry itself, a vote that did not carry, the state found on taking over.
ENTER, TAKE_OVER, LEAVE, FAILED_SUFFIX = "enter_pool", "take_over", "leave_roster", "_failed"
RESTORE = "restore_probationer"  # the membership was restored after a striking-off that was wrong
TAKE_BACK = "take_back"  # the opposite of an event that was recorded by mistake
EVENT_LABELS = {
    ENTER: "Đưa vào nguồn phát triển đảng viên",
    TAKE_OVER: "Tiếp nhận hiện trạng",
    LEAVE: "Ra khỏi danh sách đảng viên",
    RESTORE: "Phục hồi đảng viên dự bị",
    TAKE_BACK: "Rút lại việc ghi nhầm",
    **{key: transition.label for key, transition in TRANSITIONS.items()},
    **{key + FAILED_SUFFIX: f"{t.label}: không đủ số phiếu" for key, t in TRANSITIONS.items() if t.ballot},
    **{key: act.label for key, act in SIDE_ACTS.items()},
}


def transitions_from(stage_key):
    """The transitions that lead away from a stage, in the file's order."""
    return [transition for transition in _TRANSITIONS if stage_key in transition.sources]


def next_transition(stage_key):
    """The transition that leads on along the way; None where the way ends or stops.

    Beside it, where nothing else does, the exit to which that stage came; a report upward only follows lost votes.
    """
    found = [t for t in transitions_from(stage_key) if t.key not in ("request_completion", "report_upward")]
    beside = found if STAGES[stage_key].beside else []
    return next((t for t in found if not t.exit), None) or next(iter(beside), None)
