import grants.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_awards_fit_the_envelope")]

    operations = [
        migrations.AddField(
            model_name="callpage",
            name="eligibility",
            field=grants.fields.QuietStreamField([], blank=True, verbose_name="eligibility checklist"),
        ),
    ]
