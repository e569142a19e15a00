"""Running a class: who waits and why first, seats, attendance, series of numbers, papers."""
