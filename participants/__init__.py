"""Who takes part in what: programmes, peer groups, people, organisations, roles, access."""
