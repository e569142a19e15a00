"""One reading: while a page or a paper is being made, a question asked again is answered from the first time.

Nothing outlives the reading: the next request asks the database anew.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db.models import Exists, OuterRef, Q

from branches.models import MemberEvent, Organization, OrganizationState
from candidates.models import StageEvent
from candidates.pipeline import TAKE_BACK

_answers = ContextVar("answers", default=None)
_known_at = ContextVar("known_at", default=None)
# What of a unit's settings its figures depend on.
COUNTED_BY = ("counted_by", "reporting_calendar", "term_starts_on")


def one_reading(make):
    """Decorator for what makes a page or a paper: within it every `once_a_reading` question is asked once."""

    @wraps(make)
    def read(*args, **kwargs):
        if _answers.get() is not None:
            return make(*args, **kwargs)
        token = _answers.set({})
        try:
            return make(*args, **kwargs)
        finally:
            _answers.reset(token)

    return read


def once_a_reading(ask):
    """Decorator for a question to the database that changes nothing; whoever asks must not change the answer."""

    @wraps(ask)
    def asked(*args):
        answers = _answers.get()
        if answers is None:
            return ask(*args)
        moment = _known_at.get()
        key = (ask, moment and moment.at, *map(_frozen, args))
        try:
            known = key in answers
        except TypeError:  # asked with something that has no place in a dictionary
            return ask(*args)
        if not known:
            answers[key] = ask(*args)
        return answers[key]

    return asked


def _frozen(value):
    if isinstance(value, Organization):
        # The same unit counted by other settings (`snapshots.as_counted`) equals it, yet is another question.
        return (value, *(value.__dict__.get(name) for name in COUNTED_BY))
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return tuple(value.items()) if isinstance(value, dict) else value


@contextmanager
def as_known(moment):
    """Within it, facts are counted as they were known at `moment` (a `Moment`); None: as they are known now."""
    token = _known_at.set(moment)
    try:
        yield
    finally:
        _known_at.reset(token)


def asks_the_present():
    """Whether facts are counted as they are known now."""
    return _known_at.get() is None


def states_known():
    """The rows of `OrganizationState` that were known: (queryset, whether later ones may have ended them)."""
    moment = _known_at.get()
    if moment is None or moment.states is None:
        return OrganizationState.objects.all(), False
    return OrganizationState.objects.filter(pk__lte=moment.states), True


def known(model):
    """The rows of `model` that count: of facts those recorded, and not taken back, by the moment of `as_known`."""
    moment = _known_at.get()
    if moment is None or not issubclass(model, MemberEvent | StageEvent):
        return model.objects.all()
    if model is MemberEvent:
        return model.objects.filter(moment.knows(MemberEvent))
    taken_back = StageEvent.every.filter(moment.knows(StageEvent), corrects=OuterRef("pk"))
    return StageEvent.every.filter(~Exists(taken_back), ~Q(kind=TAKE_BACK), moment.knows(StageEvent))
