from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_points_on_the_map'),
    ]

    operations = [
        migrations.AddField(
            model_name='membershipapplication',
            name='licence_claims',
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name='licences per service'),
        ),
    ]
