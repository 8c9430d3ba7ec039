from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_memberships_never_overlap'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='organisation',
            name='directory_by_name',
        ),
        migrations.RemoveIndex(
            model_name='organisation',
            name='directory_newest_first',
        ),
        migrations.RemoveIndex(
            model_name='organisation',
            name='directory_by_country',
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['sort_key', 'id', 'listed_until'], name='listed_by_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['-created_at', '-id', 'listed_until'], name='listed_newest_first'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['country', 'sort_key', 'id'], name='listed_by_country'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['kind', 'country', 'municipality', 'precision', 'listed_until'], name='listed_gathered'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['listed_until'], name='listed_until_a_day'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('is_listed', False)), fields=['id'], name='taken_off_the_list'),
        ),
    ]
