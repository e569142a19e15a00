"""How people and cells stand on a day, counted beforehand by unit, and what was touched since."""

from django.db import models


class KeptStates(models.Model):
    """The states of an installation on a day, as of `mark`: whatever a transaction before it wrote is in them.

    `names` are the questions answered (`reports.states.answers.Question.name`), `definition` the release, the rules
    and the database they hold for: of others nothing is read.
    """

    # Not held by the database: who moves the root has locked it, and then waits for who stores.
    root = models.ForeignKey("branches.Organization", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    on = models.DateField()
    mark = models.BigIntegerField()
    definition = models.CharField(max_length=120)
    names = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["root", "on"], name="states_kept_once_a_root_and_day")]

    def __str__(self):
        return f"{self.root} {self.on:%d/%m/%Y}"


class KeptState(models.Model):
    """The answers of one unit, with the way down to it: `numbers` by name; a unit without any has no row.

    `is_whole`, of the units directly below the root: the same added up with all that stands below, for who asks of
    the root.
    """

    kept = models.ForeignKey(KeptStates, on_delete=models.CASCADE, related_name="states")
    unit_id = models.BigIntegerField()
    ancestor_0 = models.BigIntegerField()
    ancestor_1 = models.BigIntegerField(null=True)
    ancestor_2 = models.BigIntegerField(null=True)
    is_whole = models.BooleanField(default=False)
    numbers = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kept", "is_whole", "unit_id"], name="one_state_a_unit_and_day"),
        ]
        indexes = [models.Index(fields=["kept", "ancestor_1"], name="states_below_a_unit")]

    def __str__(self):
        return f"{self.kept} {self.unit_id}"


class Touch(models.Model):
    """Something beside the facts was written that states are counted from: a row each, by triggers on PostgreSQL,
    with the transaction in a column of the database's own (`written_in`, as of facts). Kept until it is counted.

    `of_remarks`: only questions about remarks read it, which are written by the hundred every minute.
    """

    organization_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    candidate_id = models.BigIntegerField(null=True)
    of_remarks = models.BooleanField(db_default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.organization_id}/{self.person_id}/{self.candidate_id}"
