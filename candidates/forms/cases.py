"""Forms with which a case begins or catches up, and the filters of the list."""

from django import forms

from branches.authority import base_committee_of
from branches.models import Member, Organization
from branches.permissions import Permission
from candidates import twins
from candidates.actions.advance import Paper
from candidates.actions.entry import Milestone, unknown_milestones
from candidates.forms._parts import AgainAsked, AgeAsked, Grouped, MemberChoice, said_by_field
from candidates.forms.people import PERSON_GROUPS, PersonFields
from candidates.models.candidate import SOURCES
from candidates.pipeline import COMMITTEE_STAGES, MAIN_WAY, PHASES, STAGES, TRANSITIONS
from partydev.forms import CleanCharField, CleanTextField, Form, VietnameseDateField

MILESTONES = (
    "list",
    "open_dossier",
    "apply",
    "declare_cv",
    "complete_verification",
    "cell_vote",
    "submit",
    "committee_vote",
    "decide",
    "admit",
    "recognition_cell_vote",
    "recognize",
)
# Beside the birth date stands the tick that passes an unlikely one.
WHO = (PERSON_GROUPS[0][0], (*PERSON_GROUPS[0][1][:2], "age_is_right", *PERSON_GROUPS[0][1][2:]))
OTHER_PERSON = "other"
OUTSIDE = (
    "Có thể người này đã có trong hệ thống ở nơi khác. Hãy liên hệ cấp ủy cấp trên để kiểm tra trước khi nhập. "
    "Nếu chắc chắn là người khác, chọn mục bên dưới."
)


