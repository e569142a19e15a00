"""Asking other places about a CV: who is asked about, how long a place has, what is still open. No Django here."""

from dataclasses import dataclass
from datetime import date, timedelta

from candidates.rules.base import WARN, rule
from candidates.rules.duties_base import CELL, Duty, cited, since

APPLICANT = "applicant"
RELATIONS = (
    (APPLICANT, "Người vào Đảng"),
    ("father", "Cha đẻ"),
    ("mother", "Mẹ đẻ"),
    ("raiser", "Người nuôi dưỡng"),
    ("spouse", "Vợ hoặc chồng"),
    ("father_in_law", "Cha của vợ (chồng)"),
    ("mother_in_law", "Mẹ của vợ (chồng)"),
    ("raiser_of_spouse", "Người nuôi dưỡng vợ (chồng)"),
    ("child", "Con đẻ"),
    ("adopted_child", "Con nuôi hợp pháp"),
    ("sibling", "Anh, chị, em ruột"),
)
RELATION_LABELS = dict(RELATIONS)
# The value "verified_persons" of the rulebook names groups; these are the rows that answer each.
ROWS_OF = {
    "applicant": (APPLICANT,),
    "parents": ("father", "mother"),
    "parents_in_law": ("father_in_law", "mother_in_law"),
    "raiser": ("raiser",),
    "spouse": ("spouse",),
    "children": ("child",),
    "spouse_raiser": ("raiser_of_spouse",),
}
ALWAYS_THERE = ("applicant", "parents")  # the others only where the applicant has such relatives
PLACES = (
    ("home", "Quê quán"),
    ("residence", "Nơi cư trú"),
    ("workplace", "Nơi công tác, học tập"),
)
LETTER, VISIT, COMPARISON = "letter", "visit", "comparison"
METHODS = (
    (LETTER, "Gửi công văn đề nghị thẩm tra"),
    (VISIT, "Cử đảng viên đến thẩm tra"),
    (COMPARISON, "Đối chiếu hồ sơ đảng viên"),
)
NOT_SENT, WAITING, ANSWERED, CONCLUDED = "not_sent", "waiting", "answered", "concluded"
MOST_WORDS = 200  # of an obligation's text
ABROAD = "abroad"  # tells the answers from abroad from those at home, where no rows are kept


@dataclass(frozen=True)
class Asked:
    """One relative at one place, as the rules know it: no name, no content.

    `received_on`: the day on which that place received the letter, where it is known.
    """

    key: str
    words: str
    method: str = LETTER
    abroad: bool = False
    sent_on: date | None = None
    received_on: date | None = None
    replied_on: date | None = None
    concluded_on: date | None = None
    relation: str = ""

    @property
    def state(self):
        if self.concluded_on:
            return CONCLUDED
        if self.replied_on:
            return ANSWERED
        return WAITING if self.sent_on else NOT_SENT


def last_day(asked, law):
    """(`Deadline`, value of the rulebook) of the answer to a letter that was sent (T26); None for all else.

    The days run from the receipt of the letter; while that day is not known, from the day of sending, so that
    the last day is the earliest it can be.
    """
    begins = asked.received_on or asked.sent_on
    if asked.method != LETTER or begins is None:
        return None
    key = "verification_reply_abroad_working_days" if asked.abroad else "verification_reply_working_days"
    row = law.at(begins)[key]
    return law.calendar.add_working_days(begins, row.value), row


def waited(rows, begins_on, ends_on, calendar):
    """(working days on which some place outside was awaited, the unit's own) after `begins_on` up to `ends_on`."""
    spans = [
        (each.sent_on, min(each.replied_on or each.concluded_on or ends_on, ends_on)) for each in rows if each.sent_on
    ]
    outside = own = 0
    for number in range(1, (ends_on - begins_on).days + 1):
        day = begins_on + timedelta(days=number)
        if not calendar.is_working(day):
            continue
        if any(sent < day <= answered for sent, answered in spans):
            outside += 1
        else:
            own += 1
    return outside, own


def waited_in_words(outside, own):
    return f"chờ nơi ngoài {outside} ngày làm việc; ở đơn vị {own} ngày làm việc"


def not_asked_about(rows, persons):
    """Who of `persons` (the rulebook's groups) has no row at all: (certainly there, only where there are such)."""
    held = {each.relation for each in rows}
    sure, perhaps = [], []
    for group in persons:
        for relation in ROWS_OF.get(group, ()):
            if relation not in held:
                (sure if group in ALWAYS_THERE else perhaps).append(relation)
    return tuple(sure), tuple(perhaps)


@rule(
    "verified_persons",
    level=WARN,
    link="verifications",
    met="Mọi nơi được đề nghị thẩm tra đều đã có kết luận.",
    applies=lambda facts: bool(facts.verifications),
)
def every_place_is_concluded(facts, law):
    """Each relative at each place has its conclusion before the verification as a whole is concluded."""
    still = [each.words for each in facts.verifications if each.state != CONCLUDED]
    if not still:
        return None
    return f"Còn {len(still)} nơi thẩm tra chưa có kết luận: {'; '.join(still)}."


def duties(facts, law):
    """What is due of the places that were asked (T26): one duty a letter that waits for its answer.

    Where no rows are kept, one for the case as a whole, from the day on which its verification began.
    """
    if not facts.verifications:
        return list(_of_the_case(facts, law))
    found = [_of_letter(each, law) for each in facts.verifications if each.state == WAITING and each.method == LETTER]
    if facts.stage == "verifying" and not any(each.state in (NOT_SENT, WAITING) for each in facts.verifications):
        text = "Các nơi đã trả lời: ghi kết luận từng nơi, kết quả thẩm tra"
        found.append(Duty("verification_reply", text, CELL, since(facts), None))
    return found


def _of_letter(asked, law):
    text = f"Theo dõi, đôn đốc trả lời thẩm tra: {asked.words}"
    return _reply(text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…", asked, law)


def _of_the_case(facts, law):
    """One for places at home; one more, with longer days, of who has a tie to another country."""
    if facts.stage != "verifying":
        return
    text = "Theo dõi, đôn đốc trả lời thẩm tra lý lịch"
    asked = facts.dates.get("start_verification")
    if asked is None:
        yield Duty("verification_reply", text, CELL, since(facts), None)
        return
    yield _reply(text, Asked("", "", sent_on=asked), law)
    if facts.foreign_tie:
        yield _reply(f"{text} ở nước ngoài, nếu có gửi", Asked(ABROAD, "", abroad=True, sent_on=asked), law)


def _reply(text, asked, law):
    deadline, row = last_day(asked, law)
    return Duty(
        "verification_reply",
        text,
        CELL,
        asked.sent_on,
        deadline.day,
        key=asked.key,
        unsure=deadline.unsure,
        **cited(row),
    )
