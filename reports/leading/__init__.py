"""What a leader looks at: six numbers, targets, the forecast, where to urge, and one page of it for a meeting.

six        the numbers of the first page
measures   what is set in percent, and what is compared with figures of others
aims       targets of the year and of the term, and what they came to
forecast   the range to the end of the year, pure; `forecasting` brings its history
outside    figures that others published
attention  units that need care, with the cause
brief      the one page
"""
