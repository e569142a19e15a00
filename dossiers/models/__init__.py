"""What is typed for the papers of a case: texts of official forms, standing phrases, the applicant's CV."""
