"""The first answer to serious and to grave matters as standards of their own."""

from django.db import migrations

from huitou.standards import seed


def plant(apps, schema_editor):
    seed.plant(apps.get_model("standards", "Calendar"), apps.get_model("standards", "Standard"))


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_the_calendar_and_standards_that_ship")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
