"""Who gets what at every address: ONE table, a row an address. `test_matrix` holds the application to it.

How to read a row, from left to right:

    row(name, needs, thing, sees, does, …)

`needs`   PUBLIC, SIGNED_IN, or permissions of which the viewer holds one anywhere; otherwise 403
`thing`   the object of `world` that fills the address; "" for an address without an object
`sees`    permissions of which one is held at the object's place; otherwise it does not exist: 404
`does`    permissions of which one is held there as well; otherwise 403
`get`     the answer then, 0 where the address takes no GET (405)
`post`    the answer to an empty form, 0 where the address takes no POST (405)
`writes`  permissions of which one is held there to send the form, where more than to open it; otherwise 403
`helper`  the party member who was assigned to help the person sees it too
`owned`   it is one person's own, who is none of the viewers: for all of them it does not exist (404)
`htmx`    a fragment that only htmx asks for

Whoever has no session is sent to sign in (302), whatever the address. PUT, PATCH and DELETE are
taken nowhere (405).
"""

from dataclasses import dataclass, field

from django.utils import timezone

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name

PUBLIC, SIGNED_IN = "public", "signed_in"
SHOWN, REFUSED, DONE = 200, 422, 302
THIS_YEAR = timezone.localdate().year


@dataclass(frozen=True)
class Row:
    name: str
    needs: object
    thing: str = ""
    sees: tuple = ()
    does: tuple = ()
    get: int = SHOWN
    post: int = 0
    writes: tuple = ()
    helper: bool = False
    htmx: bool = False
    fixed: dict = field(default_factory=dict)  # further arguments of the address
    owned: bool = False
    once_in: int = 0  # the answer of a public page to who is signed in already


def row(name, needs, thing="", sees=(), does=(), **more):
    needs, sees, does = (
        (each,) if isinstance(each, P) else each for each in (needs, sees or (needs if thing else ()), does)
    )
    return Row(name, needs, thing, sees, does, **more)


FORM = {"get": SHOWN, "post": REFUSED}
BUTTON = {"get": 0, "post": REFUSED}
MANAGE = (P.ACCOUNT_MANAGE, P.APPOINTMENT_MANAGE)
OPENS = (P.CANDIDATE_VIEW, P.REMARK_WRITE)
GROUNDS = (P.CANDIDATE_ENTER, P.DOSSIER_CHECK)
ANSWERS = (P.DOSSIER_CHECK, P.DECISION_RECORD)
READERS = (P.CANDIDATE_ADVANCE, P.DOSSIER_CHECK)
STEPS = (P.CANDIDATE_ADVANCE, P.DOSSIER_CHECK, P.DECISION_RECORD)

