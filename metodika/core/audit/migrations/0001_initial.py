import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, verbose_name="what happened")),
                ("parameters", models.JSONField(default=dict, verbose_name="parameters")),
                ("subject", models.CharField(blank=True, max_length=100, verbose_name="subject")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="number of the subject")),
                ("happened_at", models.DateTimeField(auto_now_add=True, verbose_name="happened at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="acting person",
                    ),
                ),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal entries",
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "-happened_at"], name="journal_by_subject"),
                    models.Index(fields=["-happened_at"], name="journal_by_moment"),
                ],
            },
        ),
    ]
