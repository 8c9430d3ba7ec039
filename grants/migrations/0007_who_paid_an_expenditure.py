from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0006_own_share_in_the_agreement")]

    operations = [
        migrations.AddField(
            model_name="expenditure",
            name="paid_from",
            field=models.CharField(
                choices=[("grant", "The grant"), ("own", "Own share")],
                default="grant",
                max_length=10,
                verbose_name="paid from",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditure",
            constraint=models.CheckConstraint(
                name="expenditure_is_paid_from_somewhere", condition=models.Q(paid_from__in=["grant", "own"])
            ),
        ),
    ]
