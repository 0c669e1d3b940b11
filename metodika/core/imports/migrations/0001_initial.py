import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", models.CharField(max_length=60, verbose_name="register")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "file is loaded"),
                            ("columns", "columns are to be chosen"),
                            ("checked", "checked, not applied yet"),
                            ("applied", "applied"),
                            ("failed", "could not be read"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("scope_id", models.BigIntegerField(null=True, verbose_name="organisation that imports")),
                ("sheet", models.CharField(blank=True, max_length=200, verbose_name="sheet")),
                ("headings", models.JSONField(default=list, verbose_name="headings of the file")),
                ("samples", models.JSONField(default=list, verbose_name="first values under the headings")),
                ("mapping", models.JSONField(default=dict, verbose_name="chosen columns")),
                ("guesses", models.JSONField(default=list, verbose_name="columns to look at")),
                ("notes", models.JSONField(default=list, verbose_name="remarks about the file")),
                ("counts", models.JSONField(default=dict, verbose_name="rows by outcome")),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="fingerprint of the preview"),
                ),
                ("failure", models.TextField(blank=True, verbose_name="why it could not be done")),
                ("busy_since", models.DateTimeField(null=True, verbose_name="work goes on since")),
                ("busy_with", models.CharField(blank=True, max_length=10, verbose_name="work that goes on")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="applied at")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row of the file")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "will be added"),
                            ("changed", "will be changed"),
                            ("same", "already so"),
                            ("error", "error"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("warned", models.BooleanField(verbose_name="has a warning")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="row of the register")),
                ("values", models.JSONField(verbose_name="values")),
                ("changes", models.JSONField(verbose_name="before and after")),
                ("problems", models.JSONField(verbose_name="remarks")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.importrun",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of an import",
            },
        ),
        migrations.CreateModel(
            name="RememberedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", models.CharField(max_length=60, verbose_name="register")),
                ("scope_id", models.BigIntegerField(null=True, verbose_name="organisation")),
                ("heading", models.CharField(max_length=300, verbose_name="heading")),
                ("column", models.CharField(blank=True, max_length=60, verbose_name="column")),
                ("decided_at", models.DateTimeField(auto_now=True, verbose_name="decided at")),
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
                "verbose_name": "remembered column",
                "verbose_name_plural": "remembered columns",
            },
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(fields=["register", "created_by", "-created_at"], name="import_run_by_person"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", False), ("status", "applied")),
                    models.Q(models.Q(("status", "applied"), _negated=True), ("applied_at__isnull", True)),
                    _connector="OR",
                ),
                name="import_run_applied_has_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["run", "outcome", "number"], name="import_row_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="rememberedmapping",
            constraint=models.UniqueConstraint(
                fields=("register", "scope_id", "heading"),
                name="remembered_mapping_once_a_heading",
                nulls_distinct=False,
            ),
        ),
    ]
