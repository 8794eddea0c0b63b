"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB and two passes: what OWASP asks for, and little enough for a small machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
