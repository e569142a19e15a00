"""A process is killed at any moment: what it was about to write is there whole, or not at all. R4, R5."""

import logging
import os
import signal
import time

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from candidates import actions, integrity
from candidates.actions.correct import last_step
from candidates.models import Candidate, Scan, StageEvent, Vote
from candidates.pipeline import TRANSITIONS
from candidates.scans import clearing, store
from candidates.scans import integrity as checks
from partydev.models import FormToken
from partydev.once import new_token
from tests.access.world import with_relatives as with_scans
from tests.candidates.desk_cases import appraised, cast_decided_above, step, vote
from tests.candidates.scan_pages import a_dossier, keep
from tests.factories import days_ago, sign_in
from tests.security.sent import day

pytestmark = pytest.mark.django_db(transaction=True)
logger = logging.getLogger(__name__)
KILLS = int(os.environ.get("PARTYDEV_KILLS", "12"))  # the promise is 200; so many take minutes
HEAVY = int(os.environ.get("PARTYDEV_KILLED_MB", "2")) * 1024 * 1024  # and 20 MB


@pytest.fixture
def cast():
    return cast_decided_above()


def killed(act, look):
    """Do `act` in processes of their own, each killed a little later than the one before; `look` after each.

    Returns how many of them were cut short.
    """
    began = time.monotonic()
    os.waitpid(_begin(act), 0)  # one that nobody disturbs says how long it takes
    took, cut = time.monotonic() - began, 0
    look()
    for turn in range(KILLS):
        child = _begin(act)
        time.sleep(1.2 * took * turn / KILLS)
        os.kill(child, signal.SIGKILL)
        cut += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        look()
    return cut


def _begin(act):
    child = os.fork()
    if child:
        return child
    connections["default"].connection = None  # the parent's own
    try:
        act()
    finally:
        os._exit(0)


@pytest.mark.once
def test_a_scan_has_its_whole_file_or_is_not_there(cast, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        dossier, by, content = a_dossier(cast), cast["sec_A1"], b"%PDF-1.7\n" + os.urandom(HEAVY)

        def look():
            assert [fault for check in checks.CHECKS for fault in check()] == []

        cut = killed(lambda: keep(dossier, by, content=content), look)

        # Some came through and some did not, or nothing was tried.
        assert cut > 0
        assert Scan.objects.count() > 0
        store.sweep(clearing.named(), now=time.time() + 25 * store.HOUR)
        assert {name for name, _ in store.kept_files()} == clearing.named()
        assert len(store.left()) == Scan.objects.count()


def to_be_resolved(cast):
    return appraised(cast, days_ago(60))


def to_be_decided(cast):
    case = appraised(cast, days_ago(60))
    step(case, "committee_vote", cast["rec_A"], days_ago(30), ballot=vote(9, 9))
    step(case, "forward", cast["head_A"], days_ago(29))
    return Candidate.objects.get(pk=case.pk)


@pytest.mark.once
@pytest.mark.parametrize(
    ("ready", "transition", "user", "body", "number", "votes"),
    [
        (to_be_resolved, "committee_vote", "rec_A", "base", "{}-NQ/ĐU", 9),
        (to_be_decided, "decide", "head_X", "deciding", "{}-QĐ/ĐU", 5),
    ],
    ids=["resolution", "decision"],
)
def test_what_a_committee_votes_is_recorded_wholly_or_not_at_all(cast, ready, transition, user, body, number, votes):
    """The step, its vote, its number, what leads to the next stage and the token of the form: all or none."""
    case = ready(cast)
    before, after = case.stage, TRANSITIONS[transition].target
    client, url = sign_in(Client(), cast[user]), reverse("candidates:step", args=[case.pk, transition])
    counts = dict.fromkeys(("eligible", "present", "votes_for"), votes) | {"votes_against": 0, "votes_other": 0}
    token, done = new_token(None), []

    def send():
        given = number.format(len(done) + 1)
        client.post(url, {"on": day(0), "paper_number": given, **counts, "form_token": token})

    def look():
        nonlocal token
        connections["default"].close()
        stage = Candidate.objects.get(pk=case.pk).stage
        events = StageEvent.objects.filter(candidate=case, kind=transition)
        recorded = Vote.objects.filter(candidate=case, body=body).count()
        found = (events.count(), recorded, FormToken.objects.filter(token=token).count())
        assert (stage, found) in ((before, (0, 0, 0)), (after, (1, 1, 1)))
        assert list(integrity.faults()) == []
        if stage == after:
            assert events.get().paper_number == number.format(len(done) + 1)
            done.append(stage)
            token = new_token(None)
            actions.take_back(
                candidate=Candidate.objects.get(pk=case.pk),
                event=last_step(case.events.all()),
                by=cast[user],
                reason="Ghi nhầm",
            )

    cut = killed(send, look)
    logger.info("%s: %s processes, %s cut short, %s recorded", transition, KILLS, cut, len(done))
    assert cut > 0
    assert done
