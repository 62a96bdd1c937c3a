"""What is promised of programmes, people and ways in."""
