from django.db import migrations

# The tables between organisations and words have an index from the organisation and one from the word alone; counting
# who holds each word among those listed needs the organisation in the second one.
TABLES = {
    "themes": "theme_id",
    "target_groups": "targetgroup_id",
    "services": "servicetype_id",
    "work_languages": "worklanguage_id",
}


class Migration(migrations.Migration):
    dependencies = [("members", "0004_directory_reads_listed_only")]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name}_counted ON members_organisation_{name} ({word}, organisation_id)",
            f"DROP INDEX {name}_counted",
        )
        for name, word in TABLES.items()
    ]
