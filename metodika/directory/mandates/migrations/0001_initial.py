import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import metodika.directory.organisations.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("levels", models.JSONField(default=list, verbose_name="levels where it may be given")),
                ("permissions", models.JSONField(default=list, verbose_name="permissions")),
                (
                    "worded",
                    models.JSONField(default=dict, editable=False, verbose_name="own ways of profiles"),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("only_self", models.BooleanField(default=False, verbose_name="only for own records")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        help_text="The act by which it is given.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "ended_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it ended early"),
                ),
                (
                    "withdrawn",
                    models.BooleanField(
                        default=False,
                        help_text="It was taken back before it began and has never held.",
                        verbose_name="taken back",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="organisations.organisation",
                        verbose_name="for",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "substitutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to="mandates.mandate",
                        verbose_name="acts in place of",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="mandates.role",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
            },
        ),
        migrations.CreateModel(
            name="MandateVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("only_self", models.BooleanField(default=False, verbose_name="only for own records")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        help_text="The act by which it is given.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "ended_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it ended early"),
                ),
                (
                    "withdrawn",
                    models.BooleanField(
                        default=False,
                        help_text="It was taken back before it began and has never held.",
                        verbose_name="taken back",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="for",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="person",
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
                        to="mandates.mandate",
                    ),
                ),
                (
                    "substitutes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mandates.mandate",
                        verbose_name="acts in place of",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mandates.role",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("levels", models.JSONField(default=list, verbose_name="levels where it may be given")),
                ("permissions", models.JSONField(default=list, verbose_name="permissions")),
                (
                    "worded",
                    models.JSONField(default=dict, editable=False, verbose_name="own ways of profiles"),
                ),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
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
                        to="mandates.role",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["person", "starts_on"], name="mandate_of_person"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["organisation", "ends_on"], name="mandate_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="mandate_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("substitutes", models.F("id")), _negated=True),
                name="mandate_does_not_substitute_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("substitutes", None), ("ends_on__isnull", False), _connector="OR"),
                name="substitution_has_a_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("substitutes", None), ("withdrawn", False)),
                expressions=[
                    ("person", "="),
                    ("role", "="),
                    ("organisation", "="),
                    (metodika.directory.organisations.models.Days("starts_on", "ends_on"), "&&"),
                ],
                name="same_mandate_once_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_roleversion" ("code", "description", "id", "levels", "order", "permissions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "worded") SELECT new_values."code", new_values."description", new_values."id", new_values."levels", new_values."order", new_values."permissions", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."worded" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="46405a0f2821fccf3ed9db11681a1f00c0e6bb16",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_60064",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mandates_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_roleversion" ("code", "description", "id", "levels", "order", "permissions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "worded") SELECT new_values."code", new_values."description", new_values."id", new_values."levels", new_values."order", new_values."permissions", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."worded" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7fe5597f7eef7c86aca0544bdb7780c9bb9a3b25",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e652",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mandates_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="role",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_roleversion" ("code", "description", "id", "levels", "order", "permissions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "worded") SELECT old_values."code", old_values."description", old_values."id", old_values."levels", old_values."order", old_values."permissions", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title", old_values."worded" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="64e88ec7ed110a8d318c44436ba47ab70bf2042a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95a9c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mandates_role",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_mandateversion" ("ended_because", "ends_on", "given_by_id", "ground", "id", "only_self", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "substitutes_id", "withdrawn") SELECT new_values."ended_because", new_values."ends_on", new_values."given_by_id", new_values."ground", new_values."id", new_values."only_self", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role_id", new_values."starts_on", new_values."substitutes_id", new_values."withdrawn" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a16374162394873f92fc86ab3c36489469ff97ca",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2ff3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="mandates_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_mandateversion" ("ended_because", "ends_on", "given_by_id", "ground", "id", "only_self", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "substitutes_id", "withdrawn") SELECT new_values."ended_because", new_values."ends_on", new_values."given_by_id", new_values."ground", new_values."id", new_values."only_self", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role_id", new_values."starts_on", new_values."substitutes_id", new_values."withdrawn" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce56a110a33093fa1bed0e684ba399b1ee3888cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d76a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mandates_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mandates_mandateversion" ("ended_because", "ends_on", "given_by_id", "ground", "id", "only_self", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "substitutes_id", "withdrawn") SELECT old_values."ended_because", old_values."ends_on", old_values."given_by_id", old_values."ground", old_values."id", old_values."only_self", old_values."organisation_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role_id", old_values."starts_on", old_values."substitutes_id", old_values."withdrawn" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="17e21bb878ae27885ee9a78d94535edbba578de3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_da8ba",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mandates_mandate",
                    when="AFTER",
                ),
            ),
        ),
    ]
