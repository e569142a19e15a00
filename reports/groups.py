"""What of the dimensions each figure of a group asks: one condition for it, its list and the cell of a form."""

GROUPS = {
    "admitted_women": "sex=female",
    "admitted_ethnic_minority": "minority=yes",
    "admitted_religious": "religious=yes",
    "admitted_youth_union": "union=youth",
    "admitted_trade_union": "union=trade",
    "admitted_no_union": "union=none",
    "admitted_officials": "occupation=01,02,03,04",
    "admitted_public_employees": "occupation=05",
    "admitted_workers": "occupation=06,07a,07b,07c",
    "admitted_farmers": "occupation=08",
    "admitted_armed_forces": "occupation=09",
    "admitted_students": "occupation=10",
    "admitted_pupils": "occupation=11",
    "admitted_18_30": "age=18_30",
    "admitted_college": "profession=college,bachelor,master,doctor",
    "readmitted": "readmission=yes",
}
