"""Background work of the registry."""

from django_tasks import task

from network.core.errors import DomainError

from . import actions
from .models import RegistryImport, User


@task()
def enter_import(number: int, person: int) -> bool:
    """Enter the import; what stands in the way is kept with it, for the page to say."""
    found = RegistryImport.objects.get(pk=number)
    try:
        actions.enter_import(found, by=User.objects.get(pk=person))
    except DomainError as problem:
        RegistryImport.objects.filter(pk=number).update(problem=str(problem))
        return False
    finally:
        actions.forget_progress(found)
    return True
