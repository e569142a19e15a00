"""Who signs the papers of a class."""

from django.utils import timezone

from partydev.papers.document import Signature

SECRETARY = "BÍ THƯ"


def signature_of(paper, on=None):
    """Who signs, on the day `on`: as recorded; of the committee's own the secretary of that day."""
    centre = "trung tâm" in paper.issuer.lower()
    post = paper.signer_post.upper() or ("GIÁM ĐỐC" if centre else SECRETARY)
    if paper.issuer:
        return Signature("", post, paper.signer_name)
    name = paper.signer_name or (_secretary(paper, on or timezone.localdate()) if post == SECRETARY else "")
    return Signature("T/M BAN THƯỜNG VỤ", post, name)


def _secretary(paper, on):
    """The secretary's name on the day `on`, asked once for all certificates of one day; "" where nobody is entered."""
    known = paper.__dict__.setdefault("secretaries", {})
    if on not in known:
        known[on] = paper.training_class.organization.secretary_on(on)
    return known[on]
