"""What a student types: check, submit, reset and progress of their own copies of the notebooks."""
