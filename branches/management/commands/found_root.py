"""Founds the topmost organization of an empty installation: the pages found everything below it."""

from django.core.management.base import BaseCommand, CommandError

from branches import actions, codelists
from partydev.refusals import Invalid


class Command(BaseCommand):
    help = "Found an organization that has none above it; accounts and units are then made from its pages."

    def add_arguments(self, parser):
        parser.add_argument("code", help="short, without spaces, kept for good, e.g. tinh-a")
        parser.add_argument("name", help="full name, e.g. 'Đảng bộ tỉnh A'")
        parser.add_argument("--kind", default="superior", choices=[key for key, _ in codelists.choices("org_kinds")])

    def handle(self, *, code, name, kind, **options):
        try:
            organization = actions.found(by=None, code=code, name=name, kind=kind, parent=None)
        except Invalid as fault:
            raise CommandError(" ".join(fault.errors.values())) from fault
        self.stdout.write(f"{organization.code} {organization.name}")
