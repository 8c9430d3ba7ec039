from django.db import migrations
from django.db.models import Sum


def count(apps, schema_editor):
    call, award = apps.get_model("grants", "Call"), apps.get_model("grants", "Award")
    for row in award.objects.order_by().values("call").annotate(sum=Sum("amount")):
        call.objects.filter(pk=row["call"]).update(awarded_total=row["sum"])


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_awards_counted_by_the_database")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
