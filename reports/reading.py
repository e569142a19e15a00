"""One reading: while a page or a paper is being made, a question asked again is answered from the first time.

Nothing outlives the reading: the next request asks the database anew.
"""

from contextvars import ContextVar
from functools import wraps

_answers = ContextVar("answers", default=None)


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
        key = (ask, *map(_frozen, args))
        try:
            known = key in answers
        except TypeError:  # asked with something that has no place in a dictionary
            return ask(*args)
        if not known:
            answers[key] = ask(*args)
        return answers[key]

    return asked


def _frozen(value):
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value
