"""Tools that know no app."""
