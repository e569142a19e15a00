"""Every write to the forms of a case and to standing phrases: keyword-only, atomic, under a lock."""

from django.db import transaction

from branches.models import Organization
from branches.permissions import Permission
from candidates.going import present_attempt
from candidates.models import Candidate
from dossiers.catalogue_table import BY_SLUG
from dossiers.drafting import may_type, stored
from dossiers.models import FormText, Phrase
from dossiers.phrases import PHRASES
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require

CHANGED_MEANWHILE = "đã ghi biểu mẫu này trong lúc bạn nhập."


@transaction.atomic
def save_form_text(*, candidate, form, part, values, version, by):
    """Save what was typed into the form (slug) `form` of a case; returns the `FormText`.

    `version` is the one that the page was opened with (0: nothing was typed then): a newer one raises
    `Conflict` and nothing is lost. What says the same changes nothing; otherwise the next draft begins.
    Raises `NotAllowed` for whose paper it is not, `Invalid` for what cannot be true. Locks the candidate.
    """
    sheet = BY_SLUG[form]
    candidate = under_lock(Candidate.objects).select_related("organization").get(pk=candidate.pk)
    if by is not None and not may_type(by, candidate, sheet):
        raise NotAllowed("Biểu mẫu này do cấp khác chuẩn bị.")
    attempt = present_attempt(candidate).after
    # Of its own row alone: PostgreSQL locks none at the other end of an outer join.
    text = under_lock(FormText.objects).select_related("written_by")
    text = text.filter(candidate=candidate, attempt=attempt, form=form, part=part).first()
    if (text.version if text else 0) != version:
        raise Conflict(f"{text.written_by if text and text.written_by else 'Người khác'} {CHANGED_MEANWHILE}")
    kept = stored(sheet, values)
    if text and text.values == kept:
        return text
    text = text or FormText(candidate=candidate, attempt=attempt, form=form, part=part, version=0, draft=0)
    text.values, text.written_by = kept, by
    text.version, text.draft = text.version + 1, text.draft + 1
    text.save()
    return text


@transaction.atomic
def set_phrase(*, organization, key, text, version, by):
    """Word a standing phrase for `organization` and what stands below it; returns the `Phrase`, None where it went.

    An empty text gives the phrase back to the organization above, or to the default wording. `version` as in
    `save_form_text`. A bracketed word that means nothing raises `Invalid`. Locks the organization.
    """
    under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    phrase = under_lock(Phrase.objects).filter(organization=organization, key=key).first()
    if (phrase.version if phrase else 0) != version:
        raise Conflict("Người khác đã sửa câu mẫu này trong lúc bạn nhập.")
    text = text.strip()
    if unknown := PHRASES[key].unknown_words(text):
        allowed = ", ".join(f"[{word}]" for word in PHRASES[key].words)
        raise Invalid({"text": f"Không có nội dung nào cho [{unknown[0]}]. Trong câu này chỉ dùng được: {allowed}."})
    if not text:
        if phrase:
            phrase.delete()
        return None
    phrase = phrase or Phrase(organization=organization, key=key, version=0)
    phrase.text, phrase.written_by, phrase.version = text, by, phrase.version + 1
    phrase.save()
    return phrase
