"""The full-text index beside the search entries, in the way of the database at hand.

SQLite: an FTS5 table whose rowid is the key of the entry. PostgreSQL: a tsvector column with a GIN index; Django does not
know the column, which stays empty until `network.core.search.fulltext` fills it.
"""

from django.db import migrations


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE core_searchentry ADD COLUMN vector tsvector")
        schema_editor.execute("CREATE INDEX core_searchentry_vector ON core_searchentry USING gin (vector)")
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE core_searchindex USING fts5"
            "(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE core_searchentry DROP COLUMN vector")
    else:
        schema_editor.execute("DROP TABLE core_searchindex")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_files_mail_and_log")]

    operations = [migrations.RunPython(create_index, drop_index)]
