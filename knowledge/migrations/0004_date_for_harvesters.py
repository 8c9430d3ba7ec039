"""Studies that are public already: harvesters count from the day on which they were changed last."""

from django.db import migrations
from django.db.models import F


def date_them(apps, schema_editor):
    published = apps.get_model("knowledge", "CaseStudy").objects.filter(is_public=True, harvested_at=None)
    published.update(harvested_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_what_readers_add")]

    operations = [migrations.RunPython(date_them, migrations.RunPython.noop)]
