"""A row of the one table of who gets what: what it says, and the words that the rows share.

How to read a row, from left to right:

    row(name, needs, thing, sees, does, …)

`needs`   PUBLIC, SIGNED_IN, or permissions of which the viewer holds one anywhere; otherwise 403
`thing`   the object of `world` that fills the address; "" for an address without an object
`sees`    permissions of which one is held at the object's place; otherwise it does not exist: 404
`does`    permissions of which one is held there as well; otherwise 403
`get`     the answer then, 0 where the address takes no GET (405)
`post`    the answer to an empty form, 0 where the address takes no POST (405)
`writes`  permissions of which one is held there to send the form, where more than to open it; otherwise 403
`helper`  the party member who was assigned to help the person sees it too
`owned`   it is one person's own, who is none of the viewers: for all of them it does not exist (404)
`htmx`    a fragment that only htmx asks for

Whoever has no session is sent to sign in (302), whatever the address. PUT, PATCH and DELETE are
taken nowhere (405).
"""

from dataclasses import dataclass, field

from django.utils import timezone

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name

PUBLIC, SIGNED_IN = "public", "signed_in"
SHOWN, REFUSED, DONE = 200, 422, 302
THIS_YEAR = timezone.localdate().year


@dataclass(frozen=True)
class Row:
    name: str
    needs: object
    thing: str = ""
    sees: tuple = ()
    does: tuple = ()
    get: int = SHOWN
    post: int = 0
    writes: tuple = ()
    helper: bool = False
    htmx: bool = False
    fixed: dict = field(default_factory=dict)  # further arguments of the address
    owned: bool = False
    once_in: int = 0  # the answer of a public page to who is signed in already


def row(name, needs, thing="", sees=(), does=(), **more):
    needs, sees, does = (
        (each,) if isinstance(each, P) else each for each in (needs, sees or (needs if thing else ()), does)
    )
    return Row(name, needs, thing, sees, does, **more)


FORM = {"get": SHOWN, "post": REFUSED}
BUTTON = {"get": 0, "post": REFUSED}
MANAGE = (P.ACCOUNT_MANAGE, P.APPOINTMENT_MANAGE)
OPENS = (P.CANDIDATE_VIEW, P.REMARK_WRITE)
GROUNDS = (P.CANDIDATE_ENTER, P.DOSSIER_CHECK)
ANSWERS = (P.DOSSIER_CHECK, P.DECISION_RECORD)
READERS = (P.CANDIDATE_ADVANCE, P.DOSSIER_CHECK)
STEPS = (P.CANDIDATE_ADVANCE, P.DOSSIER_CHECK, P.DECISION_RECORD)
