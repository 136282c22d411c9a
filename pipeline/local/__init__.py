"""Everything on one machine: what ``dateline up`` starts, keeps running, shows and stops.

``tether``    a program that ends with its parent, however that ends
``children``  workers and the page as processes, restarted when they die
``tail``      what stands in topics, and what comes
``demo``      the samples through everything, told as it happens
``show``      an event, the counts and the removed texts for people
"""
