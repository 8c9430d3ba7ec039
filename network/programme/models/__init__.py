from .projects import Activity, Partner, Pillar, Project, TargetGroup

__all__ = ["Activity", "Partner", "Pillar", "Project", "TargetGroup"]
