from metodika.core.web.endpoints import Area

area = Area("activities")
