from metodika.directory.accounts.api.keys import area as keys
from metodika.directory.accounts.api.own import area as own
from metodika.directory.accounts.api.requests import area as requests
from metodika.directory.accounts.api.users import area as users

AREAS = (users, own, keys, requests)
