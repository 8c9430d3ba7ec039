from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_scheme")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="awarded_total",
            field=models.DecimalField(
                decimal_places=2, default=0, editable=False, max_digits=12, verbose_name="awarded together"
            ),
        ),
    ]
