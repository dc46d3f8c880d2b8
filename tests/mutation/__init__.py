"""Small slips made automatically in the reference solutions: which of them do the checks see?"""
