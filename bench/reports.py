"""How long reports take at any size, each beside a floor measured in the same run.

    .venv/bin/python manage.py generate --scale commune|province|nation   (once, into an empty database)
    .venv/bin/python manage.py collectstatic --noinput                     (once)
    .venv/bin/python bench/reports.py [--runs 20] [--seconds 10] [--only figures,page,pdf,annex] [--writers]

Uses the database of the settings and changes nothing in it but the access log. Prints medians in milliseconds,
their ratio to the floor, and the time of this processor alone, which other work on the machine disturbs less. The
floors: of figures, the bare SQL over what is kept added up of the unit (over its facts where nothing is), with its
organizations; of the page, the health check's answer with the page's own SQL; of the PDF, the bare renderer
on the same HTML; of the annex, as many times the smallest one as it has rows.

`--writers` (PostgreSQL, needs pgbench) lets 32 connections record events at once, beside the insert of an event into
a bare table, and leaves thousands of rows behind: for a database that is thrown away.
"""

import argparse
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partydev.settings")

import django

django.setup()

import timing  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from accounts.middleware import stamp  # noqa: E402
from accounts.models import User  # noqa: E402
from branches.models import Organization  # noqa: E402
from branches.permissions import Permission  # noqa: E402
from partydev.papers import aside, pdf  # noqa: E402
from partydev.papers.document import Annex, Column, Document, Row, Signature, Table, cell  # noqa: E402
from partydev.papers.rendering import as_page, as_pdf  # noqa: E402
from reports.figures import figures  # noqa: E402
from reports.models_tally import FoldedUnit  # noqa: E402
from reports.periods import quarter_of  # noqa: E402
from reports.quarterly import build, period_of  # noqa: E402
from reports.states import keeping  # noqa: E402
from reports.tally import folding, keys  # noqa: E402

HOST = {"HTTP_HOST": "localhost"}
PARTS = ("figures", "page", "pdf", "annex")
LONG = 3  # seconds
ANNEXES = (1_000, 2_500, 5_000)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=10, help="of each round of the writers")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--writers", action="store_true")
    parser.add_argument("--rows", type=int, help=argparse.SUPPRESS)  # one annex, in a process of its own
    args = parser.parse_args()
    if args.rows:
        return one_annex(args.rows)
    asked = args.only.split(",")
    units = [unit for depth in range(3) if (unit := Organization.objects.filter(depth=depth).order_by("pk").first())]
    begun = time.perf_counter()
    folding.fold()
    keeping.refresh()
    print(f"added up what was not: {time.perf_counter() - begun:.1f} seconds")
    print(f"{'what':52} {'ms':>9} {'floor ms':>9} {'ratio':>6} {'cpu ms':>9}")
    for part, measure in (("figures", of_figures), ("page", of_pages), ("pdf", of_pdfs)):
        if part in asked:
            for unit in units:
                measure(unit, args.runs)
    if "annex" in asked:
        of_annexes()
    if args.writers:
        of_writers(args.seconds)
    return None


def line(label, measured, floor):
    value, processor = measured
    print(f"{label:52} {value:9.1f} {floor:9.1f} {value / floor:6.2f} {processor:9.1f}", flush=True)


def periods(unit):
    """The quarter under way and the year up to today, as far as they have come."""
    today = timezone.localdate()
    codes = (f"{today.year}-Q{quarter_of(today).number}", f"{today.year}")
    return [period_of(unit, code).up_to(today) for code in codes]


def medians(act, runs):
    """Medians of `runs` in milliseconds, by the clock and of the processor; what takes long is done once."""
    begun, used = time.perf_counter(), time.process_time()
    act()
    first, used = time.perf_counter() - begun, time.process_time() - used
    return (first * 1000, used * 1000) if first > LONG else timing.medians(act, runs)


def median(act, runs):
    return medians(act, runs)[0]


def named(unit):
    return f"{unit.code} depth {unit.depth}"


# Figures


def of_figures(unit, runs):
    folded = keys.may_be_folded(unit) and FoldedUnit.objects.filter(pk=unit.pk, is_folded=True).exists()
    for period in periods(unit):
        questions = bare_of_tally(unit, period) if folded else bare_of_facts(unit, period)
        label = f"figures {named(unit)} {period.key} ({'folded' if folded else 'facts'})"
        line(label, medians(lambda p=period: figures(unit, p), runs), median(lambda q=questions: run(q), runs))


def run(questions):
    with connection.cursor() as cursor:
        for sql, values in questions:
            cursor.execute(sql, values)
            cursor.fetchall()


def bare_of_tally(unit, period):
    entries = [entry for _, entry in keys.entries(unit.counted_by, unit.depth)]
    flows, stocks = (sorted({e.name for e in entries if e.is_flow is kind}) for kind in (True, False))
    kept = "SELECT key, sum(number) FROM reports_tally WHERE unit_id = %s AND NOT part AND"
    sql = (
        f"{kept} key IN ({places(flows)}) AND bucket BETWEEN %s AND %s GROUP BY key UNION ALL "
        f"{kept} key IN ({places(stocks)}) AND bucket <= %s GROUP BY key"
    )
    values = [unit.pk, *flows, period.start, period.end, unit.pk, *stocks, period.end]
    return [(sql, values), bare_of_states(unit, period)]


