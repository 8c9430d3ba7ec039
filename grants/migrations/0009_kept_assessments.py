import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0008_versions_of_reports")]

    operations = [
        migrations.CreateModel(
            name="KeptScores",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("content", models.JSONField()),
                ("written_from", models.CharField(blank=True, max_length=40)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kept_scores", to="grants.assessment"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept assessment",
                "verbose_name_plural": "kept assessments",
                "ordering": ["kept_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("written_from", ""), _negated=True),
                        fields=("assessment", "written_from"),
                        name="one_kept_assessment_per_device",
                    )
                ],
            },
        ),
    ]
