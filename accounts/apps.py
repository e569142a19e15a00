from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Tài khoản"

    def ready(self):
        from accounts import receivers  # noqa: F401 - connects them
        from accounts.backends import password_fault
        from partydev import again

        again.CHECKS.append(password_fault)