FLOWS = {
    "candidates_stageevent": ("nominate", "enter_pool", "admit", "recognize", "nominate_new_member", "strike_off"),
    "branches_memberevent": ("card", "transfer_in", "transfer_out"),
}
STOCKS = {
    "candidates_stageevent": ("full_delta", "probationary_delta", "pool_delta", "pending_delta"),
    "branches_memberevent": ("full_delta", "probationary_delta", "exempt_delta"),
}


def bare_of_facts(unit, period):
    """One pass for the flows and one for the stocks of each table; the groups of new members come with the flows."""
    found = [bare_of_organizations(unit)]
    for table, kinds in FLOWS.items():
        groups = "sex, in_youth_union, in_trade_union, occupation, ethnicity, religion, age, professional_level"
        here = f'FROM {table} WHERE ancestor_{unit.depth} = %s AND "on"'
        days = f"BETWEEN %s AND %s AND kind IN ({places(kinds)})"
        flows = f"SELECT kind, {groups}, count(*) {here} {days} GROUP BY kind, {groups}"
        found.append((flows, [unit.pk, period.start, period.end, *kinds]))
        sums = ", ".join(f"sum({column})" for column in STOCKS[table])
        found.append((f"SELECT {sums} {here} <= %s", [unit.pk, period.end]))
    return found


def bare_of_states(unit, period):
    """How many organizations there are, as it is kept of the units below: of the root's children each as a whole."""
    place = (
        f"AND NOT s.is_whole AND s.ancestor_{unit.depth} = %s" if unit.depth else "AND s.is_whole AND k.root_id = %s"
    )
    kept = "SELECT s.numbers -> 'kinds' FROM reports_keptstate s JOIN reports_keptstates k ON k.id = s.kept_id"
    sql = f'{kept} WHERE k."on" = %s {place}'
    return sql, [period.end, unit.pk]


def bare_of_organizations(unit):
    sql = f"SELECT kind, count(*) FROM branches_organization WHERE ancestor_{unit.depth} = %s GROUP BY kind"  # noqa: S608
    return sql, [unit.pk]


def places(values):
    return ", ".join(["%s"] * len(values))


# The page and the paper


def of_pages(unit, runs):
    client, path = signed_in(reader()), f"/bao-cao/{unit.code}/{periods(unit)[0].key}/"
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    reading = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    floor = median(lambda: Client(**HOST).get("/healthz"), runs) + median(lambda: run_bare(reading), runs)
    line(f"report page {named(unit)} ({len(reading)} queries)", medians(lambda: client.get(path), runs), floor)


def reader():
    """Who may read the report of the root."""
    root = Organization.objects.filter(parent=None).first()
    return next(user for user in User.objects.filter(is_active=True) if user.can(Permission.REPORT_VIEW, root))


def signed_in(user):
    client = Client(**HOST)
    client.force_login(user)
    session = client.session
    stamp(session, user)
    session.save()
    return client


def run_bare(queries):
    with connection.cursor() as cursor:
        for sql in queries:
            cursor.execute(sql)
            cursor.fetchall()


