"""Where a line of a list or a finding leads. A page that is not installed has the address ""."""

from django.urls import NoReverseMatch, reverse

from branches.permissions import Permission
from candidates.actions.clock import EXPLAINS
from candidates.pipeline import next_transition
from candidates.rules.duties_probation import RECEIVE_FIRST

# The form in which what a rule found missing is entered, by the rule's `link`; else that part of the page.
FORMS = {
    "mentors": "candidates:assign_mentor",
    "person": "candidates:person",
    "case": "candidates:case",
    "catch_up": "candidates:catch_up",
    "verifications": "candidates:verifications",
    "introductions": "candidates:introduce",
    "receipt": "candidates:receive_decision",
}
# A link that names one thing: "ground:late_ceremony_consent", "introduction:14" -> the form and its argument.
OF_ONE = {
    "ground": ("candidates:record_ground", "kind", str),
    "introduction": ("candidates:introduction", "introduction", int),
}


def link(name, **kwargs):
    """The address of the page `name`, or "" where there is none."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def part(candidate, name):
    """The address of a part of the candidate's page."""
    return f"{link('candidates:detail', pk=candidate.pk)}#{name}"


# What only the cell's own officers have a form for.
BY_THE_CELL = ("mentor", "new_member_class", "member_cv", "referral_letter")
# Parts of the page that only tell what happened: nothing can be mended there.
ONLY_TOLD = ("votes", "timeline")


def mending(candidate):
    """A function from a rule's `link` to the address where its fault is mended; "" where nothing can be.

    Where the reader does not mend it but can look at it, the answer is (address, words of the link).
    """

    def url_for(name):
        if name in ONLY_TOLD:
            return ""
        if name == "irregular":
            return part(candidate, "timeline"), "Xem ở phần Diễn biến"
        form, _, argument = name.partition(":")
        if argument:
            page, key, kind = OF_ONE[form]
            return link(page, pk=candidate.pk, **{key: kind(argument)})
        return link(FORMS[name], pk=candidate.pk) if name in FORMS else part(candidate, name)

    return url_for


def duty_act(duty, user):
    """What to press for an obligation: (address, words); the candidate's page where `user` has nothing to press."""
    candidate = duty.candidate
    if duty.kind == "transfer":
        return _transfer_act(duty)
    if candidate is None:
        return link("candidates:checks", code=duty.organization.code), "Ghi đã thực hiện"
    opened = link("candidates:detail", pk=candidate.pk), "Mở hồ sơ"
    # The committee's clock runs while the cell completes the dossier.
    waits = duty.kind == "decide" and candidate.stage == "returned"
    if waits or duty.kind in ONLY_OPENED:
        return opened
    if duty.kind in BY_THE_CELL and not user.can(Permission.CANDIDATE_ADVANCE, candidate):
        return opened
    act = ACTS.get(duty.kind)
    if act:
        return act(duty) or opened
    if duty.kind == "ceremony" and duty.text.startswith(RECEIVE_FIRST):
        return link("candidates:receive_decision", pk=candidate.pk), "Ghi ngày nhận quyết định"
    return _step(candidate, user) or opened


def _transfer_act(duty):
    if duty.candidate is None:
        return link("candidates:answer_transfer", pk=int(duty.key)), "Trả lời"
    return link("candidates:transfers"), "Xem đề nghị"


def _remark_act(duty):
    url = link("candidates:remark", pk=duty.candidate_id, month=duty.key)
    return url and (url, "Viết nhận xét")


def _class_act(duty):
    if getattr(duty, "is_nominated", False):
        return part(duty.candidate, "classes"), "Xem lớp bồi dưỡng"
    return link("candidates:nominate", pk=duty.candidate_id, kind="new_member"), "Cử đi học"


def _verification_act(duty):
    return link("candidates:verifications", pk=duty.candidate_id), "Theo dõi từng nơi"


def _paper_act(duty):
    return link("candidates:add_paper", pk=duty.candidate_id), "Ghi giấy tờ đã có"


# What to press for a duty that is not the next step, by its kind.
ACTS = {
    "remark": _remark_act,
    "mentor": lambda duty: (link("candidates:assign_mentor", pk=duty.candidate_id), "Phân công giúp đỡ"),
    "new_member_class": _class_act,
    "certificate": lambda duty: (part(duty.candidate, "classes"), "Xem giấy chứng nhận"),
    "verification_reply": _verification_act,
    "papers": lambda duty: (part(duty.candidate, "papers"), "Xem danh mục hồ sơ"),
    "member_cv": _paper_act,
    "referral_letter": _paper_act,
}
# Nothing is pressed for these: what follows from them is recorded where it happens.
ONLY_OPENED = ("notice", "readmission", "long_enough_here")


def explain_url(duty, user, today, *, again=False):
    """Where an overdue duty is explained; "" for who may not, or where it is explained already.

    `again`: also where something is to be added to the explanation.
    """
    late = duty.done_on is None and duty.due_on and duty.due_on < today and (again or not duty.explanation_id)
    if not late or not user.can(EXPLAINS[duty.turn], duty.acts_at):
        return ""
    return link("candidates:explain", pk=duty.pk)


def _step(candidate, user):
    """The next step's form, for who may press it; checking a dossier has its own page at the desk."""
    step = next_transition(candidate.stage)
    if step is None or not user.can(step.permission, candidate):
        return None
    return step_act(candidate, step)


def step_act(candidate, step):
    """Where a step is recorded, and in what words: the desk has a page for checking, all else is one form."""
    if step.permission == Permission.DOSSIER_CHECK and (desk := link("desk:review", pk=candidate.pk)):
        return desk, step.label
    return link("candidates:step", pk=candidate.pk, transition=step.key), step.act
