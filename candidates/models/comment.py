"""What those who work on a dossier say to each other about it or one of its papers."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from accounts.access import roles_in_force
from accounts.permissions import ROLES
from branches.permissions import Permission
from candidates.rules.papers import paper_names

TAKE_BACK_WITHIN = timedelta(minutes=10)


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments on dossiers that `user` opens by place; internal ones only of the units where the user works."""
        cases = self.model._meta.get_field("candidate").related_model.objects.within(
            user.scope(Permission.CANDIDATE_VIEW)
        )
        units = [unit.pk for unit in reading_units(user)]
        return self.filter(models.Q(internal=False) | models.Q(unit__in=units), candidate__in=cases)

    def threads(self):
        """What is no answer to another."""
        return self.filter(answers__isnull=True)

    def standing(self):
        """What its writer did not take back."""
        return self.filter(taken_back_at__isnull=True)


def reading_units(user):
    """The units at which an appointment in force lets `user` open dossiers."""
    rows = [row for row in roles_in_force(user) if not ROLES[row.role].own_only]
    return list({row.organization: 1 for row in rows if Permission.CANDIDATE_VIEW in row.permissions})


class Comment(models.Model):
    """A comment on a paper (`paper_code`, `ordinal`) or on the dossier as a whole, or an answer to one.

    What was said, by whom, to whom never changes. `unit` is the writer's unit; an internal comment is read there
    alone. An answer is read by whoever reads what it answers; a thread as a whole is resolved, on its first comment.
    """

    class Role(models.TextChoices):
        SECRETARY = "cell_secretary", "Bí thư chi bộ"
        OFFICER = "org_officer", "Cán bộ tổ chức"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="comments")
    paper_code = models.CharField("giấy tờ", max_length=3, blank=True, choices=list(paper_names().items()))
    ordinal = models.PositiveSmallIntegerField(default=1)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    unit = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    internal = models.BooleanField("chỉ đơn vị mình")
    mentions = models.CharField("nhắc tới", max_length=16, blank=True, choices=Role.choices)
    text = models.CharField("ý kiến", max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_comment_says_something", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="a_thread_is_resolved_by_somebody",
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False, answers__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.author} {self.written_at:%d/%m/%Y %H:%M}"
