"""How the promises of the domain are tried: as often as by default, and never against a clock."""

from hypothesis import settings

settings.register_profile("doibang", deadline=None)
settings.load_profile("doibang")
