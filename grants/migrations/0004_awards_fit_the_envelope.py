from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0003_sums_of_awards_so_far")]

    operations = [
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                name="awards_fit_the_envelope",
                condition=models.Q(awarded_total__gte=0, awarded_total__lte=models.F("envelope")),
                violation_error_message="The awards together would be more than the envelope.",
            ),
        ),
    ]
