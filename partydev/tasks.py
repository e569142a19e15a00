"""Work in the background that belongs to no subject."""

from django_tasks import task


@task()
def make_file(job):
    """Make the file of the job with this key; nothing where it was cancelled meanwhile. Safe to run again."""
    from partydev.jobs import running  # the processes it starts import this module's neighbours only

    running.run(job)
