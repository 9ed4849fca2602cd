"""What warnings say and whom they concern. Pure: bytes and moments in, pictures out."""
