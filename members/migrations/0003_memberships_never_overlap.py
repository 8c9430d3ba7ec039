from django.db import migrations

# Ranges of the organisation's own number, which GiST can index without an extension, beside ranges of days.
ADD = """
ALTER TABLE members_membership ADD CONSTRAINT memberships_never_overlap EXCLUDE USING gist (
    int8range(organisation_id, organisation_id, '[]') WITH &&,
    daterange(valid_from, valid_until, '[]') WITH &&
)
"""
REMOVE = "ALTER TABLE members_membership DROP CONSTRAINT memberships_never_overlap"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("members", "0002_registry")]
    replaces = [("members", "0002_memberships_never_overlap")]
    operations = [migrations.RunPython(on_postgresql(ADD), on_postgresql(REMOVE))]
