"""Knowledge about language, in data files that people edit, and what reads and checks them."""
