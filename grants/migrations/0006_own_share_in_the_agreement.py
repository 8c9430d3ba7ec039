from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0005_eligibility_checklist")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="cofinancing_percent",
            field=models.DecimalField(
                decimal_places=2,
                default=Decimal(0),
                max_digits=5,
                verbose_name="own share, % of the accepted cost at least",
            ),
        ),
    ]
