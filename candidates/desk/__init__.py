"""What the committee's desk reads: the queue, a dossier to check, a meeting's agenda and papers. Writes nothing."""
