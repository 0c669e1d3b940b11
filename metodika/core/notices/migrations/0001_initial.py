import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, verbose_name="what happened")),
                ("parameters", models.JSONField(default=dict, verbose_name="parameters")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits to be looked at"),
                            ("released", "Released"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of letters",
                "verbose_name_plural": "batches of letters",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("subject", models.CharField(max_length=300, verbose_name="subject of the letter")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Waits in the outbox"),
                            ("ready", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Could not be delivered"),
                            ("dropped", "Dropped"),
                        ],
                        default="ready",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("last_error", models.CharField(blank=True, max_length=500, verbose_name="why it failed")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="notices.batch",
                        verbose_name="batch of letters",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "indexes": [models.Index(fields=["status", "-created_at"], name="letter_by_status")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, verbose_name="what happened")),
                ("parameters", models.JSONField(default=dict, verbose_name="parameters")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("entry", models.BigIntegerField(null=True, verbose_name="number of the announcement")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="told at"),
                ),
                ("read_at", models.DateTimeField(null=True, verbose_name="read at")),
                ("for_digest", models.BooleanField(default=False, verbose_name="waits for the daily letter")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "indexes": [
                    models.Index(fields=["recipient", "-created_at"], name="notice_of_recipient"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["recipient"], name="notice_unread"
                    ),
                    models.Index(
                        condition=models.Q(("for_digest", True)),
                        fields=["recipient"],
                        name="notice_for_digest",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("entry", None), _negated=True),
                        fields=("recipient", "key", "entry"),
                        name="told_once_an_announcement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=60, verbose_name="group")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("bell", "Only here, under the bell"),
                            ("digest", "Here and in one letter a day"),
                            ("letter", "Here and by a letter at once"),
                            ("none", "Do not tell me"),
                        ],
                        default="digest",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "preference",
                "verbose_name_plural": "preferences",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "group"), name="one_preference_a_group")
                ],
            },
        ),
    ]
