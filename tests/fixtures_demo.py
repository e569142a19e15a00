"""The demonstration's present in the database of a whole test module: it takes seconds to write."""

from tests.kept import once_a_module


def living_present():
    """The living present of the demonstration, as it stands today, beside one small unit of the articles."""
    from django.utils import timezone

    from candidates import obligations
    from candidates.demo.articles import transfer_inside
    from candidates.demo.history import write_history
    from candidates.demo.present import write_present

    write_history([transfer_inside])
    write_present(timezone.localdate())
    obligations.refresh(timezone.localdate())


present = once_a_module(living_present)