def of_pdfs(unit, runs):
    period, today = periods(unit)[0], timezone.localdate()
    html, runs = as_page(build(unit, period, on=today)), max(runs // 4, 3)
    made = medians(lambda: as_pdf(build(unit, period, on=today)), runs)
    line(f"PDF of the report {named(unit)}", made, median(lambda: bare_pdf(html), runs))


def bare_pdf(html):
    """What the renderer takes by itself: the same page, style and kind of file."""
    static, fonts = settings.BASE_DIR / "static", FontConfiguration()
    style = CSS(filename=static / "css/document.css", font_config=fonts, url_fetcher=pdf.StaticFetcher(static))
    page = HTML(string=html, url_fetcher=pdf.StaticFetcher(static))
    return page.write_pdf(font_config=fonts, stylesheets=[style], pdf_variant=pdf.VARIANT)


# A long annex


def of_annexes():
    print(f"\n{'annex of rows':>52} {'cpu sec':>9} {'linear':>9} {'ratio':>6} {'peak MB':>9}")
    first = None
    for rows in ANNEXES:
        command = [sys.executable, __file__, "--rows", str(rows)]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
        seconds, peak = map(float, answer.stdout.split())
        first = first or seconds / rows
        print(f"{rows:52,} {seconds:9.1f} {first * rows:9.1f} {seconds / (first * rows):6.2f} {peak:9.0f}", flush=True)


def one_annex(rows):
    """The processor's time and the most memory that one long list takes as a PDF."""
    day = timezone.localdate()
    columns = (("TT", 5), ("Họ và tên", 25), ("Ngày sinh", 12), ("Chi bộ", 30), ("Ngày kết nạp", 12), ("Số", 16))
    table = Table(
        key="danh-sach",
        title="Danh sách đảng viên mới kết nạp",
        columns=tuple(Column(label, width, "left") for label, width in columns),
        rows=tuple(
            Row(tuple(map(cell, (n, f"Nguyễn Thị Kim {n}", day, f"Chi bộ {n % 20}", day, f"{n}-QĐ/ĐU"))))
            for n in range(1, rows + 1)
        ),
    )
    paper = Document(
        upper_name="Tỉnh ủy Minh Sơn",
        issuer_name="Đảng ủy xã Tân Lâm",
        place="Tân Lâm",
        symbol="BC/ĐU",
        subject=("danh sách kèm theo",),
        sections=(),
        signature=Signature("T/M ĐẢNG ỦY", "BÍ THƯ"),
        annexes=(Annex("Danh sách", (table,)),),
    )
    aside.be_alone()  # long papers are laid out by a process of their own, and this is one
    as_pdf(paper)
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


# Many who write


COPY_OF_A_FACT = """
\\set candidate random(1, {cases})
INSERT INTO {table} ({columns}) SELECT {values} FROM bench_fact WHERE number = 1 + :candidate % 1000;
"""


def of_writers(seconds):
    """Inserts a second by 32 connections: into a table with a key alone, one with the fact table's indexes, the fact
    table itself, and the same while its facts are added up without a pause.
    """
    if connection.vendor != "postgresql":
        print("\nwriters: on PostgreSQL only")
        return
    columns = _prepare()
    try:
        print(f"\n{'32 connections, each event its own transaction':52} {'per sec':>9} {'ratio':>6}")
        bare = None
        for label, table, fold in (
            ("a bare table, its key alone", "bench_bare", False),
            ("a bare table with the indexes of facts", "bench_indexed", False),
            ("the table of facts", "candidates_stageevent", False),
            ("the table of facts, while it is added up", "candidates_stageevent", True),
        ):
            rate = _pgbench(table, columns, seconds, fold)
            bare = bare or rate
            print(f"{label:52} {rate:9.0f} {rate / bare:6.2f}", flush=True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bench_fact, bench_bare, bench_indexed")


def _prepare():
    """Makes the tables; returns the columns that an insert names."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_fact, bench_bare, bench_indexed")
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'candidates_stageevent' "
            "AND column_name NOT IN ('id', 'written_in') ORDER BY ordinal_position"
        )
        columns = [name for (name,) in cursor.fetchall()]
        # Facts that change no number: somebody was talked about in a month.
        cursor.execute(
            "CREATE TABLE bench_fact AS SELECT row_number() OVER () AS number, e.* FROM "
            "(SELECT * FROM candidates_stageevent WHERE kind = 'assign_mentor' ORDER BY id DESC LIMIT 1000) e"
        )
        cursor.execute("UPDATE bench_fact SET kind = 'remark', \"on\" = %s", [timezone.localdate()])
        cursor.execute("CREATE UNIQUE INDEX ON bench_fact (number)")
        for table, like in (("bench_bare", ""), ("bench_indexed", "INCLUDING INDEXES")):
            cursor.execute(f"CREATE TABLE {table} (LIKE candidates_stageevent {like})")
            cursor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS written_in, ALTER id DROP DEFAULT")
            cursor.execute(f"CREATE SEQUENCE {table}_id OWNED BY {table}.id")
            cursor.execute(f"ALTER TABLE {table} ALTER id SET DEFAULT nextval('{table}_id')")
        cursor.execute("ALTER TABLE bench_bare ADD PRIMARY KEY (id)")
        return columns


def _pgbench(table, columns, seconds, fold):
    quoted = ", ".join(f'"{name}"' for name in columns)
    script = COPY_OF_A_FACT.format(table=table, columns=quoted, values=quoted, cases=1_000_000)
    held = connection.settings_dict
    env = {
        **os.environ, "PGHOST": held["HOST"] or "", "PGPORT": str(held["PORT"] or ""), "PGUSER": held["USER"] or "",
        "PGPASSWORD": held["PASSWORD"] or "", "PGDATABASE": held["NAME"],
    }  # fmt: skip
    command = [_program(), "-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", str(seconds), "-f", "/dev/stdin"]
    stop = threading.Event()
    adding = threading.Thread(target=_keep_folding, args=(stop,))
    if fold:
        adding.start()
    try:
        done = subprocess.run(command, input=script, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    finally:
        stop.set()
        if fold:
            adding.join()
    if done.returncode:
        raise SystemExit(done.stderr)
    return next(float(row.split()[2]) for row in done.stdout.splitlines() if row.startswith("tps"))


def _keep_folding(stop):
    while not stop.wait(0.2):
        folding.fold()
    connection.close()


def _program():
    """pgbench, which Debian keeps beside the server."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/pgbench")]
    return str(sorted(found)[-1]) if found else "pgbench"


if __name__ == "__main__":
    main()
