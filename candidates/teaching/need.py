"""Who waits for a class, and why one goes before another: by what a person needs, never by what one is worth.

For the awareness class: whose earlier certificate has ended or ends before the cell could vote; then whose next
step asks for the certificate; then who waits longest. For new members: whose probation ends first.
"""

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from candidates.models import ClassNomination, TrainingClass
from candidates.pipeline import MAIN_WAY
from candidates.rulebook import rule_set
from partydev.dates import add_months, days_left, format_date

# From a class to the cell's vote takes about half a year; before recognition a class should be over for some months.
BEFORE_THE_VOTE, BEFORE_RECOGNITION = 6, 3
LAPSES, ASKED, LONGEST = 1, 2, 3
# Listed, or already on the way to the cell's vote: the next steps ask for the certificate.
NEEDS_CERTIFICATE = MAIN_WAY[MAIN_WAY.index("listed") : MAIN_WAY.index("submitted")]
ORDER_IN_WORDS = {
    TrainingClass.Kind.AWARENESS: (
        "Xếp theo việc cần học trước, không phải xếp hạng người: trước hết là người có giấy chứng nhận cũ hết giá trị "
        "trước khi chi bộ có thể biểu quyết, rồi đến người đã vào danh sách bồi dưỡng mà chưa có giấy chứng nhận, "
        "sau đó ai chờ lâu hơn thì trước."
    ),
    TrainingClass.Kind.NEW_MEMBER: (
        "Xếp theo việc cần học trước, không phải xếp hạng người: ai sắp hết thời gian dự bị hơn thì trước, "
        "sau đó ai chờ lâu hơn thì trước."
    ),
}


def by_need(waiting, kind, today):
    """`waiting` nominations of `kind`, who needs the class first at first.

    Each gets `need` and `held_on`: the day of the earlier certificate, of a probationer that of admission.
    """
    if kind == TrainingClass.Kind.NEW_MEMBER:
        return _new_members(waiting, today)
    held = ClassNomination.objects.filter(
        candidate=OuterRef("candidate"), kind=kind, result=ClassNomination.Result.COMPLETED
    ).order_by("-certificate_on")
    last = _last_day(today)
    return waiting.annotate(
        held_on=Subquery(held.values("certificate_on")[:1]),
        need=Case(
            When(held_on__lte=last, then=Value(LAPSES)),
            When(held_on__isnull=True, candidate__stage__in=NEEDS_CERTIFICATE, then=Value(ASKED)),
            default=Value(LONGEST),
            output_field=IntegerField(),
        ),
        # Within the first group the oldest certificate, everywhere else who waits longest.
        since=Case(When(need=LAPSES, then=F("held_on")), default=F("nominated_on"), output_field=DateField()),
    ).order_by("need", "since", "nominated_on", "candidate__person__sort_key", "pk")


def _last_day(today):
    """Certificates of this day or before end before the cell could vote."""
    return add_months(today, BEFORE_THE_VOTE - rule_set(today).value("awareness_certificate_months"))


def _new_members(waiting, today):
    months = rule_set(today).value("probation_months")
    return waiting.annotate(
        held_on=F("candidate__member__joined_on"),
        need=Case(
            When(held_on__lte=add_months(today, BEFORE_RECOGNITION - months), then=Value(LAPSES)),
            default=Value(LONGEST),
            output_field=IntegerField(),
        ),
        since=Coalesce("held_on", "nominated_on"),
    ).order_by("need", "since", "nominated_on", "candidate__person__sort_key", "pk")


def reason(nomination, today, *, opens):
    """Why this person stands where they stand, as a sentence; what a dossier says only to who `opens` it."""
    waited = f"Chờ từ ngày {format_date(nomination.nominated_on)}."
    missed = " Đã vắng ở lớp trước, trở lại danh sách chờ." if nomination.missed_id else ""
    if not opens or nomination.need == LONGEST:
        return waited + missed
    if nomination.need == ASKED:
        return f"Đã vào danh sách bồi dưỡng, bước sau cần giấy chứng nhận. {waited}{missed}"
    if nomination.kind == TrainingClass.Kind.NEW_MEMBER:
        ends = add_months(nomination.held_on, rule_set(today).value("probation_months"))
        return f"Thời gian dự bị hết ngày {format_date(ends)} ({days_left(ends, today)}). {waited}{missed}"
    ends = add_months(nomination.held_on, rule_set(nomination.held_on).value("awareness_certificate_months"))
    over = "đã hết" if ends < today else "hết"
    when = "" if ends < today else ", trước khi chi bộ có thể biểu quyết"
    return f"Giấy chứng nhận cũ {over} giá trị ngày {format_date(ends)}{when}. {waited}{missed}"