ROWS = (
    # Everyone
    row("healthz", PUBLIC),
    row("styleguide", PUBLIC),
    row("accounts:sign_in", PUBLIC, **FORM, once_in=DONE),
    row("accounts:set_password", PUBLIC, **FORM),
    # Whoever is signed in
    row("home", SIGNED_IN),
    row("search", SIGNED_IN),
    row("undo", SIGNED_IN, **BUTTON),
    row("saved_views", SIGNED_IN),
    row("saved_view_save", SIGNED_IN, **FORM),
    row("saved_view", SIGNED_IN, "saved_view", owned=True, get=DONE),
    row("saved_view_change", SIGNED_IN, "saved_view", owned=True, **FORM),
    row("saved_view_update", SIGNED_IN, "saved_view", owned=True, **BUTTON),
    row("saved_view_remove", SIGNED_IN, "saved_view", owned=True, **BUTTON),
    row("accounts:sign_out", SIGNED_IN, get=0, post=DONE),
    row("accounts:change_password", SIGNED_IN, **FORM),
    # Accounts, appointments, log
    row("accounts:users", MANAGE),
    row("accounts:roles", MANAGE),
    row("accounts:open", P.ACCOUNT_MANAGE, **FORM),
    row("accounts:user", MANAGE, "account"),
    row("accounts:appoint", P.APPOINTMENT_MANAGE, "account", MANAGE, **FORM),
    row("accounts:dismiss", P.APPOINTMENT_MANAGE, "appointment", MANAGE, P.APPOINTMENT_MANAGE, **FORM),
    row("accounts:link", P.ACCOUNT_MANAGE, "account", MANAGE, P.ACCOUNT_MANAGE, **FORM),
    row("accounts:issue_code", P.ACCOUNT_MANAGE, "account", MANAGE, P.ACCOUNT_MANAGE, get=0, post=SHOWN),
    row("accounts:close", P.ACCOUNT_MANAGE, "account", MANAGE, P.ACCOUNT_MANAGE, get=0, post=DONE),
    row("accounts:reopen", P.ACCOUNT_MANAGE, "account", MANAGE, P.ACCOUNT_MANAGE, get=0, post=DONE),
    row("accounts:log", P.LOG_VIEW),
    # The tree
    row("branches:tree", P.ORGANIZATION_VIEW),
    row("branches:organization", P.ORGANIZATION_VIEW, "unit"),
    row("branches:children", P.ORGANIZATION_VIEW, "unit", htmx=True),
    row("branches:found", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:rename", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:move", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:dissolve", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:edit", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:authority", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    row("branches:union", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    # Members
    row("branches:members", P.MEMBER_VIEW, "unit", P.ORGANIZATION_VIEW, P.MEMBER_VIEW),
    row("branches:member_add", P.MEMBER_CHANGE, "cell", P.ORGANIZATION_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:transfer_in", P.MEMBER_CHANGE, "cell", P.ORGANIZATION_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:member", P.MEMBER_VIEW, "member"),
    row("branches:transfer_out", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:transfer", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:departure", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:restore", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:exempt", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:card", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:position", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:position_end", P.MEMBER_CHANGE, "position", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    row("branches:party_group", P.MEMBER_CHANGE, "member", P.MEMBER_VIEW, P.MEMBER_CHANGE, **FORM),
    # Targets
    row("branches:targets", P.TARGET_CHANGE),
    row("branches:leading", P.REPORT_VIEW, "unit", P.ORGANIZATION_VIEW, P.REPORT_VIEW),
    row("branches:document_add", P.TARGET_CHANGE, "unit", P.ORGANIZATION_VIEW, P.TARGET_CHANGE, **FORM),
    row(
        "branches:leading_add",
        P.TARGET_CHANGE,
        "unit",
        P.ORGANIZATION_VIEW,
        P.TARGET_CHANGE,
        **FORM,
        fixed={"kind": "kiem-tra"},
    ),
    row("branches:grades", P.MEMBER_CHANGE, "cell", P.ORGANIZATION_VIEW, P.MEMBER_CHANGE, **FORM),
    # The plan of a year
    row("plans:home", P.REPORT_VIEW),
    row("plans:year", P.REPORT_VIEW, "planning"),
    row(
        "plans:plan",
        P.TARGET_CHANGE,
        "planning",
        P.REPORT_VIEW,
        P.TARGET_CHANGE,
        **FORM,
        fixed={"which": THIS_YEAR, "kind": "phat-trien"},
    ),
    row(
        "plans:register",
        P.TARGET_CHANGE,
        "planning",
        P.REPORT_VIEW,
        P.TARGET_CHANGE,
        **FORM,
        fixed={"which": THIS_YEAR},
    ),
    row("plans:respond", P.TARGET_CHANGE, "registered", P.REPORT_VIEW, P.TARGET_CHANGE, **FORM),
    row("branches:unit_targets", P.TARGET_CHANGE, "unit", P.ORGANIZATION_VIEW, P.TARGET_CHANGE, **FORM),
    # People on their way
    row("candidates:list", OPENS),
    row("candidates:list_xlsx", OPENS),
    row("candidates:sources", P.CANDIDATE_VIEW),
    row("candidates:source_list", P.CANDIDATE_VIEW, "source_list", writes=(P.CANDIDATE_ADVANCE,), **FORM),
    row("candidates:source_review", P.CANDIDATE_ADVANCE, "source_list", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:evidence", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:evidence_change", P.CANDIDATE_ADVANCE, "evidence", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:enter", P.CANDIDATE_ENTER, **FORM),
    row("candidates:take_over", P.CANDIDATE_ENTER, **FORM),
    row("candidates:detail", OPENS, "case", P.CANDIDATE_VIEW, helper=True),
    row("candidates:purpose", P.CANDIDATE_VIEW, "case", **FORM),
    row("candidates:readers", P.READERS_VIEW, "case"),
    row("candidates:catch_up", P.CANDIDATE_ADVANCE, "fresh", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:person", P.CANDIDATE_ENTER, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row("candidates:case", P.CANDIDATE_ENTER, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row(
        "candidates:step",
        STEPS,
        "fresh",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ADVANCE,
        **FORM,
        fixed={"transition": "list"},
    ),
    row("candidates:vote_minutes", P.MEMBER_VIEW, "cell_vote", P.CANDIDATE_VIEW, P.MEMBER_VIEW),
    row("candidates:vote_minutes_pdf", P.MEMBER_VIEW, "cell_vote", P.CANDIDATE_VIEW, P.MEMBER_VIEW),
    row("candidates:receipt", P.CANDIDATE_VIEW, "handed"),
    row("candidates:receipt_pdf", P.CANDIDATE_VIEW, "handed"),
    row("candidates:take_back", STEPS, "recorded", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:remedy", ANSWERS, "irregular", P.CANDIDATE_VIEW, ANSWERS, **FORM),
    row("candidates:assign_mentor", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:end_mentor", P.CANDIDATE_ADVANCE, "mentor", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:task", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:task_result", P.CANDIDATE_ADVANCE, "task", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:introduce", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:introduction", P.CANDIDATE_ADVANCE, "introduction", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row(
        "candidates:record_ground",
        GROUNDS,
        "case",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ENTER,
        **FORM,
        fixed={"kind": "over_60_consent"},
    ),
    row("candidates:withdraw_ground", GROUNDS, "ground", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row(
        "candidates:nominate",
        P.CANDIDATE_ADVANCE,
        "case",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ADVANCE,
        **FORM,
        fixed={"kind": "awareness"},
    ),
    row(
        "candidates:vote_ballots",
        P.CANDIDATE_ADVANCE,
        "to_vote",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ADVANCE,
        fixed={"transition": "cell_vote"},
    ),
    row("candidates:receive_decision", P.CANDIDATE_ADVANCE, "decided", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:move", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:offer_transfer", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:transfers", P.CANDIDATE_ADVANCE),
    row("candidates:answer_transfer", P.CANDIDATE_ADVANCE, "offer", **FORM),
    row("candidates:take_transfer_back", P.CANDIDATE_ADVANCE, "offered", **BUTTON),
    row("candidates:add_paper", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:paper", P.CANDIDATE_ADVANCE, "paper", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:remove_paper", P.CANDIDATE_ADVANCE, "paper", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **BUTTON),
    row("candidates:answer_point", P.CANDIDATE_ADVANCE, "point", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    # Before the dossier goes up
    row("candidates:compare", P.CANDIDATE_VIEW, "case"),
    row("candidates:readings", READERS, "case", P.CANDIDATE_VIEW, READERS, get=SHOWN, post=REFUSED),
    # The places asked about a CV
    row("candidates:verifications_unanswered", P.CANDIDATE_VIEW),
    row("candidates:verifications", P.CANDIDATE_VIEW, "case"),
    row("candidates:verification_add", P.CANDIDATE_ADVANCE, "case", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:verification", P.CANDIDATE_ADVANCE, "place_asked", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row(
        "candidates:verification_chase",
        P.CANDIDATE_ADVANCE,
        "place_asked",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ADVANCE,
        **FORM,
    ),
    # Scans of its papers
    row("candidates:scans", P.CANDIDATE_VIEW, "paper", P.CANDIDATE_VIEW, writes=(P.CANDIDATE_ADVANCE,), **FORM),
    row("candidates:scan_part", P.CANDIDATE_ADVANCE, "paper", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **BUTTON),
    row("candidates:scan_set_aside", P.CANDIDATE_ADVANCE, "paper", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **BUTTON),
    row("candidates:scan_file", P.CANDIDATE_VIEW, "scan"),
    row("candidates:scan_page", P.CANDIDATE_VIEW, "scan_page"),
    # What is due
    row("candidates:due", P.CANDIDATE_VIEW),
    row("candidates:explain", STEPS, "duty", P.CANDIDATE_VIEW, P.CANDIDATE_ADVANCE, **FORM),
    row("candidates:extend", P.DECISION_RECORD, "sent", P.CANDIDATE_VIEW, P.DECISION_RECORD, **FORM),
    row("candidates:checks", P.CANDIDATE_ADVANCE, "unit", **FORM),
    row("candidates:reminders", P.CANDIDATE_ADVANCE, "unit", **FORM),
    # The month of a cell
    row("candidates:remarks", P.CANDIDATE_ADVANCE),
    row("candidates:meeting", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:no_meeting", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:conclude", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:rhythm", P.DOSSIER_CHECK, "unit", **FORM),
    # The meeting of a cell
    row("candidates:cell_meeting", P.CANDIDATE_ADVANCE, "month"),
    row("candidates:cell_agenda", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:cell_item", P.CANDIDATE_ADVANCE, "agenda_item", **FORM),
    row("candidates:cell_item_move", P.CANDIDATE_ADVANCE, "agenda_item", **BUTTON, fixed={"way": "bo"}),
    row("candidates:cell_attendance", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:cell_outcome", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:cell_close", P.CANDIDATE_ADVANCE, "month", **FORM),
    row("candidates:cell_reopen", P.CANDIDATE_ADVANCE, "month", **BUTTON),
    row("candidates:cell_paper", P.CANDIDATE_ADVANCE, "month", fixed={"paper": "bien-ban"}),
    row("candidates:cell_paper_pdf", P.CANDIDATE_ADVANCE, "month", fixed={"paper": "nghi-quyet"}),
    # A person's remark of a month
    row("candidates:remark", OPENS, "remark", P.CANDIDATE_VIEW, helper=True, writes=(P.REMARK_WRITE,), **FORM),
    # Mass organizations
    row("candidates:introduced", P.PERSON_INTRODUCE),
    row("candidates:introduce_person", P.PERSON_INTRODUCE, **FORM),
    row("candidates:union_counts", (P.PERSON_INTRODUCE, P.REPORT_VIEW)),
    row("candidates:union_register", P.PERSON_INTRODUCE, **FORM),
    # A cell's work goes to another secretary
    row("candidates:hand_overs", P.CANDIDATE_ADVANCE),
    row("candidates:hand_over_make", P.CANDIDATE_ADVANCE, "cell", **FORM),
    row("candidates:hand_over", P.CANDIDATE_ADVANCE, "hand_over", **FORM),
    row("candidates:hand_over_pdf", P.CANDIDATE_ADVANCE, "hand_over"),
    # The committee's desk
    row("candidates:mentions", P.CANDIDATE_VIEW),
    row("candidates:comments", P.CANDIDATE_VIEW, "case", **FORM),
    row("candidates:comment_answer", P.CANDIDATE_VIEW, "comment", **BUTTON),
    row("candidates:comment_resolve", P.CANDIDATE_VIEW, "comment", **BUTTON),
    row("candidates:comment_take_back", P.CANDIDATE_VIEW, "comment", owned=True, **BUTTON),
    row("desk:queue", P.DOSSIER_CHECK),
    row("desk:irregular", P.CANDIDATE_VIEW),
    row("desk:review", P.DOSSIER_CHECK, "sent", P.CANDIDATE_VIEW, P.DOSSIER_CHECK),
    row("desk:check_paper", P.DOSSIER_CHECK, "desk_paper", P.CANDIDATE_VIEW, P.DOSSIER_CHECK, **BUTTON),
    row("desk:accept_all", P.DOSSIER_CHECK, "sent", P.CANDIDATE_VIEW, P.DOSSIER_CHECK, **BUTTON),
    row("desk:request_completion", P.DOSSIER_CHECK, "sent", P.CANDIDATE_VIEW, P.DOSSIER_CHECK, **FORM),
    row("desk:completion_letter", P.CANDIDATE_VIEW, "asked"),
    row("desk:returns", P.REPORT_VIEW),
    row("desk:reasons", P.DOSSIER_CHECK, **FORM),
    row("desk:end_reason", P.DOSSIER_CHECK, "own_reason", **BUTTON),
    row("desk:appraise", P.DOSSIER_CHECK, "sent", P.CANDIDATE_VIEW, P.DOSSIER_CHECK, **FORM),
    row("desk:forward", P.DOSSIER_CHECK, "case", P.CANDIDATE_VIEW, P.DOSSIER_CHECK, **FORM),
    # The committee's meetings
    row("desk:meetings", P.MEETING_PREPARE),
    row("desk:meeting_plan", P.MEETING_PREPARE, **FORM),
    row("desk:meeting", P.MEETING_PREPARE, "meeting"),
    row("desk:meeting_change", P.MEETING_PREPARE, "meeting", **FORM),
    row("desk:meeting_submission", P.MEETING_PREPARE, "meeting", **FORM),
    row("desk:add_cases", P.MEETING_PREPARE, "meeting", **BUTTON),
    row("desk:meeting_attendance", P.DECISION_RECORD, "meeting", P.MEETING_PREPARE, P.DECISION_RECORD, **FORM),
    row("desk:meeting_forward", P.DOSSIER_CHECK, "meeting", P.MEETING_PREPARE, P.DOSSIER_CHECK, **FORM),
    row("desk:meeting_close", P.DECISION_RECORD, "meeting", P.MEETING_PREPARE, P.DECISION_RECORD, **FORM),
    row("desk:meeting_paper", P.MEETING_PREPARE, "meeting_paper"),
    row("desk:meeting_paper_pdf", P.MEETING_PREPARE, "meeting_paper"),
    row("desk:remove_case", P.MEETING_PREPARE, "agenda", **BUTTON),
    row("desk:meeting_result", P.DECISION_RECORD, "agenda", P.MEETING_PREPARE, P.DECISION_RECORD, **FORM),
    # Official forms and standing phrases
    row("dossiers:forms", P.CANDIDATE_VIEW, "case"),
    row("dossiers:bundle_pdf", P.CANDIDATE_VIEW, "case"),
    row("dossiers:bundle_zip", P.CANDIDATE_VIEW, "case"),
    row("dossiers:form", P.CANDIDATE_VIEW, "form", writes=(P.CANDIDATE_ADVANCE,), **FORM),
    row("dossiers:draft_pdf", P.CANDIDATE_VIEW, "form"),
    row("dossiers:signed_pdf", P.CANDIDATE_VIEW, "form", get=REFUSED),
    # The applicant's CV
    row("dossiers:cv_unfinished", P.CANDIDATE_VIEW),
    row("dossiers:cv", P.CANDIDATE_VIEW, "case"),
    row("dossiers:cv_number", GROUNDS, "case", P.CANDIDATE_VIEW, GROUNDS, get=0, post=SHOWN),
    row("dossiers:cv_section", P.CANDIDATE_ENTER, "cv_section", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row(
        "dossiers:cv_add",
        P.CANDIDATE_ENTER,
        "case",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ENTER,
        **FORM,
        fixed={"section": "cong-viec"},
    ),
    row("dossiers:cv_row", P.CANDIDATE_ENTER, "cv_row", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row("dossiers:cv_remove_row", P.CANDIDATE_ENTER, "cv_row", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **BUTTON),
    row(
        "dossiers:cv_add_relative",
        P.CANDIDATE_ENTER,
        "case",
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ENTER,
        **FORM,
        fixed={"group": "parents"},
    ),
    row("dossiers:cv_relative", P.CANDIDATE_ENTER, "cv_relative", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **FORM),
    row(
        "dossiers:cv_remove_relative", P.CANDIDATE_ENTER, "cv_relative", P.CANDIDATE_VIEW, P.CANDIDATE_ENTER, **BUTTON
    ),
    row("dossiers:phrases", P.ORGANIZATION_CHANGE, "unit", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE),
    row("dossiers:phrase", P.ORGANIZATION_CHANGE, "phrase", P.ORGANIZATION_VIEW, P.ORGANIZATION_CHANGE, **FORM),
    # Classes
    row("classes:list", P.CLASS_VIEW),
    row("classes:nominations", P.CLASS_VIEW),
    row("classes:create", P.CLASS_MANAGE, **FORM),
    row("classes:detail", P.CLASS_VIEW, "class"),
    row("classes:assign", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:results", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:change", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:seats", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:invite", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:invitation", P.CLASS_MANAGE, "class_unit", **FORM),
    row("classes:sessions", P.CLASS_MANAGE, "class", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:attendance", P.CLASS_MANAGE, "class_session", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:remove_session", P.CLASS_MANAGE, "class_session", P.CLASS_VIEW, P.CLASS_MANAGE, **BUTTON),
    row("classes:paper", P.CLASS_MANAGE, "class_paper", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:paper_pdf", P.CLASS_VIEW, "class_paper", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:calls_pdf", P.CLASS_VIEW, "class"),
    row("classes:certificates_pdf", P.CLASS_VIEW, "class", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:certificate_pdf", P.CLASS_VIEW, "certificate", P.CLASS_VIEW, P.CLASS_VIEW),
    row("classes:reissue", P.CLASS_MANAGE, "certificate", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    row("classes:register", P.CLASS_VIEW),
    row("classes:register_pdf", P.CLASS_VIEW, "issuer"),
    row("classes:leave", P.CLASS_MANAGE, "class_row", P.CLASS_VIEW, P.CLASS_MANAGE, **FORM),
    # The rulebook: read by whoever works with cases, changed from the top of the tree only
    row("rulebook:page", P.RULEBOOK_VIEW),
    row("rulebook:compare", P.RULEBOOK_VIEW),
    row("rulebook:value", P.RULEBOOK_VIEW, fixed={"key": "probation_months"}),
    row("rulebook:revise", P.RULEBOOK_CHANGE, "law", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holidays", P.RULEBOOK_VIEW),
    row("rulebook:holiday_add", P.RULEBOOK_CHANGE, "top", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holiday_change", P.RULEBOOK_CHANGE, "holiday", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    row("rulebook:holiday_remove", P.RULEBOOK_CHANGE, "holiday", P.RULEBOOK_CHANGE, P.RULEBOOK_CHANGE, **FORM),
    # Results and reports
    row("reports:list", P.REPORT_VIEW),
    row("reports:dashboard", P.REPORT_VIEW),
    row("reports:overdue", P.REPORT_VIEW),
    row("reports:people", P.REPORT_VIEW, "figure"),
    row("reports:report", P.REPORT_VIEW, "report"),
    row("reports:pdf", P.REPORT_VIEW, "report"),
    row("reports:xlsx", P.REPORT_VIEW, "report"),
    row("reports:people_xlsx", P.REPORT_VIEW, "figure"),
    row("reports:cross", P.REPORT_VIEW),
    row("reports:cross_xlsx", P.REPORT_VIEW),
    row("reports:cross_pdf", P.REPORT_VIEW),
    row("reports:forms", P.REPORT_VIEW, "report"),
    row("reports:form", P.REPORT_VIEW, "report", fixed={"bieu": "2"}),
    row("reports:form_xlsx", P.REPORT_VIEW, "report", fixed={"bieu": "1"}),
    row("reports:form_pdf", P.REPORT_VIEW, "report", fixed={"bieu": "1"}),
    row("reports:find_record", P.REPORT_VIEW, get=REFUSED),
    row("reports:standing", P.REPORT_VIEW, "report"),
    row("reports:late", P.REPORT_VIEW, "report"),
    row("reports:texts", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:submit", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:take_back", P.REPORT_SUBMIT, "report", P.REPORT_VIEW, P.REPORT_SUBMIT, **FORM),
    row("reports:receive", P.REPORT_ISSUE, "report_above", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:send_back", P.REPORT_ISSUE, "report_above", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:issue", P.REPORT_ISSUE, "report", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:revision", P.REPORT_VIEW, "revision"),
    row("reports:revision_pdf", P.REPORT_VIEW, "revision"),
    row("reports:revision_xlsx", P.REPORT_VIEW, "revision"),
    row("reports:system_copy", P.REPORT_VIEW, "revision"),
    row("reports:differences", P.REPORT_VIEW, "revision"),
    row("reports:record", P.REPORT_VIEW, "record"),
    # What to care for and urge
    row("reports:signals", P.REPORT_VIEW),
    row("reports:signal", P.REPORT_VIEW, fixed={"key": "don-doc"}),
    row("reports:thresholds", P.REPORT_ISSUE, "planning", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
    row("reports:shares", P.REPORT_ISSUE, "planning", P.REPORT_VIEW, P.REPORT_ISSUE, **FORM),
)
TABLE = {each.name: each for each in ROWS}


def expected(row, viewer, thing, method):
    """The statuses that the table allows for one request: one, but where two checks may come in either order."""
    wanted = {"GET": row.get, "POST": row.post}.get(method) or 405
    if row.needs == PUBLIC:
        return {row.once_in} if row.once_in and viewer.is_in else {wanted}
    if not viewer.is_in:
        return {302}
    if row.needs != SIGNED_IN and not any(viewer.holds(permission) for permission in row.needs):
        return {403, 405} if wanted == 405 else {403}
    if wanted == 405 or thing is None:
        return {wanted}
    if row.owned:
        return {404}
    if row.helper and viewer.helps and thing.helped:
        return {wanted}
    places = (thing.place, *thing.seen_from)
    if not any(viewer.can(permission, place) for permission in row.sees for place in places):
        return {404}
    for asked in (row.does, row.writes if method == "POST" else ()):
        if asked and not any(viewer.can(permission, thing.place) for permission in asked):
            return {403}
    return {wanted}


# Where a canary may be read: by who holds one of these permissions at its place.
READS = {
    "NAME": (P.CANDIDATE_VIEW, P.CLASS_VIEW, P.PERSON_INTRODUCE),
    "DOSSIER": (P.CANDIDATE_VIEW,),
    "TASK": (P.CANDIDATE_VIEW,),
    "REMARK": (P.CANDIDATE_VIEW,),
    "INTRODUCTION": (P.CANDIDATE_VIEW, P.PERSON_INTRODUCE),
    "MEMBER": (P.MEMBER_VIEW,),
    "CLASS": (P.CLASS_VIEW,),
    "ACCOUNT": (*MANAGE, P.LOG_VIEW, P.CANDIDATE_VIEW),
    "UNIT": tuple(P),
}
# … and by who holds one of these below: what stands above one's own unit bears a name in its
# dossiers (who recorded a step there) and over one's own people (the class that they attend).
READS_FROM_BELOW = {"ACCOUNT": (P.CANDIDATE_VIEW,), "UNIT": tuple(P)}
# … and by the member who was assigned to help the person.
HELPER_READS = {"NAME2", "NAME5", "TASK1", "TASK2", "TASK3", "REMARK1", "REMARK2"}
