"""Asking a signed-in user for the password once more, before something that nobody else at their machine may do.

Whose business passwords are adds the check: a function (request, password) that returns what is wrong in words, "" for
the right one; wrong ones are counted there as at signing in.
"""

from django import forms

FIELD = "password_again"  # what is typed there is neither compared nor held (`once`, `held`)
CHECKS = []


def password_field():
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label="Mật khẩu của bạn", strip=False, max_length=200, widget=widget,
                           help_text="Nhập lại để chắc chính bạn yêu cầu tệp này.")  # fmt: skip


def fault_of(request, password):
    """What is wrong with the password, in words; "" where it is the right one. Without a check every one is wrong."""
    faults = [check(request, password) for check in CHECKS] or ["Chưa kiểm tra được mật khẩu."]
    return " ".join(filter(None, faults))
