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
            name="WordForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person_name", "Name of a person"),
                            ("position", "Position"),
                            ("organisation", "Organisation"),
                            ("term", "Term"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("nominative", models.CharField(max_length=500, verbose_name="nominative")),
                ("key", models.CharField(editable=False, max_length=500, verbose_name="search key")),
                (
                    "case",
                    models.CharField(
                        choices=[
                            ("nominative", "Nominative"),
                            ("genitive", "Genitive"),
                            ("dative", "Dative"),
                            ("accusative", "Accusative"),
                            ("instrumental", "Instrumental"),
                            ("prepositional", "Prepositional"),
                        ],
                        max_length=20,
                        verbose_name="case",
                    ),
                ),
                ("form", models.CharField(max_length=500, verbose_name="form")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "word form",
                "verbose_name_plural": "word forms",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "case"), name="word_form_is_given_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True), models.Q(("form", ""), _negated=True)
                        ),
                        name="word_form_is_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", "nominative"), _negated=True),
                        name="word_form_is_not_the_nominative",
                    ),
                ],
            },
        ),
    ]
