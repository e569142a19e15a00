"""Opens an account from the server's command line and prints its one-time code: how the first officer gets in."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import actions
from accounts.models import User
from accounts.permissions import ROLES
from branches.models import Organization
from partydev.refusals import Conflict, Invalid


class Command(BaseCommand):
    help = "Open an account, appoint its holder, and print a one-time code for setting the password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("organization", help="code of the organization")
        parser.add_argument("role", choices=sorted(ROLES))
        parser.add_argument("--name", default="", help="full name of the holder (needed for a new account)")

    def handle(self, *, username, organization, role, name, **options):
        place = Organization.objects.filter(code=organization).first()
        if place is None:
            raise CommandError(f"No organization has the code {organization}.")
        user = User.objects.filter(username=username.strip().lower()).first()
        try:
            if user is None:
                if not name.strip():
                    raise CommandError("A new account needs --name.")
                user = actions.open_account(by=None, organization=place, username=username, full_name=name.strip())
            if not user.appointments.in_force(timezone.localdate()).filter(organization=place, role=role).exists():
                actions.appoint(
                    by=None,
                    user=user,
                    organization=place,
                    role=role,
                    starts_on=timezone.localdate(),
                    basis="Lập từ máy chủ",
                )
            code = actions.issue_code(by=None, user=user)
        except (Conflict, Invalid) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.username} {code}")
