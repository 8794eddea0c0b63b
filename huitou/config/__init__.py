"""Settings, URLs and the schedule of one installation."""
