"""What pages are built of. Every block tells how high it needs to be, is placed, and draws itself: nothing else."""
