"""Features of the portal for any site of Pelican's, each a wheel of the name pelican.plugins.*."""
