"""How hypothesis runs here; a test file loads it by `from . import hypothesis_profile`.

In CI (the variable CI is set) the examples are the same in every run; elsewhere they differ, so
that working on planlint goes on searching. HYPOTHESIS_PROFILE=search looks long. Time limits are
off: machines are shared.
"""

import os

from hypothesis import HealthCheck, settings

_USUAL = settings(
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("local", _USUAL)
settings.register_profile("ci", _USUAL, derandomize=True)
settings.register_profile("search", _USUAL, max_examples=500)

_DEFAULT = "ci" if os.environ.get("CI") else "local"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", _DEFAULT))
