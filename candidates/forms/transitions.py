"""Forms of the steps along the way and of the acts beside it. Shape of input only; the rules stand elsewhere."""

from django import forms
from django.utils import timezone

from branches.authority import base_committee_of
from branches.models import Organization
from branches.permissions import Permission
from candidates.forms._parts import (
    Grouped,
    MemberChoice,
    NumberAsked,
    add_impossible_counts,
    full_members_near,
    paper_on_field,
    said_by_field,
)
from candidates.gather import present_introductions
from candidates.judging import asked_ballot, needed_votes
from candidates.letters import letter_at
from candidates.models import Introduction, MentorAssignment
from candidates.rules.introducers import FORMAL_UNIONS, REPLACED_CHOICES
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField, WholeNumberField

ENDED_HERE = ("cell", "asked", "disciplined")
BALLOT = ("eligible", "present", "votes_for", "votes_against", "votes_other")


class StepForm(Grouped, NumberAsked):
    """One transition: its day, its paper, its vote. What the step does not have, the form does not ask.

    `reason` and `as_happened` belong to a refusal and are shown only then.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = VietnameseDateField()
    eligible = WholeNumberField(label="Số người có quyền biểu quyết", min_value=1, max_value=999)
    present = WholeNumberField(label="Số người có mặt", min_value=0, max_value=999)
    votes_for = WholeNumberField(label="Số phiếu tán thành", min_value=0, max_value=999)
    votes_against = WholeNumberField(label="Số phiếu không tán thành", min_value=0, max_value=999)
    votes_other = WholeNumberField(label="Số phiếu có ý kiến khác", min_value=0, max_value=999, initial=0)
    paper_number = CleanCharField(max_length=60)
    paper_on = paper_on_field()
    paper_issuer = CleanCharField(label="Nơi ban hành", max_length=200, required=False)
    card_number = CleanCharField(label="Số thẻ đảng viên", max_length=12)
    note = CleanTextField(label="Ghi chú", max_length=2000, required=False)
    said_by = said_by_field()
    reason = CleanTextField(label="Lý do", max_length=1000, required=False)
    as_happened = forms.BooleanField(
        label="Việc này đã xảy ra trên thực tế; ghi nhận và đánh dấu chưa đúng quy định", required=False
    )

    SHORT = (*BALLOT, "card_number")
    GROUPS = (
        ("", ("on",)),
        ("Kết quả biểu quyết", BALLOT),
        ("Văn bản", ("paper_number", "number_again", "paper_on", "paper_issuer")),
        ("Thẻ đảng viên", ("card_number",)),
        ("Thông tin thêm", ("note", "said_by")),
    )

    def __init__(self, *args, candidate, step, base_help="", **kwargs):
        super().__init__(*args, **kwargs)
        self.candidate, self.step = candidate, step
        self.order_fields([name for name in self.fields if name != "number_again"])  # told after the number
        self.fields["on"].label = step.date_label
        if asked_ballot(step) is None:
            self._drop(*BALLOT)
        elif base_help:
            self.fields["eligible"].help_text = base_help
        if step.key != "issue_card":
            self._drop("card_number")
        if step.key in ("submit", "resubmit", "defer", "resume"):
            self._drop("paper_on", "paper_issuer")
        self.fields["paper_number"].label = f"Số {step.paper[0].lower()}{step.paper[1:]}"
        # A vote that does not carry brings no paper: `clean` asks for its number.
        self.fields["paper_number"].required = step.paper_required and asked_ballot(step) is None
        if asked_ballot(step):
            self.fields["paper_number"].help_text = "Để trống nếu không đủ số phiếu."
        if step.key == "start_verification":
            self.fields["paper_number"].help_text = "Công văn mẫu 20-KNĐ do cấp ủy gửi; chi bộ ghi lại số và ngày."
            above = base_committee_of(candidate.organization)
            self.fields["paper_issuer"].initial = above.committee_name if above else ""

    def is_asked(self, name):
        return name != "number_again" or self.asks_number

    def _carries(self, cleaned):
        """Whether the votes are enough by the rule of their day (today's while it cannot be read)."""
        votes, base = cleaned.get("votes_for"), cleaned.get("eligible")
        if asked_ballot(self.step) is None or votes is None or base is None:
            return False
        on = cleaned.get("on") or timezone.localdate()
        return votes >= needed_votes(self.candidate, self.step, base, on)[0]

    def _drop(self, *names):
        for name in names:
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("as_happened") and not cleaned.get("reason"):
            self.add_error("reason", "Ghi lý do vì sao vẫn ghi nhận việc này.")
        if self._carries(cleaned) and self.step.paper_required and not cleaned.get("paper_number"):
            self.add_error("paper_number", self.fields["paper_number"].error_messages["required"])
        if asked_ballot(self.step):
            add_impossible_counts(self)
        return cleaned

    @property
    def ballot(self):
        """The vote as `advance` takes it; None where the step has none."""
        return {name: self.cleaned_data[name] for name in BALLOT} if asked_ballot(self.step) else None


class MentorForm(NumberAsked, Grouped, Form):
    mentor = MemberChoice(label="Đảng viên chính thức được phân công", queryset=None, empty_label="Chọn một đồng chí")
    resolution_number = CleanCharField(label="Số nghị quyết chi bộ", max_length=60)
    on = VietnameseDateField(label="Phân công từ ngày")
    resolution_on = VietnameseDateField(
        label="Ngày nghị quyết", required=False, help_text="Bỏ trống nếu cùng ngày phân công."
    )
    not_disciplined = forms.BooleanField(
        label="Chi bộ xác nhận: đồng chí này không bị thi hành kỷ luật đảng",
        error_messages={"required": "Chi bộ phân công đồng chí không bị thi hành kỷ luật; xem lại, đánh dấu ô này."},
    )
    GROUPS = (("", ("mentor", "resolution_number", "number_again", "on", "resolution_on", "not_disciplined")),)

    def __init__(self, *args, candidate, user, **kwargs):
        super().__init__(*args, **kwargs)
        helping = [each.mentor_id for each in candidate.mentors.all() if each.ends_on is None]
        # Of the cell alone: who helps a person is with them at its meetings.
        self.fields["mentor"].queryset = full_members_near(candidate, user, None).exclude(pk__in=helping)

    def is_asked(self, name):
        return name != "number_again" or self.asks_number


class EndMentorForm(Grouped, Form):
    """Since when, and why, somebody helps no more. Who left the cell is ended by that, not here."""

    REASONS = [(each.value, each.label) for each in (MentorAssignment.Ended(key) for key in ENDED_HERE)]

    on = VietnameseDateField(label="Thôi phân công từ ngày")
    because = forms.ChoiceField(label="Lý do", choices=REASONS, required=False)
    GROUPS = (("", ("on", "because")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["because"].needed = True


class DayForm(Grouped, Form):
    """An act that has nothing but its day."""

    on = VietnameseDateField()
    GROUPS = (("", ("on",)),)

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label


class TakeBackForm(Grouped, Form):
    """Why what was recorded is wrong."""

    reason = CleanTextField(
        label="Đã ghi nhầm điều gì?", max_length=1000, help_text="Ví dụ: nhầm ngày họp; nhầm sang người khác."
    )
    GROUPS = (("", ("reason",)),)


class TaskForm(Grouped, Form):
    title = CleanTextField(label="Nhiệm vụ giao", max_length=300)
    given_on = VietnameseDateField(label="Ngày giao")
    due_on = VietnameseDateField(label="Hạn hoàn thành", required=False)
    GROUPS = (("", ("title", "given_on", "due_on")),)


class TaskResultForm(Grouped, Form):
    done_on = VietnameseDateField(label="Ngày hoàn thành")
    result = CleanTextField(label="Kết quả", max_length=500)
    GROUPS = (("", ("done_on", "result")),)


class IntroductionChoice(forms.ModelChoiceField):
    """A member who introduces the person, with the day."""

    def label_from_instance(self, introduction):
        return f"{introduction} (giới thiệu ngày {introduction.introduced_on:%d/%m/%Y})"


class IntroduceForm(Grouped, Form):
    """Either a full member or a mass organization's committee introduces."""

    member = MemberChoice(
        label="Đảng viên chính thức giới thiệu",
        queryset=None,
        required=False,
        empty_label="Chưa chọn",
    )
    union = forms.ChoiceField(
        label="Hoặc đoàn thể giới thiệu",
        required=False,
        choices=[("", "Chưa chọn"), *((key, Introduction.Union(key).label) for key in FORMAL_UNIONS)],
    )
    union_name = CleanCharField(
        label="Tên ban chấp hành", max_length=160, required=False, help_text="Ví dụ: Ban Chấp hành Đoàn xã."
    )
    since_together = VietnameseDateField(
        label="Cùng công tác, học tập hoặc cư trú với người vào Đảng từ ngày",
        required=False,
        help_text="Của đảng viên giới thiệu; thời gian tính đến ngày chi bộ xét. Ví dụ: 05/02/2024",
    )
    replaces = IntroductionChoice(
        label="Giới thiệu thay đồng chí", queryset=None, required=False, empty_label="Không thay ai"
    )
    replaces_because = forms.ChoiceField(
        label="Lý do thay", required=False, choices=[("", "Chưa chọn"), *REPLACED_CHOICES]
    )
    introduced_on = VietnameseDateField(label="Ngày giới thiệu")
    paper_number = CleanCharField(label="Số giấy, nghị quyết giới thiệu", max_length=60, required=False)
    GROUPS = (
        ("Ai giới thiệu", ("member", "since_together", "union", "union_name")),
        ("Thay người giới thiệu cũ", ("replaces", "replaces_because")),
        ("Giấy giới thiệu", ("introduced_on", "paper_number")),
    )

    def __init__(self, *args, candidate, user, **kwargs):
        super().__init__(*args, **kwargs)
        near = full_members_near(candidate, user, base_committee_of(candidate.organization))
        introduced = [each for each in present_introductions(candidate) if each.member_id]
        self.fields["member"].queryset = near.exclude(pk__in=[each.member_id for each in introduced])
        standing = [each.pk for each in introduced if not each.is_replaced]
        self.fields["replaces"].queryset = candidate.introductions.filter(pk__in=standing).select_related(
            "member__person"
        )
        if not standing:
            self._drop("replaces", "replaces_because")

    def _drop(self, *names):
        for name in names:
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("union") and not cleaned.get("union_name"):
            self.add_error("union_name", "Ghi tên ban chấp hành đoàn thể giới thiệu.")
        if cleaned.get("replaces") and not cleaned.get("replaces_because"):
            self.add_error("replaces_because", "Chọn lý do thay.")
        asked = cleaned.get("member") and not cleaned.get("replaces")
        if asked and not cleaned.get("since_together") and "since_together" not in self.errors:
            self.add_error("since_together", "Ghi đồng chí này cùng công tác, học tập hoặc cư trú từ ngày nào.")
        return cleaned


class TogetherForm(Grouped, Form):
    """Since when one member who introduces is together with the person."""

    since_together = VietnameseDateField(label="Cùng công tác, học tập hoặc cư trú với người vào Đảng từ ngày")
    GROUPS = (("", ("since_together",)),)


class NominateForm(Grouped, Form):
    on = VietnameseDateField(label="Ngày cử đi học")
    paper_number = CleanCharField(label="Số công văn, danh sách cử đi học", max_length=60, required=False)
    GROUPS = (("", ("on", "paper_number")),)


class MoveForm(Grouped, Form):
    to = forms.ModelChoiceField(label="Chi bộ tiếp nhận", queryset=None, empty_label="Chọn chi bộ")
    on = VietnameseDateField(label="Ngày chuyển")
    paper_number = CleanCharField(label="Số giấy giới thiệu", max_length=60, required=False)
    note = CleanTextField(label="Ghi chú", max_length=1000, required=False)
    GROUPS = (("", ("to", "on", "paper_number", "note")),)

    def __init__(self, *args, candidate, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        cells = Organization.objects.cells().existing(on).within(user.scope(Permission.CANDIDATE_ADVANCE))
        self.fields["to"].queryset = cells.exclude(pk=candidate.organization_id)
        letter = letter_at(candidate.stage).name
        self.fields["paper_number"].label = f"Số {letter[0].lower()}{letter[1:]}"
