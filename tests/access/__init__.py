"""Every address, by everybody, with everything people may send to it."""
