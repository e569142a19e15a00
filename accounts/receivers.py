"""After an upgrade, whoever holds a role holds all that the role allows by now."""

from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.dispatch import receiver


@receiver(post_migrate, sender=installed.get_app_config("accounts"))
def give_what_roles_allow_by_now(sender, using, apps=installed, **kwargs):
    """Bring the grants of all users in step with `accounts.permissions.ROLES`; writes only where they differ.

    Permissions themselves are rows that Django makes after the migrations, so no migration can do it.
    """
    from accounts.actions import has_all_grants, permission_ids, sync_grants
    from accounts.models import User

    taken_back = ("accounts", "grant") not in {
        (each._meta.app_label, each._meta.model_name) for each in apps.get_models()
    }
    if using != "default" or taken_back or not permission_ids():
        return
    for user in User.objects.filter(appointments__isnull=False).distinct().order_by("pk"):
        if not has_all_grants(user):
            sync_grants(user)
