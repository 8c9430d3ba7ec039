from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_collections")]

    operations = [
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["is_public", "-published_at", "code"], name="recommendation_newest"),
        ),
    ]
