"""What a scheme says, compiled to one book of calculations."""
