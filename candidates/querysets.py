"""Questions about candidates. `visible_to` is the one gate for every channel."""

from django.db import models
from django.utils import timezone

from branches.permissions import Permission
from branches.placed import PlacedQuerySet
from candidates.pipeline import STAGES
from partydev.text import fold


class CandidateQuerySet(PlacedQuerySet):
    def visible_to(self, user):
        """Candidates whose dossier `user` may open: by place, or as the person's mentor in force."""
        return self.filter(self.visible_condition(user))

    def visible_condition(self, user, prefix=""):
        """`visible_to` as a Q; `prefix` leads to the candidate from another model ("candidate__")."""
        condition = self.condition(user.scope(Permission.CANDIDATE_VIEW))
        if user.person_id and user.holds(Permission.REMARK_WRITE):
            condition |= models.Q(pk__in=self.mentored_by(user))
        if not prefix:
            return condition
        return models.Q(**{f"{prefix}in": self.model._base_manager.filter(condition)})

    def mentored_by(self, user):
        """Ids of the candidates that the user's person is assigned to help today."""
        today = timezone.localdate()
        return self.model._base_manager.filter(
            models.Q(mentors__ends_on__isnull=True) | models.Q(mentors__ends_on__gt=today),
            mentors__starts_on__lte=today,
            mentors__mentor__person_id=user.person_id,
            mentors__mentor__left_on__isnull=True,
        ).values("pk")

    def open(self):
        """Cases that are on their way."""
        return self.filter(closed_on__isnull=True)

    def at_stage(self, *stages):
        return self.filter(stage__in=stages)

    def in_phase(self, number):
        return self.filter(stage__in=[key for key, stage in STAGES.items() if stage.phase == number])

    def waiting_at(self, scope):
        """Cases whose turn is at an organization that is itself a top of `scope`."""
        return self.filter(waits_at_id__in=[pk for pk, _, _ in scope.tops])

    def named(self, words):
        """Cases of people whose folded name holds the folded `words`, or whose code is `words`."""
        return self.filter(models.Q(person__search__contains=fold(words)) | models.Q(code__iexact=words.strip()))
