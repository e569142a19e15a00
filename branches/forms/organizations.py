"""Shape of what is typed about organizations."""

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.text import slugify

from branches import codelists
from branches.actions.organizations import CHILD_KINDS, history_mark
from branches.forms.fields import MemberField, OrganizationField
from branches.models import DecidingAuthority, Member, Organization
from branches.permissions import Permission
from partydev.forms import CleanCharField, Form, VietnameseDateField, WholeNumberField
from partydev.text import fold

NO_CHOICE = ("", "Chưa rõ")


def _decision():
    return CleanCharField(label="Quyết định số, ngày", max_length=120, required=False)


def _kinds(keys):
    return [(key, label) for key, label in codelists.choices("org_kinds") if key in keys]


class TreeSearchForm(Form):
    q = CleanCharField(label="Tên hoặc mã đơn vị", max_length=120, required=False)


class FoundForm(Form):
    name = CleanCharField(label="Tên tổ chức đảng", max_length=200)
    kind = forms.ChoiceField(label="Loại tổ chức")
    founded_on = VietnameseDateField(label="Ngày thành lập", required=False)
    decision = CleanCharField(label="Quyết định thành lập (số, ngày)", max_length=120, required=False)
    area_type = forms.ChoiceField(label="Địa bàn", choices=[NO_CHOICE, *codelists.AREA_TYPES], required=False)
    base_unit_type = forms.ChoiceField(
        label="Loại hình cơ sở", choices=[NO_CHOICE, *codelists.leaf_choices("base_unit_types")], required=False
    )
    residential_unit = CleanCharField(label="Thôn, tổ dân phố, khu dân cư", max_length=120, required=False)
    code = CleanCharField(
        label="Mã",
        max_length=64,
        required=False,
        help_text="Chữ thường không dấu, chữ số, dấu gạch nối. Để trống thì mã được đặt theo tên.",
        validators=[RegexValidator(r"^[a-z0-9-]+$", "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.")],
    )

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _kinds(CHILD_KINDS.get(parent.kind, set()))

    def clean(self):
        data = super().clean()
        if not data.get("code") and data.get("name") and "code" not in self.errors:
            data["code"] = _free_code(slugify(fold(data["name"]))[:56] or "don-vi")
        return data


def _free_code(wanted):
    taken = set(Organization.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (wanted, *numbers) if code not in taken)


class RenameForm(Form):
    name = CleanCharField(label="Tên mới", max_length=200)
    kind = forms.ChoiceField(label="Loại tổ chức")
    on = VietnameseDateField(label="Có hiệu lực từ ngày")
    decision = _decision()

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        parent = organization.parent
        self.fields["kind"].choices = _kinds(CHILD_KINDS.get(parent.kind if parent else None, set()))


class MoveForm(Form):
    parent = OrganizationField(label="Cấp trên trực tiếp mới")
    on = VietnameseDateField(label="Có hiệu lực từ ngày")
    decision = _decision()

    def __init__(self, *args, by, organization, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [kind for kind, below in CHILD_KINDS.items() if kind and organization.kind in below]
        fitting = Organization.objects.filter(kind__in=kinds, dissolved_on__isnull=True).exclude(
            Q(path__startswith=organization.path) | Q(pk=organization.parent_id)
        )
        self.fields["parent"].offer(
            fitting.visible_to(by.scope(Permission.ORGANIZATION_CHANGE)),
            known=Organization.objects.visible_to(by.scope(Permission.ORGANIZATION_VIEW)),
        )


class DissolveForm(Form):
    on = VietnameseDateField(label="Giải thể từ ngày")
    decision = _decision()


class FactsForm(Form):
    """Facts of an organization; `seen` tells the action which saving the form was filled from."""

    founded_on = VietnameseDateField(label="Ngày thành lập", required=False)
    founding_decision = CleanCharField(label="Quyết định thành lập (số, ngày)", max_length=120, required=False)
    area_type = forms.ChoiceField(label="Địa bàn", choices=[NO_CHOICE, *codelists.AREA_TYPES], required=False)
    base_unit_type = forms.ChoiceField(
        label="Loại hình cơ sở", choices=[NO_CHOICE, *codelists.leaf_choices("base_unit_types")], required=False
    )
    residential_unit = CleanCharField(label="Thôn, tổ dân phố, khu dân cư", max_length=120, required=False)
    no_source_left = forms.BooleanField(label="Địa bàn không còn quần chúng để phát triển đảng viên", required=False)
    no_source_because = CleanCharField(
        label="Vì sao không còn quần chúng",
        max_length=300,
        required=False,
        help_text="Chỉ điền khi đánh dấu ô trên. Ví dụ: mọi người đủ tuổi trong thôn đều đã là đảng viên.",
    )
    responsible_member = MemberField(
        label="Cấp ủy viên phụ trách công tác phát triển đảng viên", required=False, empty_label="Chưa phân công"
    )
    committee_size = WholeNumberField(label="Số cấp ủy viên", required=False, min_value=1, max_value=999)
    standing_size = WholeNumberField(label="Số ủy viên ban thường vụ", required=False, min_value=1, max_value=99)
    term_starts_on = VietnameseDateField(label="Nhiệm kỳ tính từ ngày", required=False)
    place = CleanCharField(label="Địa danh ghi trên văn bản", max_length=80, required=False)
    symbol = CleanCharField(
        label="Ký hiệu trên văn bản", max_length=20, required=False, help_text="Ví dụ: ĐU, CB, ĐUK."
    )
    reporting_calendar = forms.ChoiceField(label="Kỳ báo cáo", choices=Organization.ReportingCalendar.choices)
    counted_by = forms.ChoiceField(label="Kết nạp tính theo", choices=Organization.CountedBy.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, by, organization, **kwargs):
        initial = {name: getattr(organization, name) for name in self.base_fields if name != "seen"}
        initial["seen"] = history_mark(organization)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["responsible_member"].offer(_committee(by, organization))


def _committee(by, organization):
    """Whoever holds a post in the organization or in the committee above it, as far as `by` sees the roster."""
    places = [pk for pk in (organization.pk, organization.parent_id) if pk]
    posts = Q(positions__organization__in=places, positions__ends_on__isnull=True)
    members = Member.objects.present().within(by.scope(Permission.MEMBER_VIEW))
    return members.filter(posts | Q(pk=organization.responsible_member_id)).distinct()


class AuthorityForm(Form):
    decided_by = forms.ModelChoiceField(label="Cấp quyết định kết nạp", queryset=None, to_field_name="code")
    body = forms.ChoiceField(
        label="Tập thể quyết định", choices=DecidingAuthority.Body.choices, widget=forms.RadioSelect
    )
    needs_base_resolution = forms.BooleanField(
        label="Cần nghị quyết của đảng ủy cơ sở trước khi trình", required=False
    )
    valid_from = VietnameseDateField(label="Áp dụng từ ngày")
    basis = CleanCharField(label="Căn cứ (số, ngày văn bản)", max_length=200)

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        ids = [pk for pk in organization.ancestors() if pk]
        self.fields["decided_by"].queryset = Organization.objects.filter(pk__in=ids).order_by("-depth")
        self.fields["decided_by"].empty_label = None


class UnionForm(Form):
    union = forms.ChoiceField(label="Đoàn thể", choices=codelists.choices("union_memberships"))
    exists = forms.TypedChoiceField(
        label="Việc cần ghi",
        choices=[("yes", "Đơn vị có tổ chức đoàn thể này"), ("no", "Không còn tổ chức đoàn thể này")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    on = VietnameseDateField(label="Từ ngày")
