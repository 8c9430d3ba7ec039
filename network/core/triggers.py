"""What the database itself refuses, whoever asks and by whatever way: rules that an app declares, put in place as triggers.

They are taken away before migrations and put back after them, since SQLite rebuilds tables and then loses or trips over
triggers. Deletes are refused on PostgreSQL only: SQLite empties test databases by deleting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True)
class Rule:
    """Rows of `table` are not written by `event` while `when` holds: SQL over OLD and NEW that both databases read."""

    name: str
    table: str
    event: str  # INSERT | UPDATE | UPDATE OF a, b | DELETE
    when: str = "1 = 1"


def install(rules: Iterable[Rule], sentence: str, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the rules in place; idempotent. For `post_migrate`: rules on tables that are not there yet wait."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for rule in rules:
            if rule.table in tables:
                for statement in statements(rule, sentence):
                    cursor.execute(statement)


def remove(rules: Iterable[Rule], using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Take the rules away while migrations rebuild tables; for `pre_migrate`. PostgreSQL keeps them."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for rule in rules:
                cursor.execute(f"DROP TRIGGER IF EXISTS {rule.name}")


def on_sqlite(rule: Rule, sentence: str) -> list[str]:
    if rule.event == "DELETE":
        return []
    refuse = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    return [
        f"DROP TRIGGER IF EXISTS {rule.name}",
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} WHEN {rule.when} {refuse}",
    ]


def on_postgresql(rule: Rule, sentence: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    row = "OLD" if rule.event == "DELETE" else "NEW"
    body = f"BEGIN IF {rule.when} THEN {refuse} END IF; RETURN {row}; END"
    return [
        f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE OR REPLACE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
    ]
