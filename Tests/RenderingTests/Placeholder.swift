// replaced as soon as the module has something to test
