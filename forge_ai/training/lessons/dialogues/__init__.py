"""Talk that goes on for turns, about topics and favourites, in several manners. Asks for nothing that is remembered."""
