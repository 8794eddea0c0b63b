"""The Chinese calendar and the standards that ship."""

from django.db import migrations

from huitou.standards import seed


def plant(apps, schema_editor):
    # Whoever changes these two models in a way that `seed` needs freezes a copy of it here.
    seed.plant(apps.get_model("standards", "Calendar"), apps.get_model("standards", "Standard"))


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_calendars_standards_clocks")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