class EnterForm(AgainAsked, AgeAsked, PersonFields):
    """Someone new for the pool of a cell. Someone of the same name and birth date is asked about first."""

    same_person = forms.CharField(label="Người cùng họ tên và ngày sinh", required=False, widget=forms.RadioSelect)
    organization = forms.ModelChoiceField(label="Chi bộ theo dõi", queryset=None, empty_label="Chọn chi bộ")
    on = VietnameseDateField(label="Ngày đưa vào nguồn")
    source = forms.ChoiceField(label="Nguồn giới thiệu", choices=SOURCES)
    source_name = CleanCharField(
        label="Tên tổ chức giới thiệu", max_length=160, required=False, help_text="Ví dụ: Chi đoàn thôn."
    )
    evidence = CleanTextField(label="Thành tích, phong trào nổi bật", max_length=2000, required=False)
    said_by = said_by_field()

    GROUPS = (
        WHO,
        ("Đưa vào nguồn", ("organization", "on", "source", "source_name", "evidence")),
        *PERSON_GROUPS[1:],
        AgainAsked.AGAIN,
        ("Thông tin thêm", ("said_by",)),
    )

    def __init__(self, *args, user, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.twins = user, twins.Twins([], False)
        self.fields["organization"].queryset = cells
        self.cell = cells.first() if cells.count() == 1 else None
        if self.cell:
            # One cell only: nobody is asked what has one answer.
            del self.fields["organization"]

    def clean(self):
        cleaned = super().clean()
        if self.cell:
            cleaned["organization"] = self.cell
        self.check_twins(cleaned)
        return cleaned

    def check_twins(self, cleaned):
        """Ask about people of the same name and birth date until the user has chosen."""
        self.twins = twins.find(self.user, cleaned.get("full_name"), cleaned.get("birth_date"))
        if not self.twins:
            return
        choices = {
            **{str(twin.person.pk): self._use(twin) for twin in self.twins.inside if twin.usable},
            OTHER_PERSON: "Đây là người khác cùng tên và ngày sinh",
        }
        self.fields["same_person"].widget.choices = list(choices.items())
        self.fields["same_person"].required = True
        if cleaned.get("same_person") not in choices:
            known = [f"{twin.place} ({twin.state})" for twin in self.twins.inside]
            words = f"Đã có người cùng họ tên và ngày sinh: {'; '.join(known)}. Hãy chọn." if known else OUTSIDE
            self.add_error("same_person", words)

    @staticmethod
    def _use(twin):
        again = ", kết nạp lại" if twin.left_party_on else ""
        return f"Chính là người này, dùng thông tin đã có ({twin.place}: {twin.state}{again})"

    @property
    def known(self):
        """The `Twin` whose data the user chose to use; None for a new person."""
        chosen = self.cleaned_data.get("same_person")
        return next((twin for twin in self.twins.inside if twin.usable and str(twin.person.pk) == chosen), None)

    @property
    def twin_note(self):
        """What stays written when the user said that this is another person."""
        if self.twins and self.known is None:
            return "Người nhập đã xác nhận: là người khác cùng họ tên và ngày sinh với người đã có."
        return ""


class WithMilestones:
    """Mixin: a day and a number for each main step that is already behind."""

    MILESTONE_GROUPS = tuple((TRANSITIONS[key].label, (f"{key}_on", f"{key}_number")) for key in MILESTONES)

    def add_milestones(self, after="", unit=None, behind=()):
        """Fields for the steps that lead beyond the stage `after`, and for those left out `behind` it; of `unit`,
        if it is the only one it can be.
        """
        start = MAIN_WAY.index(after) if after else 0
        passed = of_no_base_committee(unit)
        for key in MILESTONES:
            step = TRANSITIONS[key]
            if (MAIN_WAY.index(step.target) <= start and key not in behind) or step.target in passed:
                continue
            self.fields[f"{key}_on"] = VietnameseDateField(label=step.date_label, required=False, help_text="")
            self.fields[f"{key}_number"] = CleanCharField(label="Số văn bản", max_length=60, required=False)

    def check_milestones(self, cleaned):
        for key in MILESTONES:
            if cleaned.get(f"{key}_number") and not cleaned.get(f"{key}_on") and f"{key}_on" not in self.errors:
                self.add_error(f"{key}_on", f"Ghi ngày của “{TRANSITIONS[key].label}”, hoặc bỏ số văn bản.")

    @property
    def milestones(self):
        values = self.cleaned_data
        return [
            Milestone(key, values[f"{key}_on"], Paper(values[f"{key}_number"]))
            for key in MILESTONES
            if values.get(f"{key}_on")
        ]


def of_no_base_committee(unit):
    """The stages that nobody of `unit` reaches, because no base committee stands above it."""
    return COMMITTEE_STAGES if unit and base_committee_of(unit) is None else ()


def stages_after(stage="", unit=None):
    start, passed = MAIN_WAY.index(stage) + 1 if stage else 0, of_no_base_committee(unit)
    return [(key, STAGES[key].label) for key in MAIN_WAY[start:] if STAGES[key].open and key not in passed]


class TakeOverForm(WithMilestones, EnterForm):
    """Someone who is already on the way: where they stand, and the days that are known."""

    member = MemberChoice(
        label="Đảng viên dự bị trong danh sách chi bộ",
        queryset=None,
        required=False,
        empty_label="Không, nhập người chưa có trong danh sách",
        help_text="Chọn ở đây thì không phải nhập lại họ tên và thông tin của đồng chí đó.",
    )
    stage = forms.ChoiceField(label="Bước hiện nay")
    note = CleanTextField(label="Ghi chú", max_length=2000, required=False)

    GROUPS = (
        ("Đang ở bước nào", ("member", "stage", "organization", "on", "source", "source_name")),
        WHO,
        *PERSON_GROUPS[1:],
        AgainAsked.AGAIN,
        ("Thông tin thêm", ("note",)),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["evidence"], self.fields["said_by"]
        self.fields["member"].queryset = (
            Member.objects.probationary()
            .present()
            .within(self.user.scope(Permission.CANDIDATE_ENTER))
            .filter(candidate__isnull=True, organization__kind__in=("cell", "base_cell"))
            .select_related("person", "organization")
        )
        if not self.fields["member"].queryset.exists():
            del self.fields["member"]
        if self.data.get("member"):
            for name in ("full_name", "birth_date", "sex", "ethnicity", "religion", "organization"):
                if name in self.fields:
                    self.fields[name].required = False
        self.fields["stage"].choices = [("", "Chọn bước"), *stages_after(unit=self.cell)]
        self.add_milestones(unit=self.cell)

    def check_twins(self, cleaned):
        member = cleaned.get("member")
        if member:
            cleaned["organization"] = member.organization
        else:
            super().check_twins(cleaned)
        self.check_milestones(cleaned)

    def milestone_groups(self):
        """(heading, bound fields) of the known days."""
        for heading, names in self.MILESTONE_GROUPS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield heading, fields


class CatchUpForm(WithMilestones, Grouped, Form):
    """Steps that happened and were not entered one by one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stage = forms.ChoiceField(label="Nay đã ở bước")
    note = CleanTextField(label="Lý do chưa nhập lần lượt", max_length=1000)
    GROUPS = (("", ("stage", "note")),)
    milestone_groups = TakeOverForm.milestone_groups

    def __init__(self, *args, candidate, **kwargs):
        super().__init__(*args, **kwargs)
        behind, unit = unknown_milestones(candidate), candidate.organization
        stays = [(candidate.stage, f"Vẫn ở “{candidate.stage_label}”, chỉ ghi thêm mốc đã qua")] if behind else []
        self.fields["stage"].choices = [("", "Chọn bước"), *stays, *stages_after(candidate.stage, unit)]
        self.add_milestones(after=candidate.stage, unit=unit, behind=behind)

    def clean(self):
        cleaned = super().clean()
        self.check_milestones(cleaned)
        return cleaned


ALL, OPEN, CLOSED = "all", "open", "closed"


class ListFilter(Form):
    """What the list of people is narrowed by; everything is optional, what is unknown is ignored."""

    q = CleanCharField(label="Tên hoặc mã hồ sơ", required=False, max_length=80)
    stage = forms.ChoiceField(label="Bước", required=False)
    cell = forms.ModelChoiceField(label="Đơn vị", required=False, queryset=None, empty_label="Tất cả đơn vị")
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[(OPEN, "Đang theo dõi"), (CLOSED, "Đã kết thúc"), (ALL, "Tất cả")],
    )
    order = forms.ChoiceField(
        label="Sắp xếp", required=False, choices=[("due", "Việc gấp trước"), ("name", "Theo tên")]
    )
    overdue = forms.BooleanField(label="Chỉ người có việc quá hạn", required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"].queryset = units
        self.fields["stage"].choices = [("", "Tất cả các bước"), *_stage_groups()]
        if len(units[:2]) < 2:
            del self.fields["cell"]

    @property
    def values(self):
        """What was understood of the filters."""
        self.is_valid()
        return self.cleaned_data


def _stage_groups():
    groups = [(phase.number, phase.label) for phase in PHASES] + [(0, "Ngoài tiến trình")]
    for number, label in groups:
        stages = [(key, stage.label) for key, stage in STAGES.items() if stage.phase == number]
        yield label, [(f"phase-{number}", f"{label}: tất cả"), *stages]


def cells_for(user, on, permission=Permission.CANDIDATE_ENTER):
    """The cells where `user` may begin a case."""
    return Organization.objects.cells().existing(on).within(user.scope(permission)).order_by("name", "pk")
