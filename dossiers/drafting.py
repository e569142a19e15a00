"""The forms of one case: which there are, what each says, what it lacks, and whether it may be signed."""

from dataclasses import dataclass, replace
from datetime import date

from branches.permissions import Permission
from candidates.judging import findings_for
from candidates.models import Introduction, MentorAssignment, VerificationRequest
from candidates.overview.links import FORMS as ENTRY_PAGES
from candidates.overview.links import link, mending
from candidates.pipeline import IN_PROBATION, MAIN_WAY, TRANSITIONS
from candidates.profile import stores_relatives
from candidates.rules.base import BLOCK, Finding
from candidates.rules.verification import LETTER, VISIT
from dossiers.catalogue import BASE, DECIDING, SECTION, Form
from dossiers.catalogue_table import BY_SLUG, FORMS
from dossiers.editions import edition_on
from dossiers.filling import Filling
from dossiers.models import FormText
from dossiers.phrases import DEFAULTS
from partydev.papers.document import Document

# Who types a form, by whose paper it is; everything below the committees is the cell's to prepare.
COMMITTEE = (Permission.DOSSIER_CHECK, Permission.DECISION_RECORD)
TYPISTS = {BASE: COMMITTEE, DECIDING: COMMITTEE, SECTION: (Permission.CANDIDATE_ADVANCE, *COMMITTEE)}
CELL_TYPISTS = (Permission.CANDIDATE_ADVANCE,)
# What a form can be repeated for: how the people are found in a case.
REPEATED = {
    "introductions": lambda case: [each for each in case.introductions if each.member_id],
    "mentors": lambda case: case.helpers(MentorAssignment.Phase.CANDIDATE),
    "probation_mentors": lambda case: case.helpers(MentorAssignment.Phase.PROBATION),
    "by_letter": lambda case: [each for each in case.verifications if each.method == LETTER],
    "by_visit": lambda case: [each for each in case.verifications if each.method == VISIT],
}


@dataclass(frozen=True)
class Sheet:
    """One form of one case; `part` and `subject` tell the papers of several people apart."""

    form: Form
    part: int = 0
    subject: Introduction | MentorAssignment | VerificationRequest | None = None
    text: FormText | None = None

    @property
    def of_whom(self):
        """Whose paper it is, where the form is repeated; "" else."""
        if self.subject is None:
            return ""
        if isinstance(self.subject, VerificationRequest):
            return self.subject.words
        member = self.subject.member if isinstance(self.subject, Introduction) else self.subject.mentor
        return f"đồng chí {member}"

    @property
    def label(self):
        return f"{self.form.title} – {self.of_whom}" if self.subject else self.form.title

    @property
    def turn(self):
        """The number of the draft."""
        return self.text.draft if self.text else 1

    @property
    def version(self):
        return self.text.version if self.text else 0


def sheets(case):
    """Every form that `case` has, in the catalogue's order."""
    return [sheet for form in FORMS for sheet in _sheets_of(case, form)]


def sheet_of(case, slug, part):
    """The form `slug` for `part`; None where the case has no such form."""
    form = BY_SLUG.get(slug)
    return next((each for each in _sheets_of(case, form) if each.part == part), None) if form else None


def _sheets_of(case, form):
    if form.applies and not form.applies(case):
        return
    if not form.repeats or form.also_alone:
        yield Sheet(form, text=case.texts.get((form.slug, 0)))
    if not form.repeats:
        return
    for subject in REPEATED[form.repeats](case):
        yield Sheet(form, subject.pk, subject, case.texts.get((form.slug, subject.pk)))


def may_type(user, candidate, form):
    """Whether `user` prepares this form of `candidate`."""
    return any(user.can(permission, candidate) for permission in TYPISTS.get(form.maker, CELL_TYPISTS))


def is_in_turn(candidate, form):
    """Whether the form's time has come: nobody looks for papers of recognition before the admission."""
    if form.phase != "recognition":
        return True
    return candidate.stage in IN_PROBATION or candidate.stage in MAIN_WAY[MAIN_WAY.index("recognized") :]


# What was typed


def blanks_of(case, form):
    """The blanks that this case has on the form."""
    return [blank for blank in _kept(form) if blank.only is None or blank.only(case)]


def _kept(form):
    """The blanks of a form that this installation may store."""
    return [blank for blank in form.blanks if stores_relatives() or not blank.names_relatives]


def stored(form, values):
    """What was typed as a form stores it: text, whole numbers, days as "2026-02-05"; empty blanks are left out."""
    keys = {blank.key for blank in _kept(form)}
    kept = {key: value for key, value in values.items() if key in keys and value not in (None, "")}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}


def read(form, values):
    """`stored` back as values; what a blank of another kind once held is not read as a day or a number."""
    return {blank.key: found for blank in form.blanks if (found := _value(blank, values.get(blank.key))) is not None}


