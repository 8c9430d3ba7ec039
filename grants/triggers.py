"""What the database itself refuses, whoever asks: changing what has been submitted, or a form that was frozen; and what
it counts by itself: the awards of a call, so that a check on the call keeps them within the envelope.

Installed after every migration (SQLite drops a table's triggers whenever Django rebuilds the table). Deleting is
refused in Python only, since emptying a test database deletes rows.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

REFUSAL = "What has been submitted or frozen never changes."

NEVER_UPDATED = {
    "grants_submission": (),
    "grants_budgetline": (),
    "grants_callform": ("data", "sha256", "version", "call_id"),
    "grants_rankingrecord": ("text", "sha256", "number", "call_id"),
    "grants_payment": ("agreement_id", "kind", "instalment_id", "amount", "paid_on", "reference", "recorded_by_name"),
    "grants_addendum": ("agreement_id", "number", "signed_on", "reason", "before", "after"),
    "grants_award": ("application_id", "call_id", "amount", "requested", "currency"),
    "grants_reportversion": ("report_id", "number", "text", "sha256", "handed_in_at"),
}
"""Tables whose rows (or these columns of them) are written once."""

FROZEN_ONCE_SUBMITTED = (
    "number",
    "submitted_at",
    "title",
    "requested",
    "cost",
    "organisation_id",
    "call_id",
    "form_id",
)
"""Columns of an application that stand from the submission on."""

PARTS_OF_DRAFTS = {
    "grants_applicationpart": ("content", "version"),
    "grants_applicationfile": ("file_id", "key"),
    "grants_partner": ("organisation_id", "role"),
}
"""Tables whose rows are neither added nor changed once their application is submitted."""

COUNTED = (("given", "INSERT", "+ NEW.amount", "NEW"), ("taken_back", "DELETE", "- OLD.amount", "OLD"))
"""What happens to an award, and what it does to the sum of its call."""

OF_SUBMITTED = "EXISTS (SELECT 1 FROM grants_application WHERE id = NEW.application_id AND submitted_at IS NOT NULL)"


def install(sender: Any = None, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put the triggers in place; idempotent. A receiver of post_migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {"grants_application", *NEVER_UPDATED, *PARTS_OF_DRAFTS} <= tables:
        return
    statements = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}[connection.vendor]()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sqlite_statements() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    found = []
    for table, columns in NEVER_UPDATED.items():
        found += sqlite_trigger(f"{table}_stands", f"BEFORE UPDATE {of(columns)} ON {table} {refuse}")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FROZEN_ONCE_SUBMITTED)
    found += sqlite_trigger(
        "grants_application_stands",
        f"BEFORE UPDATE ON grants_application WHEN OLD.submitted_at IS NOT NULL AND ({changed}) {refuse}",
    )
    for table, columns in PARTS_OF_DRAFTS.items():
        for name, event in (("added", "INSERT"), ("changed", f"UPDATE {of(columns)}")):
            found += sqlite_trigger(f"{table}_not_{name}", f"BEFORE {event} ON {table} WHEN {OF_SUBMITTED} {refuse}")
    for name, event, amount, row in COUNTED:
        count = f"UPDATE grants_call SET awarded_total = round(awarded_total {amount}, 2) WHERE id = {row}.call_id;"  # noqa: S608 - our own constants
        found += sqlite_trigger(f"grants_award_{name}", f"AFTER {event} ON grants_award BEGIN {count} END")
    return found


def sqlite_trigger(name: str, rest: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {rest}"]


def postgresql_statements() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN_ONCE_SUBMITTED)
    found = [
        postgresql_function(
            "grants_refuse", f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
        ),
        postgresql_function(
            "grants_refuse_once_submitted",
            f"IF {OF_SUBMITTED} THEN "
            f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW;",
        ),
    ]
    for table, columns in NEVER_UPDATED.items():
        found.append(postgresql_trigger(f"{table}_stands", f"UPDATE {of(columns)}", table, "grants_refuse"))
    found.append(
        postgresql_trigger(
            "grants_application_stands",
            "UPDATE",
            "grants_application",
            "grants_refuse",
            when=f"WHEN (OLD.submitted_at IS NOT NULL AND ({changed}))",
        )
    )
    for table, columns in PARTS_OF_DRAFTS.items():
        event = f"INSERT OR UPDATE {of(columns)}"
        found.append(postgresql_trigger(f"{table}_stands", event, table, "grants_refuse_once_submitted"))
    for name, event, amount, row in COUNTED:
        count = f"UPDATE grants_call SET awarded_total = awarded_total {amount} WHERE id = {row}.call_id; RETURN NULL;"  # noqa: S608
        found.append(postgresql_function(f"grants_award_{name}", count))
        found.append(
            postgresql_trigger(f"grants_award_{name}", event, "grants_award", f"grants_award_{name}", at="AFTER")
        )
    return found


def postgresql_function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def postgresql_trigger(name: str, event: str, table: str, function: str, when: str = "", at: str = "BEFORE") -> str:
    return f"CREATE OR REPLACE TRIGGER {name} {at} {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {function}()"


def of(columns: tuple[str, ...]) -> str:
    return f"OF {', '.join(columns)}" if columns else ""
