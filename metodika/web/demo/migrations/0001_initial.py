from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Build",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.CharField(max_length=4, unique=True, verbose_name="size")),
                ("built_at", models.DateTimeField(auto_now_add=True, verbose_name="built at")),
            ],
            options={
                "verbose_name": "build of the demo",
                "verbose_name_plural": "builds of the demo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__in", ["FIVE", "TWO", "XS", "S", "M", "L", "R"])),
                        name="demo_has_a_known_size",
                    )
                ],
            },
        ),
    ]
