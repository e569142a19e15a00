"""People, once each, and what a figure may group them by."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches import codelists
from partydev.text import fold, given_name_key

# Names of several peoples are long; a paper must hold what the birth certificate says.
NAME_LENGTH = 300


class PersonQuerySet(models.QuerySet):
    def same_as(self, full_name, birth_date):
        """People who may be the same: equal folded name and equal birth date."""
        return self.filter(search=fold(full_name), birth_date=birth_date)


class Person(models.Model):
    """A human being, in or outside the Party."""

    full_name = models.CharField("họ và tên", max_length=NAME_LENGTH)
    sort_key = models.CharField(max_length=3 * NAME_LENGTH + 6, editable=False)  # see `given_name_key`
    search = models.CharField(max_length=NAME_LENGTH, editable=False, db_index=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=codelists.choices("genders"))
    ethnicity = models.CharField("dân tộc", max_length=2, choices=codelists.choices("ethnic_groups"), default="01")
    religion = models.CharField("tôn giáo", max_length=2, choices=codelists.choices("religions"), default="00")
    home_place = models.CharField("quê quán", max_length=200, blank=True)
    residence = models.CharField("nơi cư trú", max_length=200, blank=True)
    workplace = models.CharField("đơn vị công tác, học tập", max_length=200, blank=True)
    occupation = models.CharField(
        "nghề nghiệp", max_length=3, blank=True, choices=codelists.leaf_choices("occupation_groups")
    )
    education = models.CharField(
        "giáo dục phổ thông", max_length=16, blank=True, choices=codelists.choices("education_levels")
    )
    professional_level = models.CharField(
        "chuyên môn nghiệp vụ", max_length=12, blank=True, choices=codelists.choices("professional_levels")
    )
    youth_union_on = models.DateField("ngày vào Đoàn", null=True, blank=True)
    youth_union_until = models.DateField("ngày trưởng thành Đoàn", null=True, blank=True)
    trade_union_on = models.DateField("ngày vào công đoàn", null=True, blank=True)
    trade_union_until = models.DateField("ngày thôi tham gia công đoàn", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["sort_key", "search"])
    objects = PersonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["search", "birth_date"], name="person_same")]
        constraints = [
            models.CheckConstraint(
                name="left_youth_union_after_joining",
                condition=models.Q(youth_union_until__isnull=True)
                | models.Q(youth_union_on__isnull=True)
                | models.Q(youth_union_until__gte=models.F("youth_union_on")),
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self):
        """Derive the columns for sorting by given name and for searching without marks."""
        self.sort_key, self.search = given_name_key(self.full_name), fold(self.full_name)

    @property
    def is_minority(self):
        return self.ethnicity in codelists.minority_codes()

    def age_on(self, on):
        """Completed years on `on`; None without a birth date."""
        if not self.birth_date:
            return None
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))

    def in_youth_union(self, on):
        return bool(self.youth_union_on and self.youth_union_on <= on) and not (
            self.youth_union_until and self.youth_union_until <= on
        )

    def in_trade_union(self, on):
        return bool(self.trade_union_on and self.trade_union_on <= on) and not (
            self.trade_union_until and self.trade_union_until <= on
        )


class PersonGroup(models.Model):
    """A focus group that a person belongs to (militia, pupils, …): several at once are usual."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="groups")
    group = models.CharField("đối tượng", max_length=20, choices=codelists.choices("focus_groups"))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_row_per_person_and_group")]

    def __str__(self):
        return self.get_group_display()


class PersonFacts(models.Model):
    """What a fact row remembers of the person and the place as they were on its day."""

    sex = models.CharField(max_length=6)
    ethnicity = models.CharField(max_length=2)
    religion = models.CharField(max_length=2)
    age = models.PositiveSmallIntegerField(null=True)
    education = models.CharField(max_length=16, blank=True)
    professional_level = models.CharField(max_length=12, blank=True)
    occupation = models.CharField(max_length=3, blank=True)
    in_youth_union = models.BooleanField()
    in_trade_union = models.BooleanField()
    area_type = models.CharField(max_length=16, blank=True)
    base_unit_type = models.CharField(max_length=8, blank=True)

    class Meta:
        abstract = True

    def copy_facts(self, person, organization, on):
        """Copy from `person` and `organization` as they are for a fact dated `on`; saves nothing."""
        for field in ("sex", "ethnicity", "religion", "education", "professional_level", "occupation"):
            setattr(self, field, getattr(person, field))
        self.age = person.age_on(on)
        self.in_youth_union = person.in_youth_union(on)
        self.in_trade_union = person.in_trade_union(on)
        self.area_type = organization.area_type
        self.base_unit_type = organization.base_unit_type
        return self
