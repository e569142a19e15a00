"""One file of settings, all from the environment, safe by default.

Two modes. Without any environment the project runs as the local demonstration:
SQLite under `var/`, a secret key made on the first start, addresses of this machine only.
`PARTYDEV_MODE=production` takes everything from the environment and refuses to start
with a value that is missing or unsafe (see `_require_safe_production`).
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("PARTYDEV_MODE", "demo")
if MODE not in {"demo", "production"}:
    raise ImproperlyConfigured("PARTYDEV_MODE must be 'demo' or 'production'.")
PRODUCTION = MODE == "production"
VAR_DIR = Path(env.str("PARTYDEV_VAR", str(BASE_DIR / "var")))


def _demo_secret_key():
    """The key of the local demonstration, made once and kept readable by its owner only."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", "") or ("" if PRODUCTION else _demo_secret_key())
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'partydev.sqlite3'}")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"].endswith("sqlite3"):
    # One writer at a time, and it asks for the lock at once: DEFERRED fails with
    # "database is locked" as soon as two writers meet.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    _database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # PostgreSQL compiles a question that it thinks long: of ours that takes a second or two, and saves nothing.
    # What DATABASE_URL says comes after, and wins.
    _options = _database.setdefault("OPTIONS", {})
    _options["options"] = f"-c jit=off {_options.get('options', '')}".rstrip()


def _require_safe_production():
    """Refuse to start with a missing or unsafe value; one message names them all."""
    faults = []
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "insecure" in SECRET_KEY:
        faults.append("SECRET_KEY must be a random string of at least 50 characters")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        faults.append("ALLOWED_HOSTS must name the hosts of this installation, without '*'")
    if not _database["ENGINE"].endswith("postgresql"):
        faults.append("DATABASE_URL must name a PostgreSQL database (postgres://user:password@host/name)")
    if faults:
        raise ImproperlyConfigured("Unsafe production settings: " + "; ".join(faults) + ".")


if PRODUCTION:
    _require_safe_production()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "guardian",
    "simple_history",
    "partydev",
    "branches",
    "accounts",
    "candidates",
    "dossiers",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partydev.middleware.private_pages",
    "candidates.middleware.judged_by_one_book",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.AppointmentSessionMiddleware",
    "partydev.held.KeepsWhatWasTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "candidates.middleware.AsksWhatFor",
    "partydev.middleware.papers_within_limits",
    "partydev.middleware.wrong_methods",  # innermost: its page gets the same headers as every other
]

ROOT_URLCONF = "partydev.urls"
WSGI_APPLICATION = "partydev.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["partydev.templatetags.vietnamese", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partydev.context.installation",
                "partydev.undo.context",
                "accounts.context.menu",
            ],
        },
    }
]

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.ThrottledBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
# A reverse proxy puts the client's address into X-Forwarded-For; only believed when it is said so here.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

# Grants hang on organizations only, in accounts.Grant; guardian's own tables stay empty.
ANONYMOUS_USER_NAME = None
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # guardian's backend would be a second reader of grants
    "models.W040",  # SQLite leaves out what an index holds beside its columns; nobody runs it at that size
    "files.E001",  # the folder of files on their way is made when the first one comes
]
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
SIMPLE_HISTORY_REVERT_DISABLED = True

# Sessions and browser

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "partydev.errors.csrf_failure"
HTTPS = PRODUCTION and env.bool("HTTPS", True)
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_TLS_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files of a form: no request brings more in all, and what waits for its page waits where the sweep finds it.
UPLOAD_MOST_BYTES = 45 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "partydev.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "uploads"  # made by the first of these handlers, at the first file

# Language, time

LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Files

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Work in the background: rows in the same database, run by `manage.py work`.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Enqueued by the worker once a day, soon after midnight; each may run twice without harm.
DAILY_TASKS = [
    "candidates.tasks.refresh_obligations",
    "candidates.tasks.sweep_scans",
    "candidates.tasks.sweep_held_forms",
]
# Called by the worker once a minute, beside the tasks it runs; several workers may do it at the same moment.
EVERY_MINUTE = ["reports.tally.folding.fold", "reports.states.keeping.refresh"]

# Deadlines: reminders so many days before the last day, where a unit has set none of its own; and how many
# working days a unit has to explain what is overdue before the level above sees it unexplained.

REMINDER_DAYS = (30, 7, 1)
EXPLAIN_WORKING_DAYS = env.int("EXPLAIN_WORKING_DAYS", 5)
# Of how many months remarks on a person must be missing before the committee above the cell is told.
REMARKS_MISSING_TOLD = env.int("REMARKS_MISSING_TOLD", 2)
# A CV that is begun and not finished after so many days is told of: a mark of this system, in force since 0.1.0,
# and no deadline by rule (no document names a number of days for declaring a CV).
CV_UNFINISHED_DAYS = env.int("CV_UNFINISHED_DAYS", 30)

# What this installation is

# Only a network of one building without a link outside may keep more of a dossier than its register.
PROFILES = ("register", "independent-lan")
INSTALLATION_PROFILE = env.str("INSTALLATION_PROFILE", "register")
if INSTALLATION_PROFILE not in PROFILES:
    raise ImproperlyConfigured(f"INSTALLATION_PROFILE must be one of: {', '.join(PROFILES)}.")
# Who opened the profile, by which document; shown where what it opens is used.
INSTALLATION_BASIS = env.str("INSTALLATION_BASIS", "").strip()
if INSTALLATION_PROFILE != "register" and not INSTALLATION_BASIS:
    raise ImproperlyConfigured(
        f"INSTALLATION_PROFILE={INSTALLATION_PROFILE} needs INSTALLATION_BASIS: who opened it, by which document."
    )

INSTALLATION = {
    "profile": INSTALLATION_PROFILE,
    "basis": INSTALLATION_BASIS,
    "name": env.str("INSTALLATION_NAME", "Phát triển đảng viên"),
    "demo": env.bool("DEMO_DATA", not PRODUCTION),
    "help_line": env.str("HELP_LINE", ""),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # It warns of style rules that are meant for screens.
    "loggers": {"weasyprint": {"level": "ERROR"}},
}
