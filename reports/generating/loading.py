"""Where the lines go: by COPY into PostgreSQL, by plain inserts into SQLite."""

from collections import defaultdict
from contextlib import contextmanager

from django.db import connection

from reports.generating.rows import NULL

AT_ONCE = 20_000  # lines in memory


class Loader:
    """Takes lines of many tables and passes them on in portions."""

    def __init__(self):
        self._waiting, self._number = defaultdict(list), 0
        self.written = defaultdict(int)  # model -> rows

    def add(self, lines, text):
        """`text`: one line or several of the table `lines`, each made by `Lines.line`."""
        self._waiting[lines].append(text)
        self._number += 1
        if self._number >= AT_ONCE:
            self.flush()

    def flush(self):
        for lines, texts in self._waiting.items():
            self._write(lines, "".join(texts))
            self.written[lines.model] += len(texts)
        self._waiting.clear()
        self._number = 0

    def _write(self, lines, text):
        quote = connection.ops.quote_name
        columns = ", ".join(quote(column) for column in lines.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {quote(lines.table)} ({columns}) FROM STDIN") as copy:
                    copy.write(text)
                return
            rows = ([None if value == NULL else value for value in row.split("\t")] for row in text.splitlines())
            places = ", ".join(["%s"] * len(lines.columns))
            # Only names from the models stand in the text; the values are parameters.
            cursor.executemany(f"INSERT INTO {quote(lines.table)} ({columns}) VALUES ({places})", rows)  # noqa: S608


_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, oid"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
  FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
   AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p', 'x'))
 ORDER BY indexrelid"""


@contextmanager
def bare_tables(models, tell):
    """Within it the tables of `models` have neither indexes nor foreign keys nor triggers on PostgreSQL; afterwards
    they have them again, checked. Call in a transaction: whatever goes wrong, the database stays as it was.
    """
    if connection.vendor != "postgresql":
        yield
        return
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(_CONSTRAINTS, [tables])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _ in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {quote(name)}")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        tell(f"Lập lại {len(indexes)} chỉ mục và {len(constraints)} ràng buộc.")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {definition}")
