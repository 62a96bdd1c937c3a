"""A moment as it is said: 11 octobre 2018 à 10 h 05."""

DATETIME_FORMAT = "j F Y à G\u00a0\\h\u00a0i"
