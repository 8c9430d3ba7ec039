"""What stands in the database before a test, put back after one that committed.

Django would empty all tables, two hundred of them, and let every app fill in anew what it needs: seconds a test. Here the
rows that were there at the beginning are kept aside and only tables that hold any are written.
"""

import sqlite3

from django.core.management import call_command
from django.db import connection, transaction

_sqlite = sqlite3.connect(":memory:", check_same_thread=False)
_postgres: dict[str, bytes] = {}  # the rows of each table that has any, as COPY writes them


def keep() -> None:
    """Remember the database as it is now."""
    if connection.vendor == "sqlite":
        connection.connection.backup(_sqlite)
        return
    with connection.cursor() as cursor:
        for table in tables_with_rows(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                _postgres[table] = b"".join(rows)


def restore() -> None:
    """Make the database what it was when it was kept; sequences go on counting on PostgreSQL, as after Django's flush."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _sqlite.backup(connection.connection)
    elif may_pass_by_triggers():
        rewrite()
    else:
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


def may_pass_by_triggers() -> bool:
    """Rows that never change are kept by triggers, which nobody passes by but a superuser."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


@transaction.atomic
def rewrite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables_with_rows(cursor):
            cursor.execute(f'DELETE FROM "{table}"')
        for table, rows in _postgres.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as lines:
                lines.write(rows)


def tables_with_rows(cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for (table,) in cursor.fetchall())
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]
