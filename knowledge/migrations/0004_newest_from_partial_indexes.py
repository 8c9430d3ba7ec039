from django.db import migrations, models


class Migration(migrations.Migration):
    """SQLite passes an index over a boolean by; one over the public rows alone serves both databases."""

    dependencies = [("knowledge", "0003_documents_of_evidence")]

    operations = [
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                fields=["-published_at", "-id"], condition=models.Q(is_public=True), name="study_newest"
            ),
        ),
        migrations.RemoveIndex(model_name="casestudy", name="study_newest_public"),
        migrations.RemoveIndex(model_name="recommendation", name="recommendation_newest"),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["-published_at", "code"], condition=models.Q(is_public=True), name="recommendation_newest"
            ),
        ),
    ]
