// placeholder until there is something to test
