"""Background work of the registry."""

from django.utils.translation import gettext as _
from django_tasks import task

from network.core.errors import DomainError

from . import actions
from .models import RegistryImport, User
from .registry_states import ImportState


@task()
def enter_import(number: int, person: int) -> bool:
    """Enter the import; what stands in the way is kept with it, for the page to say."""
    found = RegistryImport.objects.get(pk=number)
    try:
        actions.enter_import(found, by=User.objects.get(pk=person))
    except DomainError as problem:
        say(found, str(problem))
        return False
    except Exception:
        say(found, _("Something broke on our side, and all was taken back. Try it once more."))
        raise
    finally:
        actions.forget_progress(found)
    return True


def say(found: RegistryImport, problem: str) -> None:
    """Unless somebody else has entered it meanwhile, which is no problem."""
    RegistryImport.objects.filter(pk=found.pk, state=ImportState.READ).update(problem=problem)
