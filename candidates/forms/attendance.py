"""What the lists of who was at a meeting share, the cell's and the committee's: a line for each known by name."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from partydev.forms import CleanCharField, Form

EXCUSED = "excused"


@dataclass(frozen=True)
class AttendanceLine:
    """A person's line of the list of who was there. `voter` has a `name` and what the page says beside it."""

    voter: object
    here: BoundField
    away: BoundField
    why: BoundField

    @property
    def notes(self):
        """The fields that have something wrong with them."""
        return [field for field in (self.away, self.why) if field.errors]


class AttendanceLines(Form):
    """Mixin: everybody of `people` is there but those whose tick is taken away; who is excused has a reason.

    Each of `people` has `key`, `name`, `absence` and `reason`.
    """

    people = ()

    def add_lines(self, people, choices_of):
        """A line for each; `choices_of(person)`: as what somebody may be away."""
        self.people = people
        for each in people:
            here = forms.BooleanField(label=each.name, required=False, initial=not each.absence)
            away = forms.ChoiceField(label=f"Vắng mặt: {each.name}", required=False, choices=choices_of(each))
            why = CleanCharField(label=f"Lý do vắng mặt: {each.name}", required=False, max_length=200)
            away.initial, why.initial = each.absence or EXCUSED, each.reason
            names = (f"here_{each.key}", f"away_{each.key}", f"why_{each.key}")
            self.fields |= dict(zip(names, (here, away, why), strict=True))

    def lines_of(self, people):
        return [
            AttendanceLine(each, *(self[f"{name}_{each.key}"] for name in ("here", "away", "why"))) for each in people
        ]

    def clean(self):
        cleaned = super().clean()
        for each in self.people:
            if cleaned.get(f"here_{each.key}") or cleaned.get(f"why_{each.key}"):
                continue
            if words := self.lacks_reason(each, cleaned.get(f"away_{each.key}")):
                self.add_error(f"why_{each.key}", words)
        return cleaned

    def lacks_reason(self, each, away):
        """What is to be said where somebody is away without a word; "" where none is needed."""
        return f"Nêu lý do vắng mặt của đồng chí {each.name}." if away == EXCUSED else ""

    @property
    def attended(self):
        """key -> (absence, reason); ("", "") for who was there."""
        said = self.cleaned_data
        return {
            each.key: ("", "")
            if said[f"here_{each.key}"]
            else (said[f"away_{each.key}"] or EXCUSED, said[f"why_{each.key}"])
            for each in self.people
        }
