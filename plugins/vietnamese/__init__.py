"""Vietnamese text comes out right everywhere: dates, letters, addresses, sorting, numbers."""
