"""The statistical forms "Biểu số N-BTCTW": their rows as dated data, and the papers made of them."""
