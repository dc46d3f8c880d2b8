"""How fast the course's LeNet trains, beside a student's and PyTorch's: `make bench`."""
