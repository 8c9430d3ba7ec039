from .accounts import SettingsForm, SignupForm

__all__ = ["SettingsForm", "SignupForm"]
