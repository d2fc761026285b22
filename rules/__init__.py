"""The rules of planlint, one file each; discovered by walking this package."""
