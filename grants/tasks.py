"""Background work of the grants."""

from django_tasks import task

from .building import build


@task()
def build_dossier(uuid: str) -> int:
    """Build a dossier that was asked for; how many files it holds."""
    return build(uuid)
