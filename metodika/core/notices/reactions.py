from metodika.core.events import later
from metodika.core.notices.declared import told_events
from metodika.core.notices.services import tell

REACTIONS = {kind: [later(tell, wanted=told.anybody)] for kind, told in told_events().items()}
