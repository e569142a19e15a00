"""Numbers added up beforehand: what the facts of a large unit come to, half a month at a time."""

from django.db import models


class FoldedUnit(models.Model):
    """How far the facts of an organization at the top of the tree are folded into `Tally`.

    Facts written before the marks are in, the others are not (`reports.tally.marks`). `definition` is what was
    counted, `source` the database that the marks belong to: of another definition or database nothing is read.
    `is_folded` is false from when the unit's belongings changed until all is folded anew; `folded_at` is when it was
    folded last, or unfolded. `part_until` is the day up to which its half month is added up by itself as well: that
    of a year before, at which the comparison with the year before ends. `rearranged_at`, of a root, is when anything
    moved in its tree.
    """

    organization = models.OneToOneField("branches.Organization", on_delete=models.CASCADE, primary_key=True)
    is_folded = models.BooleanField(default=False)
    stage_mark = models.BigIntegerField(default=0)
    member_mark = models.BigIntegerField(default=0)
    definition = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=40, blank=True)
    folded_at = models.DateTimeField(null=True)
    part_until = models.DateField(null=True)
    rearranged_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.organization)


class Tally(models.Model):
    """What the folded facts of one half month come to: `number` of the key `reports.tally.keys` in `unit`.

    `bucket` is the first day of the half month (the 1st or the 15th): months of either calendar are made of them.
    Facts are found in the unit where today's tree has them. A `part` holds the half month up to the unit's
    `part_until` alone.
    """

    # Found by the constraint's index alone: with one of the unit beside it, all of a unit's tallies would be read.
    unit = models.ForeignKey(FoldedUnit, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    key = models.CharField(max_length=48)
    bucket = models.DateField()
    part = models.BooleanField(default=False)
    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "bucket", "part"], name="one_tally_a_unit_key_and_span"),
        ]

    def __str__(self):
        return f"{self.key} {self.bucket:%d/%m/%Y}: {self.number}"
