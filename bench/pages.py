"""How long the main pages take, beside a floor measured in the same run.

    .venv/bin/python bench/pages.py [--runs 30]

Uses the demonstration's database (run `./up` once before) and changes nothing in it but the
access log. The floor of a page is the health check's answer plus the page's own SQL, run bare on
the same connection. Prints the median of each, in milliseconds, and their ratio.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partydev.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from timing import median  # noqa: E402

from accounts.middleware import stamp  # noqa: E402
from accounts.models import User  # noqa: E402
from branches.permissions import Permission  # noqa: E402
from candidates import opening  # noqa: E402
from candidates.models import Candidate  # noqa: E402

HOST = {"HTTP_HOST": "localhost"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    hello = median(lambda: Client(**HOST).get("/healthz"), runs)
    print(f"{'page':44} {'queries':>7} {'page ms':>8} {'floor ms':>8} {'ratio':>6}")
    for label, user, path in pages():
        client = signed_in(user)
        queries = queries_of(client, path)
        page = median(lambda client=client, path=path: client.get(path), runs)
        floor = hello + median(lambda queries=queries: run_bare(queries), runs)
        print(f"{label:44} {len(queries):7} {page:8.1f} {floor:8.1f} {page / floor:6.1f}")


def pages():
    """(label, user, path): the pages that people open most, each as someone who may."""
    secretary, officer, leader = holder(Permission.CANDIDATE_ADVANCE), holder(Permission.DOSSIER_CHECK), reader()
    case = Candidate.objects.visible_to(officer).order_by("pk").first()
    opening.tell(user=officer, candidate=case, purpose="check")  # asked once a day; the page is what is timed
    unit = leader.scope(Permission.REPORT_VIEW).tops[0]
    code = leader.appointments.filter(organization_id=unit[0]).values_list("organization__code", flat=True)[0]
    return [
        ("home of a secretary", secretary, "/"),
        ("list of people", officer, "/ho-so/"),
        ("one person", officer, f"/ho-so/{case.pk}/"),
        ("queue of dossiers", officer, "/tham-dinh/"),
        ("tree of organizations", officer, "/to-chuc/"),
        ("leader's page", leader, f"/bao-cao/ket-qua/?don_vi={code}"),
    ]


def holder(permission):
    """A user with the permission in the smallest part of the tree."""
    found = [user for user in User.objects.filter(is_active=True) if user.holds(permission) and user.scope(permission)]
    return max(found, key=lambda user: user.scope(permission).tops[0][1])


def reader():
    """A user who reads reports and enters nothing."""
    users = User.objects.filter(is_active=True)
    return next(u for u in users if u.scope(Permission.REPORT_VIEW) and not u.scope(Permission.CANDIDATE_ADVANCE))


def signed_in(user):
    client = Client(**HOST)
    client.force_login(user)
    session = client.session
    stamp(session, user)
    session.save()
    return client


def queries_of(client, path):
    """The SQL that the page reads with; raises when the page does not answer 200."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def run_bare(queries):
    with connection.cursor() as cursor:
        for sql in queries:
            cursor.execute(sql)
            cursor.fetchall()


if __name__ == "__main__":
    main()
