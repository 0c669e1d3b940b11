import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
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
        migrations.CreateModel(
            name="WordFormVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="language.wordform",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wordform",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "language_wordformversion" ("case", "entered_by_id", "form", "id", "key", "kind", "nominative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."case", new_values."entered_by_id", new_values."form", new_values."id", new_values."key", new_values."kind", new_values."nominative", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="25f02cfbef01d0b2e1604789ab2c4e42e51997a9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f475a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="language_wordform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wordform",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "language_wordformversion" ("case", "entered_by_id", "form", "id", "key", "kind", "nominative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."case", new_values."entered_by_id", new_values."form", new_values."id", new_values."key", new_values."kind", new_values."nominative", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1bcea10ffb4fba2a65e941ca8e708c9b8cd6a8de",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_31ae8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="language_wordform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wordform",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "language_wordformversion" ("case", "entered_by_id", "form", "id", "key", "kind", "nominative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."case", old_values."entered_by_id", old_values."form", old_values."id", old_values."key", old_values."kind", old_values."nominative", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b19de2978f37293e8f123cb15589087c3114c132",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_385d6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="language_wordform",
                    when="AFTER",
                ),
            ),
        ),
    ]
