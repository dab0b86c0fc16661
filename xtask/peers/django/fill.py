"""Makes the database with N rows and prints the cookie of a signed-in administrator."""

import os
import random
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
import django  # noqa: E402

django.setup()
from django.contrib import auth  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from matrix.models import Row  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
draw = random.Random(1)
Row.objects.bulk_create(
    (
        Row(
            code=f"{'ABCDE'[n % 5]}{n // 5 + 1}",
            activity=f"Sosialisasi pencegahan di kecamatan kantong pekerja migran, bagian {n}",
            indicator=f"Jumlah desa yang dijangkau pada bagian {n}",
            agency=f"Instansi {n % 40}",
            year=2024 + n % 3,
            target=draw.randint(1, 300),
            realised=draw.randint(0, 300),
            budget=draw.randint(1, 900) * 1_000_000,
            band=draw.choice(["tercapai", "hampir", "tertinggal", "belum lapor"]),
        )
        for n in range(int(sys.argv[1]))
    ),
    batch_size=1000,
)
user = User.objects.create_superuser("peer", password=None)
session = SessionStore()
session[auth.SESSION_KEY] = str(user.pk)
session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(f"sessionid={session.session_key}")
