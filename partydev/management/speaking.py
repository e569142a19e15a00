"""A command whose arguments were written wrong says so in Vietnamese, with an example, and exit code 2."""

import sys

from django.core.management.base import BaseCommand, CommandError

MISWRITTEN = 2  # as the usual parsers of the command line have it
FORMS = ("text", "json")


class SpeakingCommand(BaseCommand):
    """`example`: the command as it is written, without "manage.py"."""

    example = ""

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self._refuse
        return parser

    def _refuse(self, message):
        raise CommandError(
            f"Thiếu, thừa hoặc sai tham số. Viết như ví dụ: manage.py {self.example}", returncode=MISWRITTEN
        )

    def run_from_argv(self, argv):
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            # Arguments are read before the part in which Django turns refusals into a line.
            self.stderr.write(f"CommandError: {error}")
            sys.exit(error.returncode)


def form_argument(text):
    """In which form a command answers: one of `FORMS`."""
    if text not in FORMS:
        raise CommandError(f"Không có dạng “{text}”; viết --as text hoặc --as json.")
    return text
