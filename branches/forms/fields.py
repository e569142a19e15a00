"""Fields for choosing an organization or a member among those that the user may see."""

from django import forms
from django.core.exceptions import ValidationError

from partydev.forms import CleanCharField
from partydev.text import fold

SELECT_UP_TO = 150
CHOOSE = "Hãy gõ mã của đơn vị cần chọn."


class OrganizationField(CleanCharField):
    """An organization by code or name: a list to choose from where they are few, typed words where many.

    `offer(organizations)` must be called by the form. What is neither offered nor `known` does
    not exist, as far as the words at the field tell: a unit that is `known` and not offered is
    found by its code or its whole name, and nothing of it is told that was not typed; but where several bear the
    typed name, the committee above each, for nobody knows them by their codes.
    """

    offered = known = None

    def offer(self, organizations, known=None):
        """Offer `organizations`; accept those of `known` too (the action will say what is not allowed)."""
        self.offered, self.known = organizations, known
        few = list(organizations.order_by("path").only("code", "name", "depth")[: SELECT_UP_TO + 1])
        if len(few) > SELECT_UP_TO:
            self.help_text = self.help_text or "Gõ tên hoặc mã của đơn vị."
            return
        top = min((each.depth for each in few), default=0)
        choices = [(each.code, "\u2003" * (each.depth - top) + each.name) for each in few]
        if len(few) != 1 or not self.required:
            choices.insert(0, ("", "Chọn đơn vị" if self.required else "Không chọn"))
        attrs = {"aria-required": "true"} if self.required else {}
        self.widget = forms.Select(choices=choices, attrs=attrs)
        self.widget.is_required = self.required

    def clean(self, value):
        words = super().clean(value)
        if not words:
            return None
        for organizations in (self.offered, self.known):
            found = organizations is not None and organizations.filter(code=words).first()
            if found:
                return found
        return self._by_name(words)

    def _by_name(self, words):
        found = self.offered.filter(search__contains=fold(words)).select_related("parent").order_by("path")[:9]
        same = [each for each in found if fold(each.name) == fold(words)] or found
        if len(same) == 1:
            return same[0]
        if not same:
            return self._elsewhere(words)
        raise ValidationError(f"Có nhiều đơn vị phù hợp: {_told_apart(same)}. {CHOOSE}")

    def _elsewhere(self, words):
        """The one unit of `known` whose whole name was typed, with or without marks and "Chi bộ" before it."""
        typed = fold(words)
        names = {typed, f"chi bo {typed}"}
        known = self.known.filter(search__contains=typed) if self.known is not None else self.offered.none()
        same = [each for each in known.select_related("parent").order_by("path") if fold(each.name) in names]
        if len(same) == 1:
            return same[0]
        if not same:
            raise ValidationError("Không tìm thấy đơn vị này. Hãy kiểm tra lại tên hoặc mã.")
        raise ValidationError(f"Có {len(same)} đơn vị cùng tên này: {_told_apart(same)}. {CHOOSE}")


def _told_apart(organizations):
    """The first of them by name, committee above and code."""
    told = [
        f"{each.name}{f' thuộc {each.parent.name}' if each.parent else ''}, mã {each.code}"
        for each in organizations[:8]
    ]
    return "; ".join(told) + ("; …" if len(organizations) > 8 else "")


class MemberField(forms.ModelChoiceField):
    """A member from a short list, by name; `offer(members)` must be called by the form."""

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", "Chọn đảng viên")
        super().__init__(queryset=None, **kwargs)

    def offer(self, members):
        self.queryset = members.select_related("person")

    def label_from_instance(self, member):
        return str(member)
