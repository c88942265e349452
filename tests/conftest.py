"""Settings of the whole test run."""

from hypothesis import HealthCheck, settings

# The same examples in every run, so that a failure in CI is a failure at every desk.
settings.register_profile(
    "reconcile",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("reconcile")
