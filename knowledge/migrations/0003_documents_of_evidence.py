

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_search_index'),
        ('knowledge', '0002_order_of_the_tracker'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='file',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile', verbose_name='document'),
        ),
    ]
