from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_words_counted_in_an_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='membershipapplication',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude'),
        ),
        migrations.AddField(
            model_name='membershipapplication',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude'),
        ),
        migrations.AddConstraint(
            model_name='membershipapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='membershipapplication_point_is_whole', violation_error_message='A point has a latitude and a longitude.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='organisation_point_is_whole', violation_error_message='A point has a latitude and a longitude.'),
        ),
    ]
