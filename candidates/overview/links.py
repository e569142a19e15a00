"""Where a line of a list or a finding leads. A page that is not installed has the address ""."""

from django.urls import NoReverseMatch, reverse

from branches.permissions import Permission
from candidates.pipeline import next_transition

# The form in which what a rule found missing is entered, by the rule's `link`; else that part of the page.
FORMS = {
    "mentors": "candidates:assign_mentor",
    "person": "candidates:person",
    "case": "candidates:case",
    "catch_up": "candidates:catch_up",
    "introductions": "candidates:introduce",
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


# Parts of the page that only tell what happened: nothing can be mended there.
ONLY_TOLD = ("votes", "timeline")


def mending(candidate):
    """A function from a rule's `link` to the address where its fault is mended; "" where nothing can be."""

    def url_for(name):
        if name in ONLY_TOLD:
            return ""
        return link(FORMS[name], pk=candidate.pk) if name in FORMS else part(candidate, name)

    return url_for


def duty_act(duty, user):
    """What to press for an obligation: (address, words); the candidate's page where `user` has nothing to press."""
    candidate = duty.candidate
    opened = link("candidates:detail", pk=candidate.pk), "Mở hồ sơ"
    if duty.kind == "remark":
        url = link("candidates:remark", pk=candidate.pk, month=duty.key)
        return (url, "Viết nhận xét") if url else opened
    if not user.can(Permission.CANDIDATE_ADVANCE, candidate) and duty.kind in ("mentor", "new_member_class"):
        return opened
    if duty.kind == "mentor":
        return link("candidates:assign_mentor", pk=candidate.pk), "Phân công giúp đỡ"
    if duty.kind == "new_member_class":
        if getattr(duty, "is_nominated", False):
            return part(candidate, "classes"), "Xem lớp bồi dưỡng"
        return link("candidates:nominate", pk=candidate.pk, kind="new_member"), "Cử đi học"
    if duty.kind == "certificate":
        return part(candidate, "classes"), "Xem giấy chứng nhận"
    if duty.kind == "decide" and candidate.stage == "returned":
        return opened  # the committee's clock runs while the cell completes the dossier
    if duty.kind == "ceremony" and duty.due_on is None:
        return link("candidates:receive_decision", pk=candidate.pk), "Ghi ngày nhận quyết định"
    return _step(candidate, user) or opened


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
