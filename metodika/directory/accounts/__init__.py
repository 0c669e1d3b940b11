"""Who signs in: accounts, invitations, consents to the processing of personal data, own data.

Terms: user, invitation, consent, data request, access token.
Governing clauses: none of the regulations names accounts; 152-ФЗ art. 9 and 14 govern consents and own data.
"""
