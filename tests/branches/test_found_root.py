"""An empty installation gets its first organization from the server's command line, and its first account."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from branches.models import Organization

pytestmark = pytest.mark.django_db


def test_first_organization_and_first_account(capsys):
    call_command("found_root", "tinh-a", "Đảng bộ tỉnh A")
    call_command("open_account", "quan.tri", "tinh-a", "system_admin", name="Người quản trị")
    root = Organization.objects.get()
    assert (root.code, root.name, root.parent, root.depth) == ("tinh-a", "Đảng bộ tỉnh A", None, 0)
    assert User.objects.get().appointments.get().organization == root
    assert "quan.tri " in capsys.readouterr().out


def test_a_code_is_used_once():
    call_command("found_root", "tinh-a", "Đảng bộ tỉnh A")
    with pytest.raises(CommandError, match="Mã này đã dùng"):
        call_command("found_root", "tinh-a", "Đảng bộ tỉnh A")
    assert Organization.objects.count() == 1
