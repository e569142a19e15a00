"""What the demonstration writes in bulk is as whole as what the actions write one by one."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


def test_its_rows_agree_with_each_other():
    call_command("integrity")