def _value(blank, value):
    if blank.kind == "date":
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return None
    if blank.kind == "number":
        return value if isinstance(value, int) else None
    return None if value is None else str(value)


# Filling


@dataclass(frozen=True)
class Filled:
    """A form with what is known: its paper, and what it lacks."""

    sheet: Sheet
    document: Document
    filling: Filling

    @property
    def gaps(self):
        return self.filling.gaps

    @property
    def is_whole(self):
        return not self.filling.gaps

    @property
    def draft(self):
        """With the draft's turn below the number and a small mark of form and edition at the foot."""
        return replace(self.document, draft_turn=self.sheet.turn, draft_mark=self.mark)

    @property
    def for_signing(self):
        """Nothing but the official layout. Only for what `is_whole`."""
        return replace(self.document, draft_turn=0, draft_mark="")

    @property
    def mark(self):
        code = self.sheet.form.code
        name = f"Mẫu {code}" if "KNĐ" in code or "NTVĐ" in code else self.sheet.form.title
        return f"{name}, {self.filling.edition.handbook.name}"


def fill(case, sheet, typed=None, phrases=None):
    """The `Filled` form; `typed` and `phrases` stand for what is not saved yet."""
    form = sheet.form
    if typed is None:
        typed = proposals(case, sheet, read(form, sheet.text.values) if sheet.text else {})
    day = paper_day(case, form, typed) or case.on
    filling = Filling(
        typed=dict(typed),
        day=day,
        edition=edition_on(day),
        subject=sheet.subject,
        phrases={**phrases_of(case, form), **(phrases or {})},
    )
    return Filled(sheet, form.build(case, filling), filling)


def proposals(case, sheet, typed):
    """`typed`, with what the blanks propose from the data where nothing was typed."""
    day = paper_day(case, sheet.form, typed) or case.on
    known = Filling(typed=typed, day=day, edition=edition_on(day), subject=sheet.subject)
    proposed = {
        blank.key: blank.default(case, known) for blank in blanks_of(case, sheet.form) if callable(blank.default)
    }
    return {**{key: value for key, value in proposed.items() if value not in (None, "")}, **typed}


def paper_day(case, form, typed):
    """The day of the paper: of the step that it carried, as typed, as the register has it; None while unknown."""
    register = case.paper(form.paper_code) if form.paper_code else None
    days = (case.day(form.step) if form.step else None, typed.get("issued_on"), register and register.issued_on)
    return next((day for day in days if day), None)


def issuer_of(case, form):
    """The organization whose paper the form is."""
    if form.maker == DECIDING:
        purpose = "recognition" if form.phase == "recognition" else "admission"
        return case.units[case.authority(purpose).decided_by.pk]
    return {BASE: case.base, SECTION: case.section}.get(form.maker) or case.cell


def phrases_of(case, form):
    """key -> the standing phrase that holds for whoever issues the form."""
    organization = issuer_of(case, form)
    own = {key: case.phrase_of(key, organization) for key in DEFAULTS}
    return {key: own[key].text if own[key] else text for key, text in DEFAULTS.items()}


# What keeps it from being signed


def findings_of(case, form):
    """What the rules say of the step that the form goes with; of a step that was recorded, what they said then.

    What the committee has answered since (done anew, kept as it is) keeps no paper from being signed.
    """
    if not form.step:
        return []
    event = case.event(form.step)
    if event is None:
        return findings_for(case.candidate, TRANSITIONS[form.step], case.on)
    if not event.irregular or event.is_answered:
        return []
    return [
        Finding(
            each.get("rule", ""),
            each.get("level", BLOCK),
            each.get("text", ""),
            each.get("citation", ""),
            each.get("confidence", ""),
        )
        for each in event.findings
    ]


def blocks(findings):
    return [finding for finding in findings if finding.blocks]


# Where a gap is closed


def gap_url(case, gap, user, form_url=""):
    """The address where `user` enters what a paper lacks; "" where it is not theirs, or not its time.

    `form_url` is the address of the form's own page, "" on that page itself.
    """
    kind, _, key = gap.page.partition(":")
    candidate = case.candidate
    if gap.page.startswith("#"):
        return f"{form_url}#id_{gap.page[1:]}_field"
    if kind == "step":
        step = TRANSITIONS[key]
        here = candidate.stage in step.sources and user.can(step.permission, candidate)
        return link("candidates:step", pk=candidate.pk, transition=key) if here else ""
    if kind == "organization":
        unit = case.units[int(key)]
        may = user.can(Permission.ORGANIZATION_CHANGE, unit)
        return link("branches:edit", code=unit.code) if may else ""
    if kind == "cv":
        return link("dossiers:cv", pk=candidate.pk)
    if kind == "person" and not user.can(Permission.CANDIDATE_ENTER, candidate):
        return ""
    if kind in ENTRY_PAGES:
        return link(ENTRY_PAGES[kind], pk=candidate.pk)
    return mending(candidate)(kind) if kind else ""
