"""What the forms on one person share: groups of fields under headings, choices of members and units."""

import re

from django import forms
from django.db.models import Count, F, Q
from django.utils import timezone

from branches.models import Member, Person
from branches.permissions import Permission
from candidates.rules.again import LEFT_CHOICES
from candidates.rules.ballots import impossible
from candidates.rules.facts import BallotFacts
from partydev.forms import CleanCharField, Form, VietnameseDateField

MOST = 9999  # stands for a count that could not be read
YOUNGEST, OLDEST = 14, 80  # outside this, a birth date is asked about; pupils of 16, 17 belong in the pool


def empty_first(choices, words="Chưa rõ"):
    return [("", words), *choices]


class Grouped:
    """Mixin: `GROUPS` is ((heading, (field, …)), …); fields that a form has dropped are left out.

    Groups under a heading of `FOLDED` open on demand, until something stands in them.
    """

    GROUPS = ()
    FOLDED = ("Thông tin thêm",)
    SHORT = ()  # fields whose input is a few characters wide

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":
                field.widget.attrs["rows"] = "4"

    def is_asked(self, name):
        """Whether the page shows the field now."""
        return True

    def groups(self):
        """(heading, bound fields, whether folded) for the page; groups without fields are left out."""
        for heading, names in self.GROUPS:
            fields = [self[name] for name in names if name in self.fields and self.is_asked(name)]
            if fields:
                yield heading, fields, heading in self.FOLDED and not any(f.errors or f.value() for f in fields)


class AgeAsked(Form):
    """Mixin for who enters the pool: asks about an age that is more likely a slip of the hand.

    A tick passes it; the field is there only while it is asked, and never among the cleaned data.
    """

    age_is_right = forms.BooleanField(label="Đã xem lại, ngày sinh đúng như vậy", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["age_is_right"]

    def clean(self):
        cleaned = super().clean()
        born, on, looked_at = cleaned.get("birth_date"), timezone.localdate(), cleaned.pop("age_is_right", False)
        age = Person(birth_date=born).age_on(on) if born and born < on else YOUNGEST
        if YOUNGEST <= age <= OLDEST:
            del self.fields["age_is_right"]
        elif not looked_at:
            self.add_error(
                "birth_date",
                f"Với ngày sinh này, đến ngày {on:%d/%m/%Y} người đó {age} tuổi. Xem lại năm sinh; nếu đúng như vậy, "
                "đánh dấu vào ô ở dưới rồi gửi lại.",
            )
        return cleaned


class NumberAsked(Form):
    """Mixin for a form with the number of a committee's or a cell's paper: a tick passes one that is taken.

    It is shown once the act has asked for it (`candidates.series.ask_about`), and while it is ticked.
    """

    number_again = forms.BooleanField(
        label="Đúng là số này: văn bản chung cho nhiều người, hoặc đã ban hành trùng số", required=False
    )

    @property
    def asks_number(self):
        return bool(self.errors.get("number_again")) or bool(self["number_again"].value())


class AgainAsked(Form):
    """Mixin for who was a Party member before, here or elsewhere: the tick, the day and the reason of leaving."""

    is_readmission = forms.BooleanField(label="Đã từng là đảng viên (kết nạp lại)", required=False)
    left_party_on = VietnameseDateField(label="Ngày ra khỏi Đảng", required=False, help_text="Ví dụ: 05/02/2020")
    left_party_because = forms.ChoiceField(
        label="Lý do ra khỏi Đảng", required=False, choices=empty_first(LEFT_CHOICES)
    )
    AGAIN = ("Kết nạp lại", ("is_readmission", "left_party_on", "left_party_because"))

    def clean(self):
        cleaned = super().clean()
        if "is_readmission" not in self.fields or "left_party_on" in self.errors:
            return cleaned
        known = {name: cleaned.get(name) for name in ("left_party_on", "left_party_because")}
        if cleaned.get("is_readmission"):
            if not known["left_party_on"]:
                self.add_error("left_party_on", "Ghi ngày ra khỏi Đảng.")
            if not known["left_party_because"]:
                self.add_error("left_party_because", "Chọn lý do ra khỏi Đảng.")
        elif any(known.values()):
            words = "Đánh dấu ô này nếu người đó đã từng là đảng viên, hoặc bỏ trống ngày, lý do ra khỏi Đảng."
            self.add_error("is_readmission", words)
        return cleaned


class MemberChoice(forms.ModelChoiceField):
    """A member with unit and, where counted, how many people they help now."""

    def label_from_instance(self, member):
        load = getattr(member, "load", None)
        words = f"{member.person.full_name} – {member.organization}"
        if member.exempt_from:
            words += " (được miễn công tác, sinh hoạt)"
        if load is None:
            return words
        return f"{words} – {f'đang giúp đỡ {load} người' if load else 'chưa giúp đỡ ai'}"


def full_members_near(candidate, user, base):
    """Full members who may introduce or help: of the cell, of the base committee itself, and of the
    base's cells as far as `user` sees their members. Who is exempt from the cell's life comes last."""
    near = Member.objects.condition(user.scope(Permission.MEMBER_VIEW))
    if base:
        path = base.path
        near = Q(organization=base) | near & Q(organization__path__startswith=path)
    else:
        near = Q(pk__in=())
    return (
        Member.objects.full()
        .present()
        .filter(Q(organization_id=candidate.organization_id) | near)
        .exclude(person_id=candidate.person_id)
        .select_related("person", "organization")
        .annotate(
            load=Count("mentoring", filter=Q(mentoring__ends_on__isnull=True), distinct=True),
        )
        .order_by(F("exempt_from").desc(nulls_first=True), "person__sort_key", "pk")
    )


def said_by_field():
    return CleanCharField(
        label="Nhập thay cho",
        max_length=120,
        required=False,
        help_text="Chỉ ghi khi bạn nhập giúp người khác: họ tên, chức vụ của người đó.",
    )


def paper_on_field():
    return VietnameseDateField(
        label="Ngày của văn bản", required=False, help_text="Bỏ trống nếu cùng ngày đã ghi ở trên."
    )


def add_impossible_counts(form, *, eligible=None):
    """Put what cannot be in the counts of a vote at their fields, as far as the counts could be read.

    Beside the other faults of the form, so that nobody meets them one after the other.
    """
    counts = {name: form.cleaned_data.get(name) for name in ("present", "votes_for", "votes_against", "votes_other")}
    eligible = form.cleaned_data.get("eligible") if eligible is None else eligible
    present = counts.pop("present")
    cast = {name: count or 0 for name, count in counts.items()}
    known = BallotFacts(eligible=eligible or MOST, present=MOST if present is None else present, **cast)
    for name, words in impossible(known).items():
        form.add_error(name, words)


def lost_texts(form, *prefixes):
    """What was sent for rows that the form has no more, in one line; "" where nothing is lost."""
    gone = re.compile(f"(?:{'|'.join(prefixes)})[0-9]+")
    names = [name for name in form.data if gone.fullmatch(name) and name not in form.fields]
    texts = [form.data[name].strip()[:300] for name in names if form.data[name].strip() not in ("", "on")]
    return "; ".join(f"“{text}”" for text in texts)
