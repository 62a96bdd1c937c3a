"""What can happen to productions: one public function per use case."""
