"""Shape of input when a cell's work is handed over."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import ROLES
from branches.permissions import Permission
from partydev.forms import CleanCharField, Form, VietnameseDateField

WORKING = [key for key, role in ROLES.items() if Permission.CANDIDATE_ADVANCE in role.permissions]


class HandOverForm(Form):
    """The successor is one of those appointed at the very cell, today or later."""

    to = forms.ModelChoiceField(label="Người nhận", queryset=None, empty_label="Chọn người nhận")
    on = VietnameseDateField(
        label="Ngày bàn giao", help_text="Ngày hôm nay: bản bàn giao ghi việc và hồ sơ như hôm nay."
    )
    basis = CleanCharField(
        label="Căn cứ", max_length=200, required=False, help_text="Ví dụ: Quyết định số 12-QĐ/ĐU ngày 05/02/2026."
    )

    def __init__(self, *args, organization, by, **kwargs):
        super().__init__(*args, **kwargs)
        lasting = Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gte=timezone.localdate())
        here = Q(appointments__organization=organization, appointments__role__in=WORKING)
        self.fields["to"].queryset = (
            User.objects.filter(here & lasting, is_active=True).exclude(pk=by.pk).order_by("full_name").distinct()
        )


class ReceivedForm(Form):
    received = forms.BooleanField(
        label="Đã đối chiếu và nhận đủ hồ sơ, giấy tờ, công việc ghi ở trên",
        error_messages={"required": "Hãy đối chiếu rồi đánh dấu vào ô này."},
    )
    note = CleanCharField(
        label="Ý kiến của người nhận", max_length=500, required=False, help_text="Ghi rõ nếu còn thiếu giấy tờ nào."
    )
